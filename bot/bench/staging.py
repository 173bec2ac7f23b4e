"""Sets the stage of a measurement: a community with members and an open question, by what members would do."""

from collections.abc import Mapping
from itertools import count

from bot.bench.workspace import MEMBERS, QUESTION_CHANNEL, TEAM
from bot.capabilities import repertoire
from bot.clock import SystemClock
from facilitation.engine import Engine
from facilitation.events import Actor, CommandGiven, FormSubmitted, FormValue, Place, PlaceChosen, Said
from facilitation.messages import Form, OpenForm
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from facilitation.ports.platform import Ability
from facilitation.reception import Reception
from storage.migrations import migrate
from storage.store import open_store
from storage.unit import SqlUnit

QUESTION = "How do you begin a text that nobody wants to read?"
WORKSPACE = WorkspaceId(f"slack:{TEAM}")
HERE = PlaceRef(WORKSPACE, QUESTION_CHANNEL)
_numbers = count(1)


class NotAsExpected(Exception):
    """A command was not answered by a form."""


async def stage(database: str, keys: str) -> None:
    migrate(database)
    store = open_store(database, SystemClock(), keys)
    reception: Reception[SqlUnit] = Reception(repertoire(), lambda _: frozenset(Ability))
    engine: Engine[SqlUnit] = Engine(store.units, store.writers, reception)
    engine.start()
    try:
        founder = MEMBERS[0]
        founding: Mapping[str, FormValue] = {
            "name": "Clear writing",
            "zone": "Europe/Brussels",
            "channel": PlaceChosen(HERE, "clear-writing"),
        }
        await _fill(engine, founder, "community create", founding)
        for member in MEMBERS[1:]:
            await engine.handle(_command(member, "join"))
        await _fill(engine, founder, "ask", {"title": QUESTION})
    finally:
        engine.stop()
        store.close()


async def _fill(engine: Engine[SqlUnit], member: str, words: str, values: Mapping[str, FormValue]) -> None:
    """Say the verb and fill in the form it opens. Raises: NotAsExpected."""
    answer = await engine.handle(_command(member, words))
    if not isinstance(answer, OpenForm):
        raise NotAsExpected(words)
    await engine.handle(_filled(member, answer.form, values))


def _command(member: str, text: str) -> CommandGiven:
    return CommandGiven(
        delivery_id=f"staging:{next(_numbers)}",
        workspace=WORKSPACE,
        at=SystemClock().now(),
        by=_actor(member),
        place=Place(ref=HERE),
        text=text,
        said=Said.SLASH,
    )


def _filled(member: str, form: Form, values: Mapping[str, FormValue]) -> FormSubmitted:
    initial = {known.name: known.initial for known in form.inputs if isinstance(known.initial, str | tuple)}
    return FormSubmitted(
        delivery_id=f"staging:{next(_numbers)}",
        workspace=WORKSPACE,
        at=SystemClock().now(),
        by=_actor(member),
        place=Place(ref=HERE),
        action=form.action,
        subject=form.subject,
        values={**initial, **values},
    )


def _actor(member: str) -> Actor:
    return Actor(ref=AccountRef(WORKSPACE, member), name=member.title(), zone="Europe/Brussels")
