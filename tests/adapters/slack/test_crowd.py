"""How many may set out to install Kring, and where from."""

from starlette.requests import Request

from adapters.slack.crowd import ALL, EACH, Crowd, address_of


def request(nearest: str, forwarded: str = "") -> Request:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return Request({"type": "http", "client": (nearest, 4000), "headers": headers})


def test_an_address_is_what_the_proxy_beside_us_tells_and_no_strangers_own_word() -> None:
    assert address_of(request("127.0.0.1", "198.51.100.1, 203.0.113.7")) == "203.0.113.7"
    assert address_of(request("172.18.0.1", "203.0.113.7")) == "203.0.113.7"
    assert address_of(request("8.8.8.8", "198.51.100.1")) == "8.8.8.8"
    assert address_of(request("127.0.0.1")) == ""


def test_each_address_has_its_share_and_all_together_theirs() -> None:
    crowd = Crowd()
    assert [crowd.has_room(request("8.8.8.8")) for _ in range(EACH + 1)] == [True] * EACH + [False]
    came = [crowd.has_room(request("127.0.0.1")) for _ in range(ALL)]
    assert came == [True] * (ALL - EACH) + [False] * EACH
