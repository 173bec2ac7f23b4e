"""When the channel of a check-in is gone."""

from datetime import timedelta
from typing import Any

from facilitation.events import Actor, Loss, MemberJoined, MemberLeft, Place, PlaceChosen, PlaceClosed
from facilitation.messages import Notice, ToPlace
from facilitation.people import AccountRef, PlaceRef
from tests.carrier import Post
from tests.facilitation.sessions.rounds.practice import HOUR, JONAS, NOOR, QUESTION, Practice
from tests.shown import buttons, words
from tests.village import CHANNEL, TUESDAY_TEN, WORKSPACE

LAB = PlaceRef(WORKSPACE, "learning-lab")
IN_LAB = PlaceChosen(LAB, "learning-lab")
KRING = Actor(ref=AccountRef(WORKSPACE, "kring"), name="Kring", is_bot=False)


def told(practice: Practice) -> list[Post]:
    return [post for post in practice.village.private(NOOR) if "its channel is gone" in words(post)]


def state(practice: Practice) -> str:
    (series,) = practice.village.within(lambda unit: unit.rhythms.all_series())
    return str(series.state)


def test_a_message_that_finds_its_channel_gone_pauses_the_check_in_and_tells_once(practice: Practice) -> None:
    practice.set()
    practice.village.carrier.loses = Loss.PLACE_GONE
    practice.village.pass_time(HOUR)
    assert state(practice) == "place_gone"
    (card,) = told(practice)
    assert "#clear-writing" in words(card)
    assert buttons(card) == [f"Change “{QUESTION}”"]
    practice.village.pass_time(timedelta(days=14))
    assert len(told(practice)) == 1
    assert len(practice.village.private(JONAS)) <= 2


def test_a_closed_channel_pauses_what_is_given_back_there(practice: Practice) -> None:
    practice.set()
    close_channel(practice)
    assert state(practice) == "place_gone"
    assert len(told(practice)) == 1


def test_another_channel_mends_it(practice: Practice) -> None:
    practice.set()
    close_channel(practice)
    form = practice.village.press(NOOR, told(practice)[0], "Change")
    shown = practice.village.fill(NOOR, form, place=IN_LAB)
    assert "Running" in words(shown)
    assert "#learning-lab" in words(shown)
    practice.village.pass_time(HOUR)
    assert [QUESTION in words(post) for post in practice.village.channel(LAB)] == [True]
    assert practice.roots() == []


def test_when_kring_is_taken_out_it_waits_and_when_invited_again_it_goes_on(practice: Practice) -> None:
    practice.set()
    practice.village.happen(MemberLeft(by=KRING, place=Place(ref=CHANNEL), is_kring=True, **given("out")))
    assert state(practice) == "place_gone"
    practice.village.happen(MemberJoined(by=KRING, place=Place(ref=CHANNEL), is_kring=True, **given("in")))
    assert state(practice) == "running"
    practice.village.pass_time(HOUR)
    assert len(practice.roots()) == 1


def test_when_kring_was_let_in_again_while_it_did_not_run_the_first_message_that_arrives_tells(
    practice: Practice,
) -> None:
    practice.set()
    practice.village.happen(MemberLeft(by=KRING, place=Place(ref=CHANNEL), is_kring=True, **given("out")))
    assert practice.village.community().place_gone
    practice.village.within(lambda unit: unit.outbox.post(ToPlace(CHANNEL), Notice("A word")))
    practice.village.pass_time(HOUR / 60)
    assert not practice.village.community().place_gone
    assert state(practice) == "running"


def test_a_person_who_can_not_be_reached_pauses_nothing(practice: Practice) -> None:
    practice.set(visibility_ask=("sealed",))
    practice.village.carrier.loses = Loss.PLACE_GONE
    practice.village.pass_time(HOUR)
    assert state(practice) == "running"
    assert told(practice) == []


def test_a_check_in_may_be_given_back_in_another_channel(practice: Practice) -> None:
    practice.opens(place=IN_LAB)
    assert "Everybody in #learning-lab" in words(practice.asked(JONAS))
    assert practice.roots() == []
    (root,) = practice.village.channel(LAB)
    practice.answers(JONAS, "I tried")
    assert len(practice.village.thread(root.id)) == 1


def close_channel(practice: Practice) -> None:
    practice.village.happen(PlaceClosed(place=Place(ref=CHANNEL), **given("closed")))


def given(identity: str) -> dict[str, Any]:
    return {"delivery_id": identity, "workspace": WORKSPACE, "at": TUESDAY_TEN}
