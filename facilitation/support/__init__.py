"""What the community asks of its sponsor, and what the sponsor answers, where all can read it."""

from facilitation.support.handlers import SUPPORT

__all__ = ["SUPPORT"]
