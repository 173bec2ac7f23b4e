"""Asking: by a verb, on a message of one's own, or again when a question was lost."""

from collections.abc import Iterator

from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, MessageShortcutUsed, Said
from facilitation.messages import (
    INPUT_AT_MOST,
    TITLE_AT_MOST,
    Answer,
    LookUp,
    Notice,
    OpenForm,
    RefuseForm,
    Subject,
    Whisper,
)
from facilitation.people import elsewhere
from facilitation.questions import cards, first_look, nameless, spotting, thread
from facilitation.questions.ask_form import Draft, ask_form, given_back
from facilitation.questions.model import (
    Kind,
    Question,
    QuestionWork,
    Stage,
    in_two,
    says_something,
)
from facilitation.sides import side_chosen, where_read, with_sides
from facilitation.texts import Texts
from facilitation.wording import for_actor


def on_ask(command: CommandGiven, said: str, work: QuestionWork) -> Answer:
    """`/kring ask [question]`: a form with what was said in it. What does not fit is given back first, not lost."""
    title, detail = in_two(said)
    if command.said is Said.SLASH and len(detail) > INPUT_AT_MOST:
        return Whisper(given_back(said, work.community, for_actor(work)))
    return _form(Draft(title, detail), work)


def on_ask_about(used: MessageShortcutUsed, work: QuestionWork) -> Answer:
    """The shortcut on a message. Only its author may make a question of it."""
    if used.author is None or used.author.ref != used.by.ref:
        texts = for_actor(work)
        return Whisper(cards.not_your_words(_author_of(used, work) or texts.plain("questions.someone"), texts))
    return _form(Draft(*in_two(used.text)), work)


def _author_of(used: MessageShortcutUsed, work: QuestionWork) -> str:
    """A platform may tell who wrote it without their name; of members it is known."""
    known = work.people.account(used.author.ref) if used.author else None
    return (used.author.name if used.author else "") or (known.name if known else "")


def on_again(press: ButtonPressed, work: QuestionWork) -> Answer:
    """The form once more, with a lost question's words."""
    question = work.questions.get(press.subject.id)
    if question is None or question.asker != press.by.ref or question.stage is Stage.WITHDRAWN:
        return Whisper(Notice(for_actor(work)("questions.gone")))
    return _form(Draft(question.title, question.detail, question.kind), work)


def on_make_it(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Of what somebody wrote in the question channel, when they say so."""
    spotted = spotting.find(press.subject.id, work)
    if spotted is None:
        return Whisper(Notice(for_actor(work)("questions.spotted_settled")))
    return _form(Draft(*in_two(spotted.text)), work, spotting.about(spotted))


def on_doubt(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Of what is kept, when somebody doubts it; by name or without."""
    return _open(Draft("", "", Kind.CHALLENGE), Subject(work.community.id, "", press.subject.id), work)


def on_asked(form: FormSubmitted, work: QuestionWork) -> Answer | LookUp:
    """Have it looked up first whether something alike is known: until then nobody is disturbed."""
    texts = for_actor(work)
    errors = dict(_errors(form, texts))
    if errors:
        return RefuseForm(errors)
    side = side_chosen(form, work)
    if nameless.is_wanted(form) and nameless.would_be_guessed(side, work):
        return RefuseForm({"name": texts.plain_count("questions.side_is_small", nameless.SIDE_AT_LEAST)})
    place = thread.place_for(work, side)
    question = Question(
        community_id=work.community.id,
        workspace=form.by.ref.workspace,
        user=form.by.ref.user,
        channel=place.channel,
        place_workspace=elsewhere(place, form.by.ref),
        side=side,
        kind=_kind(form),
        title=form.line("title"),
        detail=form.text("detail"),
        written_at=work.now,
        stirred_at=work.now,
        about=form.subject.detail or None,
    )
    if nameless.is_wanted(form):  # what it was made of stays as it is: settled now, it would tell who asked
        return first_look.begin(question, work, nameless.take_off(question, work))
    spotted = spotting.find(form.subject.id, work) if form.subject.id else None
    if spotted:
        spotting.settle(spotted, "questions.spotted_made", work)
    return first_look.begin(question, work)


def _form(draft: Draft, work: QuestionWork, spotted: str = "") -> Answer:
    """`spotted`: of which message in the question channel it is made."""
    return _open(draft, Subject(work.community.id, spotted), work)


def _open(draft: Draft, subject: Subject, work: QuestionWork) -> Answer:
    texts = for_actor(work)
    channel = where_read(thread.place_for(work), work, texts)
    shown = ask_form(subject, draft, channel, work.community.name, texts)
    return OpenForm(with_sides(shown, work))


def _kind(form: FormSubmitted) -> Kind:
    chosen = form.choice("kind")
    return Kind(chosen) if chosen in set(Kind) else Kind.QUESTION


def _errors(form: FormSubmitted, texts: Texts) -> Iterator[tuple[str, str]]:
    title = form.line("title")
    if not says_something(title):
        yield "title", texts.plain("questions.title_missing")
    elif len(title) > TITLE_AT_MOST:
        yield "title", texts.plain_count("questions.title_long", TITLE_AT_MOST)
    if len(form.text("detail")) > INPUT_AT_MOST:
        yield "detail", texts.plain_count("questions.detail_long", INPUT_AT_MOST)
