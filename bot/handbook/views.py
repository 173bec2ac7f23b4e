"""The pages of one community's handbook: what each shows, made of what its reader may see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

from starlette.datastructures import QueryParams

from bot.handbook.drawing import LISTED
from bot.handbook.rooms import Room
from facilitation.knowledge.kinds import Origin, OriginKind
from facilitation.knowledge.shelf import Leaf, by_title
from facilitation.people import MemberId
from facilitation.ports.embedder import Meaning
from facilitation.ports.resources import AtHand
from facilitation.questions.model import Question

ON_A_PAGE = 40
QUESTIONS_IN_FRONT = 5
LAST_PAGE = 10_000
WORDS_AT_MOST = 300  # characters of what is typed that are looked for


@dataclass(frozen=True, slots=True)
class Asked:
    """Of a request: the parts of its path, what stands behind the question mark, and what is meant by `words`."""

    parts: Mapping[str, str]
    query: QueryParams
    meaning: Meaning | None = None

    @property
    def words(self) -> str:
        """What is looked for."""
        return " ".join(self.query.get("q", "")[:WORDS_AT_MOST].split())

    @property
    def page(self) -> int:
        """From 1 on."""
        given = self.query.get("page", "1")
        return max(1, min(int(given), LAST_PAGE)) if given.isascii() and given.isdecimal() else 1


Shown = tuple[str, Mapping[str, object]]
"""A template's name, and what it shows."""

View = Callable[[Room, Asked], Shown | None]
"""None for what is not there for this reader."""


def front(room: Room, asked: Asked) -> Shown | None:
    questions = _asked_of_all(room, 0, QUESTIONS_IN_FRONT) if room.is_member else ()
    at_hand = _at_hand(room) if room.is_member else ()
    return "front.html", {"questions": questions, "at_hand": at_hand}


def everything(room: Room, asked: Asked) -> Shown | None:
    return "list.html", {"heading": "everything", "name": "", **_paged(by_title(room.shelf.leaves), asked)}


def kind(room: Room, asked: Asked) -> Shown | None:
    wanted = asked.parts["kind"]
    found = room.shelf.of_kind(wanted) if wanted in LISTED else ()
    return ("list.html", {"heading": "kind", "name": wanted, **_paged(found, asked)}) if found else None


def tags(room: Room, asked: Asked) -> Shown | None:
    return "tags.html", {}


def tag(room: Room, asked: Asked) -> Shown | None:
    found = room.shelf.tagged(asked.parts["tag"])
    return ("list.html", {"heading": "tag", "name": asked.parts["tag"], **_paged(found, asked)}) if found else None


def glossary(room: Room, asked: Asked) -> Shown | None:
    """By first letters, whatever marks they bear."""
    terms = sorted(room.shelf.of_kind("term"), key=lambda leaf: (_letter(leaf), leaf.title.casefold()))
    return "glossary.html", {"letters": [(letter, list(of_it)) for letter, of_it in groupby(terms, key=_letter)]}


def questions(room: Room, asked: Asked) -> Shown | None:
    if not room.is_member:
        return None
    found = _asked_of_all(room, (asked.page - 1) * ON_A_PAGE, ON_A_PAGE + 1)
    more = {"page": asked.page, "is_last": len(found) <= ON_A_PAGE, "questions": found[:ON_A_PAGE]}
    return "all-questions.html", more


def question(room: Room, asked: Asked) -> Shown | None:
    """Never the replies: what somebody said in a thread stands here only as far as they agreed to have it kept."""
    found = room.unit.handbook.question(asked.parts["id"]) if room.is_member else None
    if found is None:
        return None
    whole = room.unit.handbook.question(found.with_question) if found.with_question else None
    kept = room.shelf.from_(Origin(OriginKind.QUESTION, found.id))
    place = room.unit.people.place_name(found.place)
    return "question.html", {"question": found, "with_question": whole, "leaves": kept, "place": place}


def sessions(room: Room, asked: Asked) -> Shown | None:
    found = room.shelf.sessions()
    return ("all-sessions.html", {"sessions": found}) if found else None


def session(room: Room, asked: Asked) -> Shown | None:
    """Known by what came of it, and to those who may see that."""
    kept = room.shelf.from_(Origin(OriginKind.SESSION, asked.parts["id"]))
    return ("session.html", {"source": kept[0].source, "leaves": kept}) if kept else None


def person(room: Room, asked: Asked) -> Shown | None:
    """What somebody is named in, for members; of outsiders nobody makes a list."""
    found = room.unit.people.member_by_id(room.community.id, MemberId(asked.parts["id"])) if room.is_member else None
    kept = room.shelf.naming(found.ref) if found else ()
    named = next((voice.name for each in kept for voice in each.voices if found and voice.account == found.ref), "")
    return ("list.html", {"heading": "person", "name": named, **_paged(kept, asked)}) if kept else None


def _asked_of_all(room: Room, begin: int, at_most: int) -> Sequence[Question]:
    return room.unit.handbook.questions(begin, at_most)


def _paged(found: Sequence[Leaf], asked: Asked) -> Mapping[str, object]:
    """One page of a list; beyond its end the last one."""
    last = max(1, -(-len(found) // ON_A_PAGE))
    number = min(asked.page, last)
    shown = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return {"leaves": shown, "page": number, "is_last": number == last, "total": len(found)}


def _letter(leaf: Leaf) -> str:
    first = normalize("NFKD", leaf.title.strip())[:1].upper()
    return first if first.isalpha() else "#"


def _at_hand(room: Room) -> Sequence[tuple[AtHand, str]]:
    """What the community keeps at hand, each with the name of who put it there."""
    there = room.unit.resources.all()
    accounts = room.unit.people.accounts([each.resource.by for each in there])
    names = {ref: account.name for ref, account in accounts.items()}
    return [(each, names.get(each.resource.by, "")) for each in there]
