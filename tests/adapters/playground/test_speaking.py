"""What people write becomes the engine's events, and its answers come back."""

from facilitation.events import CommandGiven, MessagePosted, Said
from facilitation.people import AccountRef, PlaceKind, PlaceRef, WorkspaceId
from tests.adapters.playground.conftest import Play
from tests.adapters.playground.scripted import TUESDAY

LOCAL = WorkspaceId("playground:local")


async def test_a_message_is_kept_and_then_handed_over(play: Play) -> None:
    said = await play.says("marta", "Good morning")
    (event,) = play.engine.heard
    assert isinstance(event, MessagePosted)
    assert event.delivery_id == f"posted:{said['post']['id']}"
    assert event.at == TUESDAY
    assert (event.by.ref, event.by.name) == (AccountRef(LOCAL, "marta"), "Marta Kowalska")
    assert (event.by.locale, event.by.zone) == ("en", "Europe/Warsaw")
    assert event.place.ref == PlaceRef(LOCAL, "clear-writing")
    assert event.place.name == "clear-writing"
    assert event.text == "Good morning"
    assert f"post/{said['post']['id']}" in play.notes.kept


async def test_a_reply_tells_its_thread_and_one_under_a_reply_tells_the_same(play: Play) -> None:
    root = (await play.says("marta", "Anyone?"))["post"]["id"]
    reply = (await play.says("jonas", "Me", thread=root))["post"]["id"]
    await play.says("noor", "Me too", thread=reply)
    places = [event.place.ref for event in play.engine.heard if isinstance(event, MessagePosted)]
    assert places[1:] == [PlaceRef(LOCAL, "clear-writing", root)] * 2
    assert [post["text"] for post in await play.sees("noor", thread=root)] == ["Me", "Me too"]


async def test_a_slash_is_a_command_and_no_message(play: Play) -> None:
    answer = await play.says("noor", "/Kring   help me\nplease ")
    (event,) = play.engine.heard
    assert isinstance(event, CommandGiven)
    assert (event.text, event.said, event.message_id) == ("help me\nplease", Said.SLASH, None)
    assert event.can_open_form
    assert answer["post"] is None
    assert answer["answer"]["kind"] == "whisper"


async def test_a_mention_anywhere_is_a_command_and_a_message(play: Play) -> None:
    said = await play.says("noor", "@Kring: help")
    (event,) = play.engine.heard
    assert isinstance(event, CommandGiven)
    assert (event.text, event.said, event.message_id) == ("help", Said.MENTION, said["post"]["id"])


async def test_an_address_that_looks_like_a_mention_is_none(play: Play) -> None:
    await play.says("noor", "write to noor@kring.example, not to @kringloop")
    assert isinstance(play.engine.heard[0], MessagePosted)


async def test_what_is_said_to_kring_directly_is_a_command(play: Play) -> None:
    await play.says("yusuf", "hoi", channel="dm-yusuf")
    (event,) = play.engine.heard
    assert isinstance(event, CommandGiven)
    assert (event.text, event.said, event.place.kind) == ("hoi", Said.DIRECT, PlaceKind.DIRECT)


async def test_kring_hears_nothing_where_it_is_not(play: Play) -> None:
    await play.says("noor", "Soup today?", channel="lunch")
    await play.says("noor", "Between us.", channel="dm-noor-jonas")
    assert play.engine.heard == []
    assert len(await play.sees("jonas", "lunch")) == 1


async def test_a_command_works_where_kring_is_not(play: Play) -> None:
    await play.says("noor", "/kring help", channel="lunch")
    assert isinstance(play.engine.heard[0], CommandGiven)


async def test_only_who_is_in_a_channel_writes_and_reads_there(play: Play) -> None:
    await play.says("marta", "Good morning")
    answer = await play.does("yusuf", "messages", channel="clear-writing", text="hello")
    assert answer.status_code == 403
    assert "#clear-writing" in answer.json()["trouble"]
    assert await play.sees("yusuf") == []
    assert "Good morning" not in await play.page("yusuf/clear-writing")


async def test_others_conversations_are_closed(play: Play) -> None:
    await play.says("noor", "help", channel="dm-noor")
    assert (await play.does("jonas", "messages", channel="dm-noor", text="hi")).status_code == 404
    assert (await play.client.get("/playground/jonas/dm-noor")).status_code == 404
    assert (await play.client.get("/playground/-/jonas/seen?place=dm-noor")).status_code == 404


async def test_nothing_and_unknown_commands_are_refused_with_what_to_do(play: Play) -> None:
    nothing = await play.does("noor", "messages", channel="clear-writing", text=" \n ")
    unknown = await play.does("noor", "messages", channel="clear-writing", text="/giphy cat")
    assert (nothing.status_code, unknown.status_code) == (422, 422)
    assert "/kring help" in unknown.json()["trouble"]
    assert play.engine.heard == []


async def test_trouble_is_told_in_the_speakers_language(play: Play) -> None:
    answer = await play.does("yusuf", "messages", channel="clear-writing", text="hoi")
    assert answer.json()["trouble"] == "Kom eerst in #clear-writing; dan kun je erin schrijven."


async def test_control_characters_are_dropped_and_line_ends_are_one_kind(play: Play) -> None:
    await play.says("noor", "one\r\ntwo\rthree\0\x07 \ud800 four\u202e")
    (event,) = play.engine.heard
    assert isinstance(event, MessagePosted)
    assert event.text == "one\ntwo\nthree  four\u202e"


async def test_forty_thousand_characters_are_one_message(play: Play) -> None:
    text = "wörd " * 8000
    await play.says("noor", text)
    assert (await play.sees("jonas"))[0]["text"] == text.strip()
    assert "said--long" in await play.page("jonas/clear-writing")


async def test_what_the_engine_could_not_do_is_an_error_and_the_message_stands(play: Play) -> None:
    answer = await play.does("noor", "messages", channel="clear-writing", text="@Kring fail")
    assert answer.status_code == 500
    assert [post["text"] for post in await play.sees("noor")] == ["@Kring fail"]


async def test_a_delivery_can_be_named_to_be_sent_twice(play: Play) -> None:
    for _ in range(2):
        await play.does("noor", "messages", channel="clear-writing", text="/kring help", delivery="same")
    assert [event.delivery_id for event in play.engine.heard if isinstance(event, CommandGiven)] == ["same", "same"]


async def test_a_message_holds_so_many_characters_and_what_is_longer_is_refused(play: Play) -> None:
    most = "é" * 40_000
    said = await play.says("noor", most)
    for act, asked in (("messages", {"channel": "clear-writing"}), ("edits", {"post": said["post"]["id"]})):
        refused = await play.does("noor", act, text=most + "!", **asked)
        assert refused.status_code == 422
        assert "40,000 characters" in refused.json()["trouble"]
    assert [post["text"] for post in await play.sees("noor")] == [most]
