"""What `/readyz` tells, and when it says that Kring can't work."""

from collections.abc import Awaitable, Callable

import pytest
from starlette.testclient import TestClient

from bot.health import Health
from bot.web import web

PARTS = ("database", "migrations", "ticker", "delivery")


def told(failing: str = "", meaning: str | None = None) -> Callable[[], Awaitable[Health]]:
    async def health() -> Health:
        parts = {part: part != failing for part in PARTS}
        return Health(**parts, problems={"slack": "invalid_auth"}, silent_soon={"slack": 2}, meaning=meaning)

    return health


@pytest.mark.parametrize("part", PARTS)
def test_kring_is_not_ready_when_a_part_of_it_fails(part: str) -> None:
    answer = TestClient(web([], told(part), None)).get("/readyz")
    assert answer.status_code == 503
    assert answer.json()[part] == "failing"


def test_a_platform_in_trouble_is_told_but_kring_stays_in_service() -> None:
    answer = TestClient(web([], told(), None)).get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["platforms"] == {"slack": "invalid_auth"}
    assert answer.json()["silent_soon"] == {"slack": 2}


def test_without_meaning_words_are_searched_and_kring_stays_in_service() -> None:
    answer = TestClient(web([], told(meaning="no library for it here"), None)).get("/readyz")
    assert (answer.status_code, answer.json()["meaning"]) == (200, "no library for it here")
    assert TestClient(web([], told(), None)).get("/readyz").json()["meaning"] == "ok"


def test_the_front_leads_to_the_playground_where_there_is_one() -> None:
    answer = TestClient(web([], told(), "/playground")).get("/", follow_redirects=False)
    assert answer.headers["location"] == "/playground"
