"""Whatever goes wrong between Kring and a platform, and whatever Kring was about to do: each has its one outcome.

All of delivery stands before the real adapters here, over a database, with a clock that is moved.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

import pytest

from bot.pace import Pace
from facilitation.events import Actor, Loss, Place
from facilitation.messages import Notice, Owed, To, ToPerson, ToPlace
from facilitation.people import PlaceRef
from facilitation.ports.platform import Ability
from storage.unit import SqlUnit
from tests.bot.house import House, house
from tests.carrier import freely
from tests.platforms.conftest import OVER_A_NETWORK
from tests.platforms.ground import TOO_SLOW, Ground, Trouble
from tests.stores import FreshDatabase

pytestmark = pytest.mark.parametrize("ground", OVER_A_NETWORK, indirect=True)

SECOND = timedelta(seconds=1)
HURRIED = Pace(jitter=lambda: 1.0, patience=timedelta(seconds=TOO_SLOW / 2))
ROOT, SAID = "what stands there", "what goes wrong"


class Outcome(Enum):
    """What has become of it in the end, and what whoever wanted it was told."""

    ONCE = "it stands there once"
    AS_TOLD = "it stands there once, not before the platform said"
    GONE = "its place is gone"
    REFUSED = "it can't be had"
    NOBODY_KNOWS = "it may stand there, at most once"


OUTCOMES: Mapping[Trouble, Outcome] = {
    Trouble.BUSY: Outcome.AS_TOLD,
    Trouble.GONE: Outcome.GONE,
    Trouble.REFUSED: Outcome.REFUSED,
    Trouble.LOST: Outcome.ONCE,
    Trouble.SLOW: Outcome.ONCE,
    Trouble.BROKEN: Outcome.ONCE,
    Trouble.REVOKED: Outcome.GONE,
}
IN_DOUBT = {Trouble.LOST, Trouble.SLOW, Trouble.BROKEN}
LOSSES = {Outcome.GONE: Loss.PLACE_GONE, Outcome.REFUSED: Loss.UNSUPPORTED, Outcome.NOBODY_KNOWS: Loss.UNCERTAIN}
TROUBLES = pytest.mark.parametrize("trouble", OUTCOMES, ids=lambda trouble: trouble.name.lower())


@dataclass
class Scene:
    ground: Ground
    home: House

    async def say(self, to: To, words: str, key: str | None = None) -> None:
        def job(unit: SqlUnit) -> None:
            unit.enter(None, None)
            unit.outbox.post(to, Notice(words), key=key)

        await self.home.engine.run("test", job)

    async def change(self, key: str, words: str) -> None:
        await self.home.engine.run("test", lambda unit: unit.outbox.update(key, Notice(words)))

    async def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            await self.home.deliver_after(SECOND)

    async def standing(self, place: PlaceRef, words: str) -> int:
        return sum(words in each.words for each in await self.ground.posts(place))

    def outcome(self, trouble: Trouble, *, changing: bool = False) -> Outcome:
        """`changing`: done twice it does no harm, so it is done again wherever it is in doubt."""
        looks = Ability.LOOK_UP in self.ground.platform.abilities
        if trouble in IN_DOUBT and not (looks or changing):
            return Outcome.NOBODY_KNOWS
        if trouble is Trouble.REVOKED and self.ground.renews_token:
            return Outcome.ONCE
        return OUTCOMES[trouble]


@pytest.fixture
async def scene(ground: Ground, fresh_database: FreshDatabase) -> AsyncIterator[Scene]:
    async with house(fresh_database("sqlite"), HURRIED) as home:
        home.platforms.platform = ground.platform

        def known(unit: SqlUnit) -> None:
            unit.enter(None, None)
            unit.people.see_place(Place(ref=ground.here, address=ground.address(ground.here)))
            unit.people.meet(Actor(ref=ground.anna, name="Anna", zone="UTC", address=ground.address(ground.anna)))

        await home.engine.run("test", known)
        yield Scene(ground, home)


@TROUBLES
@pytest.mark.parametrize("kind", ["a post", "in a thread", "to a person"])
async def test_a_message(scene: Scene, trouble: Trouble, kind: str) -> None:
    ground, home = scene.ground, scene.home
    person = kind == "to a person"
    await scene.say(ToPerson(ground.anna, Owed.ANSWER) if person else ToPlace(ground.here), ROOT, "root")
    await home.postman.drain()
    (root,) = home.listener.sent
    thread = PlaceRef(root.place.workspace, root.place.channel, root.message_id)
    place = {"a post": ground.here, "in a thread": thread, "to a person": root.place}[kind]
    for _ in range(
        2 if person and trouble in (Trouble.GONE, Trouble.REVOKED) else 1
    ):  # asked for again, still not there
        ground.meets(trouble)
    await scene.say(ToPerson(ground.anna, Owed.ANSWER) if person else ToPlace(place), SAID, "said")
    await home.postman.drain()
    await asyncio.sleep(TOO_SLOW if trouble is Trouble.SLOW else 0)
    await scene.wait(6)
    before = await scene.standing(place, SAID)
    await scene.wait(120)
    stands, outcome = await scene.standing(place, SAID), scene.outcome(trouble)
    told = [each.key for each in home.listener.sent][1:], [(each.key, each.loss) for each in home.listener.lost]
    if outcome in LOSSES:
        assert told == ([], [("said", LOSSES[outcome])])
        assert stands == (1 if outcome is Outcome.NOBODY_KNOWS and trouble is not Trouble.BROKEN else 0)
    else:
        assert told == (["said"], [])
        assert stands == 1
        assert before == 0 or outcome is not Outcome.AS_TOLD


@TROUBLES
async def test_a_change(scene: Scene, trouble: Trouble) -> None:
    ground, home = scene.ground, scene.home
    await scene.say(ToPlace(ground.here), ROOT, "root")
    await home.postman.drain()
    ground.meets(trouble)
    await scene.change("root", SAID)
    await home.postman.drain()
    await scene.wait(6)
    before = await scene.standing(ground.here, SAID)
    await scene.wait(120)
    outcome = scene.outcome(trouble, changing=True)
    changed = outcome in (Outcome.ONCE, Outcome.AS_TOLD)
    assert (await scene.standing(ground.here, SAID), await scene.standing(ground.here, ROOT)) == (changed, not changed)
    assert before == 0 or outcome is not Outcome.AS_TOLD
    assert home.listener.lost == []


@TROUBLES
async def test_asking_who_somebody_is(scene: Scene, trouble: Trouble) -> None:
    ground, home = scene.ground, scene.home
    await scene.say(ToPerson(ground.anna, Owed.ANSWER), ROOT)
    await home.postman.drain()
    ground.meets(trouble)
    await home.engine.run("test", lambda unit: unit.outbox.look_up(ground.anna))
    await home.postman.drain()
    await scene.wait(6)
    before = len(home.listener.profiles)
    await scene.wait(120)
    outcome = scene.outcome(trouble, changing=True)
    assert len(home.listener.profiles) == (outcome in (Outcome.ONCE, Outcome.AS_TOLD))
    assert before == 0 or outcome is not Outcome.AS_TOLD
    assert home.listener.lost == []


async def test_while_nobody_can_be_reached_all_of_it_waits_and_then_arrives_once(scene: Scene) -> None:
    home, platform = scene.home, scene.home.platforms
    platform.away = True
    await scene.say(ToPlace(scene.ground.here), SAID)
    await scene.wait(30)
    platform.away = False
    await scene.wait(40)
    assert await scene.standing(scene.ground.here, SAID) == 1
    assert len(home.listener.sent) == 1


async def test_a_direct_conversation_is_asked_for_once_and_a_restart_knows_it(scene: Scene) -> None:
    ground, home = scene.ground, scene.home
    await scene.say(ToPerson(ground.anna, Owed.ANSWER), ROOT)
    await home.postman.drain()
    (sent,) = home.listener.sent
    await scene.say(ToPerson(ground.anna, Owed.ANSWER), SAID)
    (row,) = await home.engine.run("test", lambda unit: unit.dispatch.claim(1, HURRIED.lease, freely))
    assert row.direct == PlaceRef(sent.place.workspace, sent.place.channel)


async def test_a_direct_conversation_that_is_gone_is_asked_for_again(scene: Scene) -> None:
    ground, home = scene.ground, scene.home
    await scene.say(ToPerson(ground.anna, Owed.ANSWER), ROOT)
    await home.postman.drain()
    ground.meets(Trouble.GONE)
    await scene.say(ToPerson(ground.anna, Owed.ANSWER), SAID)
    await scene.wait(2)
    assert len(home.listener.sent) == 2
    assert home.listener.lost == []
