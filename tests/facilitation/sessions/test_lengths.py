"""How long a session is said to take: what is gone through as a rule, as often as it is."""

import pytest

from facilitation.playbooks import shelf
from facilitation.sessions.cards import lengths
from facilitation.sessions.course.values import Tempo
from facilitation.texts import texts_in

LEAST_MINUTES_DAYS = {
    "case_consultation": (4, 40, 7),  # one of five forms
    "troika": (3, 30, 12),  # everybody is the client once
    "fifteen_percent": (2, 25, 4),  # the last step for each
    "lean_coffee": (3, 45, 10),  # up to five topics
    "consent": (3, 35, 6),  # nobody counts on an objection
    "gossip": (4, 45, 6),
}


@pytest.mark.parametrize("name", LEAST_MINUTES_DAYS)
def test_it_is_as_long_as_what_is_gone_through(name: str) -> None:
    playbook = shelf.built_in(name)
    assert playbook is not None
    people, minutes, days = LEAST_MINUTES_DAYS[name]
    assert (lengths.minutes(playbook, people), lengths.days(playbook, people)) == (minutes, days)


@pytest.mark.parametrize(
    ("name", "told"), [("harvest", "about 30 minutes for each person"), ("troika", "about 30 minutes")]
)
def test_what_has_a_share_for_each_is_told_as_for_each(name: str, told: str) -> None:
    playbook = shelf.built_in(name)
    assert playbook is not None
    assert lengths.told(playbook, Tempo.SYNC, 0, texts_in("en")) == told
