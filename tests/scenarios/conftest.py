"""Each scenario is played on every platform; on Slack over signed HTTP and over Socket Mode."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest

from tests.emulators import slack_workspace
from tests.scenarios.on_playground import on_playground
from tests.scenarios.on_slack import on_slack
from tests.scenarios.on_teams import on_teams
from tests.scenarios.stage import Stage

Opened = Callable[[str], AbstractAsyncContextManager[Stage]]

STAGES: dict[str, Opened] = {
    "playground": on_playground,
    "slack-http": partial(on_slack, mode="events"),
    "slack-socket": partial(on_slack, mode="socket"),
    "teams": on_teams,
}


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest, database: str) -> AsyncIterator[Stage]:
    name: str = request.param
    why_not = slack_workspace.why_not() if name.startswith("slack") else None
    if why_not:
        pytest.skip(why_not)
    async with STAGES[name](database) as opened:
        yield opened
