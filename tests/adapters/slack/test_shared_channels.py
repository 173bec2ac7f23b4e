"""Channels that two companies share: whose workspace it is told of, and who is a stranger there."""

from adapters.slack.incoming import Known, to_event
from facilitation.events import Actor, ButtonPressed, FormSubmitted, MessagePosted
from facilitation.people import AccountRef, Standing, WorkspaceId
from tests.adapters.slack.payloads import RECEIVED, payload

HERE = WorkspaceId("slack:T01KRING")


def test_what_a_stranger_says_is_our_workspaces_and_theirs_is_told() -> None:
    said = payload("message_posted") | {"team_id": "T09OTHER", "is_ext_shared_channel": True}
    said["event"] |= {"user": "U99ZOE", "user_team": "T09OTHER", "team": "T09OTHER"}
    posted = to_event(said, Known(RECEIVED, "U0KRING"))
    assert isinstance(posted, MessagePosted)
    assert posted.by == Actor(ref=AccountRef(HERE, "U99ZOE"), standing=Standing.STRANGER)


def test_a_colleague_in_a_shared_channel_is_no_stranger() -> None:
    said = payload("message_posted") | {"is_ext_shared_channel": True}
    said["event"] |= {"user_team": "T01KRING"}
    posted = to_event(said, Known(RECEIVED, "U0KRING"))
    assert isinstance(posted, MessagePosted)
    assert posted.by.standing is None


def test_a_button_that_a_stranger_presses_belongs_to_the_workspace_of_its_message() -> None:
    press = payload("button_pressed") | {"team": {"id": "T09OTHER"}}
    press["user"] |= {"id": "U99ZOE", "team_id": "T09OTHER"}
    press["message"] |= {"team": "T01KRING"}
    pressed = to_event(press, Known(RECEIVED, "U0KRING"))
    assert isinstance(pressed, ButtonPressed)
    assert pressed.by == Actor(ref=AccountRef(HERE, "U99ZOE"), standing=Standing.STRANGER)


def test_a_form_is_sent_to_the_workspace_whose_app_opened_it() -> None:
    sent = payload("view_submission") | {"team": {"id": "T09OTHER"}}
    sent["view"] |= {"app_installed_team_id": "T01KRING"}
    submitted = to_event(sent, Known(RECEIVED, "U0KRING"))
    assert isinstance(submitted, FormSubmitted)
    assert submitted.workspace == HERE
