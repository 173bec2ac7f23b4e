"""A house for each test, on each kind of database: see `house`."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.house import House, house


@pytest.fixture
async def home(database: str) -> AsyncIterator[House]:
    async with house(database) as found:
        yield found
