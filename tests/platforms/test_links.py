"""Links to Kring's pages: heard on each platform, and shown below what was written."""

import asyncio

from facilitation.events import LinksShared
from facilitation.messages import Card, LinkButton, Quote, ShowLinks
from tests.adapters.slack.payloads import payload
from tests.emulators.teams_tenant import CRAFT, PEOPLE
from tests.platforms.ground import GLANCE, LOOKS
from tests.platforms.on_playground import on_playground
from tests.platforms.on_slack import on_slack
from tests.platforms.on_teams import on_teams

URL = "https://kring.example/handbook/c1/items/i1"
SHOWN = ShowLinks(((URL, Card("Cut by half", (Quote("Read it aloud."),), (LinkButton("In the handbook", URL),))),))


async def test_on_slack_the_link_is_unfurled() -> None:
    async with on_slack() as ground:
        ground.engine.will_answer(SHOWN)
        await ground.delivers(payload("link_shared"))
        event = ground.engine.last(LinksShared)
        assert (event.urls, event.place.ref, event.by.ref) == ((URL,), ground.here, ground.anna)
        for _ in range(LOOKS):
            if ground.slack.called("chat.unfurl"):
                break
            await asyncio.sleep(GLANCE)
        (told,) = ground.slack.called("chat.unfurl")
        assert (told["channel"], told["ts"]) == (ground.here.channel, event.message_id)
        assert "Cut by half" in str(told["unfurls"][URL]["blocks"])


async def test_on_teams_the_link_is_answered_with_a_card() -> None:
    async with on_teams() as ground:
        ground.engine.will_answer(SHOWN)
        answer = await ground.teams.write_link(PEOPLE[0], CRAFT, URL)
        event = ground.engine.last(LinksShared)
        assert (event.urls, event.place.ref) == ((URL,), ground.here)
        (attached,) = answer["composeExtension"]["attachments"]
        assert "Cut by half" in str(attached["content"])
        assert attached["preview"]["content"]["title"] == "Cut by half"
        assert await ground.teams.write_link(PEOPLE[0], CRAFT, "https://kring.example/nothing") == {}


async def test_on_the_playground_it_stands_below_the_message() -> None:
    async with on_playground() as ground:
        ground.engine.will_answer(None, SHOWN)
        await ground.writes(ground.anna, f"Look: {URL}")
        assert ground.engine.last(LinksShared).urls == (URL,)
        page = (await ground.client.get("/playground/noor/clear-writing")).text
        assert "Cut by half" in page
        assert "Read it aloud." in page
