"""A 📌 on any message where the community meets: it is read, and offered to whoever pinned it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.events import Actor, MessageSeen, Place, ReactionAdded
from facilitation.messages import Form, Quote
from facilitation.people import PlaceKind, PlaceRef
from facilitation.ports.pacing import Errand
from storage.unit import SqlUnit
from tests.carrier import LEASE, Post, freely
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TOMAS, ask, found
from tests.facilitation.knowledge.library import shows
from tests.shown import opened, quotes, words
from tests.village import CHANNEL, WORKSPACE, Village

HERON = "Mind the heron."
SLOW = "Read it aloud, slowly."


def offers(village: Village, to: Actor) -> list[Post]:
    return [post for post in village.private(to) if "You pinned" in words(post)]


def picked(form: Form) -> list[str]:
    return [block.text for block in form.intro if isinstance(block, Quote)]


def last(village: Village, to: Actor) -> str:
    return words(village.private(to)[-1])


def test_a_pin_on_any_message_offers_to_keep_it_and_its_author_is_asked(village: Village) -> None:
    village.react(NOOR, village.say(JONAS, HERON), "📌")
    (offer,) = offers(village, NOOR)
    assert HERON not in words(offer)
    form = opened(village.press(NOOR, offer, "Keep it"))
    assert picked(form) == [HERON]
    village.fill(NOOR, form, title="Herons")
    assert found(village, "heron") == []
    assert HERON in last(village, JONAS)
    village.press(JONAS, village.private(JONAS)[-1], "Yes")
    assert quotes(shows(village, NOOR, "Herons")) == [HERON]


def test_who_says_no_is_not_kept(village: Village) -> None:
    village.react(NOOR, village.say(JONAS, HERON), "📌")
    village.fill(NOOR, opened(village.press(NOOR, offers(village, NOOR)[0], "Keep it")), title="Herons")
    village.press(JONAS, village.private(JONAS)[-1], "No")
    village.pass_time(timedelta(days=8))
    assert found(village, "heron") == []


def test_messages_of_one_thread_are_picked_together(village: Village) -> None:
    root = village.say(JONAS, HERON)
    for message in (root, village.say(MARTA, SLOW, thread=root)):
        village.react(NOOR, message, "📌")
    (offer,) = offers(village, NOOR)
    assert "You pinned 2 messages" in words(offer)
    assert picked(opened(village.press(NOOR, offer, "Keep it"))) == [HERON, SLOW]


def test_a_reply_under_a_question_is_read_nowhere_else(village: Village) -> None:
    reply = village.say(JONAS, HERON, thread=ask(village).id)
    village.carrier.said.clear()
    village.react(NOOR, reply, "📌")
    assert len(offers(village, NOOR)) == 1
    assert village.look(lambda unit: unit.outbox.keys("knowledge/read/")) == []


def test_what_is_there_no_more_is_said_so(village: Village) -> None:
    message = village.say(JONAS, HERON)
    village.carrier.said.clear()
    village.react(NOOR, message, "📌")
    assert "is not there any more" in last(village, NOOR)


def test_what_was_edited_reads_as_it_does_now(village: Village) -> None:
    message = village.say(JONAS, HERON)
    village.react(NOOR, message, "📌")
    village.edit(message, SLOW)
    assert picked(opened(village.press(NOOR, offers(village, NOOR)[0], "Keep it"))) == [SLOW]


def test_what_its_author_was_asked_about_stays_as_it_was(village: Village) -> None:
    message = village.say(JONAS, HERON)
    village.react(NOOR, message, "📌")
    village.fill(NOOR, opened(village.press(NOOR, offers(village, NOOR)[0], "Keep it")), title="Herons")
    village.edit(message, SLOW)
    village.press(JONAS, village.private(JONAS)[-1], "Yes")
    assert quotes(shows(village, NOOR, "Herons")) == [HERON]


def test_what_was_deleted_can_be_kept_no_more(village: Village) -> None:
    message = village.say(JONAS, HERON)
    village.react(NOOR, message, "📌")
    village.delete(message)
    assert not offers(village, NOOR)
    assert "is not there any more" in last(village, NOOR)


@pytest.mark.parametrize("seen", [MessageSeen(thread=None, author=None, text=HERON), "bot", "wordless"])
def test_what_no_person_wrote_in_words_can_not_be_kept(village: Village, seen: MessageSeen | str) -> None:
    message = village.say(JONAS, HERON)
    if isinstance(seen, str):
        author = replace(JONAS, is_bot=seen == "bot")
        seen = MessageSeen(thread=None, author=author, text=HERON if seen == "bot" else " ")
    village.carrier.said[CHANNEL, message] = seen
    village.react(NOOR, message, "📌")
    assert "Only what a person wrote can be kept" in last(village, NOOR)
    assert not offers(village, NOOR)


def test_where_messages_can_not_be_read_the_menu_is_explained_once(village: Village) -> None:
    village.carrier.cannot_read = True
    for _ in range(2):
        village.react(MARTA, village.say(JONAS, HERON), "📌")
    assert ["Open the message's own menu" in words(post) for post in village.private(MARTA)].count(True) == 1


def test_only_members_have_it_read_and_only_while_they_are(village: Village) -> None:
    message = village.say(JONAS, HERON)
    village.react(TOMAS, message, "📌")
    assert not village.private(TOMAS)
    village.look(lambda unit: _reads(unit, "knowledge/read/playground:village/tomas/m1", message))
    village.pass_time(timedelta(0))
    assert not village.private(TOMAS)


@pytest.mark.parametrize("kind", [PlaceKind.DIRECT, PlaceKind.GROUP, PlaceKind.CHANNEL])
def test_nothing_is_read_where_the_community_does_not_meet(village: Village, kind: PlaceKind) -> None:
    place = Place(ref=PlaceRef(WORKSPACE, "elsewhere"), kind=kind)
    village.carrier.said[place.ref, "m1"] = MessageSeen(thread=None, author=JONAS, text=HERON)
    before = len(village.private(NOOR))
    village.happen(ReactionAdded(by=NOOR, place=place, message_id="m1", emoji="📌", **village.delivery(NOOR)))
    assert len(village.private(NOOR)) == before


def test_what_is_to_be_read_waits_in_the_outbox_without_a_word(village: Village) -> None:
    message = village.say(JONAS, HERON)
    village.look(lambda unit: _reads(unit, "knowledge/read/playground:village/noor/m1", message))
    (claimed,) = village.look(lambda unit: unit.dispatch.claim(9, LEASE, freely))
    assert (claimed.errand, claimed.to, claimed.message) == (Errand.READ, replace(CHANNEL, thread=message), None)


def _reads(unit: SqlUnit, key: str, message: str) -> None:
    unit.enter(unit.people.community_at(CHANNEL), None)
    unit.outbox.read(CHANNEL, message, key=key)
