"""Activities become events: every payload, purely."""

from datetime import UTC, datetime

import pytest

from adapters.teams.incoming import to_events
from facilitation.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    Installed,
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
)
from facilitation.messages import Subject
from facilitation.people import CommunityId, PlaceKind, Standing
from tests.adapters.teams.payloads import (
    CHANNEL,
    GROUP,
    KRING,
    MEGAN,
    NAMES,
    RECEIVED,
    ROOT,
    TENANT,
    WORKSPACE,
    events,
    load,
    only,
    place,
)

KINDS = {
    "personal_message": [CommandGiven],
    "channel_mention": [CommandGiven],
    "thread_mention": [CommandGiven],
    "thread_message": [MessagePosted],
    "group_chat_mention": [CommandGiven],
    "html_only": [CommandGiven],
    "message_by_bot": [MessagePosted],
    "message_edited": [MessageEdited],
    "message_undeleted": [MessageEdited],
    "message_deleted": [MessageDeleted],
    "reaction_like": [ReactionAdded],
    "reaction_check_mark": [ReactionAdded],
    "reaction_removed": [],
    "execute": [ButtonPressed],
    "execute_on_root": [ButtonPressed],
    "execute_in_direct": [ButtonPressed],
    "task_fetch": [ButtonPressed],
    "press_in_dialog": [ButtonPressed],
    "press_as_message": [ButtonPressed],
    "task_submit": [FormSubmitted],
    "shortcut_on_root": [MessageShortcutUsed],
    "shortcut_on_own_reply": [MessageShortcutUsed],
    "shortcut_on_bot_message": [MessageShortcutUsed],
    "shortcut_submit": [FormSubmitted],
    "kring_added_to_team": [MemberJoined],
    "kring_removed_from_team": [MemberLeft],
    "kring_added_to_group": [MemberJoined, MemberJoined],
    "kring_added_to_direct": [],
    "members_added": [MemberJoined, MemberJoined],
    "member_removed": [MemberLeft],
    "installed_for_person": [Installed],
    "removed_by_person": [MemberLeft],
    "installed_in_team": [Installed],
    "channel_created": [],
    "channel_deleted": [PlaceClosed],
    "channel_renamed": [PlaceRenamed],
    "channel_restored": [MemberJoined],
    "team_archived": [PlaceClosed],
    "team_deleted": [PlaceClosed],
    "team_hard_deleted": [PlaceClosed],
    "team_renamed": [],
    "team_restored": [MemberJoined],
    "team_unarchived": [MemberJoined],
    "typing": [],
    "search_extension": [],
    "read_receipt": [],
}


