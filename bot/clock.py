"""What time it is: the machine's, or for the playground one that can be moved forward."""

from datetime import UTC, datetime, timedelta

from facilitation.ports.clock import Clock


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ShiftedClock:
    """Runs as another clock does, but ahead of it by as much as it has been moved. Read from any thread."""

    def __init__(self, clock: Clock, ahead: timedelta = timedelta()) -> None:
        self._clock = clock
        self.ahead = ahead

    def now(self) -> datetime:
        return self._clock.now() + self.ahead

    def set(self, instant: datetime) -> None:
        """Make it that moment now; it never goes back."""
        self.ahead = max(self.ahead, instant - self._clock.now())
