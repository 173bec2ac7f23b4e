"""The end of a session: one closing card, with what of it may be kept, if those who said it agree."""

from collections.abc import Sequence

from facilitation.events import Contributed
from facilitation.messages import Block, Button, Card, Paragraph, Small, Tone
from facilitation.people import Account, MemberId
from facilitation.sessions.cards.session_card import subject
from facilitation.sessions.course.values import Item
from facilitation.sessions.people import accounts_of
from facilitation.sessions.rooms import Floor
from facilitation.sessions.telling import words_of
from facilitation.sessions.view import View

HARVEST = "sessions.harvest"


def offer(floor: Floor) -> None:
    """The closing card: what it was about, what may be kept, a question about what follows."""
    floor.say(lambda view: _closing(view, floor))


def _closing(view: View, floor: Floor) -> Card:
    texts = view.texts
    body: list[Block] = [Paragraph(texts(f"sessions.closing.{floor.course.ending}", title=view.title()))]
    kept = bool(drafted(floor))
    if kept:
        body.append(Small(texts("sessions.may_be_kept", card=view.told(view.playbook.capture.title))))
    else:
        body.append(Small(texts("sessions.nothing_kept")))
    if view.playbook.case:
        body.append(Small(texts("sessions.raw_goes")))
    body.append(Paragraph(texts("sessions.what_follows")))
    draft = Button(texts.plain("sessions.draft"), HARVEST, subject(view), Tone.PRIMARY, opens_form=True)
    return Card(texts.plain("sessions.closing", title=view.title()), tuple(body), (draft,) if kept else ())


def may_publish(floor: Floor) -> frozenset[MemberId]:
    """Whoever took part; of a case, whoever brought it, or had the role that everybody has once."""
    roles = floor.playbook.roles if floor.playbook.case else {}
    brought = {floor.course.seats.get(role) for role, declared in roles.items() if declared.needed}
    found = {member for member in (*brought, *floor.course.held) if member in floor.course.participants}
    return frozenset(found if floor.playbook.case else floor.course.participants)


def drafted(floor: Floor) -> Sequence[tuple[Item, Contributed]]:
    """The contributions that the playbook captures, phase by phase, word for word; unnamed ones stay where they are."""
    capture = floor.playbook.capture
    items = [item for phase in capture.of for item in floor.course.items_of(phase) if item.by]
    if capture.kind == "nothing" or not items:
        return ()
    units = {unit.name: unit.members for outcome in floor.course.trail for unit in outcome.units}
    speaking = {item.by: units.get(item.by, (MemberId(item.by),)) for item in items}
    accounts = accounts_of([member for members in speaking.values() for member in members], floor.work)
    words = words_of(floor, sorted({item.step for item in items}))
    return [
        (item, _contributed([accounts[member] for member in speaking[item.by] if member in accounts], words[item.id]))
        for item in items
        if words.get(item.id)
    ]


def _contributed(authors: Sequence[Account], text: str) -> Contributed:
    return Contributed(
        authors=tuple(account.ref for account in authors),
        name=", ".join(account.name for account in authors),
        text=text,
    )
