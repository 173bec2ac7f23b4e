"""Whatever can come of a session has its words, in every language."""

import re
from itertools import product
from pathlib import Path

import pytest

from facilitation.people import LANGUAGES
from facilitation.playbooks.kinds import Purpose, Visibility
from facilitation.sessions import course
from facilitation.sessions.course.effects import Why
from facilitation.sessions.course.values import Ending, Tempo
from facilitation.texts import catalogue

COURSE = Path(course.__file__).parent
NOTED = {what for path in COURSE.glob("*.py") for what in re.findall(r'\.note\(\s*"(\w+)"', path.read_text("utf-8"))}
KEYS = (
    *(f"sessions.refused.{why}" for why in Why),
    *(f"sessions.ending.{ending}" for ending in Ending),
    *(f"sessions.closing.{ending}" for ending in Ending),
    *(f"sessions.log.closed.{ending}" for ending in Ending),
    *(f"sessions.log.{what}" for what in NOTED),
    *(f"sessions.wish.{purpose}" for purpose in Purpose),
    *(f"sessions.tempo.{tempo}" for tempo in Tempo),
    *(f"sessions.sees.{kind}.{where}" for kind, where in product(Visibility, ("session", "case"))),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_come_of_a_session_has_its_words(language: str) -> None:
    assert len(NOTED) > 10
    assert [key for key in KEYS if catalogue(language, "sessions").gettext(key) == key] == []
