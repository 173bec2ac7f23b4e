"""How many may set out to install Kring, and where from."""

from starlette.requests import Request

from adapters.slack.crowd import ALL, EACH, Crowd, address_of


def request(nearest: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    return Request({"type": "http", "client": (nearest, 4000), "headers": headers})


def test_an_address_is_what_the_proxy_beside_us_tells_and_no_strangers_own_word() -> None:
    assert address_of(request("127.0.0.1", "198.51.100.1, 203.0.113.7")) == "203.0.113.7"
    assert address_of(request("172.18.0.1", "203.0.113.7")) == "203.0.113.7"
    assert address_of(request("8.8.8.8", "198.51.100.1")) == "8.8.8.8"
    assert address_of(request("127.0.0.1")) == ""


def test_where_it_is_told_in_two_lines_the_last_one_is_the_proxys() -> None:
    assert address_of(request("127.0.0.1", "6.6.6.6", "203.0.113.7")) == "203.0.113.7"


def test_a_port_makes_nobody_somebody_else() -> None:
    for told in ("203.0.113.7:5678", "203.0.113.7:9999", "::ffff:203.0.113.7", "[::ffff:203.0.113.7]:1"):
        assert address_of(request("127.0.0.1", told)) == "203.0.113.7"


def test_a_network_of_ones_own_is_one_address() -> None:
    one, other = "2001:db8:1:2::1", "[2001:db8:1:2:ffff::2]:443"
    assert address_of(request("127.0.0.1", one)) == address_of(request("127.0.0.1", other)) == "2001:db8:1:2::/64"
    assert address_of(request("2a00:1450:4001:800::1")) == address_of(request("2a00:1450:4001:800::2"))
    assert address_of(request("127.0.0.1", "2001:db8:1:3::1")) == "2001:db8:1:3::/64"


def test_a_proxy_may_stand_in_a_hosting_companys_own_network() -> None:
    assert address_of(request("100.64.0.1", "203.0.113.7")) == "203.0.113.7"


def test_what_is_no_address_is_not_known() -> None:
    assert address_of(request("127.0.0.1", "unknown")) == ""


def test_each_address_has_its_share_and_all_together_theirs() -> None:
    crowd = Crowd()
    assert [crowd.has_room(request("8.8.8.8")) for _ in range(EACH + 1)] == [True] * EACH + [False]
    came = [crowd.has_room(request("127.0.0.1")) for _ in range(ALL)]
    assert came == [True] * (ALL - EACH) + [False] * EACH
