"""Which playbooks make a round: all members are asked at once, each for themselves."""

from facilitation.playbooks.asking import Text
from facilitation.playbooks.checks.naming import seen
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import ALL, Playbook


def is_round(playbook: Playbook) -> bool:
    """Whether all members take part in the one thing that it asks: then it needs no room and nobody to lead it.

    Each one is asked for themselves, and what they say is for all in the end; anything else is an ordinary session.
    """
    phase, *others = playbook.phases.values()
    if not playbook.members or others or phase.who != ALL or Visibility.DIRECT in seen(phase):
        return False
    together = phase.groups or phase.parties or phase.turns or phase.topics
    return not together and isinstance(phase.asks, Text) and phase.asks.at_most == 1
