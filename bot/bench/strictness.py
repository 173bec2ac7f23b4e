"""What Slack enforces, written from its documentation and not from what Kring keeps to: calls a minute of each method
in a workspace, and about one message a second in each channel. docs.slack.dev, Rate limits.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable
from math import ceil

MINUTE = 60.0
CALLS_A_MINUTE = {
    "chat.postMessage": 300,  # “several hundred messages per minute”
    "chat.update": 50,
    "conversations.open": 50,
    "users.info": 100,
    "conversations.info": 50,
}
BURST, BURST_SECONDS = 10, 5.0  # messages in one channel


class Strictness:
    """`now` in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self.refused: Counter[str] = Counter()

    def wait(self, method: str, channel: str = "") -> int:
        """Seconds to stay away, to be said with a 429; 0 when it is taken."""
        wait = self._wait(method, CALLS_A_MINUTE.get(method, 1_000), MINUTE)
        if channel and not wait:
            wait = self._wait(f"{method} {channel}", BURST, BURST_SECONDS)
        self.refused[method] += wait > 0
        return wait

    def _wait(self, what: str, most: int, span: float) -> int:
        now, calls = self._now(), self._calls[what]
        while calls and calls[0] <= now - span:
            calls.popleft()
        if len(calls) >= most:
            return max(1, ceil(calls[0] + span - now))
        calls.append(now)
        return 0
