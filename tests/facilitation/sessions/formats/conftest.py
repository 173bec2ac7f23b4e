"""A community whose facilitator makes playbooks."""

from collections.abc import Iterator

import pytest

from tests.facilitation.sessions.formats.workshop import Workshop, workshop


@pytest.fixture
def place() -> Iterator[Workshop]:
    with workshop() as here:
        yield here
