"""What was changed in the community and by whom, for its members to read."""

from facilitation.log.handlers import LOG

__all__ = ["LOG"]
