"""What an asker does with a question that was asked: choose the reply that helped, reopen, withdraw."""

from facilitation.capability import Capability, Fill, Look, Needs, Press, React, Shortcut, Verb, listen
from facilitation.events import (
    AnswerAccepted,
    AnswerKept,
    ButtonPressed,
    CommunityBroughtIn,
    FormSubmitted,
    FoundHelpful,
    MessageDeleted,
    MessageEdited,
    MessageLost,
    MessagePosted,
    Quoted,
    ReactionAdded,
)
from facilitation.messages import Answer, Card, Notice, OpenForm, RefuseForm, ReplaceCard, Subject, Whisper
from facilitation.people import PlaceRef
from facilitation.questions import asking, cards, coming_in, first_look, thread
from facilitation.questions.model import FOUND, Question, QuestionWork, Reply, Stage, card_key
from facilitation.questions.news import news
from facilitation.wording import for_actor

SHOW = "questions.show"
CHOICE = 25  # replies to choose from; with more, a long form hides them
AT_HOME = 5  # questions told in the home view


def on_choose(press: ButtonPressed, work: QuestionWork) -> Answer:
    """The card's button: a form with the replies, for the asker."""
    question = _own(press.subject, work)
    if isinstance(question, Whisper):
        return question
    texts = for_actor(work)
    if question.stage is Stage.ANSWERED:
        return Whisper(Notice(texts("questions.answered_already")))
    replies = work.questions.replies(question.id, CHOICE + 1)
    if not replies:
        return Whisper(Notice(texts("questions.no_replies")))
    shown = [(reply.message_id, thread.name_of(reply.author, work, texts), reply.text) for reply in replies[-CHOICE:]]
    return OpenForm(cards.choose_form(question, shown, len(replies) > CHOICE, texts))


def on_chosen(form: FormSubmitted, work: QuestionWork) -> Answer | None:
    question = _own(form.subject, work)
    if isinstance(question, Whisper):
        return question
    texts = for_actor(work)
    reply = work.questions.reply(question.id, form.choice("reply"))
    if reply is None:
        return RefuseForm({"reply": texts.plain("questions.choose_one")})
    return _accept(question, reply, work)


def on_tick(reaction: ReactionAdded, work: QuestionWork) -> Answer | None:
    """The asker's own ✅ on a reply; anybody else's says nothing here."""
    reply = work.questions.reply_at(reaction.place.ref, reaction.message_id)
    question = work.questions.get(reply.question_id) if reply else None
    if reply is None or question is None or question.asker != reaction.by.ref:
        return None
    return _accept(question, reply, work)


