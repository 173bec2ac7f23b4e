"""Looking something up in the handbook. Nobody learns what was looked for: it is neither logged nor counted."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.handbook.rooms import Room
from bot.handbook.views import Asked, Shown
from bot.logs import whereabouts
from facilitation.events import Found
from facilitation.knowledge.shelf import Leaf
from facilitation.ports.search import Wanted

log = structlog.get_logger()

FOUND_AT_MOST = 20
LIKELY = 0.25  # made-up words are about as near to what is kept, a question in another language 0.29 to its answer
LOOKED_AT = 100  # hits, of which those are left out that this reader may not see


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    id: str
    title: str


def search(room: Room, asked: Asked) -> Shown:
    found = _find(asked, room) if asked.words else []
    template = "results.html" if "part" in asked.query else "search.html"
    return template, {"words": asked.words, "found": found}


def _find(asked: Asked, room: Room) -> list[Leaf | FoundQuestion]:
    wanted = Wanted(room.community.id, asked.words, LOOKED_AT, (), room.reader.account, lambda: asked.meaning)
    found: list[Leaf | FoundQuestion] = []
    for hit in _hits(wanted, room):
        leaf = room.shelf.by_id.get(hit.id)
        if leaf and hit.kind.endswith(f".{leaf.kind}"):
            found.append(leaf)
        elif hit.kind.startswith("questions.") and room.is_member:
            question = room.unit.handbook.question(hit.id)
            if question and not question.is_hidden:
                found.append(FoundQuestion(question.id, question.title))
    return found[:FOUND_AT_MOST]


def _hits(wanted: Wanted, room: Room) -> Sequence[Found]:
    """What can't be found for a failure counts as not there: the page is shown all the same."""
    try:
        return [each for each in room.unit.find(wanted) if each.confidence >= LIKELY]
    except Exception as error:  # noqa: BLE001 what is told of it must hold nothing of what was looked for
        log.error("search_failed", then="handbook", **whereabouts(error))
        return ()
