"""Whether a text is a playbook that this community can use: also by what it is called, and by what it leads to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from facilitation.people import LANGUAGES
from facilitation.playbooks import shelf
from facilitation.playbooks.faults import Faulty, Finding, Path, shown, unknown
from facilitation.playbooks.pages import Page, open_page
from facilitation.playbooks.reading import read
from facilitation.playbooks.schema import VARIANTS_AT_MOST, Playbook
from facilitation.sessions import shelves
from facilitation.sessions.formats import keeping
from facilitation.sessions.formats.content import part
from facilitation.sessions.model import SessionWork

NOT_NAMED = "not_named_yet"


@dataclass(frozen=True, slots=True)
class Known:
    """What a playbook's title may not be, and what it may lead to."""

    titles: set[str]
    names: set[str]


def judged(text: str, name: str, work: SessionWork) -> tuple[Playbook, Page]:
    """`name`: of the one that it is a version of, or "". Raises: Faulty with all that is wrong, by line."""
    called = name or NOT_NAMED
    page = open_page(text, called)
    own = [page.fault(found) for found in _findings(page.content, known_beside(name, work))]
    try:
        playbook = read(text, called)
    except Faulty as faulty:
        raise Faulty(called, [*faulty.faults, *own]) from None
    if own:
        raise Faulty(called, own)
    return playbook, page


def known_beside(name: str, work: SessionWork) -> Known:
    """Whatever whoever acts can see, their own drafts too. Of what others keep to themselves nothing is told."""
    visible = [own for own in keeping.visible(work) if own.name != name]
    drafts = ((own.name, shelves.in_version(own, keeping.shown_version(own, work), work)) for own in visible)
    known = [*shelves.built_in(), *(shelves.Named(called, draft) for called, draft in drafts if draft)]
    offered = (each for each in shelves.offered(work) if each.name != name)
    return Known(shelves.all_titles([*known, *offered]), {*shelf.names(), *(own.name for own in visible)} - {name})


def _findings(content: Mapping[str, Any], known: Known) -> Iterator[Finding]:
    title = part(content, "title")
    for language in LANGUAGES:
        said = title.get(language)
        if isinstance(said, str) and shelves.plainly(said) in known.titles:
            yield Finding(("title", language), "title_taken", {"word": shown(said)})
    variants = dict(islice(part(content, "variants").items(), VARIANTS_AT_MOST))
    reached = known.names | set(variants)
    yield from _ways_out(("size",), part(content, "size"), reached)
    for name in variants:
        yield from _ways_out(("variants", name, "size"), part(part(variants, name), "size"), reached)


def _ways_out(path: Path, size: Mapping[str, Any], known: set[str]) -> Iterator[Finding]:
    for key in ("fewer", "more"):
        other = size.get(key)
        if isinstance(other, str) and other not in known:
            yield unknown((*path, key), "no_playbook_called", other, sorted(known))
