"""Moments to come back at: each set once, due once, taken once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.people import CommunityId
from storage.scope import NotEntered
from tests.storage.shelf import CIRCLE, LEASE, NOON, Shelf

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_a_circle(shelf: Shelf) -> None:
    shelf.found()


def set_timer(shelf: Shelf, subject: str, after: timedelta, community: CommunityId = CIRCLE) -> None:
    with shelf.unit(community) as unit:
        unit.timers.set("open", subject, shelf.clock.moment + after)


def test_a_timer_is_due_at_its_moment_and_not_before(shelf: Shelf) -> None:
    set_timer(shelf, "s", HOUR)
    with shelf.unit() as unit:
        assert unit.due_timers.next_due() == NOON + HOUR
    assert shelf.due() == []
    shelf.clock.pass_by(HOUR)
    (due,) = shelf.due()
    assert (due.community_id, due.kind, due.subject, due.due_at) == (CIRCLE, "open", "s", NOON + HOUR)


def test_set_again_it_moves(shelf: Shelf) -> None:
    set_timer(shelf, "s", HOUR)
    set_timer(shelf, "s", 2 * HOUR)
    shelf.clock.pass_by(HOUR)
    assert shelf.due() == []
    shelf.clock.pass_by(HOUR)
    assert [due.due_at for due in shelf.due()] == [NOON + 2 * HOUR]


def test_it_is_handled_only_if_it_is_still_set_for_that_moment(shelf: Shelf) -> None:
    set_timer(shelf, "s", HOUR)
    shelf.clock.pass_by(HOUR)
    (due,) = shelf.due()
    set_timer(shelf, "s", HOUR)
    with shelf.unit() as unit:
        assert not unit.due_timers.take(due)
    shelf.clock.pass_by(HOUR)
    (moved,) = shelf.due()
    with shelf.unit() as unit:
        assert not unit.due_timers.take(replace(moved, due_at=NOON))
        assert unit.due_timers.take(moved)
        assert not unit.due_timers.take(moved)


def test_set_again_for_the_same_moment_it_stays_in_hand(shelf: Shelf) -> None:
    set_timer(shelf, "s", timedelta(0))
    (due,) = shelf.due()
    set_timer(shelf, "s", timedelta(0))
    assert shelf.due() == []
    with shelf.unit() as unit:
        assert unit.due_timers.take(due)


def test_cleared_it_never_comes(shelf: Shelf) -> None:
    set_timer(shelf, "s", HOUR)
    with shelf.unit(CIRCLE) as unit:
        unit.timers.clear("open", "s")
        unit.timers.clear("open", "never set")
        assert unit.due_timers.next_due() is None
    shelf.clock.pass_by(HOUR)
    assert shelf.due() == []


def test_a_claim_is_not_offered_again_while_its_lease_lasts(shelf: Shelf) -> None:
    set_timer(shelf, "s", timedelta(0))
    assert len(shelf.due()) == 1
    assert shelf.due() == []
    shelf.clock.pass_by(LEASE)
    (again,) = shelf.due()
    assert again.due_at == NOON
    with shelf.unit() as unit:
        unit.due_timers.postpone(again, shelf.clock.moment + HOUR)
        assert unit.due_timers.next_due() == shelf.clock.moment + HOUR
    shelf.clock.pass_by(HOUR)
    (later,) = shelf.due()
    assert later == again


def test_they_come_earliest_first(shelf: Shelf) -> None:
    for subject, after in (("c", 3), ("a", 1), ("b", 2)):
        set_timer(shelf, subject, after * HOUR)
    shelf.clock.pass_by(4 * HOUR)
    assert [due.subject for due in shelf.due(limit=2)] == ["a", "b"]
    assert [due.subject for due in shelf.due(limit=2)] == ["c"]


def test_two_communities_have_timers_of_the_same_name(shelf: Shelf) -> None:
    other = CommunityId("other")
    shelf.found(other)
    set_timer(shelf, "s", HOUR)
    set_timer(shelf, "s", 2 * HOUR, other)
    with shelf.unit(other) as unit:
        unit.timers.clear("open", "s")
    shelf.clock.pass_by(2 * HOUR)
    assert [due.community_id for due in shelf.due()] == [CIRCLE]


def test_outside_a_community_no_timer_can_be_set(shelf: Shelf) -> None:
    with shelf.unit() as unit, pytest.raises(NotEntered):
        unit.timers.set("open", "s", NOON)
    with shelf.unit() as unit, pytest.raises(NotEntered):
        unit.timers.clear("open", "s")
