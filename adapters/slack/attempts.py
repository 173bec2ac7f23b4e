"""Ways to installing Kring: what a browser sets out with and brings back, and how many may come back.

Setting out keeps nothing here: what is brought back tells by itself that it is ours, whose browser it is of, and until
when it is good. So nobody's setting out can be in the way of another's.
"""

import hmac
import secrets
import time
from collections import Counter, deque
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address

from starlette.requests import Request

from facilitation.ports.clock import Clock

WITHIN = timedelta(minutes=10)  # for passwords, second factors and the choice of a workspace
PURPOSE = b"kring/slack/install/1"
EACH, ALL = 20, 300  # who come back within that time, from one address and in all: Slack is asked about each


def secret() -> str:
    return secrets.token_urlsafe(32)


class Attempts:
    def __init__(self, client_secret: str, clock: Clock) -> None:
        self._key = hmac.digest(client_secret.encode(), PURPOSE, "sha256")
        self._clock = clock

    def begun(self, here: str, prefix: str = "") -> str:
        """The `state` that goes by way of Slack; `here` is its other half, which stays in the browser."""
        until = int((self._clock.now() + WITHIN).timestamp())
        told = f"{prefix}{secret()}.{until}"
        return f"{told}.{self._seal(told, here)}"

    def until(self, state: str, here: str) -> datetime | None:
        """How long it is good; None when it is not, or never was."""
        told, _, seal = state.rpartition(".")
        if not here or not hmac.compare_digest(seal.encode(), self._seal(told, here).encode()):
            return None
        until = datetime.fromtimestamp(int(told.rpartition(".")[2]), UTC)
        return until if self._clock.now() < until else None

    def _seal(self, told: str, here: str) -> str:
        return hmac.digest(self._key, f"{told}\n{here}".encode(), "sha256").hex()


def digest(state: str, here: str) -> str:
    """By which it is known that somebody came back with these."""
    return sha256(f"{state}\n{here}".encode()).hexdigest()


class Crowd:
    """Who came back lately. A process counts its own, and forgets with it."""

    def __init__(self) -> None:
        self._came: deque[tuple[float, str]] = deque()
        self._from: Counter[str] = Counter()

    def has_room(self, request: Request) -> bool:
        """And takes it. Where a proxy doesn't tell who comes, all of its visitors are only counted together."""
        now, address = time.monotonic(), address_of(request)
        while self._came and now - self._came[0][0] > WITHIN.total_seconds():
            self._from[self._came.popleft()[1]] -= 1
        self._from += Counter()  # drops those of whom nobody is left
        if len(self._came) >= ALL or (address and self._from[address] >= EACH):
            return False
        self._came.append((now, address))
        self._from[address] += 1
        return True


def address_of(request: Request) -> str:
    """Whose request it is: as a proxy beside us tells in its last word (RFC 7239, 8.1); "" where that isn't known."""
    nearest = request.client.host if request.client else ""
    if not _is_nearby(nearest):
        return nearest
    return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()[:64]


def _is_nearby(host: str) -> bool:
    """On this machine or in its own network, where a reverse proxy stands."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return True
