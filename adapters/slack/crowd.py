"""How many may set out to install Kring: each who does has a row until they are back, or ten minutes have passed."""

import time
from collections import Counter, deque
from datetime import timedelta
from ipaddress import ip_address

from starlette.requests import Request

WITHIN = timedelta(minutes=10)  # for passwords, second factors and the choice of a workspace
EACH, ALL = 20, 5000  # who set out within that time, from one address and in all


class Crowd:
    """Who set out lately. A process counts its own, and forgets with it."""

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
