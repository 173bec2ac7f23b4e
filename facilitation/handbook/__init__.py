"""The handbook: who may read what of a community's knowledge, and the personal link that lets a member in."""

from facilitation.handbook.handlers import HANDBOOK

__all__ = ["HANDBOOK"]
