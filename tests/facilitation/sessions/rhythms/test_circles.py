"""A circle that meets in private comes back as it was; whoever wants to leave, leaves."""

from facilitation.people import MemberId
from tests.facilitation.sessions.rhythms.recurring import DAY, HOUR, JONAS, MARTA, NOOR, WEEK, YUSUF, Recurring
from tests.shown import buttons, words

AGAIN = "The same circle as last time"


def holds_one(circle: Recurring) -> None:
    """On Thursday at two, with the four of them."""
    circle.set("Peer circle")
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    for person in (NOOR, JONAS, MARTA, YUSUF):
        circle.village.press(person, circle.opened()[-1], "Take part")


def taking_part(circle: Recurring) -> tuple[MemberId, ...]:
    """In the newest session."""
    return circle.village.within(lambda unit: unit.sessions.under_way())[-1].course.participants


def test_who_took_part_last_time_is_in_from_the_start(circle: Recurring) -> None:
    holds_one(circle)
    assert AGAIN not in words(circle.opened()[-1])
    before = taking_part(circle)
    circle.village.pass_time(WEEK)
    assert len(circle.opened()) == 2
    assert taking_part(circle) == before
    assert AGAIN in words(circle.opened()[-1])


def test_who_leaves_is_not_in_next_time_either(circle: Recurring) -> None:
    holds_one(circle)
    circle.village.pass_time(WEEK)
    assert "Leave the session" in buttons(circle.opened()[-1])
    circle.village.press(MARTA, circle.opened()[-1], "Leave the session")
    assert len(taking_part(circle)) == 3
    circle.village.pass_time(WEEK)
    assert len(taking_part(circle)) == 3


def test_any_other_session_is_joined_anew_each_time(circle: Recurring) -> None:
    circle.set()
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    circle.village.press(MARTA, circle.opened()[-1], "Take part")
    circle.village.pass_time(WEEK)
    assert taking_part(circle) == ()
    assert AGAIN not in words(circle.opened()[-1])
