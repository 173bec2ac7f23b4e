"""Setting, changing, pausing and stopping a check-in."""

from datetime import timedelta

import pytest

from facilitation.events import FormValue, PlaceChosen
from facilitation.messages import Notice, RefuseForm, ReplaceCard, Whisper
from facilitation.people import PlaceRef, WorkspaceId
from tests.facilitation.sessions.rounds.practice import (
    HOUR,
    IN,
    JONAS,
    MINUTE,
    NOOR,
    QUESTION,
    SATURDAY,
    SOUND,
    TUESDAY,
    WEDNESDAY,
    Practice,
)
from tests.shown import buttons, card_in, opened, words
from tests.village import WORKSPACE, someone

ELSEWHERE = PlaceRef(WORKSPACE, "lunch")


def test_what_is_set_echoes_the_next_three_dates(practice: Practice) -> None:
    shown = words(practice.set())
    assert "Every Tuesday at 11:00 (Europe/Brussels)" in shown
    assert "- Tuesday 3 March at 11:00\n- Tuesday 10 March at 11:00\n- Tuesday 17 March at 11:00" in shown


def test_the_dates_are_told_in_the_readers_own_zone(practice: Practice) -> None:
    shown = words(practice.set(zone="Indian/Reunion", at="15:30"))
    assert "at 15:30 (Indian/Reunion)" in shown
    assert "in your time (Europe/Brussels):\n- Tuesday 3 March at 12:30" in shown


def test_several_weekdays_are_said_together(practice: Practice) -> None:
    assert "Every Tuesday and Wednesday at 11:00" in words(practice.set(days=(WEDNESDAY, TUESDAY)))


