"""The recorded payloads: most as a local Slack sent them, the others written after Slack's documentation."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.slack.incoming import Known, to_event
from facilitation.events import AnyChatEvent

FOLDER = Path(__file__).parents[2] / "payloads/slack"
NAMES = sorted(file.stem for file in FOLDER.glob("*.json"))
RECEIVED = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)

Json = dict[str, Any]


def payload(name: str) -> Json:
    read: Json = json.loads((FOLDER / f"{name}.json").read_text())
    return read


def event(name: str, **names: str) -> AnyChatEvent | None:
    """That payload as an event, read with people's names known by user id."""
    return to_event(payload(name), Known(RECEIVED, "U0KRING", names))
