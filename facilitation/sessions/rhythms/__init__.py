"""Rhythms: any playbook can come back, chosen by the community, hosted in turn, paused or ended by it."""

from facilitation.sessions.rhythms.handlers import RHYTHMS

__all__ = ["RHYTHMS"]
