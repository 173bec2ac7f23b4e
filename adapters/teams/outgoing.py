"""Canonical messages as activities: the plain JSON that the Bot Connector takes."""

from collections.abc import Sequence

from adapters.border import Json
from adapters.teams.cards import as_cards, attached, heading, is_whole
from adapters.teams.limits import MESSAGE_CARDS, SUMMARY
from facilitation.messages import Message, split


def in_parts(message: Message) -> Sequence[Message]:
    return split(message, lambda part: is_whole(part, MESSAGE_CARDS))


def as_activity(message: Message) -> Json:
    """Cards only: Teams would make two messages of text with cards. `summary` is what a notification shows."""
    return {
        "type": "message",
        "summary": heading(message)[:SUMMARY],
        "attachmentLayout": "list",
        "attachments": [attached(card) for card in as_cards(message, MESSAGE_CARDS)],
    }