def test_every_payload_is_expected() -> None:
    assert sorted(KINDS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_payload_becomes_these_events(name: str) -> None:
    assert [type(event) for event in events(name)] == KINDS[name]
    assert all(event.workspace == WORKSPACE for event in events(name))


def test_who_adds_kring_to_a_team_is_taken_for_who_administers_it() -> None:
    standings = [getattr(only(f"installed_{where}"), "by").standing for where in ("in_team", "for_person")]  # noqa: B009
    assert standings == [Standing.ADMIN, None]


def test_no_two_payloads_are_the_same_delivery() -> None:
    copies = {"execute_on_root"}
    ids = [event.delivery_id for name in NAMES if name not in copies for event in events(name)]
    assert len(ids) == len(set(ids))


def test_a_delivery_that_comes_again_is_recognised() -> None:
    assert [only("task_submit").delivery_id] == [only("task_submit").delivery_id]


def test_a_direct_message_is_a_command() -> None:
    event = only("personal_message")
    assert isinstance(event, CommandGiven)
    assert (event.text, event.said, event.can_open_form) == ("help me & my team\n<please>", Said.DIRECT, False)
    assert (event.place.kind, event.place.ref.thread) == (PlaceKind.DIRECT, None)
    assert event.at == datetime(2026, 3, 2, 9, 30, 7, 437000, UTC)


def test_who_acted_brings_what_the_client_tells() -> None:
    event = only("personal_message")
    assert isinstance(event, CommandGiven)
    by = event.by
    assert (by.ref.user, by.name, by.locale, by.zone) == (MEGAN, "Megan Bowen", "nl-BE", "Europe/Brussels")
    assert by.address == {
        "service_url": "https://smba.trafficmanager.net/emea/",
        "tenant": TENANT,
        "bot": KRING,
        "user": MEGAN,
        "aad": "7faf8ab2-3d56-4244-b585-20c8a42ed2b8",
    }


def test_a_mention_is_taken_out_with_its_blank_and_others_stay_as_names() -> None:
    event = only("channel_mention")
    assert isinstance(event, CommandGiven)
    assert (event.text, event.said) == ("ask How do you start? @Olo Brockhouse", Said.MENTION)


def test_a_message_that_begins_a_thread_is_in_its_channel() -> None:
    event = only("channel_mention")
    assert isinstance(event, CommandGiven)
    assert (event.place.ref, event.message_id, event.place.kind) == (place(), ROOT, PlaceKind.CHANNEL)
    assert event.place.address
    assert event.place.address["conversation"] == CHANNEL


def test_a_reply_is_in_its_thread() -> None:
    event = only("thread_mention")
    assert isinstance(event, CommandGiven)
    assert (event.place.ref, event.text) == (place(thread=ROOT), "help")


def test_an_ordinary_message_keeps_every_character_but_controls() -> None:
    event = only("thread_message")
    assert isinstance(event, MessagePosted)
    assert event.text == "Start small.\nThen <!channel> </script> \u202eטוב 🙂"
    assert event.place.ref == place(thread=ROOT)


def test_a_mention_in_a_group_chat_comes_after_its_words() -> None:
    event = only("group_chat_mention")
    assert isinstance(event, CommandGiven)
    assert (event.text, event.place.kind, event.place.ref.channel) == ("hello", PlaceKind.GROUP, GROUP)


def test_html_becomes_text_with_its_lines_lists_and_descriptions() -> None:
    event = only("html_only")
    assert isinstance(event, CommandGiven)
    assert event.text == "First\n- one\n- two & three\nLook a duck🙂"


def test_a_message_of_a_bot_is_marked_so() -> None:
    event = only("message_by_bot")
    assert isinstance(event, MessagePosted)
    assert event.by.is_bot


def test_editing_twice_is_two_deliveries() -> None:
    assert only("message_edited").delivery_id != only("message_undeleted").delivery_id


def test_edits_and_deletions_name_their_message() -> None:
    edited, deleted = only("message_edited"), only("message_deleted")
    assert isinstance(edited, MessageEdited)
    assert isinstance(deleted, MessageDeleted)
    assert (edited.text, edited.place.ref) == ("Start even smaller.", place(thread=ROOT))
    assert edited.message_id == deleted.message_id == "1481568000123"


@pytest.mark.parametrize(
    ("reaction", "emoji"),
    [
        ("like", "👍"),
        ("2705_whiteheavycheckmark", "✅"),
        ("1f44d-1f3fd_thumbsup-tone3", "👍🏽"),
        ("1f44f", "👏"),
        ("cool", "cool"),
        ("fffff_none", "\U000fffff"),
        ("", ""),
    ],
)
def test_reactions_are_characters_where_there_is_one(reaction: str, emoji: str) -> None:
    payload = load("reaction_like")
    payload["reactionsAdded"] = [{"type": reaction}]
    (event,) = to_events(payload, RECEIVED)
    assert isinstance(event, ReactionAdded)
    assert event.emoji == emoji


def test_a_press_names_its_card_and_place() -> None:
    event = only("execute")
    assert isinstance(event, ButtonPressed)
    assert (event.action, event.subject) == ("questions.accept", Subject(CommunityId("c1"), "q1", "1481568000123"))
    assert (event.message_id, event.place.ref) == ("1481567700000", place(thread=ROOT))
    assert not event.can_open_form


def test_a_press_on_a_root_is_in_its_channel() -> None:
    event = only("execute_on_root")
    assert isinstance(event, ButtonPressed)
    assert (event.message_id, event.place.ref) == (ROOT, place())


def test_a_button_that_opens_a_dialog_can() -> None:
    event = only("task_fetch")
    assert isinstance(event, ButtonPressed)
    assert (event.action, event.can_open_form, event.message_id) == ("check_ins.answer", True, "1481567700001")


def test_a_press_within_a_dialog_knows_the_card_that_led_there() -> None:
    event = only("press_in_dialog")
    assert isinstance(event, ButtonPressed)
    assert (event.action, event.can_open_form, event.message_id) == ("knowledge.more", True, "1481567700001")


def test_an_old_client_presses_by_message() -> None:
    event = only("press_as_message")
    assert isinstance(event, ButtonPressed)
    assert (event.action, event.can_open_form) == ("check_ins.skip", False)


def test_a_form_comes_back_as_it_was_asked() -> None:
    event = only("task_submit")
    assert isinstance(event, FormSubmitted)
    assert (event.action, event.subject) == ("check_ins.set", Subject(CommunityId("c1"), "r1"))
    assert event.text("question") == "What did you learn?"
    assert (event.chosen("days"), event.chosen("visibility")) == (("MO", "WE"), ("sealed",))
    assert (event.text("at"), event.text("from")) == ("09:30", "")
    channel = event.channel("where")
    assert isinstance(channel, PlaceChosen)
    assert (channel.ref, channel.name) == (place(), "Writers, Craft")
    assert channel.address
    assert channel.address["service_url"] == "https://smba.trafficmanager.net/emea/"


def test_the_message_menu_hands_over_the_message_as_text() -> None:
    event = only("shortcut_on_root")
    assert isinstance(event, MessageShortcutUsed)
    assert (event.shortcut, event.message_id, event.place.ref) == ("ask", "1611060744833", place())
    assert event.text == "@Craft - How do you start?"
    assert event.author
    assert (event.author.name, event.author.ref.user) == (
        "Olo Brockhouse",
        "aad:b130c271-d2eb-45f9-83ab-9eb3fe3788bc",
    )


def test_ones_own_message_needs_no_look_up() -> None:
    event = only("shortcut_on_own_reply")
    assert isinstance(event, MessageShortcutUsed)
    assert event.author == event.by
    assert event.place.ref == place(thread="1611060744833")


def test_a_bots_message_has_no_author() -> None:
    event = only("shortcut_on_bot_message")
    assert isinstance(event, MessageShortcutUsed)
    assert (event.author, event.text) == (None, "")
