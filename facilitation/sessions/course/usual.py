"""Which phases are gone through as a rule, and how often: what a session's length is reckoned from."""

from collections.abc import Sequence

from facilitation.playbooks.asking import Choice
from facilitation.playbooks.schema import END, Phase, Playbook
from facilitation.sessions.course.values import Course
from facilitation.sessions.course.way import below, block

Times = tuple[tuple[str, int], ...]
"""A phase, and how often."""


def gone_through(course: Course, playbook: Playbook, people: int) -> Times:
    """Of several ways that may be chosen the one with most phases; what only an objection brings is not counted on."""
    first = next(iter(playbook.phases))
    return tuple((name, _times(playbook, name, people)) for name in _way(course, playbook, first))


def _way(course: Course, playbook: Playbook, name: str) -> Sequence[str]:
    if name == END:
        return ()
    phase = playbook.phases[name]
    here = () if phase.lead_in and not course.setup.lead_in else (name,)
    return (*here, *max((_way(course, playbook, each) for each in _onward(playbook, name, phase)), key=len))


def _onward(playbook: Playbook, name: str, phase: Phase) -> Sequence[str]:
    """Where it can lead; not into a phase that goes back, where there is another way."""
    if not isinstance(phase.asks, Choice):
        return (below(playbook, name),)
    ways = [option.next or below(playbook, name) for option in phase.asks.options.values()]
    straight = [each for each in ways if each == END or playbook.phases[each].loop is None]
    return straight or ways


def _times(playbook: Playbook, name: str, people: int) -> int:
    """For each who has a rotating role once, and for each topic."""
    topics = playbook.phases[name].topics
    return (people if block(playbook, name) else 1) * (topics.at_most if topics else 1)
