"""Each promise is tried on every platform; what only some can, on those that say so."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from adapters.playground.platform import PlaygroundPlatform
from adapters.slack.platform import SlackPlatform
from adapters.teams.platform import TeamsPlatform
from bot.settings import PLAYGROUND
from bot.surfaces import surfaces
from facilitation.ports.platform import Ability
from tests.emulators.reading import CHECKS
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


OVER_A_NETWORK = [name for name in GROUNDS if name != PLAYGROUND]
"""The playground is one process with Kring: nothing is in doubt there, and nothing is asked of anybody."""
VOUCHED_FOR = {
    "slack": "what a client sends passes Slack, which knows its people and signs",
    "playground": "there one is whoever one likes to be",
}
FORGEABLE = [name for name in GROUNDS if name not in VOUCHED_FOR]
"""Where Kring itself has to see to it that what a client brings back is what it was given."""


@pytest.fixture(params=GROUNDS)
async def ground(request: pytest.FixtureRequest) -> AsyncIterator[Ground]:
    """What is read of a platform is told on docs/what-kring-reads.md, whatever is done."""
    async with GROUNDS[request.param]() as opened:
        yield opened
        for call in opened.called():
            CHECKS[request.param](call)


def those_with(ability: Ability) -> list[str]:
    return [name for name, abilities in ABILITIES.items() if ability in abilities]


def with_way(name: str) -> pytest.MarkDecorator:
    """For a test of what not all platforms have: on those that have that way of `bot/surfaces.toml`."""
    return pytest.mark.parametrize(
        "ground", [each for each in GROUNDS if each in surfaces().ways[name].on], indirect=True
    )
