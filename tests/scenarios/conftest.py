"""Each scenario is played on every platform; on Slack over signed HTTP and over Socket Mode.

The walk always on every pair of platform and database; the others on each platform and each database once, and on every
pair with --long.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest

from bot.surfaces import surfaces
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


ONCE_EACH = {
    ("playground", "sqlite"),
    ("slack-http", "postgresql"),
    ("teams", "postgresql"),
}
ON_EVERY_PAIR = "test_a_community_walks_from_founding_to_finding"
SLOW = {  # many are told much, and each channel of Slack hears one message a second
    "test_an_open_agenda_is_voted_on_namelessly_and_talked_through_as_long_as_a_majority_wants",
    "test_every_voice_is_heard_alone_in_pairs_in_fours_and_by_all",
}


def with_ways(*names: str) -> pytest.MarkDecorator:
    """For a scenario that takes what not all platforms have: on those that have these ways of `bot/surfaces.toml`."""
    ways = [surfaces().ways[name].on for name in names]
    return pytest.mark.parametrize(
        "stage", [each for each in STAGES if all(each.partition("-")[0] in on for on in ways)], indirect=True
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and item.originalname != ON_EVERY_PAIR and hasattr(item, "callspec"):
            pair = item.callspec.params.get("stage"), item.callspec.params.get("database")
            slow = item.originalname in SLOW and pair[0] == "slack-http"
            if pair[0] in STAGES and (slow or pair not in ONCE_EACH):
                item.add_marker(pytest.mark.long)


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest, database: str) -> AsyncIterator[Stage]:
    name: str = request.param
    why_not = slack_workspace.why_not() if name.startswith("slack") else None
    if why_not:
        pytest.skip(why_not)
    async with STAGES[name](database) as opened:
        yield opened
