"""Taking one's turn in a round: answering, changing it, not this time."""

from collections.abc import Iterator, Sequence

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import Answer, Card, Notice, OpenForm, RefuseForm, ReplaceCard, Whisper
from facilitation.people import Member, MemberId
from facilitation.playbooks.rounds import is_round
from facilitation.sessions import nameless, running
from facilitation.sessions.course.happenings import Given, Joined, Passed
from facilitation.sessions.keys import prompt_key, reminder_key
from facilitation.sessions.model import TEXT_AT_MOST, Session, SessionWork
from facilitation.sessions.rounds import asking
from facilitation.sessions.rounds.model import Round, round_of
from facilitation.texts import Texts
from facilitation.wording import for_actor


def on_answer(press: ButtonPressed, work: SessionWork) -> Answer:
    """A form, with what they answered before; or, on an old card, that it is over."""
    round_, member = open_round(press.subject.id, work), work.me
    if round_ is None:
        return _over(press.subject.id, press.subject.detail, work)
    previous = running.own(round_.session, member.id, work)
    return OpenForm(asking.answer_form(round_, previous, press.subject.detail, for_actor(work)))


def on_answered(form: FormSubmitted, work: SessionWork) -> Answer | None:
    """Keep the answer. After the close nothing is kept, and the form stays with what was typed."""
    texts, round_, member = for_actor(work), open_round(form.subject.id, work), work.me
    if round_ is None:
        return RefuseForm({"answer_1": texts.plain("rounds.closed_copy")})
    said = tuple(form.text(f"answer_{number}") for number in range(1, len(round_.questions(texts)) + 1))
    errors = {**dict(_problems(said, texts)), **dict(nameless.problems(form, round_.step, texts))}
    if errors:
        return RefuseForm(errors)
    answers = tuple((question, text) for question, text in enumerate(said) if text)
    _take_part(round_.session, member.id, work)
    given = Given(member.id, round_.step.number, answers, named_if_few=nameless.by_name(form))
    if running.play(round_.session, given, work):
        return RefuseForm({"answer_1": texts.plain("rounds.closed_copy")})
    seen = form.subject.detail == asking.PRIVATE and work.posted.under(_prompt(round_, member))
    standing = _settle(round_, member, work)
    return None if seen else Whisper(standing)


def on_skip(press: ButtonPressed, work: SessionWork) -> Answer:
    """Not this time: no reminder either, and nobody is told."""
    texts, round_, member = for_actor(work), open_round(press.subject.id, work), work.me
    if round_ is None:
        return _over(press.subject.id, press.subject.detail, work)
    before = running.own(round_.session, member.id, work)
    if before and not before.passed:
        return ReplaceCard(asking.answered(round_, texts))
    if running.play(round_.session, Passed(member.id, round_.step.number), work):
        return _over(press.subject.id, press.subject.detail, work)
    work.outbox.withdraw(reminder_key(round_.session.id, round_.step.number, member.id))
    return ReplaceCard(asking.skipped(round_, texts))


def open_round(session_id: str, work: SessionWork) -> Round | None:
    """The round that is meant, as long as answers are taken."""
    session = work.sessions.get(session_id) if session_id else None
    step = session.course.step if session else None
    if session is None or step is None or work.now >= step.closes_at:
        return None
    playbook = work.sessions.edition(session.edition)
    return round_of(session, playbook, step, work) if is_round(playbook) else None


def _over(session_id: str, detail: str, work: SessionWork) -> Answer:
    """To a press on an old card: the private card is replaced, the shared one left alone."""
    texts = for_actor(work)
    session = work.sessions.get(session_id) if session_id else None
    moment = session.course.step.closes_at if session and session.course.step else session and session.closed_at
    told = Notice(texts("rounds.closed", moment=texts.moment(moment)) if moment else texts("rounds.gone"))
    return ReplaceCard(told) if detail == asking.PRIVATE else Whisper(told)


def _problems(said: Sequence[str], texts: Texts) -> Iterator[tuple[str, str]]:
    if not any(said):
        yield "answer_1", texts.plain("rounds.nothing_written")
    for number, text in enumerate(said, start=1):
        if len(text) > TEXT_AT_MOST:
            yield f"answer_{number}", texts.plain_count("rounds.answer_length", TEXT_AT_MOST)


def _take_part(session: Session, member: MemberId, work: SessionWork) -> None:
    """Who joined the community meanwhile was not asked, but may answer."""
    if member not in session.course.participants:
        running.play(session, Joined(member), work)


def _settle(round_: Round, member: Member, work: SessionWork) -> Card:
    """Cards that ask are replaced by one that says it is done; those still to come are not sent."""
    standing = asking.answered(round_, for_actor(work))
    for key in (_prompt(round_, member), reminder_key(round_.session.id, round_.step.number, member.id)):
        if work.posted.under(key):
            work.outbox.update(key, standing)
        else:
            work.outbox.withdraw(key)
    return standing


def _prompt(round_: Round, member: Member) -> str:
    return prompt_key(round_.session.id, round_.step.number, member.id)
