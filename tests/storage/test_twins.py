"""What is said to the whole community stands in each of its places, under one key, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.exc import IntegrityError

from facilitation.events import Actor
from facilitation.messages import Notice, Owed, ToCommunity, ToPerson, ToPlace, ToThread
from facilitation.people import AccountRef, Member, MemberId, PlaceRef, WorkspaceId, whole_workspace
from facilitation.ports.links import HOME, Invitation, LinkedPlace, named, read
from facilitation.ports.platform import Sent
from facilitation.ports.upkeep import Claimed, Conflict
from facilitation.texts import Md
from storage.unit import SqlUnit
from tests.storage.shelf import CIRCLE, NOON, Shelf

HOME_PLACE = PlaceRef(WorkspaceId("slack:T1"), "C-circle")
FAR = PlaceRef(WorkspaceId("teams:T2"), "19:far")


def a_link(identity: str = "far", place: PlaceRef = FAR) -> LinkedPlace:
    return LinkedPlace(
        workspace=place.workspace,
        channel=place.channel,
        community_id=CIRCLE,
        id=identity,
        side="Far",
        side_id=whole_workspace(place.workspace),
        home_side="Home",
        since=NOON,
    )


@pytest.fixture(autouse=True)
def _linked(shelf: Shelf) -> None:
    shelf.found(CIRCLE, HOME_PLACE)
    with shelf.unit(CIRCLE) as unit:
        unit.links.begin(a_link())


def do(shelf: Shelf, what: Callable[[SqlUnit], object]) -> None:
    with shelf.unit(CIRCLE) as unit:
        what(unit)


def _post_to_all(key: str, unit: SqlUnit) -> None:
    unit.outbox.post(ToCommunity(HOME_PLACE), Notice(key), key=key)


def deliver(shelf: Shelf) -> list[tuple[PlaceRef, str, str | None]]:
    """Carry all out that is due; return where what was said, and what it replaced."""
    said: list[tuple[PlaceRef, str, str | None]] = []
    while True:
        claimed = shelf.claim()
        if not claimed:
            return said
        for each in claimed:
            said.append(_carried(each))
            with shelf.unit() as unit:
                unit.dispatch.sent(each, Sent(said[-1][0], each.replaces or f"ts-{each.id}"))


def _carried(each: Claimed) -> tuple[PlaceRef, str, str | None]:
    assert isinstance(each.to, PlaceRef)
    assert isinstance(each.message, Notice)
    return each.to.whole, each.message.text, each.replaces


def places_of(said: list[tuple[PlaceRef, str, str | None]], text: str) -> set[PlaceRef]:
    places = [place for place, words, _ in said if words == text]
    assert len(places) == len(set(places)), "twice in one place"
    return set(places)


def test_each_place_has_it_and_what_hangs_under_it(shelf: Shelf) -> None:
    do(shelf, lambda unit: unit.outbox.post(ToCommunity(HOME_PLACE), Notice("root"), key="root"))
    do(shelf, lambda unit: unit.outbox.post(ToThread("root"), Notice("under"), key="under"))
    said = deliver(shelf)
    do(shelf, lambda unit: unit.outbox.post(ToThread("root"), Notice("later")))
    said += deliver(shelf)
    for text in ("root", "under", "later"):
        assert places_of(said, text) == {HOME_PLACE, FAR}


def test_what_is_for_one_place_stands_there_alone(shelf: Shelf) -> None:
    do(shelf, lambda unit: unit.outbox.post(ToPlace(HOME_PLACE), Notice("here"), key="here"))
    do(shelf, lambda unit: unit.outbox.post(ToThread("here"), Notice("under")))
    said = deliver(shelf)
    assert places_of(said, "here") == places_of(said, "under") == {HOME_PLACE}


def test_a_change_reaches_each_before_and_after_it_was_posted(shelf: Shelf) -> None:
    do(shelf, lambda unit: unit.outbox.post(ToCommunity(HOME_PLACE), Notice("frist"), key="root"))
    do(shelf, lambda unit: unit.outbox.update("root", Notice("first")))
    said = deliver(shelf)
    assert [words for _, words, _ in said] == ["first", "first"]
    do(shelf, lambda unit: unit.outbox.update("root", Notice("second")))
    changed = deliver(shelf)
    assert places_of(changed, "second") == {HOME_PLACE, FAR}
    assert all(replaced for _, _, replaced in changed)


def test_what_is_withdrawn_or_forgotten_goes_nowhere(shelf: Shelf) -> None:
    for key in ("withdrawn", "forgotten"):
        do(shelf, partial(_post_to_all, key))
    do(shelf, lambda unit: unit.outbox.withdraw("withdrawn"))
    do(shelf, lambda unit: unit.outbox.forget("forgotten"))
    assert deliver(shelf) == []


def test_each_is_told_to_be_what_it_is_at_home(shelf: Shelf) -> None:
    do(shelf, lambda unit: unit.outbox.post(ToCommunity(HOME_PLACE), Notice("root"), key="root"))
    deliver(shelf)
    with shelf.unit(CIRCLE) as unit:
        twin = unit.posted.under("twin/far/root")
        assert twin
        assert read(twin.message_id)[1] == "far"
        for place, message_id in ((FAR, read(twin.message_id)[0]), (HOME_PLACE, twin.message_id)):
            found = unit.posted.at(place, message_id)
            assert found
            assert found.key == "root"
        assert unit.outbox.keys("r") == ["root"]


def test_a_copy_stands_beside_where_it_was_written(shelf: Shelf) -> None:
    do(shelf, lambda unit: unit.outbox.post(ToCommunity(HOME_PLACE), Notice("root"), key="root"))
    deliver(shelf)
    do(shelf, lambda unit: unit.outbox.post(ToThread("root", beside=HOME), Notice("of home"), key="a"))
    do(shelf, lambda unit: unit.outbox.post(ToThread("root", beside="far"), Notice("of far"), key="b"))
    said = deliver(shelf)
    assert places_of(said, "of home") == {FAR}
    assert places_of(said, "of far") == {HOME_PLACE}


def test_beside_the_only_place_there_is_none(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(ToPlace(HOME_PLACE), Notice("here"), key="here")
        assert not unit.outbox.post(ToThread("here", beside=HOME), Notice("a copy"), key="copy")


def test_what_hangs_under_somebodys_message_stands_where_they_wrote_it(shelf: Shelf) -> None:
    under = PlaceRef(HOME_PLACE.workspace, HOME_PLACE.channel, named("ts-of-far", "far"))
    do(shelf, lambda unit: unit.outbox.post(ToPlace(under), Notice("kept")))
    assert places_of(deliver(shelf), "kept") == {FAR}


def test_a_place_is_linked_once(shelf: Shelf) -> None:
    """The database says so, whoever was first: PostgreSQL by a conflict, after which it is tried again."""
    with pytest.raises((Conflict, IntegrityError)), shelf.unit(CIRCLE) as unit:
        unit.links.begin(a_link("again"))


def test_an_invitation_is_taken_once(shelf: Shelf) -> None:
    until = NOON + timedelta(days=1)
    with shelf.unit() as unit:
        unit.links.invite("CODE", Invitation(community_id=CIRCLE, home_side="Home", until=until))
    with shelf.unit() as unit:
        assert unit.links.take("CODE")
        assert not unit.links.take("CODE")


def test_what_is_of_a_side_is_told_to_those_there_alone_and_called_back_from_whoever_leaves(shelf: Shelf) -> None:
    far, later = whole_workspace(FAR.workspace), NOON + timedelta(days=1)
    there, elsewhere = AccountRef(FAR.workspace, "UFAR"), AccountRef(HOME_PLACE.workspace, "UHOME")
    with shelf.unit(CIRCLE) as unit:
        unit.people.meet(Actor(ref=there, name="Far"))
        unit.people.add_member(
            Member(
                community_id=CIRCLE,
                id=MemberId("there"),
                workspace=FAR.workspace,
                user="UFAR",
                joined_at=NOON,
                sides=(far,),
            )
        )
        told = Notice(Md("Of theirs."))
        of_side, of_all = ToPerson(there, Owed.ANSWER, side=far), ToPerson(there, Owed.ANSWER)
        assert unit.outbox.post(of_side, told, key="k/there", not_before=later)
        assert unit.outbox.post(of_all, told, key="k/all", not_before=later)
        to_others = ToPerson(elsewhere, Owed.ANSWER, side=far)
        assert not unit.outbox.post(to_others, told, key="k/elsewhere", not_before=later)
        assert unit.outbox.keys("k/") == ["k/all", "k/there"]
        unit.outbox.call_back(there, far)
        assert unit.outbox.keys("k/") == ["k/all"]
