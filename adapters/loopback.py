"""Which hosts are this very machine."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server on that host."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
