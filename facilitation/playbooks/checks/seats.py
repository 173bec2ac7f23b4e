"""Seats are filled when they are needed, and go round where they are to go round."""

from collections.abc import Iterator

from facilitation.playbooks.asking import Seat
from facilitation.playbooks.faults import Finding
from facilitation.playbooks.schema import STANDING, Phase, Playbook


def rotating(playbook: Playbook, name: str) -> Iterator[Finding]:
    """One role at most, which some phase names, and which no phase gives to anybody."""
    roles = [role for role, declared in playbook.roles.items() if declared.rotates]
    for role in roles[1:]:
        yield Finding(("roles", role, "rotates"), "rotates_too", {"word": role, "first": roles[0]})
    for role in roles[:1]:
        if not any(names(phase, role) for phase in playbook.phases.values()):
            yield Finding(("roles", role, "rotates"), "rotates_nowhere", {"word": role})
    for phase, step in playbook.phases.items():
        if isinstance(step.asks, Seat) and step.asks.role in roles:
            yield Finding(("phases", phase, "asks", "role"), "rotates_anyway", {"word": step.asks.role})


def waited_for(playbook: Playbook, name: str) -> Iterator[Finding]:
    """A needed role holds up the phases in which it speaks; one that never speaks is not waited for."""
    speaking = {phase.who for phase in playbook.phases.values()}
    for role, declared in playbook.roles.items():
        if declared.needed and not declared.rotates and role not in (*speaking, *STANDING):
            yield Finding(("roles", role), "never_speaks", {"word": role})


def standing(playbook: Playbook, name: str) -> Iterator[Finding]:
    """The seats of every session can be called otherwise, and no more."""
    for role in STANDING:
        declared = playbook.roles.get(role)
        if declared and (declared.needed or declared.rotates):
            yield Finding(("roles", role), "standing", {"word": role})


def given(playbook: Playbook, name: str) -> Iterator[Finding]:
    """A phase that gives a seat comes before those that need it taken."""
    names_ = list(playbook.phases)
    for phase, step in playbook.phases.items():
        if isinstance(step.asks, Seat) and step.asks.role in playbook.roles:
            role = step.asks.role
            first = next((other for other in names_ if playbook.phases[other].who == role), phase)
            if names_.index(first) < names_.index(phase) and playbook.roles[role].needed:
                yield Finding(("phases", phase, "asks", "role"), "given_late", {"word": role, "first": first})


def enough_people(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Whoever is needed fits into the size, with one more where the others speak."""
    needed = sum(role.needed and not role.rotates for role in playbook.roles.values())
    needed += any(phase.who == playbook.others for phase in playbook.phases.values())
    most = playbook.size.most
    if most is not None and needed > most:
        yield Finding(("size", "most"), "too_small", {"limit": most, "needed": needed})


def names(phase: Phase, role: str) -> bool:
    """A rotating role is gone round in the phases that name it so, and in those between."""
    return role in (phase.who, phase.listens, phase.about)
