"""Canonical messages as activities: the plain JSON that the Bot Connector takes."""

from adapters.border import Json
from adapters.teams.cards import as_cards, attached, heading
from adapters.teams.limits import MESSAGE_CARDS, SUMMARY
from facilitation.messages import Message


def as_activity(message: Message) -> Json:
    """Cards only: Teams would make two messages of text with cards. `summary` is what a notification shows."""
    return {
        "type": "message",
        "summary": heading(message)[:SUMMARY],
        "attachmentLayout": "list",
        "attachments": [attached(card) for card in as_cards(message, MESSAGE_CARDS)],
    }
