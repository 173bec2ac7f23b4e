"""Posting, changing, finding again, asking who somebody is."""

from datetime import UTC, datetime

import pytest

from facilitation.events import CommandGiven
from facilitation.messages import Button, Card, Facts, LinkButton, Message, Notice, Paragraph, Quote, Small
from facilitation.people import AccountRef, PlaceRef
from facilitation.ports.platform import Ability, Outgoing, PlaceGone, Sent, Unsupported
from facilitation.texts import texts_in
from tests.platforms.conftest import OVER_A_NETWORK
from tests.platforms.ground import Ground

To = PlaceRef | AccountRef

CARD = Card(
    "A question",
    (Paragraph("Who **knows**?"), Quote("It began on Monday.", "Anna"), Facts((("Replies", "none"),)), Small("Later")),
    (Button("This helped", "questions.choose"), LinkButton("Read more", "https://example.org")),
)
WRITTEN = (
    "<!channel> **not bold** _x_ [a](https://example.org) `code` </script> {{DATE(2026-01-01)}} 🙂 \u202eevil\u202c"
)


def outgoing(ground: Ground, to: To, identity: str = "o1", message: Message = CARD, replaces: str = "") -> Outgoing:
    return Outgoing(id=identity, to=to, message=message, address=ground.address(to), replaces=replaces or None)


def thread_of(sent: Sent) -> PlaceRef:
    return PlaceRef(sent.place.workspace, sent.place.channel, sent.message_id)


async def test_what_is_posted_stands_where_it_says(ground: Ground) -> None:
    sent = await ground.platform.send(outgoing(ground, ground.here))
    assert sent.place == ground.here
    (seen,) = await ground.posts(ground.here)
    assert seen.id == sent.message_id
    for words in ("A question", "Who knows?", "It began on Monday.", "Anna", "Replies", "none", "Later"):
        assert words in seen.words
    assert seen.labels == ("This helped", "Read more")


async def test_a_moment_is_told_and_no_markup_of_it_is_seen(ground: Ground) -> None:
    when = texts_in("en").when(datetime(2026, 3, 3, 9, 0, tzinfo=UTC))
    card = Card("Now", (Paragraph(f"It ends {when}, *surely*."), Small(f"Open until {when}.")))
    for message in (card, Notice(f"Since {when}")):
        await ground.platform.send(outgoing(ground, ground.here, str(id(message)), message))
        words = (await ground.posts(ground.here))[-1].words
        told = len(card.body) if message is card else 1
        assert words.count("Tuesday 3 March") == words.count("9:00") == told
        assert not any(mark in words for mark in ("moment:", "](", "{", "1772528400"))


async def test_replies_stand_in_the_thread_of_their_root(ground: Ground) -> None:
    thread = thread_of(await ground.platform.send(outgoing(ground, ground.here)))
    replies = [
        await ground.platform.send(outgoing(ground, thread, f"o{number}", message=Notice(f"Reply {number}")))
        for number in (2, 3)
    ]
    assert [reply.place for reply in replies] == [thread, thread]
    assert [seen.words.strip() for seen in await ground.posts(thread)] == ["Reply 2", "Reply 3"]
    assert len(await ground.posts(ground.here)) == 1


async def test_what_is_for_a_person_stands_in_their_one_direct_conversation(ground: Ground) -> None:
    first, second = [await ground.platform.send(outgoing(ground, ground.anna, identity)) for identity in ("o1", "o2")]
    other = await ground.platform.send(outgoing(ground, ground.bram, "o3"))
    assert first.place == second.place != other.place
    assert [seen.id for seen in await ground.posts(first.place)] == [first.message_id, second.message_id]
    assert await ground.posts(ground.here) == []


async def test_what_they_answer_there_comes_from_that_conversation(ground: Ground) -> None:
    sent = await ground.platform.send(outgoing(ground, ground.anna))
    await ground.tells(ground.anna, "thanks")
    assert ground.engine.last(CommandGiven).place.ref == sent.place


