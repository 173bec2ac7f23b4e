"""Who comes in by invitation: a guest whom a facilitator lets in, a sponsor to whom all facilitators consent."""

from facilitation.inviting.handlers import INVITING

__all__ = ["INVITING"]
