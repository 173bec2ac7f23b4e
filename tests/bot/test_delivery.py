"""Delivery: what is certain is tried again, what is in doubt is looked for, what is hopeless is told."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.pace import Pace
from facilitation.events import Loss
from facilitation.messages import Notice, ToPlace, ToThread
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from facilitation.ports.platform import Ability, Ambiguous, Outgoing, PlaceGone, TryLater, Unsupported
from facilitation.ports.upkeep import Claimed
from tests.bot.house import HERE, MONDAY, Fault, House, house
from tests.carrier import freely
from tests.waiting import until

SECOND = timedelta(seconds=1)


async def test_a_message_is_sent_once_and_told(home: House) -> None:
    await home.post("hello", key="greeting")
    await home.postman.drain()
    await home.postman.drain()
    assert home.platform.texts() == ["hello"]
    (sent,) = home.listener.sent
    assert (sent.key, sent.place.channel) == ("greeting", "general")


async def test_it_is_sent_as_soon_as_it_is_committed(home: House) -> None:
    loop = asyncio.get_running_loop()
    home.engine.after_commit(lambda: loop.call_soon_threadsafe(home.postman.wake))
    home.postman.start()
    await asyncio.sleep(0.1)
    await home.post("at once")
    await until(lambda: home.listener.sent, within=home.pace.glance.total_seconds() / 2)
    assert len(home.listener.sent) == 1


async def test_try_later_is_obeyed_to_the_second(home: House) -> None:
    home.platform.faults["general"] = [Fault(TryLater(30 * SECOND, "ratelimited"))]
    await home.post("patience")
    await home.postman.drain()
    await home.deliver_after(29 * SECOND)
    assert home.platform.texts() == []
    await home.deliver_after(SECOND)
    assert [(when - MONDAY, text) for when, text in home.platform.tried] == [
        (timedelta(), "patience"),
        (30 * SECOND, "patience"),
    ]
    assert len(home.listener.sent) == 1


async def test_a_workspace_that_asks_for_patience_gets_nothing_meanwhile(home: House) -> None:
    home.platform.faults["general"] = [Fault(TryLater(30 * SECOND))]
    await home.post("first")
    await home.postman.drain()
    await home.post("elsewhere", channel="lunch")
    await home.deliver_after(10 * SECOND)
    assert home.platform.texts() == []
    await home.deliver_after(20 * SECOND)
    assert sorted(home.platform.texts()) == ["elsewhere", "first"]


async def test_another_workspace_goes_on(home: House) -> None:
    home.platform.faults["general"] = [Fault(TryLater(30 * SECOND))]
    await home.post("first")
    await home.postman.drain()
    await home.post_to(_in_another_workspace(), "there")
    await home.deliver_after(SECOND)
    assert home.platform.texts() == ["there"]


async def test_without_being_told_it_waits_longer_each_time(home: House) -> None:
    home.platform.faults["general"] = [Fault(TryLater(timedelta(0), "not connected")) for _ in range(4)]
    await home.post("knock knock")
    for _ in range(20):
        await home.deliver_after(SECOND)
    times = [when for when, _ in home.platform.tried]
    assert [(later - earlier) / SECOND for earlier, later in pairwise(times)] == [1, 2, 4, 8]


def test_no_wait_is_longer_than_the_longest_and_few_come_at_once() -> None:
    longest, shortest = Pace(jitter=lambda: 1.0), Pace(jitter=lambda: 0.0)
    assert [longest.backoff(attempts) / SECOND for attempts in (1, 2, 9, 10, 11, 5000)] == [1, 2, 256, 512, 600, 600]
    assert [shortest.backoff(attempts) / SECOND for attempts in (1, 2, 11)] == [0.5, 1, 300]


async def test_a_place_that_is_gone_is_told_and_never_tried_again(home: House) -> None:
    home.platform.faults["general"] = [Fault(type("OfTheAdapter", (PlaceGone,), {})("is_archived"))]
    await home.post("anyone?", key="k")
    for _ in range(5):
        await home.deliver_after(timedelta(hours=1))
    assert len(home.platform.tried) == 1
    (lost,) = home.listener.lost
    assert (lost.loss, lost.key, lost.place) == (Loss.PLACE_GONE, "k", PlaceRef(HERE, "general"))


async def test_a_person_who_cannot_be_reached_is_named_in_the_loss(home: House) -> None:
    home.platform.faults["ann"] = [Fault(Unsupported("cannot_dm_bot"))]
    await home.tell("ann", "psst")
    await home.postman.drain()
    (lost,) = home.listener.lost
    assert (lost.loss, lost.place, lost.person) == (Loss.UNSUPPORTED, None, AccountRef(HERE, "ann"))


@pytest.mark.parametrize(
    "error", [Ambiguous("HTTP 502"), TimeoutError(), ZeroDivisionError()], ids=lambda e: type(e).__name__
)
async def test_what_arrived_after_all_is_found_and_not_sent_again(home: House, error: Exception) -> None:
    home.platform.faults["general"] = [Fault(error, arrives=True)]
    await home.post("once", key="k")
    await home.postman.drain()
    await home.deliver_after(29 * SECOND)
    assert home.platform.looked_for == []
    await home.deliver_after(SECOND)
    assert home.platform.texts() == ["once"]
    assert len(home.platform.tried) == 1
    assert [sent.key for sent in home.listener.sent] == ["k"]


async def test_what_did_not_arrive_is_sent_after_having_been_looked_for(home: House) -> None:
    home.platform.faults["general"] = [Fault(Ambiguous("reset"))]
    await home.post("once")
    await home.postman.drain()
    await home.deliver_after(30 * SECOND)
    assert len(home.platform.looked_for) == 1
    assert home.platform.texts() == ["once"]
    assert len(home.listener.sent) == 1


async def test_while_one_cannot_look_it_stays_in_doubt(home: House) -> None:
    home.platform.faults["general"] = [Fault(Ambiguous("reset"), arrives=True)]
    home.platform.finding = [TryLater(60 * SECOND), Ambiguous("HTTP 500")]
    await home.post("once")
    await home.postman.drain()
    for _ in range(200):
        await home.deliver_after(SECOND)
    assert len(home.platform.looked_for) == 3
    assert len(home.platform.tried) == 1
    assert len(home.listener.sent) == 1


async def test_where_nobody_can_look_the_doubt_is_told(home: House) -> None:
    home.platform.abilities = frozenset(Ability) - {Ability.LOOK_UP}
    home.platform.faults["general"] = [Fault(Ambiguous("reset"), arrives=True)]
    await home.post("perhaps")
    await home.deliver_after(timedelta(hours=1))
    assert [lost.loss for lost in home.listener.lost] == [Loss.UNCERTAIN]
    assert len(home.platform.tried) == 1


async def test_where_looking_turns_out_to_be_refused_the_doubt_is_told(home: House) -> None:
    home.platform.faults["general"] = [Fault(Ambiguous("reset"))]
    home.platform.finding = [Unsupported("missing_scope")]
    await home.post("perhaps")
    await home.postman.drain()
    await home.deliver_after(30 * SECOND)
    assert [lost.loss for lost in home.listener.lost] == [Loss.UNCERTAIN]


async def test_what_is_always_in_doubt_is_given_up_in_the_end(home: House) -> None:
    home.platform.faults["general"] = [Fault(ZeroDivisionError()) for _ in range(50)]
    await home.post("poison")
    await home.post("next")
    for _ in range(50):
        await home.deliver_after(timedelta(minutes=1))
        home.platform.faults["general"] = home.platform.faults["general"] if not home.listener.lost else []
    assert [lost.loss for lost in home.listener.lost] == [Loss.UNCERTAIN]
    assert home.platform.texts() == ["next"]


async def test_messages_in_one_place_keep_their_order_whatever_happens(home: House) -> None:
    home.platform.faults["general"] = [
        Fault(TryLater(5 * SECOND)),
        Fault(Ambiguous("reset"), arrives=True),
        Fault(Ambiguous("reset")),
    ]
    await home.post(*"abcdef")
    for _ in range(120):
        await home.deliver_after(SECOND)
    assert home.platform.texts() == list("abcdef")


async def test_a_busy_place_does_not_keep_others_waiting(home: House) -> None:
    await home.post(*(f"digest {n}" for n in range(200)))
    for channel in "abcdefgh":
        await home.post("news", channel=channel)
    await home.postman.drain()
    order = [outgoing.to.channel for _, outgoing in home.platform.arrived if isinstance(outgoing.to, PlaceRef)]
    assert max(order.index(channel) for channel in "abcdefgh") < 10


async def test_places_are_served_at_the_same_time_but_not_too_many(tmp_path: object) -> None:
    async with house(f"sqlite:///{tmp_path}/k.sqlite3", Pace(at_once=8)) as home:
        home.platform.slow = 0.02
        for number in range(40):
            await home.post("news", channel=f"c{number}")
        await home.postman.drain()
        assert len(home.platform.arrived) == 40
        assert home.platform.busiest == 8


async def test_a_reply_waits_for_the_card_it_goes_under(home: House) -> None:
    home.platform.faults["general"] = [Fault(TryLater(5 * SECOND))]
    await home.post("card", key="question/1")
    await home.post_to(ToThread("question/1"), "reply")
    for _ in range(10):
        await home.deliver_after(SECOND)
    (_, card), (_, reply) = home.platform.arrived
    assert reply.to == PlaceRef(HERE, "general", card.id)


async def test_an_update_changes_what_was_posted_and_is_simply_repeated(home: House) -> None:
    await home.post("open", key="card")
    await home.postman.drain()
    home.platform.faults["general"] = [Fault(Ambiguous("HTTP 500"))]
    await home.engine.run("test", lambda unit: unit.outbox.update("card", Notice("closed")))
    await home.postman.drain()
    await home.deliver_after(SECOND)
    (_, posted), (_, changed) = home.platform.arrived
    assert changed.replaces == posted.id
    assert home.platform.looked_for == []
    assert len(home.listener.sent) == 1


async def test_profiles_are_looked_up_and_come_back_as_events(home: House) -> None:
    home.platform.faults["ann"] = [Fault(TryLater(3 * SECOND))]
    await home.engine.run("test", lambda unit: unit.outbox.look_up(AccountRef(HERE, "ann")))
    await home.post("meanwhile")
    await home.postman.drain()
    assert home.platform.texts() == ["meanwhile"]
    await home.deliver_after(3 * SECOND)
    assert [profile.name for profile in home.listener.profiles] == ["Ann"]


async def test_somebody_unknown_is_looked_up_once(home: House) -> None:
    home.platform.faults["ghost"] = [Fault(PlaceGone("user_not_found"))]
    await home.engine.run("test", lambda unit: unit.outbox.look_up(AccountRef(HERE, "ghost")))
    await home.deliver_after(timedelta(days=1))
    assert not home.listener.profiles
    assert not home.listener.lost
    assert await home.engine.run("test", lambda unit: unit.dispatch.next_due()) is None


async def test_what_is_no_longer_wanted_is_not_sent_but_told(home: House) -> None:
    home.platform.faults["general"] = [Fault(TryLater(timedelta(hours=2)))]
    await home.post("reminder", key="r", expires=MONDAY + timedelta(hours=1))
    await home.postman.drain()
    await home.deliver_after(timedelta(hours=3))
    assert home.platform.texts() == []
    assert [(lost.key, lost.loss) for lost in home.listener.lost] == [("r", Loss.EXPIRED)]


async def test_what_is_not_to_be_sent_yet_waits_for_its_moment(home: House) -> None:
    await home.post("later", not_before=MONDAY + timedelta(hours=1))
    await home.deliver_after(timedelta(minutes=59))
    assert home.platform.texts() == []
    await home.deliver_after(timedelta(minutes=1))
    assert home.platform.texts() == ["later"]


@pytest.mark.parametrize("deaf", ["sent", "lost"])
async def test_a_listener_that_fails_does_not_make_a_message_go_out_twice(home: House, deaf: str) -> None:
    home.listener.failing = {deaf}
    home.platform.faults["general"] = [Fault(PlaceGone())] if deaf == "lost" else []
    await home.post("once")
    for _ in range(100):
        await home.deliver_after(SECOND)
    assert len(home.platform.tried) == 1
    assert await home.engine.run("test", lambda unit: unit.dispatch.next_due()) is None


async def test_a_process_that_died_while_sending_leaves_a_doubt_to_the_next(home: House) -> None:
    await home.post("in flight", key="k")
    (row,) = await home.engine.run("test", lambda unit: unit.dispatch.claim(1, home.pace.lease, freely))
    await home.platform.send(_outgoing_of(row))
    postman = home.restarted_postman()
    assert await postman.drain() == 0
    home.clock.pass_by(home.pace.lease)
    await postman.drain()
    assert home.platform.texts() == ["in flight"]
    assert [sent.key for sent in home.listener.sent] == ["k"]


async def test_a_platform_that_is_not_connected_is_waited_for(home: House) -> None:
    home.platforms.away = True
    await home.post("hello?")
    await home.postman.drain()
    home.platforms.away = False
    await home.deliver_after(SECOND)
    assert home.platform.texts() == ["hello?"]


async def test_stopping_lets_what_is_under_way_arrive(home: House) -> None:
    home.platform.slow = 0.3
    home.postman.start()
    await home.post("last words")
    home.postman.wake()
    await asyncio.sleep(0.1)
    await home.postman.stop()
    assert home.platform.texts() == ["last words"]
    assert len(home.listener.sent) == 1


def _in_another_workspace() -> ToPlace:
    return ToPlace(PlaceRef(WorkspaceId("fake:there"), "general"))


def _outgoing_of(row: Claimed) -> Outgoing:
    assert row.message is not None
    return Outgoing(id=row.id, to=row.to, message=row.message)
