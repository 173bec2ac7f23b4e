"""Who sees a contribution: open, sealed, anonymous, direct; and nobody is known where nobody is to be known."""

from typing import Any

import pytest

from facilitation.people import MemberId
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import Said, Why
from tests.facilitation.sessions.course.sitting import (
    ANN,
    ASYNC,
    BEN,
    CAI,
    COURSES,
    PEOPLE,
    Sitting,
    a_playbook,
    begun,
    gathering,
    words,
)

FIVE = PEOPLE[:5]


def asked(who_sees: str | list[str], **setup: Any) -> Sitting:
    """By five people."""
    playbook = a_playbook({"ask": {"visibility": who_sees, "questions": 3}, "after": {}})
    return begun(playbook, *FIVE, **setup)


def test_in_an_open_step_what_comes_by_form_is_shown_at_once() -> None:
    sitting = asked("open").give(BEN, "first")
    [said] = sitting.now_told(Said)
    assert (said.unit.members, said.contribution.texts[0].text, said.before) == ((BEN,), "first", None)
    [again] = sitting.give(BEN, "better").now_told(Said)
    assert again.before == said.contribution


@pytest.mark.parametrize("visibility", ["sealed", "anonymous", "direct"])
def test_in_any_other_nothing_is_shown_before_it_closes(visibility: str) -> None:
    sitting = asked(visibility).give(BEN, "a secret of mine")
    assert not sitting.now_told(Said)
    assert "a secret of mine" not in repr(sitting.effects)


def test_a_sealed_step_shows_all_with_names_when_it_closes_in_the_order_people_came_in() -> None:
    came = [CAI, ANN, BEN]
    sitting = begun(a_playbook({"ask": {"visibility": "sealed"}}), *came).all_give(ANN, BEN, CAI)
    assert list(sitting.said("ask")) == came
    assert [item.by for item in sitting.result("ask").items] == came


def test_a_direct_step_gives_nothing_to_work_on() -> None:
    sitting = asked("direct").all_give(*FIVE)
    assert sitting.result("ask").items == ()
    assert len(sitting.result("ask").gathered) == 5


def test_five_are_nobody() -> None:
    sitting = asked("anonymous").all_give(*FIVE)
    closed = sitting.result("ask")
    assert (closed.gathered, closed.outcome.given) == ((), 5)
    assert sorted(voice.text for voice in closed.voices) == sorted(FIVE)
    assert {item.by for item in closed.items} == {""}
    assert closed.step.key is None


@pytest.mark.parametrize("people", [FIVE, FIVE[:4]])
def test_words_of_too_few_are_sealed_rather_than_destroyed_where_the_playbook_lets_them(
    people: tuple[MemberId, ...],
) -> None:
    playbook = a_playbook(
        {"ask": {"visibility": ["anonymous", "sealed"]}, "vote": {"asks": {"does": "dots", "on": "ask"}}}
    )
    sitting = begun(playbook, *people).all_give(*people)
    expected = Visibility.ANONYMOUS if len(people) == len(FIVE) else Visibility.SEALED
    assert sitting.result("ask").outcome.visibility is expected
    assert len(sitting.result("ask").items) == len(people)


def test_all_members_are_asked_as_they_were_told_however_few_they_are() -> None:
    playbook = a_playbook({"ask": {"visibility": ["anonymous", "sealed"]}}, members=True)
    assert gathering(playbook).join(ANN, BEN).begin(None).step.visibility is Visibility.ANONYMOUS


def test_their_voices_come_in_no_order_of_theirs() -> None:
    orders = set()
    for seed in range(1, 6):
        sitting = Sitting(asked("anonymous").playbook, asked("anonymous").course.setup, seed).join(*FIVE).begin()
        sitting.all_give(*FIVE)
        orders.add(tuple(voice.text for voice in sitting.result("ask").voices))
    assert len(orders) > 1


def test_while_it_is_open_only_the_key_tells_whose_it_is_and_then_the_key_is_gone() -> None:
    sitting = asked("anonymous").give(BEN, "mine")
    key, [given] = sitting.step.key, sitting.course.gathered
    assert key is not None
    assert BEN not in given.marker
    sitting.next()
    kept = COURSES.dump_json(sitting.course).decode()
    assert key not in kept
    assert given.marker not in kept


def test_each_step_has_a_key_of_its_own() -> None:
    playbook = a_playbook({"one": {"visibility": "anonymous"}, "two": {"visibility": "anonymous"}})
    sitting = begun(playbook, *FIVE)
    assert sitting.step.key != sitting.next().step.key


