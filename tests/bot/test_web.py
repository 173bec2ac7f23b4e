"""What `/readyz` tells, and when it says that Kring can't work."""

from collections.abc import Awaitable, Callable

import pytest
from starlette.testclient import TestClient

from bot.health import Health
from bot.web import web

WELL = {"database": True, "migrations": True, "ticker": True, "delivery": True}


def told(**differing: bool) -> Callable[[], Awaitable[Health]]:
    async def health() -> Health:
        return Health(**{**WELL, **differing}, problems={"slack": "invalid_auth"})

    return health


@pytest.mark.parametrize("part", ["database", "migrations", "ticker", "delivery"])
def test_kring_is_not_ready_when_a_part_of_it_fails(part: str) -> None:
    answer = TestClient(web([], told(**{part: False}), None)).get("/readyz")
    assert answer.status_code == 503
    assert answer.json()[part] == "failing"


def test_a_platform_in_trouble_is_told_but_kring_stays_in_service() -> None:
    answer = TestClient(web([], told(), None)).get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["platforms"] == {"slack": "invalid_auth"}


def test_the_front_leads_to_the_playground_where_there_is_one() -> None:
    answer = TestClient(web([], told(), "/playground")).get("/", follow_redirects=False)
    assert answer.headers["location"] == "/playground"
