"""Taking one's turn: answering, changing it, not this time."""

from collections.abc import Iterator, Sequence

from facilitation.check_ins import asking, digest, keys
from facilitation.check_ins.model import ANSWER_AT_MOST, CheckInWork, Round, Turn, Visibility
from facilitation.events import ButtonPressed, FormSubmitted, MemberLeftCommunity
from facilitation.messages import Answer, Card, Notice, OpenForm, RefuseForm, ReplaceCard, ToThread, Whisper
from facilitation.people import Member
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_all


def on_answer(press: ButtonPressed, work: CheckInWork) -> Answer:
    """A form, with what they answered before; or, on an old card, that it is over."""
    round_, member = work.check_ins.round(press.subject.id), work.member
    if round_ is None or member is None or not round_.is_open(work.now):
        return _over(round_, press.subject.detail, work)
    previous = work.check_ins.turn(round_.id, round_.marker(member.id))
    channel = work.people.place_name(round_.place)
    return OpenForm(asking.answer_form(round_, previous, channel, press.subject.detail, for_actor(work)))


def on_handed_in(form: FormSubmitted, work: CheckInWork) -> Answer | None:
    """Keep the answer. After the close nothing is kept, and the form stays with what was typed."""
    texts = for_actor(work)
    round_, member = work.check_ins.round(form.subject.id), work.member
    if round_ is None or member is None or not round_.is_open(work.now):
        return RefuseForm({"answer_1": texts.plain("check_ins.closed_copy")})
    said = tuple(form.text(f"answer_{number}") for number in range(1, len(round_.questions) + 1))
    errors = dict(_problems(said, texts))
    if errors:
        return RefuseForm(errors)
    _keep(round_, member, said, work)
    standing = _settle(round_, member, work)
    seen = form.subject.detail == asking.PRIVATE and work.posted.under(keys.asked(round_, member.id))
    return None if seen else Whisper(standing)


def on_skip(press: ButtonPressed, work: CheckInWork) -> Answer:
    """Not this time: no reminder either, and nobody is told."""
    texts = for_actor(work)
    round_, member = work.check_ins.round(press.subject.id), work.member
    if round_ is None or member is None or not round_.is_open(work.now):
        return _over(round_, press.subject.detail, work)
    turn = work.check_ins.turn(round_.id, round_.marker(member.id))
    if turn and not turn.is_skip:
        return ReplaceCard(asking.answered(round_, work.people.place_name(round_.place), texts))
    if turn is None:
        _take_turn(round_, member, (), work)
    work.outbox.withdraw(keys.reminded(round_, member.id))
    return ReplaceCard(asking.skipped(round_, texts))


def on_member_left(left: MemberLeftCommunity, work: CheckInWork) -> None:
    """Who left is not asked any more; what they said before stays."""
    if not work.in_community:
        return
    for round_ in work.check_ins.open_rounds():
        work.outbox.withdraw(keys.asked(round_, left.member_id))
        work.outbox.withdraw(keys.reminded(round_, left.member_id))


def _over(round_: Round | None, detail: str, work: CheckInWork) -> Answer:
    """To a press on an old card: the private card is replaced, the shared one left alone."""
    texts = for_actor(work)
    told = asking.closed(round_, texts) if round_ else Notice(texts("check_ins.gone"))
    return ReplaceCard(told) if detail == asking.PRIVATE else Whisper(told)


def _problems(said: Sequence[str], texts: Texts) -> Iterator[tuple[str, str]]:
    if not any(said):
        yield "answer_1", texts.plain("check_ins.nothing_written")
    for number, text in enumerate(said, start=1):
        if len(text) > ANSWER_AT_MOST:
            yield f"answer_{number}", texts.plain_count("check_ins.answer_length", ANSWER_AT_MOST)


def _keep(round_: Round, member: Member, said: tuple[str, ...], work: CheckInWork) -> None:
    """In an open round it goes into the thread at once; a changed answer changes there."""
    before = _take_turn(round_, member, said, work)
    if round_.visibility is not Visibility.OPEN or before == said:
        return
    card = digest.one_answer(work.account.name, round_, said, for_all(work.community))
    key = keys.answered(round_, member.id)
    if before:
        work.outbox.update(key, card)
    else:
        work.outbox.post(ToThread(keys.root(round_)), card, key=key)


def _take_turn(round_: Round, member: Member, said: tuple[str, ...], work: CheckInWork) -> tuple[str, ...]:
    """One turn a person: a second one replaces it. Returns what was said before."""
    marker = round_.marker(member.id)
    turn = work.check_ins.turn(round_.id, marker)
    if turn is None:
        work.check_ins.keep(Turn(community_id=round_.community_id, round_id=round_.id, marker=marker, texts=said))
        return ()
    before, turn.texts = turn.texts, said
    return before


def _settle(round_: Round, member: Member, work: CheckInWork) -> Card:
    """Cards that ask are replaced by one that says it is done; those still to come are not sent."""
    standing = asking.answered(round_, work.people.place_name(round_.place), for_actor(work))
    for key in (keys.asked(round_, member.id), keys.reminded(round_, member.id)):
        if work.posted.under(key):
            work.outbox.update(key, standing)
        else:
            work.outbox.withdraw(key)
    return standing
