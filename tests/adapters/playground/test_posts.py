"""What can be done with a message: react, edit, delete, the shortcut."""

from facilitation.events import MessageDeleted, MessageEdited, MessageShortcutUsed, ReactionAdded
from facilitation.people import PlaceRef, WorkspaceId
from tests.adapters.playground.conftest import Play
from tests.adapters.playground.scripted import QUESTION

HERE = PlaceRef(WorkspaceId("playground:local"), "clear-writing")


async def test_a_reaction_is_told_once_and_taken_back_in_silence(play: Play) -> None:
    post = (await play.says("marta", "Done!"))["post"]["id"]
    await play.does("jonas", "reactions", post=post, emoji="✅")
    reacted = play.engine.heard[-1]
    assert isinstance(reacted, ReactionAdded)
    assert (reacted.emoji, reacted.message_id, reacted.by.name) == ("✅", post, "Jonas Lindqvist")
    assert (await play.sees("noor"))[0]["reactions"] == {"✅": ["jonas"]}
    await play.does("jonas", "reactions", post=post, emoji="✅")
    assert play.engine.heard[-1] is reacted
    assert (await play.sees("noor"))[0]["reactions"] == {}


async def test_words_are_no_reaction(play: Play) -> None:
    post = (await play.says("marta", "Done!"))["post"]["id"]
    for emoji in ("", "yes", "👍" * 40):
        assert (await play.does("jonas", "reactions", post=post, emoji=emoji)).status_code == 400


async def test_only_the_writer_edits(play: Play) -> None:
    post = (await play.says("marta", "Helo"))["post"]["id"]
    assert (await play.does("jonas", "edits", post=post, text="Bye")).status_code == 403
    await play.does("marta", "edits", post=post, text=" Hello ")
    edited = play.engine.heard[-1]
    assert isinstance(edited, MessageEdited)
    assert (edited.text, edited.message_id) == ("Hello", post)
    assert "(edited)" in await play.page("jonas/clear-writing")


async def test_only_the_writer_deletes_and_replies_go_along(play: Play) -> None:
    root = (await play.says("marta", "Never mind"))["post"]["id"]
    await play.says("jonas", "What?", thread=root)
    assert (await play.does("jonas", "deletions", post=root)).status_code == 403
    await play.does("marta", "deletions", post=root)
    deleted = play.engine.heard[-1]
    assert isinstance(deleted, MessageDeleted)
    assert deleted.message_id == root
    assert await play.sees("jonas", thread=root) == []
    assert not [key for key in play.notes.kept if key.startswith("post/")]
    assert (await play.does("jonas", "reactions", post=root, emoji="👀")).status_code == 404


async def test_the_shortcut_brings_the_message_and_its_author(play: Play) -> None:
    post = (await play.says("marta", "How do I begin?"))["post"]["id"]
    answer = await play.does("noor", "shortcuts", post=post, shortcut="ask")
    used = play.engine.heard[-1]
    assert isinstance(used, MessageShortcutUsed)
    assert (used.shortcut, used.text, used.by.name) == ("ask", "How do I begin?", "Noor Haddad")
    assert used.author is not None
    assert used.author.ref.user == "marta"
    assert answer.json()["answer"]["kind"] == "open_form"


async def test_a_shortcut_on_krings_own_message_has_no_author(play: Play) -> None:
    await play.engine.say(HERE, QUESTION)
    (card,) = await play.sees("noor")
    await play.does("noor", "shortcuts", post=card["id"], shortcut="ask")
    used = play.engine.heard[-1]
    assert isinstance(used, MessageShortcutUsed)
    assert used.author is None


async def test_krings_messages_are_not_for_people_to_change(play: Play) -> None:
    await play.engine.say(HERE, QUESTION)
    (card,) = await play.sees("noor")
    assert (await play.does("noor", "edits", post=card["id"], text="x")).status_code == 403
    assert (await play.does("noor", "deletions", post=card["id"])).status_code == 403


async def test_a_card_can_be_seen_as_each_platform_gets_it(play: Play) -> None:
    await play.engine.say(HERE, QUESTION)
    (card,) = await play.sees("noor")
    for face, told in (("slack", "header"), ("teams", "AdaptiveCard"), ("json", "AdaptiveCard")):
        page = await play.page(f"-/noor/posts/{card['id']}?place=clear-writing&face={face}")
        assert told in page
        assert f'id="face-p-{card["id"]}-{face}" type="button" class="face" aria-pressed="true"' in page
    assert (await play.client.get(f"/playground/-/yusuf/posts/{card['id']}?place=clear-writing")).status_code == 404
