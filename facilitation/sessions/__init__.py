"""Sessions: any playbook, run with a community, at once or over days, once or in a rhythm."""

from facilitation.sessions.handlers import SESSIONS

__all__ = ["SESSIONS"]
