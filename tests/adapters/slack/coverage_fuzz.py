"""Looks, led by what of the reading it reaches, for bytes that break it; begins with the recorded deliveries.

No part of the tests that always run. Where atheris is installed beside them (it takes Linux, and is large):
.venv/bin/python -m tests.adapters.slack.coverage_fuzz -max_total_time=60
"""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["adapters", "facilitation.messages"]):
    from adapters.slack.endpoint import Unreadable, read_body
    from adapters.slack.incoming import Known, to_event
    from adapters.slack.incoming.reading import organisation, workspace
    from tests.adapters.slack.delivery import as_sent
    from tests.adapters.slack.payloads import NAMES, payload

KNOWN = Known(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "U0KRING", {"U01ANNA": "Anna"})


def read(body: bytes) -> None:
    try:
        payload = read_body(body)
    except Unreadable:
        return
    workspace(payload), organisation(payload)
    to_event(payload, KNOWN)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as recorded:
        for name in NAMES:
            (Path(recorded) / name).write_bytes(as_sent(payload(name)))
        atheris.Setup([*sys.argv, recorded], read)
        atheris.Fuzz()
