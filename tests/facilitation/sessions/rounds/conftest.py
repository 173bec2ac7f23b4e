"""A community whose facilitator, Noor, sets check-ins."""

from collections.abc import Iterator

import pytest

from tests.facilitation.sessions.rounds.practice import PEOPLE, Practice, practising


@pytest.fixture
def practice() -> Iterator[Practice]:
    """Noor, Jonas and Marta."""
    with practising(PEOPLE[1:3]) as practice:
        yield practice


@pytest.fixture
def crowd() -> Iterator[Practice]:
    """Noor and six more."""
    with practising(PEOPLE[1:]) as practice:
        yield practice
