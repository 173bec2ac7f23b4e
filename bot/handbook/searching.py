"""Looking something up in the handbook. Nobody learns what was looked for: it is neither logged nor counted."""

from dataclasses import dataclass

from bot.handbook.rooms import Room
from bot.handbook.views import Asked, Shown
from facilitation.knowledge.shelf import Leaf
from facilitation.ports.search import Wanted

WORDS_AT_MOST = 300  # characters of what is typed that are looked for
FOUND_AT_MOST = 20
LOOKED_AT = 100  # hits, of which those are left out that this reader may not see


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    id: str
    title: str


def search(room: Room, asked: Asked) -> Shown:
    words = " ".join(asked.query.get("q", "")[:WORDS_AT_MOST].split())
    found = _find(words, room) if words else []
    template = "results.html" if "part" in asked.query else "search.html"
    return template, {"words": words, "found": found}


def _find(words: str, room: Room) -> list[Leaf | FoundQuestion]:
    wanted = Wanted(room.community.id, words, LOOKED_AT, reader=room.reader.account)
    found: list[Leaf | FoundQuestion] = []
    for hit in room.unit.find(wanted):
        leaf = room.shelf.by_id.get(hit.id)
        if leaf and hit.kind.endswith(f".{leaf.kind}"):
            found.append(leaf)
        elif hit.kind.startswith("questions.") and room.is_member:
            question = room.unit.handbook.question(hit.id)
            if question and not question.is_hidden:
                found.append(FoundQuestion(question.id, question.title))
    return found[:FOUND_AT_MOST]