@pytest.mark.parametrize("where", ["channel", "thread", "direct"])
async def test_a_change_puts_another_message_in_its_place(ground: Ground, where: str) -> None:
    root = await ground.platform.send(outgoing(ground, ground.here, "root"))
    places: dict[str, To] = {"channel": ground.here, "thread": thread_of(root), "direct": ground.anna}
    to = places[where]
    sent = await ground.platform.send(outgoing(ground, to))
    changed = await ground.platform.send(
        outgoing(ground, sent.place, "o2", message=Notice("Changed"), replaces=sent.message_id)
    )
    assert changed == sent
    seen = {each.id: each for each in await ground.posts(sent.place)}
    assert seen[sent.message_id].words.strip() == "Changed"
    assert seen[sent.message_id].labels == ()
    assert len(seen) == (2 if where == "channel" else 1)


async def test_a_message_that_is_no_more_says_nothing_of_its_place(ground: Ground) -> None:
    with pytest.raises(Unsupported):
        await ground.platform.send(outgoing(ground, ground.here, replaces="1795000000.000001"))
    await ground.platform.send(outgoing(ground, ground.here))


async def test_where_kring_is_not_the_place_is_gone(ground: Ground) -> None:
    for to in (ground.elsewhere, ground.nobody):
        with pytest.raises(PlaceGone):
            await ground.platform.send(outgoing(ground, to))


async def test_what_members_wrote_is_shown_as_they_wrote_it(ground: Ground) -> None:
    await ground.platform.send(outgoing(ground, ground.here, message=Card(WRITTEN, (Quote(WRITTEN, WRITTEN),))))
    (seen,) = await ground.posts(ground.here)
    assert seen.words.count(WRITTEN) == 3


async def test_what_is_far_too_long_arrives_all_the_same(ground: Ground) -> None:
    buttons = tuple(Button(f"{number} " + "long " * 40, f"a.{number}") for number in range(25))
    blocks = tuple(Quote("🙂 words " * 1000, "Anna") for _ in range(60))
    for message in (Notice("x" * 40_000), Card("t" * 4000, blocks, buttons)):
        await ground.platform.send(outgoing(ground, ground.here, message=message))
    notice, card = await ground.posts(ground.here)
    assert "xxx" in notice.words
    assert len(card.labels) == 25


async def test_what_arrived_is_found_by_its_id_where_the_platform_can_look(ground: Ground) -> None:
    root = await ground.platform.send(outgoing(ground, ground.here, "root"))
    places: list[To] = [ground.here, thread_of(root), ground.anna]
    for number, to in enumerate(places):
        asked = outgoing(ground, to, f"mine{number}")
        if Ability.LOOK_UP not in ground.platform.abilities:
            with pytest.raises(Unsupported):
                await ground.platform.find(asked)
            continue
        await ground.platform.send(outgoing(ground, to, f"other{number}"))
        assert await ground.platform.find(asked) is None
        sent = await ground.platform.send(asked)
        assert await ground.platform.find(asked) == sent


@pytest.mark.parametrize("ground", OVER_A_NETWORK, indirect=True)
async def test_what_kring_asks_of_a_platform_is_looked_through(ground: Ground) -> None:
    """By the fixture, which holds it to docs/what-kring-reads.md."""
    before = len(ground.called())
    await ground.platform.look_up(ground.bram, ground.address(ground.bram))
    assert len(ground.called()) > before


async def test_people_are_known_by_name_and_strangers_are_gone(ground: Ground) -> None:
    seen = await ground.platform.look_up(ground.bram, ground.address(ground.bram))
    assert (seen.account, seen.is_bot, seen.is_active) == (ground.bram, False, True)
    assert " " in seen.name
    with pytest.raises(PlaceGone):
        await ground.platform.look_up(ground.nobody, ground.address(ground.nobody))
