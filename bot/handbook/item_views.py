"""The page of one item: its words as they were said, where they come from, where they lead, how they changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.handbook.differences import changed, told
from bot.handbook.rooms import Room
from bot.handbook.views import Asked, Shown
from facilitation.knowledge.differences import Difference, Fate, differences
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import OriginKind
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.shelf import Leaf
from facilitation.people import AccountRef


@dataclass(frozen=True, slots=True)
class Said:
    """Words in their order. `by` is "" for whoever is not named, `member` for whom there is no page."""

    part: str
    head: str
    text: str
    by: str
    member: str


def item(room: Room, asked: Asked) -> Shown | None:
    leaf, found = _both(room, asked)
    if leaf is None or found is None:
        return None
    said = _said(found.body, room)
    more = {
        "said": said,
        "writers": list({one.by: one for one in said if one.part == Part.TEXT and one.by}.values()),
        "context": _said(found.context, room),
        "dissent": _said(found.dissent, room),
        "steward": _steward(found, room),
        "acts": room.unit.knowledge.acts(found.id),
        "number": found.number,
        "review_at": found.review_at,
    }
    return "item.html", {"leaf": leaf, **more, **_around(leaf, room)}


def versions(room: Room, asked: Asked) -> Shown | None:
    """Those whose authors agreed to be read so far, the newest first."""
    leaf, found = _both(room, asked)
    if leaf is None or found is None:
        return None
    return "versions.html", {"leaf": leaf, "versions": room.unit.knowledge.versions_for(room.reader, found.id)}


def version(room: Room, asked: Asked) -> Shown | None:
    """One, with what it changed in the one before that this reader may see."""
    leaf, found = _both(room, asked)
    if leaf is None or found is None:
        return None
    readable = {each.number: each for each in room.unit.knowledge.versions_for(room.reader, found.id)}
    now = readable.get(_number(asked.parts["number"]))
    if now is None:
        return None
    before = readable.get(max((number for number in readable if number < now.number), default=0))
    title = tuple(changed(before.title if before else now.title, now.title))
    words = told(differences(before, now)) if before else told([Difference(Fate.SAME, each) for each in now.passages])
    more = {"version": now, "before": before, "paragraphs": [title, *words], "newest": found.number}
    return "version.html", {"leaf": leaf, **more}


def _both(room: Room, asked: Asked) -> tuple[Leaf | None, KnowledgeItem | None]:
    identity = asked.parts["id"]
    return room.shelf.by_id.get(identity), room.unit.knowledge.item_for(room.reader, identity)


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < len("1000000") else 0


def _said(passages: Sequence[Passage], room: Room) -> Sequence[Said]:
    pages = _people(passages, room)
    return [Said(each.part, each.head, each.text, each.name, _page_of(each, pages)) for each in passages]


def _page_of(passage: Passage, pages: Mapping[AccountRef, str]) -> str:
    """What came with an import may be of nobody who is known here."""
    return next((pages[author] for author in passage.authors[:1] if author in pages), "")


def _people(passages: Sequence[Passage], room: Room) -> Mapping[AccountRef, str]:
    """To whose page a member may turn, from a name."""
    if not room.is_member:
        return {}
    named = {
        author
        for each in passages
        if each.name and each.part.is_body and each.part is not Part.QUESTION
        for author in each.authors[:1]
    }
    members = (room.unit.people.past_member(room.community.id, account) for account in named)
    return {member.ref: member.id for member in members if member}


def _steward(found: KnowledgeItem, room: Room) -> str:
    """For members: whom to tell what is no longer true."""
    account = room.unit.people.account(found.steward) if found.steward and room.is_member else None
    return account.name if account else ""


def _around(leaf: Leaf, room: Room) -> Mapping[str, object]:
    """Where it comes from and what it led to, as far as this reader may see."""
    shelf, origin = room.shelf, leaf.source.origin
    asked = room.unit.handbook.question(origin.id) if origin.kind is OriginKind.QUESTION and room.is_member else None
    leads_to = shelf.these(room.unit.knowledge.leads_to(leaf.id))
    linked_from = shelf.these(room.unit.knowledge.led_from(leaf.id))
    siblings = [each for each in shelf.from_(origin) if each.id != leaf.id]
    return {
        "question": asked,
        "place": room.unit.people.place_name(asked.place) if asked else "",
        "session": leaf.source if origin.kind is OriginKind.SESSION else None,
        "siblings": siblings,
        "leads_to": leads_to,
        "linked_from": linked_from,
        "alike": shelf.alike(leaf, (each.id for each in (*leads_to, *linked_from, *siblings))),
    }
