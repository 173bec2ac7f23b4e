from collections.abc import Iterator

import pytest

from tests.facilitation.clear_writing import EVERYTHING, begin
from tests.facilitation.knowledge.retrospect import Retrospect, a_retrospect
from tests.village import Village, a_village


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(EVERYTHING) as made:
        yield begin(made)


@pytest.fixture
def session() -> Iterator[Retrospect]:
    with a_retrospect() as held:
        yield held
