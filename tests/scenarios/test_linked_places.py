"""One community in a Slack workspace and a Teams tenant: linked by invitation, with threads that are one."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.emulators import slack_workspace
from tests.scenarios.on_both import on_both
from tests.scenarios.on_slack import OnSlack
from tests.scenarios.on_teams import OnTeams
from tests.scenarios.stage import HERE, Person, Stage
from tests.scenarios.test_walk import founds, next_tuesday, sets_check_in, speaks_english

TITLE = "How do you shorten a contract?"
SECRET = "What do we pay the printer?"
CODE = re.compile(r"link here ([A-Z2-7-]{29})")

Both = tuple[OnSlack, OnTeams]


@pytest.fixture
async def both(database: str) -> AsyncIterator[Both]:
    why_not = slack_workspace.why_not()
    if why_not:
        pytest.skip(why_not)
    async with on_both(database) as opened:
        await begins(*opened)
        yield opened


async def begins(slack: OnSlack, teams: OnTeams) -> None:
    """Founded on Slack by its first person; the first on Teams links their place, and two on each side are members."""
    noor, jonas, *_ = slack.people
    anna, bram, *_ = teams.people
    await slack.moves_clock_to(next_tuesday(slack.now(), hour=9))
    for person in (noor, jonas, anna, bram):
        await speaks_english(person)
    await founds(noor, slack)
    await jonas.presses("Join this community", on="Clear writing begins")
    await links(noor, anna)
    for person in (anna, bram):
        await person.presses("Join this community", on="Clear writing, of City, stands here too")
        await person.sees("Welcome to Clear writing")
    await slack.channel_shows("stands in two places: City and South")


async def links(noor: Person, anna: Person) -> None:
    await noor.says("link place")
    assert "reach both sides" in await noor.sees_form()
    await noor.fills_in(side="City")
    found = CODE.search(await noor.sees("An invitation to Clear writing"))
    assert found
    await anna.tells_kring(f"link here {found.group(1)}")
    assert "Clear writing, of City" in await anna.sees_form()
    await anna.fills_in(channel=HERE, side="South")
    await anna.sees("stands here too now")


async def asks(person: Person, title: str, **values: tuple[str, ...]) -> None:
    await person.says("ask")
    await person.fills_in(title=title, detail="", **values)
    await person.sees("Your question is asked")


async def test_a_thread_is_one_thread_on_both_platforms(both: Both) -> None:
    slack, teams = both
    _, jonas, *_ = slack.people
    anna, *_ = teams.people
    await asks(jonas, TITLE)
    for stage in both:
        assert jonas.name in await shown(stage, TITLE)
    await anna.writes("Leave out the recitals <!channel>.", under=TITLE)
    told = await slack.thread_shows("Leave out the recitals", under=TITLE)
    assert f"{anna.name} · South" in told
    await jonas.writes("And the Latin?", under=TITLE)
    assert f"{jonas.name} · City" in await teams.thread_shows("And the Latin?", under=TITLE)
    await anna.rewrites("Leave out the recitals", to="Leave out the preamble.")
    await slack.thread_shows("Leave out the preamble.", under=TITLE)
    await jonas.reacts("✅", to="Leave out the preamble.")
    for stage in both:
        assert anna.name in await shown(stage, "Answered by")


async def test_a_question_from_teams_is_answered_on_slack_by_its_card(both: Both) -> None:
    slack, teams = both
    noor, *_ = slack.people
    anna, *_ = teams.people
    await asks(anna, TITLE)
    await noor.writes("Read it aloud.", under=TITLE)
    await teams.thread_shows("Read it aloud.", under=TITLE)
    await anna.presses("Choose the reply that helped", on=TITLE)
    await anna.fills_in(reply=(f"{noor.name}: Read it aloud.",))
    for stage in both:
        assert noor.name in await shown(stage, "Answered by")


async def test_what_is_for_one_side_is_seen_there_alone(both: Both) -> None:
    slack, teams = both
    noor, *_ = slack.people
    anna, bram, *_ = teams.people
    await asks(anna, SECRET, reach=("side",))
    assert "For South only" in await teams.channel_shows(SECRET)
    await bram.writes("Two cents a page.", under=SECRET)
    await asks(noor, TITLE)
    await slack.channel_shows(TITLE)
    await slack.nobody_sees(SECRET)
    await slack.nobody_sees("Two cents")


async def test_a_check_in_asks_each_where_they_are_and_tells_both(both: Both) -> None:
    slack, teams = both
    noor, *_ = slack.people
    anna, *_ = teams.people
    await sets_check_in(noor, "open")
    await slack.moves_clock_to(slack.now() + timedelta(days=7))
    for person in (noor, anna):
        await person.sees("What are you working on?")
    for stage in both:
        assert "What are you working on?" in await shown(stage, "What are you working on?")


async def test_either_side_ends_it(both: Both) -> None:
    slack, teams = both
    noor, *_ = slack.people
    anna, *_ = teams.people
    await anna.says("unlink place")
    await anna.presses("End South", on="Where Clear writing stands too")
    await anna.presses("Yes, end it", on="End South?")
    for stage in both:
        await shown(stage, "no longer joins City and South")
    await asks(noor, TITLE)
    await slack.channel_shows(TITLE)
    await teams.nobody_sees(TITLE)


async def shown(stage: Stage, words: str) -> str:
    return await stage.channel_shows(words)
