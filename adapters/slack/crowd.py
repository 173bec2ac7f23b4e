"""How many may set out to install Kring: each who does has a row until they are back, or ten minutes have passed."""

import re
import time
from collections import Counter, deque
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request

WITHIN = timedelta(minutes=10)  # for passwords, second factors and the choice of a workspace
HOST = re.compile(r"\[(?P<boxed>[0-9A-Fa-f:.]+)\](:\d+)?|(?P<plain>\d+\.\d+\.\d+\.\d+):\d+")
SUBSCRIBER = 64  # bits of an IPv6 address that are one network's (RFC 4291, 2.5.4)
SHARED = ip_network("100.64.0.0/10")  # RFC 6598: as a hosting company's own network, and its proxies, have
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
        return _household(nearest)
    told = request.headers.getlist("x-forwarded-for")[-1:]
    return _household("".join(told).rpartition(",")[2].strip())


def _household(told: str) -> str:
    """Without a port, which is another one each time; of IPv6 what one subscriber has."""
    found = HOST.fullmatch(told)
    host = (found["boxed"] or found["plain"] or told) if found else told
    try:
        address = ip_address(host)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, SUBSCRIBER), strict=False))
    return str(address)


def _is_nearby(host: str) -> bool:
    """On this machine or in its own network, where a reverse proxy stands."""
    try:
        address = ip_address(host)
    except ValueError:
        return True
    return address.is_private or address in SHARED
