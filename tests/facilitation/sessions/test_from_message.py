"""A session on what somebody wrote: from the menu of the message, by way of which session, to its own form."""

from collections.abc import Iterator

import pytest

from facilitation.messages import ChoiceInput
from facilitation.people import PlaceRef
from tests.facilitation.sessions.gathering import CAPABILITIES, JONAS, NOOR
from tests.shown import filled_in, opened, title, words
from tests.village import WORKSPACE, Village, a_village

WRITTEN = "The letter to tenants\ncomes back with questions every time."


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(CAPABILITIES) as village:
        village.found(NOOR)
        village.join(JONAS)
        yield village


def test_what_the_message_says_is_proposed_as_the_topic(village: Village) -> None:
    which = village.use_shortcut(NOOR, "start", JONAS, WRITTEN)
    assert "everybody in #" in words(which)
    start = village.fill(NOOR, which, playbook=("peer_assist",))
    assert filled_in(start)["subject"] == " ".join(WRITTEN.split())
    village.fill(NOOR, start, tempo=("async",))
    assert "comes back with questions" in title(village.channel()[-1])


def test_every_session_that_can_be_started_is_offered_but_no_round(village: Village) -> None:
    (asked,) = opened(village.use_shortcut(NOOR, "start", JONAS, WRITTEN)).inputs
    assert isinstance(asked, ChoiceInput)
    names = [option.value for option in asked.options]
    assert "consent" in names
    assert "check_in" not in names


def test_a_long_message_makes_a_short_topic(village: Village) -> None:
    start = village.fill(NOOR, village.use_shortcut(NOOR, "start", NOOR, "word " * 500), playbook=("consent",))
    assert len(str(filled_in(start)["subject"])) <= 120


def test_what_others_said_elsewhere_is_not_repeated_where_all_read(village: Village) -> None:
    elsewhere = PlaceRef(WORKSPACE, "dm-noor-jonas")
    which = village.use_shortcut(NOOR, "start", JONAS, WRITTEN, channel=elsewhere)
    assert WRITTEN[:10] not in words(which)
    start = village.fill(NOOR, which, playbook=("consent",))
    assert filled_in(start)["subject"] == ""
    own = village.use_shortcut(JONAS, "start", JONAS, WRITTEN, channel=elsewhere)
    assert WRITTEN[:10] in words(own)


def test_a_session_that_is_not_there_is_refused_where_it_was_chosen(village: Village) -> None:
    which = village.use_shortcut(NOOR, "start", JONAS, WRITTEN)
    refused = village.fill(NOOR, which, playbook=("no_such_thing",))
    assert "playbook" in getattr(refused, "errors", {})
