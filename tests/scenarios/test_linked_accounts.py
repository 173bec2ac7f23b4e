"""One person with an account on Slack and one on Teams: linked by a code, and one person on both."""

import re
from collections.abc import AsyncIterator

import pytest

from tests.emulators import slack_workspace
from tests.scenarios.on_both import on_both
from tests.scenarios.on_slack import OnSlack
from tests.scenarios.on_teams import OnTeams
from tests.scenarios.test_linked_places import begins

CODE = re.compile(r"link me ([0-9A-Z]{4} [0-9A-Z]{4})")
TITLE = "How do you begin a contract?"

Both = tuple[OnSlack, OnTeams]


@pytest.fixture
async def both(database: str) -> AsyncIterator[Both]:
    why_not = slack_workspace.why_not()
    if why_not:
        pytest.skip(why_not)
    async with on_both(database) as opened:
        await begins(*opened)
        yield opened


async def test_a_code_of_one_platform_typed_on_the_other_makes_them_one_person(both: Both) -> None:
    slack, teams = both
    noor, jonas, *_ = slack.people
    _, bram, *_ = teams.people
    await jonas.tells_kring("link me")
    told = await jonas.sees("Link another account of yours")
    found = CODE.search(told)
    assert found, told
    await bram.tells_kring(f"link me {found.group(1)}")
    await bram.presses("Yes, both are mine", on=f"Are {jonas.name} (Slack) and {bram.name} (Teams) both you?")
    await bram.sees("Your accounts are one person")
    await jonas.sees("Your accounts are one person")
    await noor.says("community")
    assert "Members: 3" in await noor.sees("Clear writing")
    await jonas.presses(f"Write to {bram.name} (Teams)", on="Your accounts are one person")
    await bram.says("ask")
    await bram.fills_in(title=TITLE, detail="", reach=("community",))
    await slack.channel_shows(TITLE)
    await noor.writes("With its purpose.", under=TITLE)
    await jonas.reacts("✅", to="With its purpose.")
    await bram.sees("Keep this answer")
    await jonas.has_not_seen("Keep this answer")
