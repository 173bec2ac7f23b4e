"""Whoever is named is there, and no name means two things."""

from collections.abc import Iterator

from facilitation.playbooks.asking import Seat
from facilitation.playbooks.checks.naming import seats, speakers
from facilitation.playbooks.faults import Finding, Path, unknown
from facilitation.playbooks.schema import ALL, ALWAYS, END, HOST, STANDING, Phase, Playbook

RESERVED = (ALL, END, *ALWAYS)


def taken(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Names that mean something already."""
    given = [
        *((("roles", role), role, (*RESERVED, playbook.others)) for role in playbook.roles if role not in STANDING),
        *((("variants", variant), variant, (name,)) for variant in playbook.variants),
        *((("phases", phase), phase, (END,)) for phase in playbook.phases),
        (("others",), playbook.others, RESERVED),
    ]
    for path, word, meant_already in given:
        if word in meant_already:
            yield Finding(path, "taken_name", {"word": word, "those": meant_already})


def speaking(playbook: Playbook, name: str) -> Iterator[Finding]:
    for phase, step in playbook.phases.items():
        if step.who not in speakers(playbook):
            yield unknown(("phases", phase, "who"), "nobody", step.who, speakers(playbook))


def listening(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Only one in a seat is asked to listen, and can't be asked to speak meanwhile."""
    for phase, step in playbook.phases.items():
        path = ("phases", phase, "listens")
        if step.listens is not None and step.listens not in seats(playbook):
            yield unknown(path, "no_seat", step.listens, seats(playbook))
        elif step.listens is not None and step.who in (step.listens, ALL):
            yield Finding(path, "listens_and_speaks", {"word": step.listens, "others": playbook.others})


def concerned(playbook: Playbook, name: str) -> Iterator[Finding]:
    for phase, step in playbook.phases.items():
        yield from _beside(playbook, step, ("phases", phase, "about"), step.about, "about_already")


def answering(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Somebody else than those who ask, who does not only listen."""
    for phase, step in playbook.phases.items():
        yield from _beside(playbook, step, ("phases", phase, "answers"), step.answers, "answers_already")


def _beside(playbook: Playbook, step: Phase, path: Path, role: str | None, already: str) -> Iterator[Finding]:
    """A seat's, and of whoever neither speaks nor listens there."""
    if role is not None and role not in seats(playbook):
        yield unknown(path, "no_seat", role, seats(playbook))
    elif role is not None and role in (step.who, step.listens):
        yield Finding(path, already, {"word": role})


def seated(playbook: Playbook, name: str) -> Iterator[Finding]:
    """A phase gives a seat that can be given: the host has theirs from the start."""
    free = tuple(seat for seat in seats(playbook) if seat != HOST)
    for phase, step in playbook.phases.items():
        if isinstance(step.asks, Seat) and step.asks.role not in free:
            yield unknown(("phases", phase, "asks", "role"), "no_seat", step.asks.role, free)
