"""What goes wrong is told as what to do next, where something can go wrong on the way."""

from datetime import timedelta

import pytest

from facilitation.messages import Notice
from facilitation.people import PlaceRef
from facilitation.ports.platform import (
    Ability,
    Ambiguous,
    Outgoing,
    PlaceGone,
    PlatformError,
    TryLater,
    Unsupported,
)
from tests.platforms.conftest import OVER_A_NETWORK
from tests.platforms.ground import Ground, Trouble

pytestmark = pytest.mark.parametrize("ground", OVER_A_NETWORK, indirect=True)

WORDS = "something a member wrote"
MEANING = {
    Trouble.BUSY: TryLater,
    Trouble.GONE: PlaceGone,
    Trouble.REFUSED: Unsupported,
    Trouble.LOST: Ambiguous,
    Trouble.BROKEN: Ambiguous,
}
AT_WORST_TWICE = (Ambiguous, TryLater)  # a change or a question done twice does no harm: either will do


def outgoing(ground: Ground, replaces: str | None = None) -> Outgoing:
    return Outgoing(
        id="o1", to=ground.here, message=Notice(WORDS), address=ground.address(ground.here), replaces=replaces
    )


async def failure(ground: Ground, replaces: str | None = None) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await ground.platform.send(outgoing(ground, replaces))
    return raised.value


@pytest.mark.parametrize("trouble", MEANING, ids=lambda trouble: trouble.name.lower())
async def test_a_post_that_fails_says_what_to_do_next(ground: Ground, trouble: Trouble) -> None:
    ground.meets(trouble)
    told = await failure(ground)
    assert type(told) is MEANING[trouble]
    assert WORDS not in str(told)
    assert len(await ground.posts(ground.here)) == (1 if trouble is Trouble.LOST else 0)


async def test_who_is_busy_says_when_to_come_back(ground: Ground) -> None:
    ground.meets(Trouble.BUSY)
    told = await failure(ground)
    assert isinstance(told, TryLater)
    assert told.wait == timedelta(seconds=7)


@pytest.mark.parametrize("trouble", [Trouble.BUSY, Trouble.LOST, Trouble.BROKEN], ids=lambda each: each.name.lower())
async def test_a_change_that_fails_may_be_done_again(ground: Ground, trouble: Trouble) -> None:
    sent = await ground.platform.send(outgoing(ground))
    ground.meets(trouble)
    assert isinstance(await failure(ground, sent.message_id), AT_WORST_TWICE)
    ground.forgives()
    assert await ground.platform.send(outgoing(ground, sent.message_id)) == sent


@pytest.mark.parametrize("trouble", [Trouble.BUSY, Trouble.BROKEN], ids=lambda each: each.name.lower())
async def test_a_person_who_cannot_be_asked_about_now_is_not_gone(ground: Ground, trouble: Trouble) -> None:
    ground.meets(trouble)
    with pytest.raises(AT_WORST_TWICE):
        await ground.platform.look_up(ground.anna, ground.address(ground.anna))


async def test_a_lost_post_is_found_in_its_place_where_the_platform_can_look(ground: Ground) -> None:
    ground.meets(Trouble.LOST)
    await failure(ground)
    (stands,) = await ground.posts(ground.here)
    if Ability.LOOK_UP not in ground.platform.abilities:
        with pytest.raises(Unsupported):
            await ground.platform.find(outgoing(ground))
        return
    found = await ground.platform.find(outgoing(ground))
    assert found
    assert (found.place, found.message_id) == (PlaceRef(ground.here.workspace, ground.here.channel), stands.id)
