"""At the end of a season, and when nobody comes any more, all are asked how to go on; once."""

from facilitation.sessions.rhythms.model import SeriesState
from tests.carrier import Post
from tests.facilitation.sessions.rhythms.recurring import DAY, IN, JONAS, MARTA, NOOR, WEEK, Recurring
from tests.shown import buttons, words


def question(circle: Recurring) -> Post:
    (found,) = [post for post in circle.village.channel() if "How shall we go on?" in words(post)]
    return found


def test_a_rhythm_that_has_an_end_asks_there(circle: Recurring) -> None:
    circle.set(until="2026-03-12")
    circle.village.pass_time(2 * WEEK)
    assert len(circle.opened()) == 2
    assert "come to the end that was agreed" in words(question(circle))
    assert "The community is asked in its channel" in circle.told(NOOR)
    circle.village.pass_time(4 * WEEK)
    question(circle)


def test_nobody_coming_three_times_asks_and_opens_nothing_more(circle: Recurring) -> None:
    circle.set()
    circle.village.pass_time(6 * WEEK)
    assert len(circle.opened()) == 3
    assert "Nobody came to the last three" in words(question(circle))
    assert circle.series().state is SeriesState.PAUSED


def test_somebody_coming_is_enough(circle: Recurring) -> None:
    circle.set()
    for _ in range(5):
        circle.village.pass_time(WEEK)
        circle.village.press(JONAS, circle.opened()[-1], "Take part")
        circle.village.press(MARTA, circle.opened()[-1], "Take part")
    assert len(circle.opened()) == 5


def test_each_has_one_voice_and_counts_are_shown_without_names(circle: Recurring) -> None:
    circle.set()
    circle.presses(NOOR, "Ask all how to go on")
    for choice in ("Pause", "Go on"):
        assert "Noted" in words(circle.village.press(JONAS, question(circle), choice))
    circle.village.press(MARTA, question(circle), "Go on")
    shown = words(question(circle))
    assert "time to look at" in shown
    assert "Go on: 2" in shown
    assert "Pause: 1" not in shown
    assert not any(name in shown for name in ("Jonas", "Marta"))


def test_whoever_facilitates_decides_with_it(circle: Recurring) -> None:
    circle.set()
    circle.presses(NOOR, "Ask all how to go on")
    circle.village.pass_time(WEEK)
    assert circle.opened() == []
    circle.presses(NOOR, "Let this rhythm go on")
    assert buttons(question(circle)) == []
    circle.village.pass_time(WEEK)
    assert len(circle.opened()) == 1


def test_going_on_after_an_agreed_number_is_another_season(circle: Recurring) -> None:
    circle.set(until="2026-03-05")
    circle.village.pass_time(WEEK)
    (levers,) = [post for post in circle.village.private(NOOR) if "How shall we go on?" in words(post)]
    shown = words(circle.village.press(NOOR, levers, "Let this rhythm go on"))
    assert "- Thursday 12 March at 14:00" in shown


def test_changing_it_is_going_on_otherwise(circle: Recurring) -> None:
    circle.set()
    form = circle.village.press(NOOR, circle.presses(NOOR, "Ask all how to go on"), "Change this rhythm")
    shown = words(circle.village.fill(NOOR, form, every=("2",), place=IN))
    assert "Every two weeks on Thursday" in shown
    assert "Running" in shown
    assert buttons(question(circle)) == []


def test_pausing_until_a_day_is_an_answer_too(circle: Recurring) -> None:
    circle.set()
    form = circle.village.press(NOOR, circle.presses(NOOR, "Ask all how to go on"), "Pause until")
    circle.village.fill(NOOR, form, day="2026-04-01")
    assert buttons(question(circle)) == []
    circle.village.pass_time(5 * WEEK)
    assert len(circle.opened()) == 1


def test_a_voice_after_the_decision_is_told_so(circle: Recurring) -> None:
    circle.set()
    circle.presses(NOOR, "Ask all how to go on")
    old = question(circle).message
    circle.presses(NOOR, "Let this rhythm go on")
    circle.village.pass_time(DAY)
    assert "has been decided" in words(circle.village.press(JONAS, old, "Stop"))
