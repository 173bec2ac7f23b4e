"""The playbooks of a community: those that Kring brings along, and its own that are offered. One place knows both."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from facilitation.people import LANGUAGES
from facilitation.playbooks import shelf
from facilitation.playbooks.faults import Faulty
from facilitation.playbooks.reading import read
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.model import SessionWork
from facilitation.sessions.own_playbooks import OwnPlaybook

PARSED_AT_ONCE = 128


@dataclass(frozen=True, slots=True)
class Named:
    """`own`: what the community knows of it beside, where it is one of its own."""

    name: str
    playbook: Playbook
    own: OwnPlaybook | None = None


def all_of(work: SessionWork) -> Sequence[Named]:
    """What can be started: the built-in ones by name, then the community's own."""
    return (*built_in(), *offered(work))


def take(name: str, work: SessionWork) -> Playbook | None:
    """What is started under that name now."""
    found = shelf.built_in(name)
    if found:
        return found
    own = work.own_playbooks.get(name)
    return in_version(own, own.offered, work) if own else None


def called(said: str, work: SessionWork) -> Named | None:
    """The one that has this name, or is called so in any of the languages."""
    wanted = plainly(said)
    return next((each for each in all_of(work) if wanted in titles(each.name, each.playbook)), None)


def built_in() -> Iterator[Named]:
    for name in shelf.names():
        playbook = shelf.built_in(name)
        if playbook:
            yield Named(name, playbook)


def offered(work: SessionWork) -> Iterator[Named]:
    for own in work.own_playbooks.all():
        playbook = in_version(own, own.offered, work)
        if playbook:
            yield Named(own.name, playbook, own)


def in_version(own: OwnPlaybook, number: int | None, work: SessionWork) -> Playbook | None:
    """None too for what was right once, and what playbooks can say has changed since."""
    version = work.own_playbooks.version(own.name, number) if number else None
    return _parsed(version.text, own.name) if version else None


def titles(name: str, playbook: Playbook) -> set[str]:
    """By which it is found."""
    return {plainly(name), *(plainly(playbook.title.told_in(language)) for language in LANGUAGES)}


def plainly(said: str) -> str:
    return " ".join(said.replace("_", " ").split()).casefold()


def all_titles(known: Iterable[Named]) -> set[str]:
    return {title for each in known for title in titles(each.name, each.playbook)}


@lru_cache(maxsize=PARSED_AT_ONCE)
def _parsed(text: str, name: str) -> Playbook | None:
    try:
        return read(text, name)
    except Faulty:
        return None
