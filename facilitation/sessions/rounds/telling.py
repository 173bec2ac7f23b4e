"""What comes of a happening in a round is told: privately to each who is asked, in the channel what all may see."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from facilitation.messages import Card, Owed, ToPerson, ToThread, Unasked, Why
from facilitation.people import MemberId
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.course import effects as of
from facilitation.sessions.course.effects import Effect
from facilitation.sessions.course.values import Nudge, Step
from facilitation.sessions.keys import prompt_key, reminder_key, said_key
from facilitation.sessions.people import accounts_of
from facilitation.sessions.rooms import Floor
from facilitation.sessions.rounds import asking, digest
from facilitation.sessions.rounds.model import Round, round_of
from facilitation.texts import Texts
from facilitation.wording import for_all, for_person


def tell(floor: Floor, effects: Sequence[Effect]) -> None:
    for effect in effects:
        if isinstance(effect, of.StepOpened | of.Said | of.StepClosed):
            HOW[type(effect)](effect, _round(floor, effect.step), floor)
    _nudge([effect for effect in effects if isinstance(effect, of.Nudged)], floor)


def _opened(effect: of.StepOpened, round_: Round, floor: Floor) -> None:
    """Where answers are seen at once, there is a thread for them from the start; else nothing before the close."""
    if round_.visibility is Visibility.OPEN:
        _to_all(digest.opened(round_, _shared(floor)), round_, floor)


def _said(effect: of.Said, round_: Round, floor: Floor) -> None:
    """A changed answer changes where it stands; the same again changes nothing."""
    outbox, said, before = floor.work.outbox, effect.contribution.texts, effect.before
    was = [(words.question, words.text) for words in before.texts] if before else []
    if was == [(words.question, words.text) for words in said]:
        return
    key = said_key(round_.session.id, effect.step.number, effect.unit.name)
    account = floor.accounts.get(MemberId(effect.unit.name))
    card = digest.one_answer(account.name if account else "", round_, said, _shared(floor))
    if was:
        outbox.update(key, card)
    else:
        outbox.post(ToThread(round_.root), card, key=key)


def _closed(effect: of.StepClosed, round_: Round, floor: Floor) -> None:
    """What was promised about the answers is done; who was silent, or passed, is not spoken of."""
    outbox, texts = floor.work.outbox, _shared(floor)
    root = digest.closed(round_, effect, texts)
    if round_.visibility is Visibility.OPEN:
        outbox.update(round_.root, root)
        return
    _to_all(root, round_, floor)
    authors = accounts_of([MemberId(given.marker) for given in effect.gathered], floor.work)
    names: dict[str, str] = {member: account.name for member, account in authors.items()}
    for card in digest.in_thread(round_, effect, names, texts):
        outbox.post(ToThread(round_.root), card)


def _to_all(card: Card, round_: Round, floor: Floor) -> None:
    to = floor.all_of_it()
    if to:
        floor.work.outbox.post(to, card, key=round_.root)


def _nudge(nudged: Iterable[of.Nudged], floor: Floor) -> None:
    """Each in their own language and zone; cards are made once for all who share both."""
    made: dict[tuple[Nudge, Texts], Card] = {}
    for effect in nudged:
        account = floor.accounts.get(effect.member)
        if account is None:
            continue
        kind = (effect.nudge, for_person(account, floor.work.community))
        if kind not in made:
            draw = asking.ask if effect.nudge is Nudge.PROMPT else asking.remind
            made[kind] = draw(_round(floor, effect.step), kind[1])
        keyed, why = WHY[effect.nudge]
        key = keyed(floor.session.id, effect.step.number, effect.member)
        floor.work.outbox.post(
            ToPerson(account.ref, why, side=floor.session.side),
            made[kind],
            key=key,
            expires=effect.step.closes_at,
        )


def _round(floor: Floor, step: Step) -> Round:
    return round_of(floor.session, floor.playbook, step, floor.work)


def _shared(floor: Floor) -> Texts:
    return for_all(floor.work.community)


WHY: Mapping[Nudge, tuple[Callable[[str, int, MemberId], str], Why]] = {
    Nudge.PROMPT: (prompt_key, Owed.TAKEN_ON),
    Nudge.REMINDER: (reminder_key, Unasked.REMINDER),
}
HOW: Mapping[type, Callable[[Any, Round, Floor], None]] = {
    of.StepOpened: _opened,
    of.Said: _said,
    of.StepClosed: _closed,
}
