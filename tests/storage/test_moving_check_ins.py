"""Check-ins of before rhythms: series, rounds, turns and voices are there afterwards, as what they have become."""

import hmac
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, insert, inspect, text

from facilitation.events import TimerDue
from facilitation.people import CommunityId, MemberId
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions import running
from facilitation.sessions.course.happenings import Given, Woken
from facilitation.sessions.course.values import Nudge, Stage
from facilitation.sessions.rhythms.model import MeetingState, SeriesState
from storage.database import opened
from storage.keyring import Keyring
from storage.migrations import SCRIPTS, migrate
from storage.store import open_store
from storage.unit import SqlUnit
from storage.upgrade import upgrade
from tests.storage.shelf import MovedClock, Shelf
from tests.stores import Cluster

KEYS = "a key of before, another one"
CIRCLE = CommunityId("circle")
WORKSPACE = "slack:T1"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
CLOSES = NOON + timedelta(hours=22)
TUESDAY, LAST_WEEK, EARLIER = (date(2026, 3, 3) - timedelta(days=7 * number) for number in range(3))
SECRET = "ab" * 32
NUMBERS = count()
PEOPLE = tuple(MemberId(name) for name in ("ann", "ben", "cleo", "dan", "eve", "fay"))


@pytest.fixture(params=["sqlite", "postgresql", "as a plain owner"])
def before(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[str]:
    """The address of a database as it was, with a community's check-ins in it."""
    on_file = request.param == "sqlite"
    cluster: Cluster | None = None if on_file else request.getfixturevalue("cluster")
    if cluster is None:
        address = f"sqlite:///{tmp_path}/kring.sqlite3"
    else:
        address = cluster.empty() if request.param == "postgresql" else cluster.owned_by(f"former_{next(NUMBERS)}")
    with opened(address) as engine, engine.begin() as connection:
        upgrade(connection, SCRIPTS, to="0002")
        Past(connection).is_as_it_was()
    yield address
    if cluster:
        cluster.drop(address)


class Past:
    """Rows as they were written then."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables = MetaData()
        self._tables.reflect(connection)
        self._keys = Keyring(KEYS)
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('kring.community', 'circle', true)"))

    def is_as_it_was(self) -> None:
        self.put(
            "communities", id=CIRCLE, name="Circle", purpose="", language="en", zone="Europe/Brussels",
            workspace=WORKSPACE, channel="C1", created_at=NOON, place_gone=False,
        )  # fmt: skip
        for name in PEOPLE:
            self.is_a_member(name)
        self.series("weekly", "sealed", next_at=NOON + timedelta(days=7))
        self.series("nameless", "anonymous", state="paused")
        self.round("open", "weekly", TUESDAY, "sealed", state="open")
        self.turn("open", "ann", ["I tried", ""])
        self.turn("open", "ben", [])
        self.turn("open", "gone", ["before I left", "and more"])
        self.round("held", "weekly", LAST_WEEK, "sealed", answers_count=1)
        self.turn("held", "ann", ["last week", ""])
        self.round("late", "weekly", EARLIER, "sealed", state="missed")
        self.round("voiced", "nameless", LAST_WEEK, "anonymous", answers_count=5)
        for number in range(5):
            self.put(
                "check_in_voices", community_id=CIRCLE, round_id="voiced", id=f"v{number}", question=0,
                text=self._keys.lock(f"voice {number}"),
            )  # fmt: skip
        self.round("secret", "nameless", TUESDAY, "anonymous", state="open", key=self._keys.lock(SECRET))
        self.turn("secret", hidden("ann"), ["nobody knows"])
        for kind, subject, due_at in (
            ("check_ins.open", "weekly", NOON + timedelta(days=7)),
            ("check_ins.close", "open", CLOSES),
            ("check_ins.remind", "open", NOON + timedelta(hours=11)),
            ("check_ins.ask_one", "open/cleo", NOON + timedelta(hours=2)),
        ):
            self.put(
                "timers", community_id=CIRCLE, kind=kind, subject=subject, id=kind + subject, due_at=due_at,
                offer_at=due_at,
            )  # fmt: skip
        self.put(
            "posted", key="check_in/open/ask/ann", community_id=CIRCLE, workspace=WORKSPACE, channel="D1",
            message_id="1.1", place_key="p", posted_at=NOON, user="UANN",
        )  # fmt: skip

    def is_a_member(self, name: str) -> None:
        self.put(
            "accounts", workspace=WORKSPACE, user=f"U{name}", name=name.title(), is_bot=False, is_active=True,
            profile_seen=True, chose_language=False, chose_zone=False,
        )  # fmt: skip
        self.put(
            "members", community_id=CIRCLE, id=name, workspace=WORKSPACE, user=f"U{name}", level="full",
            joined_at=NOON - timedelta(days=99), left_place=False,
        )  # fmt: skip

    def series(self, identity: str, visibility: str, state: str = "running", next_at: datetime | None = None) -> None:
        self.put(
            "check_in_series", community_id=CIRCLE, id=identity, questions=self.locked(["How?", "And now?"]),
            rule="FREQ=WEEKLY;BYDAY=TU", at=time(9, 15), zone="Europe/Brussels", since=EARLIER, visibility=visibility,
            open_for=86_400, workspace=WORKSPACE, channel="C1", created_at=NOON, state=state, next_at=next_at,
        )  # fmt: skip

    def round(self, identity: str, series: str, day: date, visibility: str, **more: Any) -> None:
        closes_at = CLOSES - timedelta(days=(TUESDAY - day).days)
        given = {"state": "closed", "key": None, "answers_count": None, **more}
        self.put(
            "check_in_rounds", community_id=CIRCLE, id=identity, series_id=series, day=day, slot=0,
            opened_at=closes_at - timedelta(hours=22), closes_at=closes_at,
            questions=self.locked(["How?", "And now?"]), visibility=visibility, workspace=WORKSPACE, channel="C1",
            **given,
        )  # fmt: skip

    def turn(self, round_id: str, marker: str, said: list[str]) -> None:
        self.put("check_in_turns", community_id=CIRCLE, round_id=round_id, marker=marker, texts=self.locked(said))

    def locked(self, texts: list[str]) -> str:
        return self._keys.lock(json.dumps(texts))

    def put(self, table: str, **values: Any) -> None:
        known = self._tables.tables[table]
        version = {"version": 1} if "version" in known.columns else {}
        lite = self._connection.dialect.name == "sqlite"
        row = {
            name: value.replace(tzinfo=None) if lite and isinstance(value, datetime) else value
            for name, value in {**values, **version}.items()
        }
        self._connection.execute(insert(known), row)


def hidden(member: str) -> str:
    return hmac.new(bytes.fromhex(SECRET), member.encode(), "sha256").hexdigest()


@pytest.fixture
def moved(before: str) -> Iterator[Shelf]:
    migrate(before, KEYS)
    clock = MovedClock(NOON)
    with closing(open_store(before, clock, KEYS)) as store:
        yield Shelf(store, clock)


def test_series_go_on_as_they_were_set(moved: Shelf) -> None:
    with moved.unit(CIRCLE) as unit:
        weekly, nameless = sorted(unit.rhythms.all_series(), key=lambda series: series.id, reverse=True)
        assert (weekly.state, nameless.state) == (SeriesState.RUNNING, SeriesState.PAUSED)
        assert weekly.setup.questions == ("How?", "And now?")
        assert weekly.open_for == timedelta(days=1)
        assert nameless.setup.visibility == {"ask": Visibility.ANONYMOUS}
        assert weekly.next_at == NOON + timedelta(days=7)
        assert [one.at.hour for one in weekly.rhythm.occurrences(NOON, 1)] == [8]
        assert unit.sessions.edition(weekly.edition).members
    assert ("rhythms.open", "weekly", NOON + timedelta(days=7)) in timers(moved)
    assert not [kind for kind, _, _ in timers(moved) if kind.startswith("check_ins")]


def test_what_became_of_each_occurrence_is_known(moved: Shelf) -> None:
    with moved.unit(CIRCLE) as unit:
        found = {each.day: each.state for each in unit.rhythms.meetings("weekly", EARLIER)}
    assert found == {
        EARLIER: MeetingState.MISSED,
        LAST_WEEK: MeetingState.OPENED,
        TUESDAY: MeetingState.OPENED,
    }


def test_closed_rounds_keep_what_was_said(moved: Shelf) -> None:
    with moved.unit(CIRCLE) as unit:
        held = unit.sessions.get("held")
        assert held
        assert held.stage is Stage.CLOSED
        assert [outcome.given for outcome in held.course.trail] == [1]
        (given,) = unit.sessions.gathered("held", 1)
        assert (given.marker, [words.text for words in given.texts]) == ("ann", ["last week"])
        assert [voice.text for voice in unit.sessions.voices("voiced", 1)] == [f"voice {number}" for number in range(5)]
        assert unit.sessions.gathered("voiced", 1) == []


def test_an_open_round_is_answered_reminded_and_closed_as_promised(moved: Shelf) -> None:
    assert ("sessions.wake", "open", NOON + timedelta(hours=2)) in timers(moved)
    with moved.unit(CIRCLE) as unit:
        session = unit.sessions.get("open")
        assert session
        assert {each.member: each.nudge for each in session.course.pending} == {
            "cleo": Nudge.PROMPT,
            **dict.fromkeys(("dan", "eve", "fay"), Nudge.REMINDER),
        }
        running.play(session, Given(MemberId("dan"), 1, ((0, "a late thought"),)), unit)
        assert unit.posted.under("session/open/prompt/1/ann")
    moved.clock.moment = CLOSES
    with moved.unit(CIRCLE) as unit:
        session = unit.sessions.get("open")
        assert session
        running.play(session, Woken(), unit)
        assert session.stage is Stage.CLOSED
    with moved.unit(CIRCLE) as unit:
        said = {given.marker: [words.text for words in given.texts] for given in unit.sessions.gathered("open", 1)}
    assert said == {"ann": ["I tried"], "dan": ["a late thought"], "gone": ["before I left", "and more"]}


def test_an_anonymous_round_that_is_open_stays_it_and_leaves_nothing_below_five(moved: Shelf) -> None:
    with moved.unit(CIRCLE) as unit:
        session = unit.sessions.get("secret")
        assert session
        assert running.own(session, MemberId("ann"), unit)
        assert running.own(session, MemberId("ben"), unit) is None
    moved.clock.moment = CLOSES
    with moved.unit(CIRCLE) as unit:
        session = unit.sessions.get("secret")
        assert session
        running.play(session, Woken(), unit)
    with moved.unit(CIRCLE) as unit:
        assert unit.sessions.gathered("secret", 1) == []
        assert unit.sessions.voices("secret", 1) == []
        assert closed(unit, "secret").course.step is None


def test_the_tables_of_before_are_gone(moved: Shelf) -> None:
    with moved.store.engine.connect() as connection:
        assert not [name for name in inspect(connection).get_table_names() if name.startswith("check_in")]


def test_without_the_key_nothing_is_changed(before: str) -> None:
    with pytest.raises(LookupError, match="KRING_SECRET_KEY"):
        migrate(before)
    with opened(before) as engine, engine.connect() as connection:
        assert "check_in_turns" in inspect(connection).get_table_names()


def closed(unit: SqlUnit, identity: str) -> Any:
    session = unit.sessions.get(identity)
    assert session
    return session


def timers(moved: Shelf) -> list[tuple[str, str, datetime]]:
    now, moved.clock.moment = moved.clock.moment, NOON + timedelta(days=99)
    with moved.unit() as unit:
        found: list[TimerDue] = list(unit.due_timers.claim(99, timedelta(0)))
        unit.rollback()
    moved.clock.moment = now
    return [(due.kind, due.subject, due.due_at) for due in found]
