"""A community into which people are invited."""

from collections.abc import Iterator

import pytest

from bot.capabilities import repertoire
from tests.facilitation.inviting.coming_in import MARTA, NOOR, PIET
from tests.village import Village, a_village


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(PIET, MARTA)
        yield village
