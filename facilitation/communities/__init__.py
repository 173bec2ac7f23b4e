"""Founding a community, joining and leaving it, and handing its facilitation round."""

from facilitation.communities.handlers import COMMUNITIES

__all__ = ["COMMUNITIES"]