def on_reopen(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = _own(press.subject, work)
    if isinstance(question, Whisper):
        return question
    if question.stage is Stage.ANSWERED:
        thread.reopen(question, work)
    return Whisper(Notice(for_actor(work)("questions.open_again", title=question.title)))


def on_withdraw(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = _own(press.subject, work)
    return question if isinstance(question, Whisper) else Whisper(cards.withdraw_surely(question, for_actor(work)))


def on_withdraw_surely(press: ButtonPressed, work: QuestionWork) -> Answer:
    question = _own(press.subject, work)
    if isinstance(question, Whisper):
        return question
    thread.withdraw(question, work)
    return ReplaceCard(Notice(for_actor(work)("questions.withdrawn_now")))


def on_show(press: ButtonPressed, work: QuestionWork) -> Answer:
    """An answered question that was found: its asker's words, and where its thread is."""
    question, texts = work.questions.get(press.subject.id), for_actor(work)
    if question is None or question.stage is not Stage.ANSWERED:
        return Whisper(Notice(texts("questions.gone")))
    names = thread.name_of(question.asker, work, texts), thread.answerer(question, work, texts)
    where = work.people.place_name(question.place), texts.day(question.written_at)
    return Whisper(cards.shown(question, *names, where, texts))


def on_kept(kept: AnswerKept, work: QuestionWork) -> None:
    """What was kept is found in its place."""
    work.search.remove(FOUND, kept.question_id)


def home(work: QuestionWork) -> list[Card]:
    """The actor's questions that wait for a reply, and those that were not asked yet."""
    texts = for_actor(work)
    return [
        first_look.card(question, first_look.known(question, work), texts)
        if question.stage is Stage.DRAFT
        else cards.at_home(question, work.community, work.questions.count_replies(question.id), texts)
        for question in work.questions.unsettled(work.account.ref, AT_HOME)
    ]


def _accept(question: Question, reply: Reply, work: QuestionWork) -> Answer | None:
    """Note that this reply helped, once; another one only after the question was reopened."""
    if question.stage is not Stage.OPEN:
        same = question.accepted == reply.message_id
        return None if same else Whisper(Notice(for_actor(work)("questions.answered_already")))
    question.stage, question.accepted, question.stirred_at = Stage.ANSWERED, reply.message_id, work.now
    thread.redraw(question, work)
    coming_in.make_findable(question, work)
    if reply.text:  # of one that came by import only its author has the words
        work.announce(_accepted(question, reply, work))
    return None


def _accepted(question: Question, reply: Reply, work: QuestionWork) -> AnswerAccepted:
    """Of an anonymous question nobody can agree to keep the words: who answered decides about their own."""
    texts = for_actor(work)
    card = work.posted.under(card_key(question.id))
    asker, said = (question.asker, question.detail) if question.asker else (reply.author, "")
    return AnswerAccepted(
        community_id=question.community_id,
        question_id=question.id,
        asker=asker,
        title=question.title,
        question=Quoted(by=asker, name=thread.name_of(asker, work, texts), text=said),
        answer=Quoted(by=reply.author, name=thread.name_of(reply.author, work, texts), text=reply.text),
        source=PlaceRef(question.workspace, question.channel, card.message_id if card else None),
    )


def _own(subject: Subject, work: QuestionWork) -> Question | Whisper:
    """The actor's own question, or what to tell them instead."""
    question, texts = work.questions.get(subject.id), for_actor(work)
    if question is None or question.stage is Stage.WITHDRAWN:
        return Whisper(Notice(texts("questions.gone")))
    if question.asker != work.account.ref:
        name = thread.name_of(question.asker, work, texts)
        return Whisper(Notice(texts("questions.only_the_asker", name=name)))
    return question


QUESTIONS: Capability[QuestionWork] = Capability(
    name="questions",
    verbs=(Verb("ask", asking.on_ask, Needs.MEMBER, opens_form=True),),
    buttons={
        cards.AGAIN: Press(asking.on_again),
        cards.CHOOSE: Press(on_choose),
        cards.REOPEN: Press(on_reopen),
        cards.WITHDRAW: Press(on_withdraw),
        cards.WITHDRAW_SURELY: Press(on_withdraw_surely),
        first_look.ASK_ANYWAY: Press(first_look.on_ask_anyway),
        first_look.THIS_ANSWERS: Press(first_look.on_this_answers),
        SHOW: Press(on_show),
    },
    forms={cards.ASK: Fill(asking.on_asked), cards.CHOOSE: Fill(on_chosen)},
    shortcuts={"ask": Shortcut(asking.on_ask_about)},
    reactions={"✅": React(on_tick)},
    looks={first_look.LOOKS: Look(first_look.on_looked)},
    timers={first_look.WAITS: first_look.on_draft_waits, first_look.LOOKS: first_look.on_looks_too_long},
    listeners=(
        listen(MessagePosted, thread.on_message),
        listen(MessageEdited, thread.on_edited),
        listen(MessageDeleted, thread.on_deleted),
        listen(MessageLost, thread.on_lost),
        listen(FoundHelpful, first_look.on_found_helpful),
        listen(AnswerKept, on_kept),
        listen(CommunityBroughtIn, coming_in.on_brought_in),
    ),
    home=home,
    news=news,
)
