"""The local workspace, which shows messages as the other platforms would."""

from base64 import b64encode

from adapters.playground.drawing import Preview
from adapters.playground.playground import Playground
from adapters.playground.playground import Surroundings as Given
from adapters.slack.drawn import drawn
from adapters.slack.outgoing import render
from adapters.teams.outgoing import as_activity, pictures
from bot.connect import Connection, Surroundings
from facilitation.messages import Message


def connect(surroundings: Surroundings) -> Connection:
    playground = Playground(
        Given(
            handle=surroundings.handle,
            clock=surroundings.clock,
            notes=surroundings.notes("playground"),
            previews={"slack": as_slack, "teams": as_teams},
            verbs=surroundings.offers.verbs,
            shortcuts=surroundings.offers.shortcuts,
            mover=surroundings.mover,
        )
    )
    return Connection("playground", playground, playground.hang_up, playground.seed)


def as_slack(message: Message) -> Preview:
    shown, files = drawn(message)
    addresses = {name: f"data:image/png;base64,{b64encode(content).decode()}" for name, content in files.items()}
    return Preview(render(shown), addresses)


def as_teams(message: Message) -> Preview:
    return Preview(as_activity(message, pictures(message)))
