"""Whether something that should happen again and again still does."""

import time
from datetime import timedelta


class Heartbeat:
    """Beaten by whatever must stay alive, read by `/readyz`."""

    def __init__(self, patience: timedelta) -> None:
        self._patience = patience.total_seconds()
        self._last: float | None = None

    def beat(self) -> None:
        self._last = time.monotonic()

    @property
    def is_alive(self) -> bool:
        return self._last is not None and time.monotonic() - self._last < self._patience
