"""Windows hear at once what their person may see, catch up after a break, and end when the server does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette

from adapters.playground.live import REMEMBERED, STEADY, Hub, Mark
from adapters.playground.workspace import ClockMoved
from bot.notes import ScratchNotes
from facilitation.messages import Card, Notice
from facilitation.people import AccountRef, GroupRef, PlaceRef, WorkspaceId
from facilitation.ports.platform import Outgoing
from tests.adapters.playground.scripted import HandClock, Scripted, build
from tests.waiting import until

HERE = PlaceRef(WorkspaceId("playground:local"), "clear-writing")


@dataclass
class Served:
    """A playground on a port of its own, since a stream needs a real connection."""

    url: str
    engine: Scripted
    clock: HandClock

    @asynccontextmanager
    async def window(self, person: str, place: str, **headers: str) -> AsyncIterator[asyncio.Queue[str]]:
        """What a window's stream brings, event by event."""
        events: asyncio.Queue[str] = asyncio.Queue()
        async with httpx2.AsyncClient(base_url=self.url, timeout=10) as client, asyncio.TaskGroup() as tasks:
            page = (await client.get(f"/playground/{person}/{place}")).text
            after = page.partition("after=")[2].partition('"')[0]
            live = f"/playground/-/{person}/live?after={after}&place={place}"
            listening = tasks.create_task(self._listen(client, live, events))
            assert "retry:" in await next_of(events)
            yield events
            listening.cancel()

    async def _listen(self, client: httpx2.AsyncClient, path: str, events: asyncio.Queue[str]) -> None:
        async with client.stream("GET", path) as answer:
            text = ""
            async for part in answer.aiter_text():
                *whole, text = (text + part).split("\n\n")
                for event in whole:
                    events.put_nowait(event)
        events.put_nowait("closed")

    async def says(self, person: str, text: str, **where: str) -> str:
        asked = {"text": text, "channel": "clear-writing", **where}
        headers = {"Accept": "application/json"}
        async with httpx2.AsyncClient(base_url=self.url) as client:
            answer = await client.post(f"/playground/-/{person}/messages", json=asked, headers=headers)
        post = answer.json()["post"]
        return post["id"] if post else ""


