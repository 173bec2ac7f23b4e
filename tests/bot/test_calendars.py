"""A calendar is served to whoever knows its link, and nothing to anybody else."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.calendars import route


async def read(token: str) -> str | None:
    return "BEGIN:VCALENDAR\r\n" if token == "right" else None


CLIENT = TestClient(Starlette(routes=[route(read)]))


def test_who_knows_the_link_gets_the_calendar() -> None:
    answer = CLIENT.get("/calendar/right.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.text == "BEGIN:VCALENDAR\r\n"
    assert "private" in answer.headers["cache-control"]
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_another_link_leads_nowhere() -> None:
    for path in ("/calendar/wrong.ics", "/calendar/.ics", "/calendar/right", "/calendar/a/b.ics"):
        assert CLIENT.get(path).status_code == 404
