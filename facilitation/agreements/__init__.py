"""What somebody at the edge and the core agreed that each brings and may expect."""

from facilitation.agreements.handlers import AGREEMENTS

__all__ = ["AGREEMENTS"]
