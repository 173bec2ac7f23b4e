"""A message that is to be read: asked for at the platform's pace, and told of whatever comes of it."""

from datetime import timedelta

from facilitation.events import Loss, MessageSeen
from facilitation.people import PlaceRef
from facilitation.ports.platform import Ability, Ambiguous, TryLater
from storage.unit import SqlUnit
from tests.bot.house import CIRCLE, HERE, Fault, House

SECOND = timedelta(seconds=1)


def _reads(unit: SqlUnit) -> None:
    unit.enter(unit.people.community(CIRCLE), None)
    unit.outbox.read(PlaceRef(HERE, "circle"), "m1", key="pinned")


async def test_a_message_that_is_to_be_read_comes_back_as_an_event(home: House) -> None:
    home.platform.said["m1"] = MessageSeen(thread="root", author=None, text="words")
    home.platform.faults["circle"] = [Fault(TryLater(3 * SECOND)), Fault(Ambiguous("HTTP 500"))]
    await home.engine.run("test", _reads)
    await home.post("meanwhile", channel="general")
    await home.postman.drain()
    assert (home.platform.texts(), home.listener.read) == (["meanwhile"], [])
    await home.deliver_after(3 * SECOND)
    await home.deliver_after(timedelta(minutes=1))
    (read,) = home.listener.read
    assert (read.key, read.message_id, read.place.ref) == ("pinned", "m1", PlaceRef(HERE, "circle", "root"))
    assert (read.seen, read.loss) == (home.platform.said["m1"], None)


async def test_a_message_that_is_not_there_is_told_as_that(home: House) -> None:
    await home.engine.run("test", _reads)
    await home.postman.drain()
    assert [(read.seen, read.loss) for read in home.listener.read] == [(None, None)]


async def test_where_messages_can_not_be_read_nobody_is_asked(home: House) -> None:
    home.platform.abilities = frozenset(Ability) - {Ability.READ}
    home.platform.said["m1"] = MessageSeen(thread=None, author=None, text="words")
    await home.engine.run("test", _reads)
    await home.postman.drain()
    assert [(read.seen, read.loss) for read in home.listener.read] == [(None, Loss.UNSUPPORTED)]
    assert not home.listener.lost


async def test_what_is_to_be_read_can_be_withdrawn(home: House) -> None:
    await home.engine.run("test", _reads)
    await home.engine.run("test", lambda unit: unit.outbox.withdraw("pinned"))
    await home.postman.drain()
    assert home.listener.read == []
