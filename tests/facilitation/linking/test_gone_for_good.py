"""Whoever is gone from a side is back on it by being there again, and by nothing that was before."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.capabilities import repertoire
from facilitation.events import (
    AnyChatEvent,
    MemberJoined,
    MemberLeft,
    MessagePosted,
    Place,
    ProfileChanged,
    ReactionAdded,
)
from facilitation.people import SideId, own_side, whole_workspace
from tests.facilitation.linking.ground import end, home
from tests.facilitation.linking.some import ELS, JONAS, NOOR, STAFF, begin, come, keep, later, leave, say, staff
from tests.village import WORKSPACE, Village, a_village

SECRET = "a secret of staff"
HOME = whole_workspace(WORKSPACE)


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS, ELS)
        begin(village)
        come(village, NOOR, JONAS, ELS)
        keep(staff(village), JONAS, SECRET)
        yield village


def sides(village: Village) -> tuple[SideId, ...]:
    """Of Els."""
    member = village.within(lambda unit: unit.people.past_member(unit.community.id, ELS.ref))
    return member.sides if member else ()


def link_again(village: Village) -> None:
    end(home(village), NOOR, "Staff")
    leave(village, ELS)
    begin(village)
    come(village, NOOR, JONAS)


def test_who_comes_back_into_the_community_is_not_thereby_in_a_channel_again(village: Village) -> None:
    say(village, ELS, "leave")
    link_again(village)
    village.join(ELS)
    assert sides(village) == (HOME,)
    assert village.find(SECRET, reader=ELS) == []
    come(village, ELS)
    assert village.find(SECRET, reader=ELS)


def test_nor_is_whose_account_is_open_again(village: Village) -> None:
    village.happen(MemberLeft(by=ELS, place=None, **village.delivery()))
    link_again(village)
    village.happen(ProfileChanged(of=ELS, **village.delivery()))
    assert village.within(lambda unit: unit.people.member(unit.community.id, ELS.ref)) is not None
    assert sides(village) == (HOME,)
    assert village.find(SECRET, reader=ELS) == []


def seen_late(village: Village, kind: type[AnyChatEvent], at: datetime) -> AnyChatEvent:
    told: dict[str, Any] = {**village.delivery(), "at": at}
    place = Place(ref=STAFF)
    if kind is MemberJoined:
        return MemberJoined(by=ELS, place=place, **told)
    if kind is ReactionAdded:
        return ReactionAdded(by=ELS, place=place, message_id="m1", emoji="eyes", **told)
    return MessagePosted(by=ELS, place=place, message_id="m2", text="bye", **told)


@pytest.mark.parametrize("kind", [ReactionAdded, MessagePosted, MemberJoined])
def test_what_is_heard_of_late_brings_nobody_back(village: Village, kind: type[AnyChatEvent]) -> None:
    before = village.clock.moment
    later(village)
    leave(village, ELS)
    village.happen(seen_late(village, kind, before))
    assert sides(village) == (HOME,)
    assert SECRET not in say(village, ELS, "find secret")
    village.happen(seen_late(village, kind, village.clock.moment))
    assert sides(village) == (HOME, own_side(STAFF))


def test_the_latest_leaving_counts_in_whatever_order_they_are_heard_of(village: Village) -> None:
    before = village.clock.moment
    later(village)
    leave(village, ELS)
    village.happen(MemberLeft(by=ELS, place=Place(ref=STAFF), **{**village.delivery(), "at": before}))
    village.happen(seen_late(village, MemberJoined, before + timedelta(milliseconds=500)))
    assert sides(village) == (HOME,)
