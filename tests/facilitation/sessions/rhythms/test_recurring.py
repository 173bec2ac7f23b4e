"""A playbook that comes back: set, opened by itself, skipped, moved, paused, ended."""

from datetime import timedelta

import pytest

from facilitation.events import FormValue, Place, PlaceChosen
from facilitation.messages import PlaceInput, RefuseForm
from facilitation.people import PlaceRef
from facilitation.sessions.rhythms.model import MeetingState, SeriesState
from tests.facilitation.sessions.rhythms.recurring import (
    DAY,
    HOUR,
    IN,
    JONAS,
    MARTA,
    MONDAY,
    NOOR,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK,
    YUSUF,
    Recurring,
)
from tests.shown import buttons, filled_in, opened, words
from tests.village import CHANNEL, TUESDAY_TEN


def test_the_next_three_dates_are_echoed(circle: Recurring) -> None:
    shown = words(circle.set())
    assert "The rhythm is set" in shown
    assert "Every Thursday at 14:00 (Europe/Brussels)" in shown
    assert "- Thursday 5 March at 14:00\n- Thursday 12 March at 14:00\n- Thursday 19 March at 14:00" in shown


@pytest.mark.parametrize(
    ("values", "says", "dates"),
    [
        ({"every": ("2",)}, "Every two weeks on Thursday", ["5 March", "19 March", "2 April"]),
        ({"every": ("4",)}, "Every four weeks on Thursday", ["5 March", "2 April", "30 April"]),
        (
            {"every": ("month",), "ordinal": ("2",), "days": (TUESDAY,)},
            "Every second Tuesday of the month",
            ["10 March", "14 April", "12 May"],
        ),
        (
            {"every": ("month",), "ordinal": ("-1",), "days": (WEDNESDAY,)},
            "Every last Wednesday of the month",
            ["25 March", "29 April", "27 May"],
        ),
    ],
)
def test_it_comes_by_weeks_or_by_months(
    circle: Recurring, values: dict[str, FormValue], says: str, dates: list[str]
) -> None:
    shown = words(circle.set(**values))
    assert says in shown
    assert [date for date in dates if f" {date} at 14:00" in shown] == dates


def test_a_rotating_hour_goes_through_its_times(circle: Recurring) -> None:
    shown = words(circle.set(then_at="21:30, 8:00"))
    assert "in turn at 14:00, 21:30 and 08:00" in shown
    assert "- Thursday 5 March at 14:00\n- Thursday 12 March at 21:30\n- Thursday 19 March at 08:00" in shown
    circle.village.pass_time(3 * WEEK)
    assert len(circle.opened()) == 3
    assert "- Thursday 26 March at 14:00" in words(circle.shown(NOOR))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("every", ("9",)),
        ("then_at", "25:00"),
        ("then_at", "1:00 2:00 3:00 4:00 5:00 6:00"),
        ("until", "2026-03-01"),
        ("until", "soon"),
        ("subject", ""),
        ("tempo", ()),
        ("days", ()),
    ],
)
def test_what_can_not_be_is_said_at_its_field(circle: Recurring, field: str, value: FormValue) -> None:
    refused = circle.set(**{field: value})
    assert isinstance(refused, RefuseForm)
    assert list(refused.errors) == [field]


@pytest.mark.parametrize(
    ("playbook", "values", "fits"),
    [
        ("Fifteen percent", {}, True),  # four days, and one to come together
        ("Peer assist", {}, False),
        ("Peer circle", {}, False),
        ("Peer circle", {"tempo": ("sync",)}, True),
        ("Peer circle", {"every": ("2",)}, True),
        ("Peer circle", {"every": ("2",), "days": (TUESDAY, THURSDAY)}, False),
        ("Peer circle", {"every": ("month",), "ordinal": ("1",)}, True),
        ("Fifteen percent", {"every": ("month",), "ordinal": ("1",), "days": (MONDAY, SATURDAY)}, False),
    ],
)
def test_what_is_spread_over_days_is_over_before_the_next_one(
    circle: Recurring, playbook: str, values: dict[str, FormValue], fits: bool
) -> None:
    answer = circle.set(playbook, **{"tempo": ("async",), **values})
    assert isinstance(answer, RefuseForm) is not fits
    if isinstance(answer, RefuseForm):
        assert "longer than until the next one" in answer.errors["every"]


