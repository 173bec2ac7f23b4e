"""A community's own ways of working: written or put together, tried out, offered, changed and taken back."""

from facilitation.sessions.formats.handlers import FORMATS

__all__ = ["FORMATS"]
