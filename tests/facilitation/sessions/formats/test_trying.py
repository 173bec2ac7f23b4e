"""A rehearsal: one person goes through a playbook alone; nobody else hears of it, and nothing stays."""

import pytest
from sqlalchemy import select

from facilitation.playbooks import shelf
from facilitation.sessions.course.values import Stage
from facilitation.sessions.model import Edition, Late, LogLine, Room, Session
from facilitation.sessions.rhythms.feed import entries
from storage.unit import SqlUnit
from tests.facilitation.sessions.formats.workshop import WALK, Workshop
from tests.facilitation.sessions.gathering import DAY, HOUR, JONAS, MARTA, MINUTE, NOOR
from tests.shown import buttons, opened, title, words

SECRET = "the heron at midnight"
MANY = 60


def test_a_draft_is_gone_through_phase_by_phase_without_moving_the_clock(place: Workshop) -> None:
    place.writes()
    assert "look at your direct messages" in words(place.tries())
    assert title(place.rehearsed()) == "Rehearsal: Looking"
    assert "only you see what you write" in words(place.rehearsed())
    place.village.press(NOOR, place.rehearsed(), "On to the next phase")
    assert title(place.rehearsed()) == "Rehearsal: Telling"
    place.village.press(NOOR, place.rehearsed(), "On to the next phase")
    assert "The rehearsal is over" in place.told(NOOR)
    assert place.sessions() == []


def test_the_clock_moves_it_too(place: Workshop) -> None:
    place.writes()
    place.tries()
    place.village.pass_time(10 * MINUTE)
    assert title(place.rehearsed()) == "Rehearsal: Telling"
    place.village.pass_time(HOUR)
    assert "The rehearsal is over" in place.told(NOOR)


def test_over_days_too_it_goes_on_at_once_and_at_night(place: Workshop) -> None:
    place.writes()
    place.village.pass_time(13 * HOUR)
    place.tries(tempo=("async",))
    place.village.press(NOOR, place.rehearsed(), "On to the next phase")
    assert title(place.rehearsed()) == "Rehearsal: Telling"
    place.village.pass_time(7 * DAY)
    assert "The rehearsal is over" in place.told(NOOR)


def test_nothing_is_said_in_the_channel_or_to_others(place: Workshop) -> None:
    place.writes()
    before = {person: len(place.village.private(person)) for person in (JONAS, MARTA)}
    place.tries()
    give(place, SECRET)
    give(place, SECRET)
    place.village.pass_time(DAY)
    assert place.village.channel() == []
    assert {person: len(place.village.private(person)) for person in (JONAS, MARTA)} == before


def test_everything_that_is_said_is_marked(place: Workshop) -> None:
    before = len(place.village.private(NOOR))
    place.writes()
    place.tries(tempo=("async",))
    give(place, SECRET)
    place.village.press(NOOR, place.rehearsed(), "On to the next phase")
    told = [words(post) for post in place.village.private(NOOR)[before:]]
    assert len(told) > 4
    assert [text for text in told if not text.startswith("Rehearsal: ")] == []


def test_what_was_typed_goes_when_it_ends(place: Workshop) -> None:
    place.writes()
    place.tries()
    [session] = place.rehearsals()
    give(place, SECRET)
    assert SECRET in str(gathered(place, session.id))
    give(place, SECRET)
    assert gathered(place, session.id) == []
    ended = place.village.within(lambda unit: unit.sessions.get(session.id))
    assert ended
    assert (ended.stage, ended.purged) == (Stage.CLOSED, True)


def test_once_over_neither_it_nor_the_draft_it_began_with_is_known(place: Workshop) -> None:
    place.writes()
    place.tries()
    give(place, SECRET)
    give(place, SECRET)
    place.tries()
    place.village.pass_time(MINUTE)
    [second] = place.village.within(all_sessions)
    assert [each.digest for each in place.village.within(editions)] == [second.edition]
    give(place, SECRET)
    give(place, SECRET)
    place.village.pass_time(MINUTE)
    assert [*place.village.within(all_sessions), *place.village.within(editions), *place.village.within(log)] == []


def test_what_comes_too_late_is_not_kept_either(place: Workshop) -> None:
    place.writes()
    place.tries()
    form = place.village.press(NOOR, place.rehearsed(), "Contribute")
    place.village.press(NOOR, place.rehearsed(), "On to the next phase")
    answer = place.village.fill(NOOR, form, text_0_0=SECRET)
    assert SECRET not in words(answer)
    assert place.village.within(lambda unit: unit.sessions._transaction.session.scalars(select(Late)).all()) == []


