"""What can be named in a playbook, and where."""

from facilitation.playbooks.asking import Choice, Score, Seat, Text
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import ALL, ALWAYS, Phase, Playbook


def seats(playbook: Playbook) -> tuple[str, ...]:
    return (*playbook.roles, *(seat for seat in ALWAYS if seat not in playbook.roles))


def speakers(playbook: Playbook) -> tuple[str, ...]:
    return (ALL, playbook.others, *seats(playbook))


def seen(phase: Phase) -> tuple[Visibility, ...]:
    """All that may be chosen."""
    return phase.visibility if isinstance(phase.visibility, tuple) else (phase.visibility,)


def gives_words(phase: Phase) -> bool:
    """Whether contributions are, or may be, words."""
    if isinstance(phase.asks, Choice):
        return phase.asks.reason != "none"
    return isinstance(phase.asks, Text | Score | Seat)


def before(playbook: Playbook, name: str) -> tuple[str, ...]:
    names = tuple(playbook.phases)
    return names[: names.index(name)]


def behind(playbook: Playbook, name: str) -> tuple[str, ...]:
    names = tuple(playbook.phases)
    return names[names.index(name) + 1 :]
