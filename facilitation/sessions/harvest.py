"""The end of a session: one closing card, with what of it may be kept, if those who said it agree."""

from collections.abc import Sequence

from facilitation.events import Contributed
from facilitation.people import Account, MemberId
from facilitation.sessions.cards.closing_card import closing_card
from facilitation.sessions.course.values import Item, Outcome
from facilitation.sessions.course.way import is_decided
from facilitation.sessions.given_words import words_of
from facilitation.sessions.people import accounts_of
from facilitation.sessions.rooms import Floor


def offer(floor: Floor) -> None:
    """The closing card; of a decision with the words that were decided on."""
    kept = drafted(floor, floor.course.trail)
    decided = [words.text for item, words in kept if item.phase == floor.playbook.capture.of[0]]
    decision = "\n\n".join(decided) if floor.playbook.capture.when else ""
    floor.say(lambda view: closing_card(view, may_be_kept=bool(kept), decision=decision))


def drafted(floor: Floor, steps: Sequence[Outcome]) -> Sequence[tuple[Item, Contributed]]:
    """What the playbook captures of those steps, phase by phase, word for word; unnamed words stay where they are."""
    capture, theirs = floor.playbook.capture, {outcome.step for outcome in steps}
    found = (item for phase in capture.of for item in _items(floor, phase))
    items = [item for item in found if item.by and item.step in theirs]
    if capture.kind == "nothing" or not items or not is_decided(floor.course, floor.playbook):
        return ()
    units = {(outcome.step, unit.name): unit.members for outcome in floor.course.trail for unit in outcome.units}
    speaking = {item.id: units.get((item.step, item.by), (MemberId(item.by),)) for item in items}
    accounts = accounts_of([member for members in speaking.values() for member in members], floor.work)
    words = words_of(floor, sorted({item.step for item in items}))
    return [
        (item, _contributed([accounts[member] for member in speaking[item.id] if member in accounts], words[item.id]))
        for item in items
        if words.get(item.id)
    ]


def _items(floor: Floor, phase: str) -> Sequence[Item]:
    each_time = phase in floor.playbook.capture.each_time
    return floor.course.all_items_of(phase) if each_time else floor.course.items_of(phase)


def _contributed(authors: Sequence[Account], text: str) -> Contributed:
    return Contributed(
        authors=tuple(account.ref for account in authors),
        name=", ".join(account.name for account in authors),
        text=text,
    )
