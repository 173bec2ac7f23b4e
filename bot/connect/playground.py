"""The local workspace, which shows messages as the other platforms would."""

from collections.abc import Sequence

from adapters.playground.drawing import Shortcut, Verb
from adapters.playground.playground import Playground
from adapters.playground.playground import Surroundings as Given
from adapters.slack.outgoing import render
from adapters.teams.outgoing import as_activity
from bot.connect import Connection, Surroundings


def connect(surroundings: Surroundings) -> Connection:
    offers = surroundings.offers

    def verbs(language: str) -> Sequence[Verb]:
        return [Verb(offer.name, offer.name, offer.label) for offer in offers.verbs(language)]

    def shortcuts(language: str) -> Sequence[Shortcut]:
        return [Shortcut(offer.name, offer.label) for offer in offers.shortcuts(language)]

    playground = Playground(
        Given(
            handle=surroundings.handle,
            clock=surroundings.clock,
            notes=surroundings.notes("playground"),
            previews={"slack": render, "teams": as_activity},
            verbs=verbs,
            shortcuts=shortcuts,
            mover=surroundings.mover,
        )
    )
    return Connection("playground", playground, playground.hang_up, playground.seed)
