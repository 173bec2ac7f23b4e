"""What anybody may read of this Kring: what it is, what it reads and keeps, and on what terms it is there."""

from bot.about.pages import PRIVACY, TERMS, routes

__all__ = ["PRIVACY", "TERMS", "routes"]
