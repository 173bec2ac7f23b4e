"""The outgoing side keeps the promises of `ports.platform`."""

import pytest

from adapters.playground.platform import PlaygroundPlatform
from facilitation.messages import Notice
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from facilitation.ports.platform import Ability, Outgoing, PlaceGone, Unsupported
from tests.adapters.playground.conftest import Play
from tests.adapters.playground.scripted import QUESTION

LOCAL = WorkspaceId("playground:local")
HERE = PlaceRef(LOCAL, "clear-writing")
NOTICE = Notice("Hello.")


@pytest.fixture
def platform(play: Play) -> PlaygroundPlatform:
    return play.playground.platform


async def test_it_can_do_everything_and_says_so(platform: PlaygroundPlatform) -> None:
    assert platform.abilities == frozenset(Ability)


async def test_what_is_sent_can_be_found_and_edited(platform: PlaygroundPlatform, play: Play) -> None:
    outgoing = Outgoing(id="o1", to=HERE, message=QUESTION)
    assert await platform.find(outgoing) is None
    sent = await platform.send(outgoing)
    assert await platform.find(outgoing) == sent
    assert sent.place == HERE
    edit = Outgoing(id="o2", to=HERE, message=NOTICE, replaces=sent.message_id)
    assert await platform.send(edit) == sent
    assert await platform.find(edit) == sent
    assert [post["message"]["text"] for post in await play.sees("noor")] == ["Hello."]


async def test_a_thread_hangs_under_its_root_even_when_a_reply_is_named(
    platform: PlaygroundPlatform, play: Play
) -> None:
    root = await platform.send(Outgoing(id="o1", to=HERE, message=QUESTION))
    thread = PlaceRef(LOCAL, "clear-writing", root.message_id)
    reply = await platform.send(Outgoing(id="o2", to=thread, message=NOTICE))
    assert reply.place == thread
    under_reply = PlaceRef(LOCAL, "clear-writing", reply.message_id)
    assert (await platform.send(Outgoing(id="o3", to=under_reply, message=NOTICE))).place == thread
    assert len(await play.sees("noor", thread=root.message_id)) == 2


async def test_to_a_person_it_tells_where_they_talk(platform: PlaygroundPlatform) -> None:
    sent = await platform.send(Outgoing(id="o1", to=AccountRef(LOCAL, "camille"), message=NOTICE))
    assert sent.place == PlaceRef(LOCAL, "dm-camille")


@pytest.mark.parametrize(
    "gone",
    [
        PlaceRef(LOCAL, "lunch"),
        PlaceRef(LOCAL, "nowhere"),
        AccountRef(LOCAL, "nobody"),
        PlaceRef(LOCAL, "dm-noor-jonas"),
    ],
)
async def test_where_kring_is_not_the_place_is_gone(platform: PlaygroundPlatform, gone: PlaceRef | AccountRef) -> None:
    with pytest.raises(PlaceGone):
        await platform.send(Outgoing(id="o1", to=gone, message=NOTICE))


async def test_a_deleted_thread_is_refused_for_good_but_its_channel_is_there(platform: PlaygroundPlatform) -> None:
    with pytest.raises(Unsupported):
        await platform.send(Outgoing(id="o1", to=PlaceRef(LOCAL, "clear-writing", "00000099"), message=NOTICE))
    with pytest.raises(Unsupported):
        await platform.send(Outgoing(id="o2", to=HERE, message=NOTICE, replaces="00000099"))


async def test_it_never_edits_what_people_wrote(platform: PlaygroundPlatform, play: Play) -> None:
    post = (await play.says("marta", "Mine"))["post"]["id"]
    with pytest.raises(Unsupported):
        await platform.send(Outgoing(id="o1", to=HERE, message=NOTICE, replaces=post))


async def test_people_are_looked_up(platform: PlaygroundPlatform) -> None:
    camille = await platform.look_up(AccountRef(LOCAL, "camille"), None)
    assert (camille.name, camille.locale, camille.zone, camille.is_bot) == (
        "Camille Payet",
        "fr",
        "Indian/Reunion",
        False,
    )
    assert (await platform.look_up(AccountRef(LOCAL, "kring"), None)).is_bot
    with pytest.raises(PlaceGone):
        await platform.look_up(AccountRef(LOCAL, "nobody"), None)


async def test_a_restart_keeps_the_chat_and_goes_on_counting(platform: PlaygroundPlatform, play: Play) -> None:
    first = await platform.send(Outgoing(id="o1", to=HERE, message=QUESTION))
    await play.says("marta", "Good morning")
    await play.does("jonas", "reactions", post=first.message_id, emoji="👀")
    before = await play.sees("noor")
    await play.playground.start()
    assert await play.sees("noor") == before
    assert await platform.find(Outgoing(id="o1", to=HERE, message=QUESTION)) == first
    assert (await play.says("marta", "Still here"))["post"]["id"] > before[-1]["id"]


async def test_what_an_older_kring_kept_differently_does_not_keep_it_from_starting(play: Play) -> None:
    await play.says("marta", "Good morning")
    await play.notes.write("post/00000009", {"id": "00000009", "words": "?"})
    await play.playground.start()
    assert len(await play.sees("noor")) == 1
