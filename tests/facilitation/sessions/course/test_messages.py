"""What is said in the session's thread: gathered, and followed where its author edits or deletes it."""

import pytest

from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import Said, Why
from facilitation.sessions.course.values import Tempo
from tests.facilitation.sessions.course.sitting import ANN, ASYNC, BEN, CAI, SYNC, Sitting, a_playbook, begun, words

TALK = a_playbook({"talk": {}, "after": {}})


def reworded(sitting: Sitting, source: str, text: str) -> Sitting:
    return sitting.does(of.Reworded(source, text))


def test_messages_add_up_and_are_not_repeated() -> None:
    sitting = begun(TALK, ANN, BEN).give(BEN, "one", source="m1").give(BEN, "two", source="m2")
    assert not sitting.now_told(Said)
    assert sitting.next().said("talk") == {"ben": ["one", "two"]}


def test_the_same_message_twice_counts_once() -> None:
    sitting = begun(TALK, ANN, BEN).give(BEN, "one", source="m1").give(BEN, "one", source="m1")
    assert sitting.next().said("talk") == {"ben": ["one"]}


@pytest.mark.parametrize("tempo", [SYNC, ASYNC])
def test_who_speaks_in_messages_may_go_on_until_they_say_that_this_was_all(tempo: Tempo) -> None:
    sitting = begun(TALK, ANN, BEN, tempo=tempo).give(ANN, "one", source="m1").give(BEN, "two", source="m2")
    assert sitting.phase == "talk"
    assert sitting.pass_(ANN, BEN).phase == "after"
    assert sitting.said("talk") == {"ann": ["one"], "ben": ["two"]}


def test_in_a_conversation_each_form_adds_and_nobody_is_through_before_they_say_so() -> None:
    playbook = a_playbook({"talk": {"asks": {"does": "text", "talk": True}}, "after": {}})
    sitting = begun(playbook, ANN, BEN).give(ANN, "one").give(BEN, "two").give(ANN, "three")
    assert [said.before is None for said in sitting.all_told(Said)] == [True, True, False]
    assert sitting.phase == "talk"
    assert sitting.pass_(ANN, BEN).said("talk") == {"ann": ["one", "three"], "ben": ["two"]}


def test_whoever_answers_the_others_speaks_too_and_is_waited_for() -> None:
    phases = {"ask": {"who": "group", "answers": "host", "asks": {"does": "text", "talk": True}}, "after": {}}
    sitting = begun(a_playbook(phases), ANN, BEN, CAI).give(BEN, "why?").give(ANN, "because").pass_(BEN, CAI)
    assert sitting.phase == "ask"
    assert sitting.pass_(ANN).phase == "after"


def test_after_a_contribution_by_form_a_message_adds_to_it() -> None:
    sitting = begun(TALK, ANN, BEN, CAI).give(BEN, "by form").give(BEN, "and more", source="m1")
    assert sitting.all_give(ANN, CAI).said("talk")["ben"] == ["by form", "and more"]


def test_a_form_takes_the_place_of_all_that_was_given_before() -> None:
    sitting = begun(TALK, ANN, BEN).give(BEN, "one", source="m1").give(BEN, "all of it")
    assert sitting.next().said("talk") == {"ben": ["all of it"]}


@pytest.mark.parametrize("tempo", [SYNC, ASYNC])
def test_an_edited_message_is_what_it_says_now(tempo: Tempo) -> None:
    sitting = begun(TALK, ANN, BEN, tempo=tempo).give(BEN, "oen", source="m1").give(BEN, "two", source="m2")
    assert reworded(sitting, "m1", "one").next().said("talk") == {"ben": ["one", "two"]}


def test_a_deleted_message_is_gone() -> None:
    sitting = begun(TALK, ANN, BEN).give(BEN, "one", source="m1").give(BEN, "two", source="m2")
    assert reworded(sitting, "m1", "").next().said("talk") == {"ben": ["two"]}


def test_whoever_takes_back_all_they_said_has_not_spoken() -> None:
    sitting = begun(TALK, ANN, BEN, CAI, tempo=ASYNC).give(BEN, "one", source="m1")
    reworded(sitting, "m1", " ").all_give(ANN, CAI)
    assert sitting.phase == "talk", "Ben is waited for again"


def test_a_message_that_was_never_gathered_changes_nothing() -> None:
    sitting = begun(TALK, ANN, BEN).give(BEN, "by form")
    assert reworded(sitting, "m9", "else").effects == []
    assert reworded(sitting, "", "else").effects == []
    assert reworded(sitting.next().next(), "m1", "else").effects == []


def test_in_a_round_a_message_out_of_turn_is_heard_and_the_turn_still_comes() -> None:
    playbook = a_playbook({"round": {"turns": True}, "after": {}})
    sitting = begun(playbook, ANN, BEN).give(BEN, "by the way", source="m1").give(ANN, "one")
    assert sitting.turn == (BEN,)
    assert sitting.give(BEN, "two", source="m2").pass_(BEN).said("round")["ben"] == ["by the way", "two"]


def test_a_message_picks_nothing_and_offers_nothing() -> None:
    options = {"no": {"title": words("No")}, "yes": {"title": words("Yes")}}
    for asks in ({"does": "choice", "options": options}, {"does": "seat", "role": "scribe"}):
        sitting = begun(a_playbook({"ask": {"asks": asks}}), ANN, BEN)
        assert sitting.give(BEN, "I can't", source="m1").refused is Why.NOT_ASKED
