"""The clock control says where it goes, and only goes forward."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from starlette.applications import Starlette

from adapters.playground.hours import at_work, moved, next_tuesday
from bot.notes import ScratchNotes
from tests.adapters.playground.conftest import HOST, Play
from tests.adapters.playground.scripted import TUESDAY, HandClock, Scripted, build

BRUSSELS = "Europe/Brussels"


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-23T09:00+01:00", "2026-11-24T10:00+01:00"),
        ("2026-11-24T09:59+01:00", "2026-11-24T10:00+01:00"),
        ("2026-11-24T10:00+01:00", "2026-12-01T10:00+01:00"),
        ("2026-10-24T12:00+02:00", "2026-10-27T10:00+01:00"),
    ],
)
def test_the_next_tuesday_at_ten(now: str, then: str) -> None:
    assert next_tuesday(datetime.fromisoformat(now), BRUSSELS) == datetime.fromisoformat(then)


def test_a_local_date_and_time_is_meant_in_the_speakers_zone() -> None:
    assert moved("at", "2026-12-24T18:00", TUESDAY, "Indian/Reunion") == datetime(2026, 12, 24, 14, tzinfo=UTC)
    assert moved("at", "2026-12-24T18:00+00:00", TUESDAY, BRUSSELS) == datetime(2026, 12, 24, 18, tzinfo=UTC)


@pytest.mark.parametrize("at", ["", "tomorrow", "2026-02-30T10:00", "0001-01-01T00:00"])
def test_what_is_no_moment(at: str) -> None:
    found = moved("at", at, TUESDAY, BRUSSELS)
    assert found is None or found < TUESDAY


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-24T11:00+01:00", "2026-11-24T11:00+01:00"),
        ("2026-11-24T06:00+01:00", "2026-11-24T09:30+01:00"),
        ("2026-11-24T20:00+01:00", "2026-11-25T09:30+01:00"),
        ("2026-11-27T15:00+01:00", "2026-11-30T09:30+01:00"),
        ("2026-11-29T05:00+01:00", "2026-11-30T09:30+01:00"),
    ],
)
def test_a_moment_at_which_people_work(now: str, then: str) -> None:
    assert at_work(datetime.fromisoformat(now), BRUSSELS) == datetime.fromisoformat(then)


async def test_an_hour_a_day_and_a_moment(play: Play) -> None:
    for asked, moment in (
        ({"move": "hour"}, TUESDAY + timedelta(hours=1)),
        ({"move": "day"}, TUESDAY + timedelta(hours=25)),
        ({"move": "at", "at": "2026-12-24T18:00"}, datetime(2026, 12, 24, 17, tzinfo=UTC)),
    ):
        answer = await play.does("noor", "clock", **asked)
        assert answer.json() == {"now": moment.isoformat()}
        assert play.clock.now() == moment


@pytest.mark.parametrize("at", ["2026-11-24T10:00", "2028-01-01T00:00", "", "soon"])
async def test_neither_back_nor_too_far_nor_nowhere(play: Play, at: str) -> None:
    answer = await play.does("noor", "clock", move="at", at=at)
    assert answer.status_code == 422
    assert play.clock.now() == TUESDAY


async def test_it_is_offered_only_where_time_can_be_moved() -> None:
    still = build(Scripted(), ScratchNotes(), HandClock(), movable=False)
    await still.start()
    transport = httpx2.ASGITransport(app=Starlette(routes=list(still.routes)))
    async with httpx2.AsyncClient(transport=transport, base_url=HOST) as client:
        assert "clock-menu" not in (await client.get("/playground/noor/general")).text
        assert (await client.post("/playground/-/noor/clock", json={"move": "hour"})).status_code == 404
