"""Before anyone is disturbed: what the community knows already that is like this question."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from facilitation.attention import next_moment
from facilitation.events import ButtonPressed, Found, FoundHelpful, LookedUp, TimerDue
from facilitation.messages import (
    Action,
    Answer,
    Block,
    Button,
    Card,
    LookUp,
    Notice,
    Owed,
    Paragraph,
    Quote,
    ReplaceCard,
    Small,
    Subject,
    Tone,
    ToPerson,
    Whisper,
)
from facilitation.people import SideId
from facilitation.ports.search import Hit
from facilitation.questions import cards, going_out, joining, nameless, receipts, telling, thread
from facilitation.questions.model import (
    DRAFT_GOES,
    DRAFT_WAITS,
    FOUND,
    OPEN,
    SUBJECTS,
    WAITS,
    Question,
    QuestionWork,
    Stage,
)
from facilitation.texts import Md, Texts
from facilitation.wording import for_actor, for_person, shorten

THIS_ANSWERS = "questions.this_answers"
JOIN_THAT = "questions.join_that"
LOOKS = "questions.looks"

NOT_ASKED = (Stage.DRAFT, Stage.SET_ASIDE)
AT_MOST = 3
LOOKED_AMONG = 12  # what is found and not for this look, such as subjects, is left out of them
LOOKS_AT_MOST = timedelta(minutes=2)  # it takes a tenth of a second
CONFIDENT = 0.6  # `./kring bench search`: of what is shown then, three of four are right on each set (0.73 to 0.89)
BEHIND = 3  # times what one lies behind the best of its kind, it is less sure: else two alike come with each right one
SHOWN = 1200  # characters of what was found; three of them fit one message
TITLE_SHOWN = 40  # characters of a title on a button


def begin(question: Question, work: QuestionWork, code: str = "") -> LookUp:
    """Keep it as a draft until it is known what is alike. `code`: of its receipt, which is nowhere but in memory."""
    work.questions.add(question)
    work.timers.set(LOOKS, question.id, work.now + LOOKS_AT_MOST)
    about = Subject(question.community_id, question.id)
    return LookUp(
        question.title, LOOKED_AMONG, LOOKS, about, for_all=True, carried={"code": code}, sides=_sides(question)
    )


def on_looked(looked: LookedUp, work: QuestionWork) -> Answer | None:
    """Show its asker privately what is alike; if there is nothing, ask it."""
    question = work.questions.get(looked.look.subject.id)
    if question is None or question.stage is not Stage.DRAFT or question.alike is not None:
        return None
    work.timers.clear(LOOKS, question.id)
    question.alike = tuple(each for each in alike(looked.found) if work.search.show([each], sides=_sides(question)))
    hits, code = known(question, work), looked.look.carried.get("code", "")
    if question.asker is None:
        return _without_a_name(question, hits, code, work)
    if hits:
        work.timers.set(WAITS, question.id, next_moment(work.account, work.now + DRAFT_WAITS, work.community.zone))
        return Whisper(card(question, hits, for_actor(work)))
    going_out.ask(question, work)
    return Whisper(cards.asked(question, thread.channel_of(question, work), for_actor(work)))


def _without_a_name(question: Question, hits: Sequence[Hit], code: str, work: QuestionWork) -> Answer:
    """As with a name; but it is asked a little later, and the answer is kept nowhere."""
    if not hits:
        return nameless.schedule(question, code, work)
    work.timers.set(WAITS, question.id, nameless.day_of(work.now + DRAFT_GOES))
    return Whisper(card(question, hits, for_actor(work), code=code), fleeting=True)


def on_looks_too_long(due: TimerDue, work: QuestionWork) -> None:
    """Nobody came back with what is alike, as when Kring was stopped just then: the question is asked without.

    Not one without a name: its receipt is lost, and so it would be nobody's.
    """
    question = work.questions.get(due.subject)
    if question is None or question.stage is not Stage.DRAFT or question.alike is not None:
        return
    asker = thread.asker_of(question, work)
    if asker is None or not telling.is_member(asker, work):
        work.questions.remove(question)
        return
    going_out.ask(question, work)
    channel = thread.channel_of(question, work)
    work.outbox.post(
        ToPerson(asker.ref, Owed.ANSWER, side=question.side),
        cards.asked(question, channel, for_person(asker, work.community)),
    )


def alike(found: Sequence[Found]) -> tuple[Found, ...]:
    """The few that are surely about the same, best first."""
    best: dict[str, float] = {}
    for each in found:
        best[each.kind] = max(best.get(each.kind, 0.0), each.confidence)
    sure = (each for each in found if each.confidence - BEHIND * (best[each.kind] - each.confidence) >= CONFIDENT)
    return tuple(each for each in sure if each.kind != SUBJECTS)[:AT_MOST]


def known(question: Question, work: QuestionWork) -> Sequence[Hit]:
    """What was found alike, as far as it is still there for all who read it, best first: it may end up in a channel."""
    return work.search.show(question.alike or (), sides=_sides(question))


def _sides(question: Question) -> frozenset[SideId]:
    return frozenset({question.side}) if question.side else frozenset()


def card(
    question: Question, hits: Sequence[Hit], texts: Texts, title: str = "questions.first_look", code: str = ""
) -> Card:
    """`title`: the key of its text."""
    body: list[Block] = [
        Small(texts("questions.only_you")),
        Paragraph(texts("questions.you_ask", title=question.title)),
    ]
    for hit in hits:
        body += [Paragraph(Md(f"**{texts('questions.found', kind=texts.plain(hit.kind), title=hit.title)}**"))]
        body += [Quote(shorten(hit.shown, SHOWN), by=hit.by)] if hit.shown else []
    ask = Button(texts.plain(cards.ASK_ANYWAY), cards.ASK_ANYWAY, cards.about(question, code))
    return Card(texts.plain(title), tuple(body), (*_choices(question, hits, code, texts), ask))


def on_this_answers(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Nobody needs to be asked; what was found has been useful once more."""
    question, texts = _draft(press, work), for_actor(work)
    if question is None:
        return Whisper(Notice(texts("questions.draft_settled")))
    if question.stage is Stage.DRAFT:
        kind, _, found = _found_in(press)
        work.announce(FoundHelpful(community_id=question.community_id, kind=kind, found_id=found))
    return _set_aside(question, press, "questions.set_aside_what", work)