async def next_of(events: asyncio.Queue[str]) -> str:
    async with asyncio.timeout(10):
        return await events.get()


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    engine, clock = Scripted(), HandClock()
    playground = build(engine, ScratchNotes(), clock)
    await playground.start()
    config = uvicorn.Config(
        Starlette(routes=list(playground.routes)), port=0, log_config=None, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Served(f"http://127.0.0.1:{port}", engine, clock)
    playground.hang_up()
    server.should_exit = True
    async with asyncio.timeout(10):
        await serving


async def test_a_message_appears_in_others_windows_at_once(served: Served) -> None:
    async with served.window("jonas", "clear-writing") as events:
        await served.says("marta", "Good <b>morning</b>")
        event = await next_of(events)
        assert event.startswith("event: change\nid: ")
        assert 'hx-swap-oob="beforeend:#posts-clear-writing"' in event
        assert "Good &lt;b&gt;morning&lt;/b&gt;" in event
        assert "Marta Kowalska says:" in event


async def test_elsewhere_it_counts_as_unread(served: Served) -> None:
    async with served.window("jonas", "general") as events:
        await served.says("marta", "Good morning")
        event = await next_of(events)
        assert "Good morning" not in event
        assert 'id="news-clear-writing"' in event
        assert "1 new message" in event


async def test_a_reply_goes_into_its_thread_and_is_counted_at_its_root(served: Served) -> None:
    root = await served.says("marta", "Anyone?")
    async with served.window("jonas", "clear-writing") as events:
        await served.says("noor", "Me", thread=root)
        event = await next_of(events)
        assert f'hx-swap-oob="beforeend:#replies-{root}"' in event
        assert "1 reply" in event


async def test_who_comes_into_a_channel_is_counted_in_the_windows_that_show_it(served: Served) -> None:
    async with served.window("jonas", "clear-writing") as events:
        asked = {"channel": "clear-writing", "change": "join"}
        async with httpx2.AsyncClient(base_url=served.url) as client:
            await client.post("/playground/-/yusuf/memberships", json=asked)
        event = await next_of(events)
        assert 'id="channels"' in event
        assert "Yusuf Aydın" in event


async def test_a_private_group_appears_at_once_for_those_in_it_and_for_nobody_else(served: Served) -> None:
    assert served.engine.platform
    group = GroupRef(tuple(AccountRef(HERE.workspace, user) for user in ("jonas", "marta")))
    async with served.window("jonas", "general") as his, served.window("noor", "general") as hers:
        made = await served.engine.platform.send(Outgoing(id="o1", to=group, message=Card("A case of Jonas")))
        event = await next_of(his)
        while "1 new message" not in event:
            event += await next_of(his)
        assert '<ul id="conversations"' in event
        assert f'<a id="row-{made.place.channel}"' in event
        await served.says("jonas", "for everybody", channel="general")
        told = await next_of(hers)
        while "for everybody" not in told:
            told += await next_of(hers)
        assert "A case of Jonas" not in told
        assert "conversations" not in told


async def test_nobody_hears_what_is_not_theirs(served: Served) -> None:
    """A whisper to another, a channel one is not in, another's conversation."""
    async with served.window("yusuf", "general") as events:
        await served.says("noor", "/kring help", channel="general")
        await served.says("noor", "secret soup", channel="clear-writing")
        await served.says("noor", "between us", channel="dm-noor-jonas")
        await served.says("noor", "hello all", channel="general")
        heard = ""
        while "hello all" not in heard:
            heard += await next_of(events)
        for hidden in ("What I can do", "soup", "between us"):
            assert hidden not in heard


async def test_who_is_not_in_a_channel_hears_nothing_of_it_by_any_way(served: Served) -> None:
    root = await served.says("marta", "A root of ours")
    reply = await served.says("jonas", "A reply of ours", thread=root)
    async with served.window("yusuf", "clear-writing") as events, httpx2.AsyncClient(base_url=served.url) as client:
        removed = await client.post("/playground/-/jonas/deletions", data={"post": reply})
        assert removed.status_code == 204
        assert "of ours" not in await next_of(events)
    await served.says("jonas", "Another reply of ours", thread=root)
    async with served.window("yusuf", "clear-writing&after=nonsense") as events:
        assert "of ours" not in await next_of(events)


async def test_the_clock_is_told_when_it_is_moved(served: Served) -> None:
    async with served.window("noor", "general") as events, httpx2.AsyncClient(base_url=served.url) as client:
        await client.post("/playground/-/noor/clock", json={"move": "hour"})
        assert "11:02" in await next_of(events)


async def test_a_message_of_krings_is_updated_in_place(served: Served) -> None:
    before = await served.engine.say(HERE, Notice("Before."))
    async with served.window("noor", "clear-writing") as events:
        await served.engine.say(HERE, Notice("After."), "out-2", replaces=before)
        event = await next_of(events)
        assert f'id="p-{before}"' in event
        assert "After." in event


async def test_streams_end_when_the_server_hangs_up() -> None:
    hub = Hub()
    stream = hub.follow(hub.mark, lambda _: "", lambda: "")
    assert (await anext(stream)).startswith("retry:")
    waiting = asyncio.create_task(anext(stream, "over"))
    await asyncio.sleep(0)
    hub.hang_up()
    assert await waiting == "over"
    assert await anext(hub.follow(hub.mark, lambda _: "", lambda: "")) != "over"


async def test_a_window_catches_up_on_what_it_missed() -> None:
    hub = Hub()
    mark = hub.mark
    for _ in range(3):
        hub.tell(ClockMoved())
    assert len(hub.since(mark) or ()) == 3
    assert hub.since(hub.mark) == []


async def test_a_window_that_missed_too_much_or_comes_from_before_a_restart_is_shown_everything() -> None:
    hub = Hub()
    mark = hub.mark
    for _ in range(REMEMBERED + 1):
        hub.tell(ClockMoved())
    assert hub.since(mark) is None
    assert Hub().since(mark) is None
    assert hub.since(None) is None
    assert hub.since(Mark(mark.start, REMEMBERED + 9)) is None


@pytest.mark.parametrize("text", ["", "abc", "-", "x-y", "x-²"])
def test_a_mark_that_is_none(text: str) -> None:
    assert Mark.read(text) is None


async def test_more_windows_than_a_browser_has_connections_for_take_turns() -> None:
    hub = Hub()
    streams = [hub.follow(hub.mark, lambda _: "", lambda: "") for _ in range(STEADY)]
    for stream in streams:
        await anext(stream)
    turn = hub.follow(hub.mark, lambda _: "new", lambda: "")
    hub.tell(ClockMoved())
    retry, news = [each async for each in turn]
    assert retry == "retry: 1000\n\n"
    assert "data: new" in news