def test_nobody_is_asked_to_write_where_nothing_is_heard(place: Workshop) -> None:
    """By direct message there is only the form."""
    place.writes()
    place.tries()
    assert "Write here" not in words(place.rehearsed())


def test_nothing_of_it_is_harvested(place: Workshop) -> None:
    place.writes()
    place.tries()
    give(place, SECRET)
    give(place, SECRET)
    assert "draft" not in place.told(NOOR).casefold()
    [session] = place.village.within(all_sessions)
    assert place.village.within(lambda unit: unit.sessions.edition(session.edition)).capture.kind == "nothing"


def test_what_somebody_rehearses_is_nobody_elses(place: Workshop) -> None:
    place.writes()
    place.tries()
    for label in (
        "Contribute",
        "On to the next phase",
        "Nothing (more) from me",
        "Where it stands",
        "We need more time",
    ):
        answer = place.village.press(JONAS, place.rehearsed().message, label)
        assert "Noor" not in words(answer)
    [session] = place.rehearsals()
    assert session.course.participants == (session.course.host,)
    assert title(place.rehearsed()) == "Rehearsal: Looking"


def test_it_can_be_ended_at_any_time(place: Workshop) -> None:
    place.writes()
    place.tries()
    opening = next(post for post in place.village.private(NOOR) if "End the rehearsal" in buttons(post))
    assert "The rehearsal is over" in words(place.village.press(NOOR, opening, "End the rehearsal"))
    assert place.sessions() == []
    assert "over" in words(place.village.press(NOOR, opening.message, "End the rehearsal"))


def test_it_is_not_among_the_sessions_of_the_home_view(place: Workshop) -> None:
    place.writes()
    before = len(place.village.home(NOOR).cards)
    place.tries()
    assert len(place.village.home(NOOR).cards) == before


def test_a_session_shows_no_button_of_a_rehearsal(place: Workshop) -> None:
    place.starts(NOOR, "peer assist")
    place.come(JONAS, MARTA)
    place.village.press(NOOR, place.begins(NOOR), "Begin anyway")
    assert "On to the next phase" not in buttons(place.step())
    assert "Rehearsal" not in place.said()


@pytest.mark.parametrize("name", shelf.names())
@pytest.mark.parametrize("gives", [True, False], ids=["giving", "looking"])
def test_every_playbook_can_be_tried_to_its_end(place: Workshop, name: str, gives: bool) -> None:
    """Every role is one's own: no phase waits for somebody who is not there."""
    place.tries(what=name.replace("_", " "))
    for _ in range(MANY):
        if not place.rehearsals():
            break
        if gives:
            place.give_something()
        else:
            place.go_on()
    assert place.rehearsals() == []
    assert place.village.channel() == []
    assert place.village.within(lambda unit: [each.purged for each in all_sessions(unit)]) == [True]


def test_a_playbook_of_all_members_is_tried_alone(place: Workshop) -> None:
    place.tries(what="check-in", visibility_ask=("open",))
    [session] = place.rehearsals()
    assert session.room is Room.REHEARSAL
    assert len(session.course.participants) == 1
    assert "Rehearsal" not in place.told(JONAS)
    assert "is open until" not in words(place.village.command(JONAS, "check-in"))


def test_any_member_may_try_what_is_offered(place: Workshop) -> None:
    place.writes(WALK)
    place.offers()
    place.tries(JONAS)
    assert title(place.rehearsed(JONAS)) == "Rehearsal: Looking"
    assert opened(place.village.press(MARTA, place.village.channel()[0], "Try it out")).title == "Rehearsal: A walk"


def give(place: Workshop, text: str) -> None:
    form = place.village.press(NOOR, place.rehearsed(), "Contribute")
    place.village.fill(NOOR, form, text_0_0=text)


def gathered(place: Workshop, session_id: str) -> list[object]:
    def look(unit: SqlUnit) -> list[object]:
        return [each for step in range(1, 9) for each in unit.sessions.gathered(session_id, step)]

    return place.village.within(look)


def all_sessions(unit: SqlUnit) -> list[Session]:
    return list(unit.sessions._transaction.session.scalars(select(Session)).all())


def editions(unit: SqlUnit) -> list[Edition]:
    return list(unit.sessions._transaction.session.scalars(select(Edition)).all())


def log(unit: SqlUnit) -> list[LogLine]:
    return list(unit.sessions._transaction.session.scalars(select(LogLine)).all())


def test_a_rehearsal_is_not_in_the_calendar(place: Workshop) -> None:
    place.writes()
    place.tries()
    assert place.village.within(lambda unit: unit.sessions.under_way())
    assert place.village.within(entries) == ()