def test_how_long_it_takes_counts_the_day_to_come_together(circle: Recurring) -> None:
    refused = circle.set("Peer circle", tempo=("async",))
    assert isinstance(refused, RefuseForm)
    assert "about 7 working days" in refused.errors["every"]


@pytest.mark.parametrize(("playbook", "weeks"), [("Fifteen percent", "1"), ("Peer circle", "2"), ("Troika", "4")])
def test_the_form_begins_with_a_rhythm_that_fits(circle: Recurring, playbook: str, weeks: str) -> None:
    form = circle.village.press(NOOR, circle.village.command(NOOR, "rhythm new"), playbook)
    assert filled_in(form)["every"] == (weeks,)


def test_another_communitys_channel_is_neither_offered_nor_taken(circle: Recurring) -> None:
    elsewhere = PlaceRef(CHANNEL.workspace, "elsewhere")
    circle.village.look(lambda unit: unit.people.see_place(Place(ref=elsewhere, name="elsewhere")))
    form = opened(circle.village.press(NOOR, circle.village.command(NOOR, "rhythm new"), "Peer assist"))
    (place,) = (each for each in form.inputs if isinstance(each, PlaceInput))
    assert elsewhere in dict(place.known)
    circle.village.found(MARTA, "Others", channel=elsewhere)
    form = opened(circle.village.press(NOOR, circle.village.command(NOOR, "rhythm new"), "Peer assist"))
    (place,) = (each for each in form.inputs if isinstance(each, PlaceInput))
    assert (elsewhere in dict(place.known), CHANNEL in dict(place.known)) == (False, True)
    refused = circle.set(place=PlaceChosen(elsewhere, "elsewhere"))
    assert isinstance(refused, RefuseForm)
    assert "Another community" in refused.errors["place"]


def test_it_opens_a_session_by_itself_each_time(circle: Recurring) -> None:
    circle.set()
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    (card,) = circle.opened()
    assert "Peer assist: our practice" in words(card)
    assert "Take part" in buttons(card)
    circle.village.pass_time(WEEK)
    assert len(circle.opened()) == 2


def test_one_is_skipped(circle: Recurring) -> None:
    circle.set()
    shown = words(circle.presses(NOOR, "Skip the next one"))
    assert "Left out: Thursday 5 March at 14:00" in shown
    assert "- Thursday 12 March at 14:00" in shown
    circle.village.pass_time(WEEK)
    assert circle.opened() == []
    circle.village.pass_time(WEEK)
    assert len(circle.opened()) == 1


def test_one_is_moved_and_the_others_stay(circle: Recurring) -> None:
    circle.set()
    form = circle.presses(NOOR, "Move the next one")
    assert filled_in(form) == {"day": "2026-03-05", "at": "14:00"}
    shown = words(circle.village.fill(NOOR, form, day="2026-03-13", at="9:30"))
    assert "- Thursday 12 March at 14:00\n- Friday 13 March at 09:30\n- Thursday 19 March at 14:00" in shown
    circle.village.pass_time(9 * DAY + 12 * HOUR)
    assert len(circle.opened()) == 1
    circle.village.pass_time(DAY)
    assert len(circle.opened()) == 2
    identity = circle.series().id
    states = circle.village.within(
        lambda unit: {each.day.day: each.state for each in unit.rhythms.meetings(identity, TUESDAY_TEN.date())}
    )
    assert states == {5: MeetingState.OPENED, 12: MeetingState.OPENED}


@pytest.mark.parametrize(
    ("day", "at", "field"), [("2026-03-02", "9:00", "day"), ("x", "9:00", "day"), ("2026-03-09", "x", "at")]
)
def test_it_is_moved_to_a_moment_to_come(circle: Recurring, day: str, at: str, field: str) -> None:
    circle.set()
    refused = circle.village.fill(NOOR, circle.presses(NOOR, "Move the next one"), day=day, at=at)
    assert isinstance(refused, RefuseForm)
    assert list(refused.errors) == [field]


def test_what_was_held_meanwhile_is_not_moved(circle: Recurring) -> None:
    circle.set()
    form = circle.presses(NOOR, "Move the next one")
    circle.village.pass_time(3 * DAY)
    assert "held or skipped already" in words(circle.village.fill(NOOR, form, day="2026-03-20", at="9:00"))


