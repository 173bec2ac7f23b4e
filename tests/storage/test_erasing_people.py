"""Somebody is forgotten wherever anything names them: by the shape of the tables, so that no new one is left out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Column, Table, select, update

from facilitation.agreements.model import Agreement
from facilitation.inviting.model import As, Invitation
from facilitation.knowledge.items import Change, ItemVersion
from facilitation.knowledge.kinds import Audience
from facilitation.people import AccountRef, CommunityId
from facilitation.ports.audit import Change as Said
from facilitation.ports.audit import Entry
from facilitation.questions.model import Question, Reply
from facilitation.support.model import SupportRequest
from storage.naming import accounts_in, locked_in
from storage.tables.metadata import metadata
from storage.unit import SqlUnit
from tests.storage.kept import TOGETHER, a_keeping, an_item
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON, WORKSPACE, Shelf

OTHER = CommunityId("other")
CAS = AccountRef(WORKSPACE, "UCAS")
HOLDING = [column for table in metadata.sorted_tables for column in locked_in(table)]
ONLY_NAMING = [
    pair
    for table in metadata.sorted_tables
    if "community_id" in table.primary_key
    for pair in accounts_in(table)
    if pair[1].name != "user" and pair[1].nullable
]


def a_question(community: CommunityId) -> Question:
    who = ANN.ref
    return Question(
        community_id=community,
        id="q",
        workspace=who.workspace,
        user=who.user,
        channel="C1",
        title="Who has the stapler?",
        written_at=NOON,
        stirred_at=NOON,
    )


@pytest.fixture(autouse=True)
def _one_of_each(shelf: Shelf) -> None:
    """Ann's, who is a member; Ben is one too, and Cas isn't."""
    for community in (CIRCLE, OTHER):
        shelf.found(community)
    for who in (ANN, BEN):
        shelf.join(who)
    with shelf.unit(CIRCLE) as unit:
        unit.questions.add(a_question(CIRCLE))
        unit.knowledge.add_keeping(a_keeping())
        unit.knowledge.add(an_item())
        unit.flush()
        unit.knowledge.add_version(a_version())
        unit.invitations.add(an_invitation())
        unit.agreements.add(an_agreement())
        unit.audit.add(Entry(community_id=CIRCLE, at=NOON, change=Said.JOINED))
        unit.support.add(a_request())


def a_version() -> ItemVersion:
    return ItemVersion(
        community_id=CIRCLE,
        item_id="k",
        number=1,
        title="t",
        passages=(TOGETHER,),
        audience=Audience.SESSION,
        change=Change.KEPT,
        at=NOON,
    )


def an_invitation() -> Invitation:
    who = ANN.ref
    return Invitation(
        community_id=CIRCLE,
        kind=As.GUEST,
        called="Dee",
        inviter_workspace=who.workspace,
        inviter_user=who.user,
        asked_at=NOON,
    )


def an_agreement() -> Agreement:
    who = ANN.ref
    return Agreement(
        community_id=CIRCLE,
        workspace=who.workspace,
        user=who.user,
        brings="cases",
        expects="an hour",
        months="3",
        by_core=True,
        proposed_at=NOON,
    )


def a_request() -> SupportRequest:
    who = ANN.ref
    return SupportRequest(
        community_id=CIRCLE, workspace=who.workspace, user=who.user, text="Two hours a week.", asked_at=NOON
    )


def values(unit: SqlUnit, column: Column[Any]) -> Sequence[Any]:
    unit._transaction.scope.require()
    return [row[0] for row in unit._transaction.rows(select(column))]


def note(unit: SqlUnit, table: Table, noted: dict[Column[Any], Any]) -> None:
    unit._transaction.scope.require()
    assert unit._transaction.do(update(table).values(noted)), table.name


def test_no_locked_value_names_who_was_erased(shelf: Shelf) -> None:
    together = replace(TOGETHER, together_with=(BEN.ref, CAS))
    with shelf.unit(CIRCLE) as unit:
        for column in HOLDING:
            value = (together,) if column.name == "passages" else (BEN.ref, CAS)
            note(unit, column.table, {column: value})
    with shelf.unit() as unit:
        unit.forget(BEN.ref)
    with shelf.unit(CIRCLE) as unit:
        for column in HOLDING:
            kept = str(values(unit, column))
            assert (BEN.ref.user in kept, CAS.user in kept) == (False, True), column


def test_no_row_of_others_names_who_was_erased(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        for workspace, user in ONLY_NAMING:
            note(unit, user.table, {workspace: WORKSPACE, user: BEN.ref.user})
    with shelf.unit() as unit:
        unit.forget(BEN.ref)
    with shelf.unit(CIRCLE) as unit:
        for _, user in ONLY_NAMING:
            assert BEN.ref.user not in str(values(unit, user)), user
        assert unit.knowledge.item("k")


def test_whoever_replied_and_was_never_a_member_is_forgotten_there(shelf: Shelf) -> None:
    """Nothing is seen of a community before it is entered, so each of them is."""
    reply = Reply(
        community_id=CIRCLE,
        question_id="q",
        message_id="1",
        workspace=CAS.workspace,
        user=CAS.user,
        text="Look in the attic.",
        posted_at=NOON,
    )
    with shelf.unit(CIRCLE) as unit:
        unit.questions.add_reply(reply)
    with shelf.unit() as unit:
        assert unit.remembered_in(CAS) == [CIRCLE]
        unit.forget(CAS)
        assert unit.remembered_in(CAS) == []
