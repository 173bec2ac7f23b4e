"""Every payload becomes the event it means, or none, and nothing that comes can break the reading."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.incoming import Known, to_event
from facilitation.events import (
    Actor,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageShortcutUsed,
    PlaceChosen,
    PlaceClosed,
    PlaceRenamed,
    ReactionAdded,
    Said,
    Uninstalled,
)
from facilitation.messages import Subject
from facilitation.people import AccountRef, PlaceKind, PlaceRef, WorkspaceId
from tests.adapters.slack.payloads import NAMES, RECEIVED, event, payload

HERE = WorkspaceId("slack:T01KRING")
ANNA = AccountRef(HERE, "U01ANNA")
GENERAL = PlaceRef(HERE, "C01GENERAL")

CONCERN_NOBODY = [
    "block_suggestion",
    "bot_message",
    "channel_topic",
    "file_reaction",
    "link_button_pressed",
    "message_unfurled",
    "messages_tab_opened",
    "own_message",
    "own_message_edited",
    "own_reaction",
    "reaction_removed",
    "ssl_check",
    "url_verification",
    "user_token_revoked",
    "view_closed",
    "workflow_message",
]


@pytest.mark.parametrize("name", CONCERN_NOBODY)
def test_what_concerns_nobody_is_no_event(name: str) -> None:
    assert event(name) is None


@pytest.mark.parametrize("name", [name for name in NAMES if name not in CONCERN_NOBODY])
def test_everything_else_is_an_event_of_this_workspace_with_a_delivery_id(name: str) -> None:
    happened = event(name)
    assert happened is not None
    assert happened.workspace == HERE
    assert happened.delivery_id
    assert happened.at.tzinfo is not None


def test_a_message_reads_as_plain_text() -> None:
    posted = event("message_posted", U02BRAM="Bram")
    assert isinstance(posted, MessagePosted)
    assert (posted.by.ref, posted.place.ref, posted.place.kind) == (ANNA, GENERAL, PlaceKind.CHANNEL)
    assert posted.text == (
        "Who knows a good <tool> for *plain* language? this one (https://example.org/a?b=1&c=2) @Bram @here :tada:"
    )


def test_a_reply_names_its_thread() -> None:
    root, reply = event("message_posted"), event("thread_reply")
    assert isinstance(root, MessagePosted)
    assert isinstance(reply, MessagePosted)
    assert reply.place.ref == PlaceRef(HERE, "C01GENERAL", root.message_id)
    assert reply.text == "I use a checklist & a friend."


def test_a_mention_is_a_command_and_its_two_deliveries_are_one() -> None:
    by_message, by_mention = event("message_with_mention"), event("app_mention")
    assert isinstance(by_message, CommandGiven)
    assert by_message == by_mention
    assert (by_message.text, by_message.said) == ("ask How do you plan a workshop?", Said.MENTION)
    assert not by_message.can_open_form


def test_kring_knows_itself_from_the_event_before_slack_has_told() -> None:
    told = to_event(payload("message_with_mention"), Known(RECEIVED))
    assert told == event("message_with_mention")


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("<@U0KRING>", ""),
        ("<@U0KRING|kring>: help", "help"),
        ("thanks, <@U0KRING>", "thanks"),
        ("hey <@U0KRING> ask <@U02BRAM> how?", "ask @U02BRAM how?"),
    ],
)
def test_what_is_asked_follows_the_mention_or_else_stands_before_it(written: str, asked: str) -> None:
    said = payload("message_with_mention")
    said["event"]["text"] = written
    command = to_event(said, Known(RECEIVED, "U0KRING"))
    assert isinstance(command, CommandGiven)
    assert command.text == asked


def test_a_direct_message_is_a_command_as_a_whole() -> None:
    said = event("direct_message")
    assert isinstance(said, CommandGiven)
    assert (said.text, said.said, said.place.kind, said.can_open_form) == ("help", Said.DIRECT, PlaceKind.DIRECT, False)


def test_a_message_with_a_file_keeps_its_emoji_as_characters_and_names_the_file() -> None:
    posted = event("message_with_file")
    assert isinstance(posted, MessagePosted)
    assert posted.text == "the 📝 slides\n📎 slides.pdf"


def test_files_without_words_are_named_whoever_called_them_what() -> None:
    said = payload("message_with_file")
    said["event"] |= {"text": "", "files": [{"name": "a\x00<!here>.pdf"}, {"name": " "}, {}, {"name": 7}, "no file"]}
    posted = to_event(said, Known(RECEIVED, "U0KRING"))
    assert isinstance(posted, MessagePosted)
    assert posted.text == "📎 a<!here>.pdf"


def test_a_message_of_a_group_conversation_says_so() -> None:
    posted = event("group_message")
    assert isinstance(posted, MessagePosted)
    assert posted.place.kind is PlaceKind.GROUP


def test_an_edit_tells_the_new_text_of_the_old_message() -> None:
    posted, edited = event("message_posted"), event("message_edited")
    assert isinstance(posted, MessagePosted)
    assert isinstance(edited, MessageEdited)
    assert (edited.message_id, edited.text) == (posted.message_id, "Who knows a good tool?")


@pytest.mark.parametrize("name", ["message_deleted", "thread_root_deleted"])
def test_a_deletion_names_the_message_that_is_gone(name: str) -> None:
    deleted = event(name)
    assert isinstance(deleted, MessageDeleted)
    assert deleted.place.ref == GENERAL
    assert deleted.message_id


def test_a_reaction_is_the_character() -> None:
    added = event("reaction_added")
    assert isinstance(added, ReactionAdded)
    assert (added.emoji, added.by.ref.user) == ("✅", "U02BRAM")


def test_a_skin_tone_does_not_matter_and_a_custom_emoji_keeps_its_name() -> None:
    said = payload("reaction_added")
    seen = []
    for name in ("+1::skin-tone-4", "party_parrot"):
        said["event"]["reaction"] = name
        added = to_event(said, Known(RECEIVED, "U0KRING"))
        assert isinstance(added, ReactionAdded)
        seen.append(added.emoji)
    assert seen == ["👍", "party_parrot"]


def test_a_slash_command_can_open_a_form() -> None:
    given_ = event("slash_command")
    assert isinstance(given_, CommandGiven)
    assert (given_.text, given_.said, given_.can_open_form) == ("community create", Said.SLASH, True)
    assert (given_.place.ref, given_.place.name, given_.by.ref) == (GENERAL, "general", ANNA)


def test_a_command_in_a_private_channel_hides_its_name_and_shows_mentions() -> None:
    given_ = event("slash_command_in_private_channel")
    assert isinstance(given_, CommandGiven)
    assert (given_.place.name, given_.text) == ("", 'ask What is a "kring"? <b> @bram')


def test_a_command_in_a_direct_conversation_says_so() -> None:
    given_ = event("slash_command_in_direct")
    assert isinstance(given_, CommandGiven)
    assert given_.place.kind is PlaceKind.DIRECT


def test_a_button_tells_what_it_does_to_what() -> None:
    pressed = event("button_pressed")
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.action, pressed.subject) == ("questions.accept", Subject.decode("c1|q1|"))
    assert (pressed.place.ref, pressed.place.name) == (GENERAL, "general")
    assert pressed.message_id == payload("button_pressed")["message"]["ts"]


def test_a_button_on_the_home_tab_is_in_the_direct_conversation() -> None:
    pressed = event("home_button_pressed")
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.place.ref.channel, pressed.place.kind, pressed.message_id) == ("U01ANNA", PlaceKind.DIRECT, None)


def test_a_button_on_a_whisper_has_no_message_that_could_be_changed() -> None:
    pressed = event("whisper_button_pressed")
    assert isinstance(pressed, ButtonPressed)
    assert pressed.message_id is None
    assert pressed.place.ref.thread == "1795440030.000200"


def test_a_form_brings_its_values_by_name_and_where_it_came_from() -> None:
    handed_in = event("view_submission")
    assert isinstance(handed_in, FormSubmitted)
    assert (handed_in.action, handed_in.subject) == ("communities.create", Subject.decode("c1|q1|"))
    assert handed_in.place is not None
    assert handed_in.place.ref == GENERAL
    assert handed_in.values == {
        "name": "Plain <language>",
        "language": ("nl",),
        "days": ("MO", "TU"),
        "time": "10:00",
        "date": "",
        "channel": PlaceChosen(GENERAL),
    }


def test_a_form_from_nowhere_still_reads() -> None:
    handed_in = payload("view_submission")
    for written in ("", "not json", "[1]", '{"subject": 5}'):
        handed_in["view"]["private_metadata"] = written
        read = to_event(handed_in, Known(RECEIVED))
        assert isinstance(read, FormSubmitted)
        assert read.place is None


def test_a_message_shortcut_tells_who_wrote_the_message() -> None:
    used = event("message_shortcut", U01ANNA="Anna")
    assert isinstance(used, MessageShortcutUsed)
    assert used.author == Actor(ref=AccountRef(HERE, "U02BRAM"))
    assert (used.shortcut, used.text) == ("questions.ask", "How do you explain <jargon> to @Anna?")
    on_a_bot = event("message_shortcut_on_reply")
    assert isinstance(on_a_bot, MessageShortcutUsed)
    assert (on_a_bot.author, on_a_bot.place.ref.thread, on_a_bot.place.name) == (None, "1795440030.000200", "")


def test_the_global_shortcut_asks_for_the_menu_between_kring_and_them() -> None:
    asked = event("global_shortcut")
    assert isinstance(asked, CommandGiven)
    assert (asked.said, asked.text, asked.can_open_form) == (Said.MENU, "", True)
    assert (asked.place.kind, asked.place.ref.channel) == (PlaceKind.DIRECT, ANNA.user)


def test_opening_the_home_tab_is_told() -> None:
    opened = event("app_home_opened")
    assert isinstance(opened, HomeOpened)
    assert opened.by.ref == ANNA


def test_coming_and_going_tells_whether_it_is_kring() -> None:
    seen = []
    for name in ("member_joined_channel", "kring_joined_channel", "member_left_channel", "kring_left_channel"):
        moved = event(name)
        assert isinstance(moved, MemberJoined | MemberLeft)
        assert moved.place is not None
        seen.append((type(moved), moved.is_kring))
    assert seen == [(MemberJoined, False), (MemberJoined, True), (MemberLeft, False), (MemberLeft, True)]


def test_a_newcomer_brings_a_profile_and_a_deactivated_person_left_the_workspace() -> None:
    came, went = event("team_join"), event("member_deactivated")
    assert isinstance(came, MemberJoined)
    assert (came.by.name, came.by.zone, came.by.locale, came.place) == ("Gus", "Europe/London", "en-GB", None)
    assert isinstance(went, MemberLeft)
    assert (went.by.ref.user, went.place) == ("U05EMRE", None)


def test_an_archived_channel_is_closed_and_an_uninstallation_ends_it() -> None:
    assert [type(event(name)) for name in ("channel_archive", "channel_deleted")] == [PlaceClosed, PlaceClosed]
    assert [type(event(name)) for name in ("app_uninstalled", "tokens_revoked")] == [Uninstalled, Uninstalled]


def test_a_renamed_channel_tells_what_it_is_called_now() -> None:
    renamed = event("channel_rename")
    assert isinstance(renamed, PlaceRenamed)
    assert (renamed.place.ref.channel, renamed.place.name) == ("C01CRAFT", "writing-craft")


def test_forty_thousand_characters_survive_and_control_characters_do_not() -> None:
    said = payload("message_posted")
    said["event"]["text"] = "\x00a\x07\r\n\x1b[31mé\u202e😀" + "x" * 40_000
    posted = to_event(said, Known(RECEIVED, "U0KRING"))
    assert isinstance(posted, MessagePosted)
    assert posted.text == "a\n[31mé\u202e😀" + "x" * 40_000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_no_shape_of_payload_breaks_the_reading(name: str, data: st.DataObject) -> None:
    """Any one value anywhere in any payload may be anything."""
    broken: Any = copy.deepcopy(payload(name))
    node = broken
    while True:
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        deeper = isinstance(node[key], dict | list) and node[key]
        if not deeper or data.draw(st.booleans()):
            break
        node = node[key]
    node[key] = data.draw(JSON)
    to_event(broken, Known(RECEIVED, "U0KRING"))
