"""Once a week, in one message, what happened here: and nothing when nothing did."""

from facilitation.digest.handlers import digest

__all__ = ["digest"]
