"""A message that makes a private group: never made twice by doubt, and lost with all that was to stand in it."""

from datetime import timedelta

import pytest

from facilitation.events import Loss
from facilitation.messages import ToGroup, ToThread
from facilitation.people import AccountRef, GroupRef, PlaceRef
from facilitation.ports.platform import Ability, Ambiguous, Outgoing, PlaceGone, TryLater, Unsupported
from tests.bot.house import HERE, Fault, House
from tests.carrier import freely

SECOND = timedelta(seconds=1)
PAIR = GroupRef((AccountRef(HERE, "ann"), AccountRef(HERE, "ben")))
NAME = "ann+ben"
PLACE = PlaceRef(HERE, f"dm-{NAME}")  # where the scripted platform has it


async def open_group(home: House) -> None:
    """With two messages under its first."""
    await home.post_to(ToGroup(PAIR.members), "case", key="room")
    for number in (1, 2):
        await home.post_to(ToThread("room"), f"step {number}", key=f"step {number}")


async def test_where_it_is_is_told_and_what_waited_goes_under_its_first_message(home: House) -> None:
    await open_group(home)
    await home.postman.drain()
    (_, case), *steps = home.platform.arrived
    assert case.to == PAIR
    sent = home.listener.sent[0]
    assert (sent.key, sent.place, sent.message_id) == ("room", PLACE, case.id)
    assert [step.to for _, step in steps] == [PlaceRef(HERE, PLACE.channel, case.id)] * 2
    assert home.platform.texts() == ["case", "step 1", "step 2"]


@pytest.mark.parametrize("refusal", [Unsupported("too_many_users"), PlaceGone("user_disabled")], ids=str)
async def test_where_it_can_not_be_it_is_told_and_so_is_all_that_was_for_it(
    home: House, refusal: Unsupported | PlaceGone
) -> None:
    home.platform.faults[NAME] = [Fault(refusal)]
    await open_group(home)
    await home.postman.drain()
    await home.post_to(ToThread("room"), "too late", key="step 3")
    for _ in range(5):
        await home.deliver_after(timedelta(hours=1))
    assert home.platform.texts() == []
    assert len(home.platform.tried) == 1
    first, *under = home.listener.lost
    loss = Loss.UNSUPPORTED if isinstance(refusal, Unsupported) else Loss.PLACE_GONE
    assert (first.key, first.loss, first.place, first.person) == ("room", loss, None, None)
    assert [(each.key, each.loss) for each in under] == [(f"step {n}", Loss.PLACE_GONE) for n in (1, 2, 3)]
    assert home.listener.sent == []


@pytest.mark.parametrize(
    "error", [Ambiguous("HTTP 502"), TimeoutError(), ZeroDivisionError()], ids=lambda e: type(e).__name__
)
async def test_one_that_was_made_after_all_is_found_and_not_made_again(home: House, error: Exception) -> None:
    home.platform.faults[NAME] = [Fault(error, arrives=True)]
    await open_group(home)
    for _ in range(60):
        await home.deliver_after(SECOND)
    assert home.platform.texts() == ["case", "step 1", "step 2"]
    assert len(home.platform.looked_for) == 1
    assert [(sent.key, sent.place.channel) for sent in home.listener.sent] == [
        (key, PLACE.channel) for key in ("room", "step 1", "step 2")
    ]
    assert home.listener.lost == []


async def test_one_that_was_not_is_asked_for_again_by_the_same_id_and_people(home: House) -> None:
    home.platform.faults[NAME] = [Fault(Ambiguous("reset"))]
    await open_group(home)
    await home.postman.drain()
    await home.deliver_after(30 * SECOND)
    (looked_for,) = home.platform.looked_for
    (_, case), *_ = home.platform.arrived
    assert (case.id, case.to) == (looked_for, PAIR)
    assert home.platform.texts() == ["case", "step 1", "step 2"]


async def test_where_nobody_can_look_the_doubt_is_told_and_nothing_is_made_twice(home: House) -> None:
    home.platform.abilities = frozenset(Ability) - {Ability.LOOK_UP}
    home.platform.faults[NAME] = [Fault(Ambiguous("reset"), arrives=True)]
    await open_group(home)
    for _ in range(3):
        await home.deliver_after(timedelta(hours=1))
    assert home.platform.texts() == ["case"]
    assert [(lost.key, lost.loss) for lost in home.listener.lost] == [
        ("room", Loss.UNCERTAIN),
        ("step 1", Loss.PLACE_GONE),
        ("step 2", Loss.PLACE_GONE),
    ]


async def test_who_is_busy_is_asked_again_as_told(home: House) -> None:
    home.platform.faults[NAME] = [Fault(TryLater(30 * SECOND, "ratelimited"))]
    await open_group(home)
    await home.postman.drain()
    await home.deliver_after(29 * SECOND)
    assert home.platform.texts() == []
    await home.deliver_after(SECOND)
    assert home.platform.texts() == ["case", "step 1", "step 2"]
    assert home.platform.looked_for == []


async def test_a_process_that_died_while_making_it_leaves_a_doubt_to_the_next(home: House) -> None:
    await open_group(home)
    (row,) = await home.engine.run("test", lambda unit: unit.dispatch.claim(1, home.pace.lease, freely))
    assert row.message
    await home.platform.send(Outgoing(id=row.id, to=row.to, message=row.message))
    home.clock.pass_by(home.pace.lease)
    await home.restarted_postman().drain()
    assert home.platform.texts() == ["case", "step 1", "step 2"]
    assert home.listener.sent[0].place == PLACE
