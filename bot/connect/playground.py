"""The local workspace, which shows messages as the other platforms would."""

from adapters.playground.playground import Playground
from adapters.playground.playground import Surroundings as Given
from adapters.slack.outgoing import render
from adapters.teams.outgoing import as_activity
from bot.connect import Connection, Surroundings


def connect(surroundings: Surroundings) -> Connection:
    playground = Playground(
        Given(
            handle=surroundings.handle,
            clock=surroundings.clock,
            notes=surroundings.notes("playground"),
            previews={"slack": render, "teams": as_activity},
            verbs=surroundings.offers.verbs,
            shortcuts=surroundings.offers.shortcuts,
            mover=surroundings.mover,
        )
    )
    return Connection("playground", playground, playground.hang_up, playground.seed)
