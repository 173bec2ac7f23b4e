"""What Kring writes into Slack's own fields and reads back: action ids, and where a form came from."""

import json
from dataclasses import dataclass, field, replace

from adapters.slack.limits import PRIVATE_METADATA, length
from facilitation.messages import Subject

LINK = "link"
FILE = "slack-file:"
"""Begins the address of a picture that Kring uploaded; its file id follows."""


def action_id(action: str, place: int) -> str:
    """Within a block no two elements may share an id, so each carries its place."""
    return f"{action}~{place}"


def action_of(identity: str) -> str:
    return identity.rpartition("~")[0] or identity


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a form was opened and what it is about, as kept in private_metadata. `kind` is a Slack channel_type.

    `message` is the card whose button opened it.
    """

    subject: Subject = field(default_factory=Subject)
    channel: str = ""
    thread: str = ""
    kind: str = ""
    message: str = ""

    def written(self) -> str:
        """As JSON within Slack's limit: the subject's detail is shortened where it must be."""
        detail = self.subject.detail
        while length(written := self._written(detail)) > PRIVATE_METADATA and detail:
            detail = detail[: len(detail) // 2]
        return written

    def _written(self, detail: str) -> str:
        kept = {
            "subject": replace(self.subject, detail=detail).encode(),
            "channel": self.channel,
            "thread": self.thread,
            "kind": self.kind,
            "message": self.message,
        }
        return json.dumps({name: value for name, value in kept.items() if value}, ensure_ascii=False)

    @classmethod
    def read(cls, written: str) -> "Origin":
        """What `written` wrote; anything else is a form from nowhere about nothing."""
        try:
            kept: object = json.loads(written)
        except (ValueError, RecursionError):
            kept = None
        if not isinstance(kept, dict):
            return cls()
        names = ("channel", "thread", "kind", "message")
        return cls(Subject.decode(str(kept.get("subject", ""))), *(str(kept.get(name, "")) for name in names))
