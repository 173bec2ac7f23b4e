"""One message that a member points at is read, where a platform lets a bot read one."""

import pytest

from facilitation.messages import Notice
from facilitation.people import PlaceRef
from facilitation.ports.platform import Ability, Ambiguous, Outgoing, PlaceGone, TryLater, Unsupported
from tests.platforms.conftest import OVER_A_NETWORK, those_with
from tests.platforms.ground import Ground, Trouble

READS = those_with(Ability.READ)
HERON = "Mind the *heron* & wait."


def at(ground: Ground, message: str, place: PlaceRef | None = None) -> PlaceRef:
    where = place or ground.here
    return PlaceRef(where.workspace, where.channel, message)


async def test_who_can_read_says_so_and_who_can_not_refuses(ground: Ground) -> None:
    message = await ground.writes(ground.anna, HERON)
    if Ability.READ in ground.platform.abilities:
        assert await ground.platform.read(at(ground, message), ground.address(ground.here))
    else:
        with pytest.raises(Unsupported):
            await ground.platform.read(at(ground, message), ground.address(ground.here))


@pytest.mark.parametrize("ground", READS, indirect=True)
async def test_a_message_is_read_as_it_is_now_with_who_wrote_it(ground: Ground) -> None:
    message = await ground.writes(ground.anna, "A slip")
    await ground.edits(ground.anna, message, HERON)
    seen = await ground.platform.read(at(ground, message), None)
    assert seen
    assert seen.author
    assert (seen.thread, seen.author.ref, seen.author.is_bot, seen.text) == (None, ground.anna, False, HERON)


@pytest.mark.parametrize("ground", READS, indirect=True)
async def test_of_a_thread_that_message_alone_is_read(ground: Ground) -> None:
    root = await ground.writes(ground.anna, "How?")
    replies = [await ground.writes(ground.bram, words, under=root) for words in (HERON, "Or not.")]
    seen = await ground.platform.read(at(ground, replies[0]), None)
    assert seen
    assert seen.author
    assert (seen.thread, seen.author.ref, seen.text) == (root, ground.bram, HERON)
    opening = await ground.platform.read(at(ground, root), None)
    assert opening
    assert (opening.thread, opening.text) == (None, "How?")


@pytest.mark.parametrize("ground", READS, indirect=True)
async def test_what_is_not_there_any_more_is_nothing(ground: Ground) -> None:
    message = await ground.writes(ground.anna, HERON)
    await ground.deletes(ground.anna, message)
    assert await ground.platform.read(at(ground, message), None) is None


@pytest.mark.parametrize("ground", READS, indirect=True)
async def test_what_kring_said_is_nobodys(ground: Ground) -> None:
    sent = await ground.platform.send(Outgoing(id="o1", to=ground.here, message=Notice(HERON)))
    seen = await ground.platform.read(at(ground, sent.message_id), None)
    assert seen
    assert seen.author is None or seen.author.is_bot


@pytest.mark.parametrize("ground", READS, indirect=True)
async def test_where_kring_is_not_nothing_is_read(ground: Ground) -> None:
    with pytest.raises(PlaceGone):
        await ground.platform.read(at(ground, "m1", ground.elsewhere), None)


@pytest.mark.parametrize("ground", [name for name in READS if name in OVER_A_NETWORK], indirect=True)
@pytest.mark.parametrize("trouble", [Trouble.BUSY, Trouble.GONE, Trouble.BROKEN], ids=lambda one: one.name)
async def test_what_can_not_be_read_now_says_what_to_do_next(ground: Ground, trouble: Trouble) -> None:
    message = await ground.writes(ground.anna, HERON)
    ground.meets(trouble)
    with pytest.raises((TryLater, PlaceGone, Ambiguous)) as told:
        await ground.platform.read(at(ground, message), None)
    assert HERON not in str(told.value)
