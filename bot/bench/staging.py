"""Sets the stage of a measurement: a community with members and an open question, by what members would do."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import count

from bot.bench.workspace import MEMBERS, QUESTION_CHANNEL, WORKSPACE
from bot.capabilities import repertoire
from bot.clock import SystemClock
from facilitation.engine import Engine
from facilitation.events import Actor, CommandGiven, FormSubmitted, FormValue, LookedUp, Place, PlaceChosen, Said
from facilitation.messages import Button, Card, Form, LookUp, OpenForm, Owed, Paragraph, ToPerson
from facilitation.people import AccountRef, PlaceRef
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Ability
from facilitation.reception import Reception
from storage.migrations import migrate
from storage.store import open_store
from storage.unit import SqlUnit

QUESTION = "How do you begin a text that nobody wants to read?"
INVITATION = "How did you arrive this week?"
HERE = PlaceRef(WORKSPACE, QUESTION_CHANNEL)
_numbers = count(1)


class NotAsExpected(Exception):
    """A command was not answered by a form."""


async def stage(database: str, keys: str) -> None:
    migrate(database)
    with opened(database, keys, SystemClock()) as engine:
        engine.start()
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


async def invite(database: str, keys: str, people: int) -> None:
    """One event asks so many for a check-in: their invitations wait in the outbox."""
    card = Card(INVITATION, (Paragraph("It takes two minutes."),), (Button("Answer", "check_in.answer"),))

    def asked(unit: SqlUnit) -> None:
        unit.enter(None, None)
        for number in range(people):
            unit.outbox.post(ToPerson(AccountRef(WORKSPACE, f"U{number:05}PERSON"), Owed.ANSWER), card)

    with opened(database, keys, SystemClock()) as engine:
        engine.start()
        await engine.run("staging", asked)


@contextmanager
def opened(database: str, keys: str, clock: Clock) -> Iterator[Engine[SqlUnit]]:
    """All of Kring but its platforms and its web, over a database that is migrated; not started."""
    with closing(open_store(database, clock, keys)) as store:
        reception: Reception[SqlUnit] = Reception(repertoire(), lambda _: frozenset(Ability))
        yield Engine(store.units, store.writers, reception)


async def _fill(engine: Engine[SqlUnit], member: str, words: str, values: Mapping[str, FormValue]) -> None:
    """Say the verb and fill in the form it opens. Raises: NotAsExpected."""
    answer = await engine.handle(_command(member, words))
    if not isinstance(answer, OpenForm):
        raise NotAsExpected(words)
    filled = _filled(member, answer.form, values)
    handled = await engine.handle(filled)
    if isinstance(handled, LookUp):  # nothing is there yet to be found
        await engine.handle(LookedUp(origin=filled, look=handled, found=()))


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
