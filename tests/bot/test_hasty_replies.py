"""People can answer a message of Kring's before the platform has told Kring where it stands."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from facilitation.engine import PAUSES
from facilitation.events import Actor, MessageEdited, MessagePosted, Place
from facilitation.people import AccountRef, PlaceRef
from facilitation.ports.platform import Outgoing
from tests.bot.house import HERE, House

ANNA = Actor(ref=AccountRef(HERE, "anna"), name="Anna")


@pytest.fixture
def replies(home: House) -> list[asyncio.Task[Any]]:
    """Anna replies to the first thing that stands there, and mends her words at once."""
    tasks: list[asyncio.Task[Any]] = []

    def reply(outgoing: Outgoing) -> None:
        if not tasks:
            tasks.extend(asyncio.create_task(each) for each in in_turn(home, outgoing.id))

    home.platform.meanwhile = reply
    return tasks


def in_turn(home: House, root: str) -> list[Coroutine[Any, Any, object]]:
    place = Place(ref=PlaceRef(HERE, "circle", root))
    now = home.clock.now()
    posted = MessagePosted(
        delivery_id="d1", workspace=HERE, at=now, by=ANNA, place=place, message_id="m1", text="So do I"
    )
    edited = MessageEdited(delivery_id="d2", workspace=HERE, at=now, place=place, message_id="m1", text="So did I")
    return [home.engine.handle(posted), home.engine.handle(edited)]


async def test_a_reply_that_is_faster_than_the_answer_is_heard_under_its_message(
    home: House, replies: list[asyncio.Task[Any]]
) -> None:
    home.platform.answers_after = 0.3
    await home.post("What do you do?", channel="circle", key="question")
    await home.postman.drain()
    await asyncio.gather(*replies)
    assert home.listener.heard == [("So do I", "question"), ("So did I", "question")]


async def test_what_hangs_under_nothing_of_ours_waits_no_longer_than_a_platform_does(
    home: House, replies: list[asyncio.Task[Any]]
) -> None:
    home.platform.answers_after = sum(PAUSES) + 1
    await home.post("What do you do?", channel="circle", key="question")
    delivering = asyncio.create_task(home.postman.drain())
    while not replies:
        await asyncio.sleep(0.01)
    async with asyncio.timeout(sum(PAUSES) + 0.9):
        await asyncio.gather(*replies)
    assert [text for text, _ in home.listener.heard] == ["So do I", "So did I"]
    await delivering


async def test_in_another_channel_nobody_waits(home: House) -> None:
    home.platform.answers_after = 0.5
    await home.post("What do you do?", channel="elsewhere", key="question")
    delivering = asyncio.create_task(home.postman.drain())
    await asyncio.sleep(0.1)
    async with asyncio.timeout(0.3):
        await asyncio.gather(*in_turn(home, "a message of somebody's"))
    await delivering
