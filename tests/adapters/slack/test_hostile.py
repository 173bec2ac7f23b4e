"""Payloads that Slack would hardly send: signed or not, they can't make reading fail."""

from datetime import UTC, datetime

import pytest

from adapters.slack.incoming import Known, to_event
from facilitation.events import FormSubmitted, MessagePosted

KNOWN = Known(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


def test_blocks_within_blocks_without_end_are_read() -> None:
    blocks: list[object] = [{"type": "emoji", "name": "tada", "unicode": "1f389"}]
    for _ in range(5000):
        blocks = [{"elements": blocks}]
    said = {"type": "message", "user": "U1", "channel": "C1", "ts": "1.2", "text": ":tada:", "blocks": blocks}
    event = to_event({"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": said}, KNOWN)
    assert isinstance(event, MessagePosted)
    assert event.text == "🎉"


@pytest.mark.parametrize("kept", ["[" * 100_000, '{"a":' * 100_000, '{"subject":' + "9" * 5000 + "}", "null", ""])
def test_a_form_from_nowhere_is_about_nothing(kept: str) -> None:
    view = {"callback_id": "questions.ask", "private_metadata": kept}
    payload = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "trigger_id": "1", "view": view}
    event = to_event(payload, KNOWN)
    assert isinstance(event, FormSubmitted)
    assert event.place is None
    assert event.subject.community is None
