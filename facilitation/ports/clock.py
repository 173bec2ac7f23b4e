"""The one source of now."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment: aware, in UTC."""
        ...
