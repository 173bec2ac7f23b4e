"""A private group is its people's, with buttons and threads; where there can be none, nobody sees a word of it."""

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select, text

from facilitation.messages import SAY, Button, Card, Notice, Small, Subject, ToGroup, ToThread
from facilitation.people import Community
from storage.store import open_store
from storage.unit import SqlUnit
from tests.scenarios.running import SECRET
from tests.scenarios.stage import HERE, Person, Stage

T = TypeVar("T")

GLANCE = 0.1  # seconds between two looks
LOOKS = 200
CASE, STEP = "A case of one of us", "What would you do?"


@dataclass
class Clock:
    moment: datetime

    def now(self) -> datetime:
        return self.moment


async def test_a_private_group_is_its_peoples_or_nobodys(stage: Stage, database: str) -> None:
    noor, jonas, marta, *_ = stage.people
    for person in (noor, jonas, marta):
        await meets_in_english(person, first=person is noor)
    await beside(stage, database, lambda unit: ask_for_group(unit, {jonas.name, marta.name}))
    if not stage.makes_groups:
        assert await settled(stage, database) == "dead"
        await stage.nobody_sees(CASE)
        await stage.nobody_sees(STEP)
        return
    for person in (jonas, marta):
        assert "Only those here" in await person.sees_in_group(CASE)
        await person.sees_in_group(STEP)
    await noor.has_not_seen(CASE)
    await noor.has_not_seen(STEP)
    await jonas.writes_in_group("I would wait", under=CASE)
    await marta.presses("What can I do here?", on=CASE)
    assert "What you can ask me" in await marta.sees_in_group("What you can ask me")
    await jonas.has_not_seen("What you can ask me")


async def meets_in_english(person: Person, *, first: bool) -> None:
    """Founds the community, or joins it."""
    await person.says("settings")
    await person.fills_in(language=("en",), zone="Europe/Brussels", quiet_from="20:00", quiet_until="08:00")
    await person.sees("This holds for you now")
    if first:
        await person.says("community create")
        await person.fills_in(name="Clear writing", language=("en",), zone="Europe/Brussels", channel=HERE)
        await person.sees("Clear writing has begun")
    else:
        await person.presses("Join this community", on="Clear writing begins")
        await person.sees("Welcome to Clear writing")


def ask_for_group(unit: SqlUnit, names: set[str]) -> None:
    """As a capability would."""
    community = unit.people._transaction.session.scalars(select(Community)).one()
    unit.enter(community, None)
    members = [member.ref for member in unit.people.members(community.id)]
    known = unit.people.accounts(members)
    chosen = tuple(ref for ref in members if known[ref].name in names)
    assert len(chosen) == len(names)
    helps = Button("What can I do here?", SAY, Subject(community.id, "", "help"))
    unit.outbox.post(ToGroup(chosen), Card(CASE, (Small("Only those here see it."),), (helps,)), key="room")
    unit.outbox.post(ToThread("room"), Notice(STEP), key="step")


def state(unit: SqlUnit) -> str:
    """Of the message that was to make the group."""
    found = unit.people._transaction.row(text("SELECT state FROM outbox WHERE key = 'room'"))
    return str(found.state) if found else ""


async def settled(stage: Stage, database: str) -> str:
    """What became of it."""
    for _ in range(LOOKS):
        found = await beside(stage, database, state)
        if found in ("sent", "dead", "uncertain"):
            return found
        await asyncio.sleep(GLANCE)
    raise AssertionError("nothing became of it")


async def beside(stage: Stage, database: str, job: Callable[[SqlUnit], T]) -> T:
    """In a transaction of another process, as far as Kring can tell."""

    def done() -> T:
        with closing(open_store(database, Clock(stage.now()), SECRET)) as store, closing(store.units()) as unit:
            unit.enter(None, None)
            found = job(unit)
            unit.commit()
            return found

    return await asyncio.to_thread(done)
