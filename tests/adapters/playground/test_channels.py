"""Channels are made, joined and left, by people and by Kring."""

import pytest

from facilitation.events import MemberJoined, MemberLeft
from tests.adapters.playground.conftest import Play


async def test_joining_and_leaving_are_told_to_kring_once(play: Play) -> None:
    for change in ("join", "join", "leave", "leave"):
        await play.does("yusuf", "memberships", channel="clear-writing", change=change)
    joined, left = play.engine.heard
    assert isinstance(joined, MemberJoined)
    assert isinstance(left, MemberLeft)
    assert (joined.by.name, joined.is_kring, left.is_kring) == ("Yusuf Aydın", False, False)
    assert joined.place is not None
    assert joined.place.ref.channel == "clear-writing"


async def test_kring_is_added_and_removed_by_people(play: Play) -> None:
    await play.does("noor", "memberships", channel="lunch", change="add_kring")
    await play.does("noor", "memberships", channel="lunch", change="remove_kring")
    joined, left = play.engine.heard
    assert isinstance(joined, MemberJoined)
    assert isinstance(left, MemberLeft)
    assert (joined.is_kring, left.is_kring) == (True, True)


async def test_kring_does_not_hear_who_comes_where_it_is_not(play: Play) -> None:
    await play.does("camille", "memberships", channel="lunch", change="join")
    assert play.engine.heard == []
    assert "Soup" not in await play.page("camille/lunch")


async def test_a_new_channel_is_its_makers_and_kept(play: Play) -> None:
    answer = await play.does("noor", "channels", name="#Our Garden")
    assert answer.headers["HX-Redirect"] == "/playground/noor/our-garden"
    assert "our-garden" in await play.page("noor/general")
    assert await play.sees("noor", "our-garden") == []
    await play.playground.start()
    assert "our-garden" in await play.page("jonas/our-garden")


@pytest.mark.parametrize("name", ["", "home", "dm-noor", "a/b", "x" * 60, "<b>", "general"])
async def test_a_channels_name_is_a_plain_word_of_its_own(play: Play, name: str) -> None:
    assert (await play.does("noor", "channels", name=name)).status_code == 422


async def test_direct_conversations_can_not_be_joined(play: Play) -> None:
    assert (await play.does("noor", "memberships", channel="dm-jonas", change="join")).status_code == 404
    assert (await play.does("noor", "memberships", channel="general", change="dance")).status_code == 400