def test_it_is_paused_until_a_day_and_goes_on_by_itself(circle: Recurring) -> None:
    circle.set()
    form = circle.presses(NOOR, "Pause until a day")
    shown = words(circle.village.fill(NOOR, form, day="2026-03-16"))
    assert "goes on by itself on 16 March 2026" in shown
    assert "Paused, until 16 March 2026" in shown
    circle.village.pass_time(2 * WEEK - HOUR)
    assert circle.opened() == []
    circle.village.pass_time(3 * DAY)
    assert len(circle.opened()) == 1
    assert circle.series().state is SeriesState.RUNNING


def test_what_has_stopped_opens_nothing(circle: Recurring) -> None:
    circle.set()
    asked = circle.presses(NOOR, "Stop this rhythm")
    assert "Noor stopped this rhythm" in words(circle.village.press(NOOR, asked, "Yes, stop"))
    circle.village.pass_time(2 * WEEK)
    assert circle.opened() == []
    assert "Nothing comes back here yet" in words(circle.village.command(JONAS, "rhythm"))


def test_members_see_what_recurs_without_the_levers(circle: Recurring) -> None:
    circle.set()
    shown = circle.shown(JONAS)
    assert "Every Thursday at 14:00" in words(shown)
    assert buttons(shown) == ["Who hosts next"]


def test_only_facilitators_set_rhythms(circle: Recurring) -> None:
    assert "whoever facilitates" in words(circle.village.command(JONAS, "rhythm new"))


def test_those_made_to_come_back_are_offered_first(circle: Recurring) -> None:
    offered = buttons(circle.village.command(NOOR, "rhythm new"))
    recurring = ["Action learning", "Check-in", "Peer circle"]
    assert sorted(offered[:3]) == recurring


def test_a_playbook_with_so_many_meetings_ends_and_all_are_asked_how_to_go_on(circle: Recurring) -> None:
    circle.set("Peer circle")
    for _ in range(13):
        circle.village.pass_time(WEEK)
        people_come(circle)
    (question,) = [post for post in circle.village.channel() if "How shall we go on?" in words(post)]
    assert "come to the end that was agreed" in words(question)
    assert len(circle.opened()) == 12
    circle.village.pass_time(4 * WEEK)
    assert len(circle.opened()) == 12


def people_come(circle: Recurring) -> None:
    for card in circle.opened():
        for person in (JONAS, MARTA, YUSUF):
            if "Take part" in buttons(card):
                circle.village.press(person, card, "Take part")


def test_changing_a_rhythm_starts_from_what_holds_and_keeps_its_beat(circle: Recurring) -> None:
    circle.set(every=("2",), until="2026-12-31", minimum="3")
    form = circle.presses(NOOR, "Change this rhythm")
    filled = filled_in(form)
    assert (filled["every"], filled["days"], filled["until"]) == (("2",), ("3",), "2026-12-31")
    assert (filled["subject"], filled["tempo"]) == ("our practice", ("sync",))
    circle.village.pass_time(WEEK)
    shown = words(circle.village.fill(NOOR, circle.presses(NOOR, "Change this rhythm"), at="15:00", place=IN))
    assert "- Thursday 19 March at 15:00" in shown


def test_beyond_its_grace_it_is_recorded_as_missed_and_told(circle: Recurring) -> None:
    circle.set()
    circle.village.clock.moment += 3 * DAY
    circle.village.pass_time(timedelta(0))
    assert circle.opened() == []
    assert "Peer assist: our practice did not open" in circle.told(NOOR)


def test_a_session_that_was_started_can_come_back_as_it_was_set_up(circle: Recurring) -> None:
    form = circle.village.command(NOOR, "start peer assist")
    started = circle.village.fill(NOOR, form, subject="moving house", tempo=("sync",))
    form = circle.village.press(NOOR, started, "Let it come back")
    assert (filled_in(form)["subject"], filled_in(form)["every"]) == ("moving house", ("1",))
    shown = circle.village.fill(NOOR, form, days=("3",), at="14:00", zone="Brussels", place=IN)
    assert "- Thursday 5 March at 14:00" in words(shown)


def test_only_who_may_set_rhythms_is_offered_to(circle: Recurring) -> None:
    form = circle.village.command(JONAS, "start peer assist")
    assert buttons(circle.village.fill(JONAS, form, subject="moving house", tempo=("sync",))) == []
