"""What is told unasked of a side is told to who is on it, where it is, and counted nowhere else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.capabilities import repertoire
from facilitation.communities.model import hold
from facilitation.events import PlaceChosen
from facilitation.knowledge.items import KnowledgeItem
from facilitation.messages import Card, Paragraph, RefuseForm, ToPerson, Unasked
from facilitation.people import PlaceRef, WorkspaceId, own_side
from storage.unit import SqlUnit
from tests.facilitation.linking.ground import Side, home
from tests.facilitation.linking.some import (
    ELS,
    JONAS,
    NOOR,
    SAM,
    STAFF,
    ask,
    begin,
    come,
    keep,
    leave,
    staff,
)
from tests.shown import words
from tests.village import WORKSPACE, Village, a_village, someone

SECRET = "layoffs of March"
SUPPLIERS = PlaceRef(WORKSPACE, "suppliers")
WIM = someone("Wim")
ELS_ELSEWHERE = someone("Els", workspace=WorkspaceId("slack:northwind"))


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS, ELS, SAM)
        begin(village)
        come(village, NOOR, JONAS)
        yield village


def private(village: Village, *since: int) -> str:
    return "\n".join(words(post) for post in village.private(ELS)[sum(since) :])


def test_what_waits_for_a_side_is_not_shown_in_another_workspace(village: Village) -> None:
    come(village, ELS)

    def waits(unit: SqlUnit) -> None:
        unit.people.meet(ELS_ELSEWHERE).principal = ELS.ref
        account = unit.people.account(ELS.ref)
        assert account
        account.paused_until = village.clock.moment + timedelta(days=5)
        told = ToPerson(ELS.ref, Unasked.LOOK, side=own_side(STAFF))
        unit.outbox.post(told, Card(SECRET, (Paragraph(told.kind),)))

    village.within(waits)
    assert SECRET in str(village.home(ELS))
    assert SECRET not in str(village.home(ELS_ELSEWHERE))


def test_a_form_for_the_workspaces_own_side_is_refused_to_who_is_not_on_it(village: Village) -> None:
    begin(village, place=SUPPLIERS, called="Suppliers", hears=("all",))
    there = Side(village, SUPPLIERS)
    there.command(WIM, "join")
    answer = there.fill(WIM, there.command(WIM, "ask"), title=SECRET, reach=("side",))
    assert isinstance(answer, RefuseForm)
    assert not village.within(lambda unit: unit.questions.asked_by(WIM.ref))
    ask(home(village), ELS, SECRET, reach=("side",))
    assert village.within(lambda unit: unit.questions.asked_by(ELS.ref))


def test_a_facilitator_who_is_not_in_it_hears_nothing_of_its_rhythms_nor_does_the_log(village: Village) -> None:
    village.within(_els_facilitates)
    form = staff(village).press(NOOR, staff(village).command(NOOR, "rhythm new"), "Peer assist")
    before = len(village.private(ELS)), len(village.private(NOOR))
    where = PlaceChosen(STAFF, "staff-only")
    chosen: dict[str, Any] = {"days": ("3",), "at": "14:00", "zone": "Brussels", "place": where}
    staff(village).fill(NOOR, form, subject=SECRET, tempo=("sync",), every=("1",), **chosen)
    assert "rhythm" not in str(village.command(ELS, "log"))
    village.pass_time(timedelta(weeks=5))
    assert SECRET in "\n".join(words(post) for post in village.private(NOOR)[before[1] :])
    assert SECRET not in private(village, before[0])


def test_a_steward_who_left_the_side_is_not_told_that_something_changed_around_its_tag(village: Village) -> None:
    come(village, ELS)
    keep(staff(village), ELS, SECRET, tags="merger")

    def tend(unit: SqlUnit) -> None:
        item = unit._transaction.session.scalars(select(KnowledgeItem)).one()
        item.steward = ELS.ref

    village.within(tend)
    village.pass_time(timedelta(hours=9))
    staff(village).fill(NOOR, staff(village).command(NOOR, "shift merger"), tag=("merger",), what="All is new")
    before = len(village.private(ELS))
    leave(village, ELS)
    village.pass_time(timedelta(days=2))
    assert SECRET not in private(village, before)
    assert "merger" not in private(village, before)


def test_people_outside_are_told_no_count_of_what_is_for_a_side(village: Village) -> None:
    others = [someone(name) for name in ("Ana", "Bob", "Cas")]
    village.join(*others)
    come(village, *others, SAM)
    for each in (*others, NOOR, JONAS, SAM):
        ask(staff(village), each, f"{each.name} asks?")
    counts = dict(village.within(lambda unit: unit.outlooks.of_community()).counts)
    assert counts["members"] == 5
    assert counts["asked"] is None


def test_who_pins_something_there_is_told_that_those_on_that_side_can_find_it(village: Village) -> None:
    staff(village).react(NOOR, staff(village).say(JONAS, SECRET), "\N{PUSHPIN}")
    offered = words(village.private(NOOR)[-1])
    assert "members of Staff can find it" in offered


def _els_facilitates(unit: SqlUnit) -> None:
    member = unit.people.member(unit.community.id, ELS.ref)
    assert member
    hold(member, unit)