def test_a_first_day_can_be_chosen(practice: Practice) -> None:
    assert "- Tuesday 7 April at 11:00" in words(practice.set(since="2026-04-01"))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("days", (), "at least one day"),
        ("days", ("9", "x"), "at least one day"),
        ("at", "25:00", "not a time"),
        ("at", "nine", "not a time"),
        ("at", "", "not a time"),
        ("zone", "Atlantis", "“Atlantis”"),
        ("zone", "", "time zone"),
        ("since", "2026-02-30", "does not exist"),
        ("since", "next week", "does not exist"),
        ("since", "2026-03-02", "from today on"),
        ("since", "9999-12-31", "from today on"),
        ("question_1", "  ", "at least one question"),
        ("question_1", "x" * 40_000, "At most 150 characters"),
        ("question_3", "x" * 151, "At most 150 characters"),
        ("visibility_ask", (), "Choose one"),
        ("visibility_ask", ("public",), "Choose one"),
        ("open_for", (), "how long"),
        ("open_for", ("1000000",), "how long"),
        ("place", "", "Choose a channel"),
        ("place", PlaceChosen(ELSEWHERE, "lunch", kring_is_in=False), "not in that channel"),
        ("place", PlaceChosen(PlaceRef(WorkspaceId("slack:T1"), "C1")), "Choose a channel"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(practice: Practice, field: str, value: FormValue, says: str) -> None:
    refused = practice.set(**{field: value})
    assert isinstance(refused, RefuseForm)
    assert list(refused.errors) == [field]
    assert says in refused.errors[field]
    assert practice.village.within(lambda unit: unit.rhythms.all_series()) == []


def test_all_that_is_wrong_is_said_at_once(practice: Practice) -> None:
    wrong: dict[str, FormValue] = {"at": "?", "zone": "?", "since": "?", "question_1": "", "place": ""}
    wrong |= {"days": (), "visibility_ask": (), "open_for": ()}
    refused = practice.set(**wrong)
    assert isinstance(refused, RefuseForm)
    assert set(refused.errors) == set(wrong)


def test_a_round_must_be_over_before_the_next_begins(practice: Practice) -> None:
    refused = practice.set(days=(TUESDAY, WEDNESDAY), open_for=("48",))
    assert isinstance(refused, RefuseForm)
    assert "open_for" in refused.errors
    assert isinstance(practice.set(days=(TUESDAY, WEDNESDAY), open_for=("24",)), Whisper)


def test_it_is_told_how_many_can_not_be_asked(practice: Practice) -> None:
    assert "3 members can't be asked" in words(practice.set(days=(SATURDAY,)))
    assert "can't be asked" not in words(practice.set(days=(SATURDAY,), open_for=("72",)))


def test_only_facilitators_set_check_ins(practice: Practice) -> None:
    form = practice.village.command(NOOR, "check-in new")
    assert "whoever facilitates" in words(practice.village.command(JONAS, "check-in new"))
    assert "whoever facilitates" in words(practice.village.fill(JONAS, form, **SOUND))
    assert practice.village.within(lambda unit: unit.rhythms.all_series()) == []


def test_a_facilitator_of_no_check_in_gets_the_form_at_once(practice: Practice) -> None:
    assert opened(practice.village.command(NOOR, "check-in")).title == "Set a check-in"
    assert "no check-in yet" in words(practice.village.command(JONAS, "check-in"))


def test_members_see_what_runs_and_when_it_comes(practice: Practice) -> None:
    practice.set()
    shown = practice.village.command(JONAS, "check-in")
    assert QUESTION in words(shown)
    assert "next: Tuesday 3 March at 11:00" in words(shown)
    assert buttons(shown) == []


def test_too_few_members_for_an_anonymous_one_are_told_when_it_is_set(practice: Practice) -> None:
    warning = "There are 3 members now. An anonymous check-in shows nothing unless at least 5"
    assert warning in words(practice.set(visibility_ask=("anonymous",)))
    assert warning not in words(practice.set(visibility_ask=("sealed",)))


def test_enough_members_for_an_anonymous_one_are_not_told(crowd: Practice) -> None:
    assert "An anonymous check-in shows nothing" not in words(crowd.set(visibility_ask=("anonymous",)))


def test_of_several_each_has_its_own_card(practice: Practice) -> None:
    practice.set()
    practice.village.pass_time(MINUTE)
    practice.set(question_1="What next?", at="12:00")
    shown = practice.village.command(NOOR, "check-in")
    assert buttons(shown) == [f"See “{QUESTION}”", "See “What next?”", "Set a new check-in"]
    assert "Every Tuesday at 12:00" in words(practice.village.press(NOOR, shown, "See “What next?”"))


def test_changing_starts_from_what_holds(practice: Practice) -> None:
    shown = practice.set(question_2="And then?", days=(TUESDAY, WEDNESDAY))
    form = opened(practice.village.press(NOOR, shown, "Change this"))
    filled = {each.name: each.initial for each in form.inputs}
    assert filled["days"] == (TUESDAY, WEDNESDAY)
    assert filled["at"] == "11:00"
    assert filled["zone"] == "Europe/Brussels"
    assert filled["question_2"] == "And then?"
    assert filled["visibility_ask"] == ("open",)
    shown = practice.village.fill(NOOR, form, at="14:15", place=IN)
    assert "The check-in is changed" in words(shown)
    assert "- Tuesday 3 March at 14:15" in words(shown)
    assert len(practice.village.within(lambda unit: unit.rhythms.all_series())) == 1


def test_moving_the_hour_makes_no_second_round_that_day(practice: Practice) -> None:
    practice.opens()
    form = practice.village.press(NOOR, practice.village.command(NOOR, "check-in"), "Change this")
    shown = practice.village.fill(NOOR, form, at="15:00", place=IN)
    assert "- Tuesday 3 March" not in words(shown)
    practice.village.pass_time(5 * HOUR)
    assert len(practice.roots()) == 1


def test_what_is_due_this_moment_still_opens_when_it_is_changed(practice: Practice) -> None:
    form = practice.village.press(NOOR, practice.set(), "Change this")
    practice.village.clock.moment += HOUR
    practice.village.fill(NOOR, form, question_1="Later", place=IN)
    assert QUESTION in words(practice.asked(JONAS))


def test_an_open_round_keeps_what_it_promised_when_the_check_in_is_changed(practice: Practice) -> None:
    practice.opens(visibility_ask=("sealed",))
    form = practice.village.press(NOOR, practice.village.command(NOOR, "check-in"), "Change this")
    practice.village.fill(NOOR, form, visibility_ask=("open",), question_1="Other", place=IN)
    assert "Nobody sees your answer before it closes" in words(
        practice.village.press(JONAS, practice.asked(JONAS), "Answer")
    )
    practice.answers(JONAS, "a secret until then")
    assert practice.village.channel()[1:] == []


def test_a_paused_check_in_does_not_open_until_it_goes_on(practice: Practice) -> None:
    shown = practice.village.press(NOOR, practice.set(), "Pause this")
    assert isinstance(shown, ReplaceCard)
    assert "Noor paused it" in words(shown)
    practice.village.pass_time(timedelta(days=7))
    assert practice.roots() == []
    shown = practice.village.press(NOOR, shown, "Let this check-in go on")
    assert "Noor let it go on" in words(shown)
    assert "- Tuesday 10 March at 11:00" in words(shown)
    practice.village.pass_time(HOUR)
    assert len(practice.roots()) == 1


def test_pausing_twice_is_harmless(practice: Practice) -> None:
    shown = practice.set()
    practice.village.press(NOOR, shown, "Pause this")
    again = practice.village.press(NOOR, shown, "Pause this")
    assert "Let this check-in go on" in buttons(again)


def test_stopping_names_what_it_stops_and_asks_first(practice: Practice) -> None:
    asked = practice.village.press(NOOR, practice.set(), "Stop this")
    assert QUESTION in words(asked)
    assert "Every Tuesday at 11:00" in words(asked)
    kept = practice.village.press(NOOR, asked, "No, let it go on")
    assert "Running" in words(kept)
    stopped = practice.village.press(NOOR, asked, "Yes, stop")
    assert "Noor stopped this check-in" in words(stopped)
    practice.village.pass_time(timedelta(days=8))
    assert practice.roots() == []


def test_a_round_that_is_open_when_its_check_in_stops_closes_as_promised(practice: Practice) -> None:
    practice.opens()
    asked = practice.village.press(NOOR, practice.village.command(NOOR, "check-in"), "Stop this")
    assert "closes as promised, on Wednesday 4 March at 11:00" in words(asked)
    practice.village.press(NOOR, asked, "Yes, stop")
    practice.answers(JONAS, "still welcome")
    practice.closes()
    assert "1 answer, in the thread" in words(practice.roots()[0])


@pytest.mark.parametrize("label", ["Change this", "Pause this", "Stop this"])
def test_the_card_of_a_stopped_check_in_changes_nothing(practice: Practice, label: str) -> None:
    old = practice.set()
    practice.village.press(NOOR, practice.village.press(NOOR, old, "Stop this"), "Yes, stop")
    answer = practice.village.press(NOOR, old, label)
    assert isinstance(card_in(answer), Notice)
    assert "has been stopped" in words(answer)


def test_a_form_for_a_check_in_stopped_meanwhile_keeps_what_was_typed(practice: Practice) -> None:
    old = practice.set()
    form = practice.village.press(NOOR, old, "Change this")
    practice.village.press(NOOR, practice.village.press(NOOR, old, "Stop this"), "Yes, stop")
    refused = practice.village.fill(NOOR, form, question_1="New words", place=IN)
    assert isinstance(refused, RefuseForm)
    assert "stopped meanwhile" in refused.errors["days"]


def test_of_two_facilitators_the_last_to_change_it_sees_all_that_holds(practice: Practice) -> None:
    old = practice.set()
    first, second = (practice.village.press(NOOR, old, "Change this") for _ in range(2))
    practice.village.fill(NOOR, first, question_1="First", at="13:00", place=IN)
    shown = words(practice.village.fill(NOOR, second, question_1="Second", place=IN))
    assert "Second" in shown
    assert "at 11:00" in shown
    practice.village.pass_time(HOUR)
    assert len(practice.roots()) == 1


def test_who_is_no_member_is_shown_how_to_join(practice: Practice) -> None:
    practice.set()
    assert "for members" in words(practice.village.command(someone("Stranger"), "check-in"))
