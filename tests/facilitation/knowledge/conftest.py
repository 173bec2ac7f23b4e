from collections.abc import Iterator

import pytest

from tests.facilitation.clear_writing import EVERYTHING, begin
from tests.village import Village, a_village


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(EVERYTHING) as made:
        yield begin(made)
