"""How Kring talks with one person: greetings, help, and what they choose for themselves."""

from facilitation.conversation.handlers import CONVERSATION

__all__ = ["CONVERSATION"]
