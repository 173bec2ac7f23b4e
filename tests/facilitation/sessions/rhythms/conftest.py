"""A community that lets sessions recur."""

from collections.abc import Iterator

import pytest

from tests.facilitation.sessions.rhythms.recurring import Recurring, recurring


@pytest.fixture
def circle() -> Iterator[Recurring]:
    """Noor, who facilitates, Jonas, Marta and Yusuf."""
    with recurring() as here:
        yield here
