"""One community in two Slack workspaces: each is spoken to with its own token, and a thread is one thread."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from facilitation.communities.model import Founding, found, join
from facilitation.messages import Notice, ToCommunity
from facilitation.people import AccountRef, PlaceRef, WorkspaceId, whole_workspace
from facilitation.ports.links import LinkedPlace
from storage.unit import SqlUnit
from tests.adapters.slack.payloads import payload
from tests.bot.slack.house import Installs, eventually, installs
from tests.emulators.slack_oauth import SlackOauth, slack_oauth
from tests.stores import FreshDatabase

CITY, SOUTH = "T01CITY", "T02SOUTH"
HOME, THERE = (PlaceRef(WorkspaceId(f"slack:{team}"), f"C{team}") for team in (CITY, SOUTH))
ANN, BEN = (AccountRef(place.workspace, f"UANN{place.workspace.removeprefix('slack:')}") for place in (HOME, THERE))
QUESTION, REPLY = "How do you shorten a contract?", "Leave out the recitals."

Json = dict[str, Any]


def begin(unit: SqlUnit) -> None:
    """Ann facilitates at home; Ben joined where the community stands too."""
    community = found(Founding("Clear writing", "", "en", "Europe/Brussels", HOME), ANN, unit)
    unit.links.begin(
        LinkedPlace(
            workspace=THERE.workspace,
            channel=THERE.channel,
            community_id=community.id,
            side="South",
            side_id=whole_workspace(THERE.workspace),
            home_side="City",
            since=unit.now,
        )
    )
    join(community, BEN, unit, whole_workspace(THERE.workspace))


def post(unit: SqlUnit) -> None:
    unit.enter(unit.people.communities_in(HOME.workspace)[0], None)
    unit.outbox.post(ToCommunity(HOME), Notice(QUESTION), key="asked")


@dataclass
class Linked:
    kring: Installs
    slack: SlackOauth

    async def shows(self, team: str, words: str) -> Json:
        return await self.kring.heard(team, words)

    def posted(self, team: str) -> int:
        return len(self.slack.teams[team].posted)

    async def hears(self, team: str, name: str, **event: object) -> int:
        """Something that Slack recorded, as it would come from this workspace's channel."""
        what = payload(name)
        what["event"] |= {"channel": f"C{team}", **event}
        return await self.kring.posts(self.kring.of(what, team))


@asynccontextmanager
async def linked(database: str) -> AsyncIterator[Linked]:
    async with slack_oauth() as slack, installs(database, slack) as kring:
        for team in (CITY, SOUTH):
            slack.team(team, team)
            await kring.browser().installs(team)
            await kring.says(team, "help")
            await kring.heard(team, "Kring")
        await kring.does(begin)
        await kring.does(post)
        yield Linked(kring, slack)


async def test_a_thread_is_one_thread_in_two_workspaces(fresh_database: FreshDatabase) -> None:
    async with linked(fresh_database("sqlite")) as both:
        here, there = await both.shows(CITY, QUESTION), await both.shows(SOUTH, QUESTION)
        assert (here["channel"], there["channel"]) == (HOME.channel, THERE.channel)
        before = both.posted(SOUTH)
        ts = f"{int(time.time())}.000700"
        said = {"user": BEN.user, "text": REPLY, "ts": ts, "event_ts": ts, "thread_ts": there["ts"]}
        assert await both.hears(SOUTH, "thread_reply", **said) == 200
        copy = await both.shows(CITY, REPLY)
        assert (copy["channel"], copy["thread_ts"]) == (HOME.channel, here["ts"])
        assert "South" in json.dumps(copy)
        edited = {"message": {**said, "type": "message", "text": "Leave out the preamble."}, "event_ts": ts}
        assert await both.hears(SOUTH, "message_edited", **edited) == 200
        await eventually(lambda: {"ok": 1} if CITY in both.slack.called("chat.update") else None)
        assert both.slack.called("chat.update") == [CITY]
        assert both.posted(SOUTH) == before


async def test_taken_out_of_one_the_other_goes_on_alone(fresh_database: FreshDatabase) -> None:
    async with linked(fresh_database("sqlite")) as both:
        await both.shows(SOUTH, QUESTION)
        both.slack.revoke(SOUTH)
        assert await both.kring.ends(SOUTH) == 200
        await both.shows(CITY, "no longer joins City and South")
        before = both.posted(SOUTH)
        home = await both.shows(CITY, QUESTION)
        ts = f"{int(time.time())}.000800"
        said = {"user": ANN.user, "text": REPLY, "ts": ts, "event_ts": ts, "thread_ts": home["ts"]}
        assert await both.hears(CITY, "thread_reply", **said) == 200
        assert await both.kring.says(CITY, "help") == 200
        assert both.posted(SOUTH) == before
