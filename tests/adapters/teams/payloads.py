"""Payloads as Teams sends them, from Microsoft's documentation, with the ids of one tenant."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.teams.incoming import to_events
from facilitation.events import AnyChatEvent
from facilitation.people import PlaceRef, WorkspaceId

FOLDER = Path(__file__).parents[2] / "payloads/teams"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
RECEIVED = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
WORKSPACE = WorkspaceId(f"teams:{TENANT}")
MEGAN = "29:1XJKJMvc5GBtc2JwZq0oj8tHZmzrQgFmB39ATiQWA85gQtHieVkKilBZ9XHoq9j7Zaqt7CZ-NJWi7me2kHTL3Bw"
OLO = "29:1aBjVi5MwCFfhPIV03E5uDdfpBFXp_2Yz-sjrvVg12oavg96cqpE_DiMhOpmN9zHeZpYbJcuUEKuSDy2AYWPz1A"
KRING = "28:c9e8c047-2a74-40a2-b28a-b162d5f5327c"
CHANNEL = "19:0d7b4a2c1f364b3f9a1e6c5d8f7a9b20@thread.tacv2"
TEAM = "19:acca514e83cb497e960e0b014d405336@thread.tacv2"
GROUP = "19:d77be72390a1416e9644261e9064fa00@thread.v2"
ROOT = "1481567603816"


def load(name: str) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return payload


def events(name: str) -> tuple[AnyChatEvent, ...]:
    return to_events(load(name), RECEIVED)


def only(name: str) -> AnyChatEvent:
    (event,) = events(name)
    return event


def place(channel: str = CHANNEL, thread: str | None = None) -> PlaceRef:
    return PlaceRef(WORKSPACE, channel, thread)
