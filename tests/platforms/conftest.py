"""Each promise is tried on every platform; what only some can, on those that say so."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from adapters.playground.platform import PlaygroundPlatform
from adapters.slack.platform import SlackPlatform
from adapters.teams.platform import TeamsPlatform
from facilitation.ports.platform import Ability
from tests.platforms.ground import Ground
from tests.platforms.on_playground import on_playground
from tests.platforms.on_slack import on_slack
from tests.platforms.on_teams import on_teams

GROUNDS: dict[str, Callable[[], AbstractAsyncContextManager[Ground]]] = {
    "playground": on_playground,
    "slack": on_slack,
    "teams": on_teams,
}

ABILITIES = {
    "playground": PlaygroundPlatform.abilities,
    "slack": SlackPlatform.abilities,
    "teams": TeamsPlatform.abilities,
}


@pytest.fixture(params=GROUNDS)
async def ground(request: pytest.FixtureRequest) -> AsyncIterator[Ground]:
    async with GROUNDS[request.param]() as opened:
        yield opened


def those_with(ability: Ability) -> list[str]:
    return [name for name, abilities in ABILITIES.items() if ability in abilities]