def test_one_gives_once_though_nobody_knows_who() -> None:
    sitting = asked("anonymous").give(BEN, "first").give(BEN, "better").pass_(*(who for who in FIVE if who != BEN))
    assert sitting.result("ask").outcome.given is None
    assert len(sitting.course.gathered) == 0


def test_fewer_than_five_are_shown_by_name_where_they_said_so_and_else_not_at_all() -> None:
    sitting = asked("anonymous").give(BEN, "by name then", named_if_few=True).give(CAI, "or not at all").next()
    closed = sitting.result("ask")
    assert sitting.said("ask") == {"ben": ["by name then"]}
    assert [item.by for item in closed.items] == [BEN]
    assert closed.outcome.given is None
    assert "or not at all" not in repr(sitting.told)


def test_of_one_who_left_it_is_kept_as_they_said() -> None:
    sitting = asked("anonymous").give(BEN, "by name then", named_if_few=True).leave(BEN).next()
    assert sitting.said("ask") == {"ben": ["by name then"]}


def test_one_who_changed_their_mind_about_their_name_is_heeded() -> None:
    sitting = asked("anonymous").give(BEN, "mine", named_if_few=True).give(BEN, "mine").next()
    assert sitting.said("ask") == {}


def test_a_question_that_fewer_than_five_answered_keeps_none_of_its_answers() -> None:
    sitting = asked("anonymous")
    for who in FIVE[:4]:
        sitting.give(who, (0, f"{who} one"), (1, f"{who} two"))
    sitting.give(FIVE[4], (0, "only the first"))
    voices = sitting.result("ask").voices
    assert {voice.question for voice in voices} == {0}
    assert len(voices) == 5


def test_people_are_counted_not_their_answers() -> None:
    sitting = asked("anonymous").give(ANN, (1, "a"), (1, "b"), (1, "c"), (0, "d"))
    for who in FIVE[1:]:
        sitting.give(who, (0, who))
    assert {voice.question for voice in sitting.result("ask").voices} == {0}


def test_who_passed_is_not_one_of_five() -> None:
    sitting = asked("anonymous").all_give(*FIVE[:4]).pass_(FIVE[4])
    assert sitting.result("ask").outcome.given is None


def test_a_message_is_no_contribution_to_what_is_anonymous() -> None:
    assert asked("anonymous").give(BEN, "hello", source="m1").refused is Why.NOT_ASKED


def test_dots_of_five_are_told_and_of_fewer_those_that_were_to_be_named() -> None:
    playbook = a_playbook({"ideas": {}, "vote": {"asks": {"does": "dots", "on": "ideas"}, "visibility": "anonymous"}})
    sitting = begun(playbook, *FIVE).give(ANN, "one").give(BEN, "two").next()
    one, two = sitting.items("ideas").values()
    for who in FIVE:
        sitting.pick(who, (one, "1"))
    assert sitting.result("vote").outcome.tally == ((one, 5),)
    sitting = begun(playbook, *FIVE).give(ANN, "one").give(BEN, "two").next()
    one, two = sitting.items("ideas").values()
    sitting.pick(ANN, (one, "1")).pick(BEN, (two, "1"), named_if_few=True).next()
    assert sitting.result("vote").outcome.tally == ((two, 1),)


def test_of_ratings_without_names_five_are_needed_for_each_thing() -> None:
    asks = {"does": "ratings", "of": "ideas", "scale": {"cold": words("Cold"), "warm": words("Warm")}}
    playbook = a_playbook({"ideas": {}, "rate": {"asks": asks, "visibility": "anonymous"}})
    sitting = begun(playbook, *FIVE).give(ANN, "one").give(BEN, "two").next()
    one, two = sitting.items("ideas").values()
    sitting.pick(ANN, (one, "warm"), (two, "cold"))
    for who in FIVE[1:]:
        sitting.pick(who, (one, "warm"))
    assert sitting.result("rate").outcome.ratings == ((one, "warm"),)


def test_who_sees_it_is_chosen_among_what_the_playbook_allows() -> None:
    assert asked(["open", "sealed"]).step.visibility == "open"
    assert asked(["open", "sealed"], visibility={"ask": Visibility.SEALED}).step.visibility == "sealed"
    assert asked(["open", "sealed"], visibility={"ask": Visibility.ANONYMOUS}).step.visibility == "open"


def test_an_anonymous_step_ended_early_or_left_by_all_keeps_its_promise() -> None:
    sitting = asked("anonymous", tempo=ASYNC).give(BEN, "mine and only mine")
    sitting.does(of.EndedEarly(ANN))
    assert "mine and only mine" not in repr(sitting.told)
    sitting = asked("anonymous").give(BEN, "mine and only mine").leave(*FIVE)
    assert "mine and only mine" not in repr(sitting.told)