def on_join_that(press: ButtonPressed, work: QuestionWork) -> Answer:
    """The same is being asked already: they hear when it is answered, and nobody is asked twice."""
    question, texts = _draft(press, work), for_actor(work)
    other = work.questions.get(_found_in(press)[2])
    if question is None or other is None or other.stage is not Stage.OPEN:
        return Whisper(Notice(texts("questions.draft_settled" if question is None else "questions.gone")))
    joining.join(other, work)
    return _set_aside(question, press, "questions.joined_what", work)


def on_ask_anyway(press: ButtonPressed, work: QuestionWork) -> Answer:
    question, texts = _draft(press, work), for_actor(work)
    if question is None:
        return Whisper(Notice(texts("questions.draft_settled")))
    work.timers.clear(WAITS, question.id)
    if question.asker is None:
        return ReplaceCard(nameless.schedule(question, receipts.code_of(press.subject), work).message)
    going_out.ask(question, work)
    return ReplaceCard(cards.asked(question, thread.channel_of(question, work), texts))


def _set_aside(question: Question, press: ButtonPressed, what: str, work: QuestionWork) -> ReplaceCard:
    """For a month it can still be asked. `what`: the key of what is told."""
    texts = for_actor(work)
    if question.stage is Stage.DRAFT:
        question.stage = Stage.SET_ASIDE
        work.timers.set(WAITS, question.id, nameless.day_of(work.now + DRAFT_GOES))
    again = cards.about(question, receipts.code_of(press.subject))
    undo = Button(texts.plain("questions.ask_after_all"), cards.ASK_ANYWAY, again)
    actions = (*_shows(question, press, texts, work), undo)
    return ReplaceCard(Card(texts.plain("questions.set_aside"), (Paragraph(texts(what)),), actions))


def _shows(question: Question, press: ButtonPressed, texts: Texts, work: QuestionWork) -> Iterator[Button]:
    """What helped can still be read."""
    kind, _, identity = _found_in(press)
    for hit in work.search.show([Found(kind, identity, 1.0)], sides=_sides(question)):
        label = texts.plain("questions.show", title=shorten(hit.title, TITLE_SHOWN))
        yield Button(label, f"{kind.partition('.')[0]}.show", Subject(work.community.id, identity))


def on_draft_waits(due: TimerDue, work: QuestionWork) -> None:
    """A private card may vanish: show once more, where it stays, what nobody decided about. Then let it go."""
    question = work.questions.get(due.subject)
    if question is None or question.stage not in NOT_ASKED:
        return
    asker = thread.asker_of(question, work)
    shown_again = question.stirred_at > question.written_at
    if question.stage is Stage.SET_ASIDE or shown_again or asker is None or not telling.is_member(asker, work):
        work.questions.remove(question)
        return
    question.stirred_at = work.now
    work.timers.set(WAITS, question.id, work.now + DRAFT_GOES)
    again = card(question, known(question, work), for_person(asker, work.community), WAITS)
    work.outbox.post(ToPerson(asker.ref, Owed.ANSWER, side=question.side), again)


def on_found_helpful(found: FoundHelpful, work: QuestionWork) -> None:
    question = work.questions.get(found.found_id) if found.kind == FOUND else None
    if question:
        question.helped_again += 1


def _choices(question: Question, hits: Sequence[Hit], code: str, texts: Texts) -> Iterator[Action]:
    """One button for what was found, more with their titles; and one to see what is not shown whole."""
    alone = len(hits) == 1
    for hit in hits:
        title = shorten(hit.title, TITLE_SHOWN)
        about = cards.about(question, f"{code}/{hit.kind}:{hit.id}")
        if hit.kind != OPEN:
            label = texts.plain(THIS_ANSWERS) if alone else texts.plain("questions.this_answers_titled", title=title)
            yield Button(label, THIS_ANSWERS, about, Tone.PRIMARY if alone else Tone.PLAIN)
        elif question.asker:
            label = texts.plain(JOIN_THAT) if alone else texts.plain("questions.join_that_titled", title=title)
            yield Button(label, JOIN_THAT, about, Tone.PRIMARY if alone else Tone.PLAIN)
        if hit.kind in (FOUND, OPEN) or len(hit.shown) > SHOWN:
            show = f"{hit.kind.partition('.')[0]}.show"
            yield Button(texts.plain(show, title=title), show, Subject(question.community_id, hit.id))


def _found_in(press: ButtonPressed) -> tuple[str, str, str]:
    """The kind and the id of what the button is about, with what stands between."""
    return press.subject.detail.partition("/")[2].partition(":")


def _draft(press: ButtonPressed, work: QuestionWork) -> Question | None:
    """The actor's own, as long as it has not been asked."""
    question = receipts.find(press.subject, work)
    if question is None or not receipts.is_own(question, receipts.code_of(press.subject), work):
        return None
    return question if question.stage in NOT_ASKED else None
