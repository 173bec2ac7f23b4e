"""Ways to installing: good for whose they are and in time, and how many come back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request

from adapters.slack.attempts import ALL, EACH, WITHIN, Attempts, Crowd, address_of


@dataclass
class MovedClock:
    moment: datetime = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


def request(nearest: str, forwarded: str = "") -> Request:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return Request({"type": "http", "client": (nearest, 4000), "headers": headers})


def test_it_is_good_for_whose_it_is_under_its_own_seal_and_until_its_time() -> None:
    clock = MovedClock()
    ours = Attempts("a secret", clock)
    state = ours.begun("mine", "more.")
    until = clock.now() + WITHIN
    assert ours.until(state, "mine") == until
    assert state.startswith("more.")
    told, _, seal = state.rpartition(".")
    later = f"{told.rpartition('.')[0]}.{int(until.timestamp()) + 60}.{seal}"
    for other in ("", "x", state[:-1], f"{state}0", state.removeprefix("more."), later, "é.1.ü"):
        assert ours.until(other, "mine") is None
    assert ours.until(state, "theirs") is None
    assert ours.until(ours.begun(""), "") is None
    assert Attempts("another secret", clock).until(state, "mine") is None
    clock.moment += WITHIN - timedelta(seconds=1)
    assert ours.until(state, "mine") == until
    clock.moment += timedelta(seconds=1)
    assert ours.until(state, "mine") is None


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
