"""Any playbook can recur: check-ins become a series of one, their rounds its sessions.

A round that is open stays open until its close, with all that was promised and given. What is encrypted is read and
written with the keyring that the migration is given.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
CHECK_IN = Path(__file__).with_name("0007_check_in.json").read_text(encoding="utf-8").strip()
EDITION = hashlib.sha256(CHECK_IN.encode()).hexdigest()
PHASE = "ask"
FIRST = 1
SHIELDED = ("series", "series_meetings")
GONE = ("check_in_voices", "check_in_turns", "check_in_rounds", "check_in_series")

Row = Mapping[str, Any]


def table(called: str, /, **columns: Any) -> Any:
    return sa.table(called, *(sa.column(each, kind) for each, kind in columns.items()))


T = sa.Text()
OLD_SERIES = table(
    "check_in_series", community_id=T, id=T, questions=T, rule=T, at=sa.Time(), zone=T, since=sa.Date(), visibility=T,
    open_for=sa.Integer(), workspace=T, channel=T, created_at=MOMENT, state=T, next_at=MOMENT,
)  # fmt: skip
ROUNDS = table(
    "check_in_rounds", community_id=T, id=T, series_id=T, day=sa.Date(), slot=sa.Integer(), state=T, opened_at=MOMENT,
    closes_at=MOMENT, questions=T, visibility=T, workspace=T, channel=T, key=T, answers_count=sa.Integer(),
)  # fmt: skip
TURNS = table("check_in_turns", community_id=T, round_id=T, marker=T, texts=T)
OLD_VOICES = table("check_in_voices", community_id=T, round_id=T, id=T, question=sa.Integer(), text=T)
SERIES = table(
    "series", community_id=T, id=T, playbook=T, edition=T, subject=T, setup=T, rule=T, times=T, zone=T, since=sa.Date(),
    own_clocks=sa.Boolean(), workspace=T, channel=T, call_link=T, created_at=MOMENT, state=T, next_at=MOMENT, rota=T,
    host_wanted=sa.Boolean(), note=T, empty=sa.Integer(), voices=T, version=sa.Integer(),
)  # fmt: skip
MEETINGS = table(
    "series_meetings", community_id=T, series_id=T, day=sa.Date(), slot=sa.Integer(), state=T, at=MOMENT, session_id=T,
    version=sa.Integer(),
)  # fmt: skip
SESSIONS = table(
    "sessions", community_id=T, id=T, playbook=T, edition=T, subject=T, workspace=T, channel=T, room=T, stage=T,
    course=T, call_link=T, created_at=MOMENT, closed_at=MOMENT, purged=sa.Boolean(), series_id=T, day=sa.Date(),
    rhythm=T, version=sa.Integer(),
)  # fmt: skip
GIVINGS = table(
    "session_givings", community_id=T, session_id=T, step=sa.Integer(), marker=T, contribution=T, version=sa.Integer()
)
VOICES = table(
    "session_voices", community_id=T, session_id=T, step=sa.Integer(), id=T, question=sa.Integer(), text=T,
    version=sa.Integer(),
)  # fmt: skip
EDITIONS = table("playbook_editions", community_id=T, digest=T, name=T, body=T, version=sa.Integer())
MEMBERS = table("members", community_id=T, id=T, joined_at=MOMENT, left_at=MOMENT)
TIMERS = table("timers", community_id=T, kind=T, subject=T, id=T, due_at=MOMENT, offer_at=MOMENT)
POSTED = table("posted", key=T)
OUTBOX = table("outbox", key=T, root=T)


def upgrade() -> None:
    _series()
    _meetings()
    _calendar_links()
    for column in (sa.Column("series_id", WORDS), sa.Column("day", sa.Date()), sa.Column("rhythm", sa.Text())):
        op.add_column("sessions", column)
    if op.get_bind().dialect.name == "postgresql":
        for name in SHIELDED:
            _shield(name)
    for community in op.get_bind().scalars(sa.text("SELECT id FROM communities")).all():
        _enter(community)
        _move(community)
    op.execute(sa.delete(TIMERS).where(TIMERS.c.kind.like("check\\_ins.%", escape="\\")))
    for name in GONE:
        op.drop_table(name)


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("playbook", WORDS, nullable=False),
        sa.Column("edition", WORDS, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("setup", sa.Text(), nullable=False),
        sa.Column("rule", WORDS, nullable=False),
        sa.Column("times", WORDS, nullable=False),
        sa.Column("zone", WORDS, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("own_clocks", sa.Boolean(), nullable=False),
        sa.Column("workspace", WORDS, nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("call_link", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("paused_until", sa.Date()),
        sa.Column("next_at", MOMENT),
        sa.Column("rota", sa.Text(), nullable=False),
        sa.Column("told_host", sa.Date()),
        sa.Column("host_wanted", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("empty", sa.Integer(), nullable=False),
        sa.Column("asked_on", MOMENT),
        sa.Column("voices", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_series"),
        _follows(["community_id", "edition"], ["playbook_editions.community_id", "playbook_editions.digest"]),
    )


def _meetings() -> None:
    op.create_table(
        "series_meetings",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("series_id", WORDS, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("session_id", WORDS),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "series_id", "day", "slot", name="pk_series_meetings"),
        _follows(["community_id", "series_id"], ["series.community_id", "series.id"]),
        _follows(["community_id", "session_id"], ["sessions.community_id", "sessions.id"]),
    )
    op.create_index("ix_series_meetings_state", "series_meetings", ["community_id", "series_id", "state"])


def _calendar_links() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("community_id", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_calendar_links"),
        sa.UniqueConstraint("digest", name="uq_calendar_links_digest"),
        _follows(["community_id"], ["communities.id"]),
    )


def _move(community: str) -> None:
    every_series = _rows(sa.select(OLD_SERIES).where(OLD_SERIES.c.community_id == community))
    if not every_series:
        return
    known = sa.select(EDITIONS.c.digest).where(EDITIONS.c.community_id == community, EDITIONS.c.digest == EDITION)
    if not op.get_bind().scalar(known):
        _put(EDITIONS, community_id=community, digest=EDITION, name="check_in", body=CHECK_IN)
    for series in every_series:
        _move_series(series)
        rounds = sa.select(ROUNDS).where(ROUNDS.c.community_id == community, ROUNDS.c.series_id == series["id"])
        for round_ in _rows(rounds):
            _move_round(round_, series)


def _move_series(old: Row) -> None:
    _put(
        SERIES,
        **{
            name: old[name] for name in ("community_id", "id", "rule", "zone", "since", "workspace", "channel", "state")
        },
        playbook="check_in",
        edition=EDITION,
        subject=_lock(""),
        setup=_lock_json(_setup(old, old["open_for"])),
        times=f"{old['at']:%H:%M}",
        own_clocks=False,
        call_link=_lock(""),
        created_at=old["created_at"],
        next_at=old["next_at"],
        rota=_lock_json([]),
        host_wanted=False,
        note=_lock(""),
        empty=0,
        voices=_lock_json({}),
    )
    if old["next_at"]:
        _wait(old["community_id"], "rhythms.open", old["id"], old["next_at"])


def _move_round(old: Row, series: Row) -> None:
    held = old["state"] != "missed"
    if held:
        _move_session(old, series)
    _put(
        MEETINGS,
        community_id=old["community_id"],
        series_id=old["series_id"],
        day=old["day"],
        slot=old["slot"],
        state="opened" if held else "missed",
        at=old["closes_at"] - timedelta(seconds=series["open_for"]),
        session_id=old["id"] if held else None,
    )


def _move_session(old: Row, series: Row) -> None:
    turns = _rows(sa.select(TURNS).where(TURNS.c.community_id == old["community_id"], TURNS.c.round_id == old["id"]))
    given = [_contribution(turn) for turn in turns]
    is_open = old["state"] == "open"
    course = _open_course(old, given) if is_open else _closed_course(old, given)
    rhythm = {"rule": series["rule"], "zone": series["zone"], "at": f"{series['at']:%H:%M:%S}", "then": []}
    _put(
        SESSIONS,
        **{name: old[name] for name in ("community_id", "id", "workspace", "channel", "series_id", "day")},
        playbook="check_in",
        edition=EDITION,
        subject=_lock(""),
        room="thread",
        stage=course["stage"],
        course=_lock_json(course),
        call_link=_lock(""),
        created_at=old["opened_at"],
        closed_at=None if is_open else old["closes_at"],
        purged=False,
        rhythm=_lock_json({**rhythm, "since": series["since"].isoformat()}),
    )
    for each in given:
        _put(
            GIVINGS,
            community_id=old["community_id"],
            session_id=old["id"],
            step=FIRST,
            marker=each["marker"],
            contribution=_lock_json(each),
        )
    for voice in _voices(old):
        values = {name: voice[name] for name in ("community_id", "id", "question", "text")}
        _put(VOICES, session_id=old["id"], step=FIRST, **values)


def _open_course(old: Row, given: Sequence[Row]) -> dict[str, Any]:
    """With its step open, and whoever is still to be asked or reminded waited for."""
    members = sa.select(MEMBERS).where(MEMBERS.c.community_id == old["community_id"], MEMBERS.c.left_at.is_(None))
    people = [member["id"] for member in _rows(members.order_by(MEMBERS.c.joined_at, MEMBERS.c.id))]
    secret = _unlock(old["key"]) if old["key"] else None
    named = [] if secret else [each["marker"] for each in given if each["marker"] not in people]
    pending = list(_pending(old, people, {each["marker"] for each in given}, secret))
    wakes_at = min([old["closes_at"], *(moment for _, _, moment in pending)])
    _wait(old["community_id"], "sessions.wake", old["id"], wakes_at)
    _rename(old["id"])
    return {
        **_course(old, "running"),
        "participants": people,
        "step": {
            "number": FIRST,
            "phase": PHASE,
            "visibility": old["visibility"],
            "units": [
                *({"name": each, "members": [each]} for each in people),
                *({"name": each, "members": []} for each in named),
            ],
            "opened_at": old["opened_at"].isoformat(),
            "closes_at": old["closes_at"].isoformat(),
            "length": _seconds(old["closes_at"] - old["opened_at"]),
            "key": secret,
        },
        "pending": [{"member": who, "nudge": nudge, "at": at.isoformat()} for who, nudge, at in pending],
    }


def _closed_course(old: Row, given: Sequence[Row]) -> dict[str, Any]:
    items = [
        {"id": words["id"], "step": FIRST, "phase": PHASE, "by": each["marker"], "question": words["question"]}
        for each in given
        for words in each["texts"]
    ]
    items += [
        {"id": voice["id"], "step": FIRST, "phase": PHASE, "question": voice["question"]} for voice in _voices(old)
    ]
    outcome = {"step": FIRST, "phase": PHASE, "given": old["answers_count"], "visibility": old["visibility"]}
    moments = {"opened_at": old["opened_at"].isoformat(), "closed_at": old["closes_at"].isoformat()}
    return {
        **_course(old, "closed"),
        "trail": [{**outcome, **moments}],
        "items": items,
        "ending": "done",
        "closed_at": old["closes_at"].isoformat(),
    }


def _course(old: Row, stage: str) -> dict[str, Any]:
    length = int((old["closes_at"] - old["opened_at"]).total_seconds())
    return {"setup": _setup(old, length), "host": None, "stage": stage}


def _setup(old: Row, seconds: int) -> dict[str, Any]:
    return {
        "tempo": "async",
        "visibility": {PHASE: old["visibility"]},
        "questions": json.loads(_unlock(old["questions"])),
        "windows": {PHASE: f"PT{seconds}S"},
    }


def _contribution(turn: Row) -> dict[str, Any]:
    said = json.loads(_unlock(turn["texts"]))
    texts = [{"id": uuid.uuid4().hex, "text": text, "question": question} for question, text in enumerate(said) if text]
    return {"marker": turn["marker"], "texts": texts, "passed": not said}


def _pending(
    old: Row, people: Sequence[str], done: set[str], secret: str | None
) -> Iterator[tuple[str, str, datetime]]:
    """Who was still waited for by a timer: to be asked, or to be reminded, alone or with all."""
    timers = {
        (timer["kind"], timer["subject"]): timer["due_at"]
        for timer in _rows(sa.select(TIMERS).where(TIMERS.c.community_id == old["community_id"]))
    }
    for member in people:
        marker = hmac.new(bytes.fromhex(secret), member.encode(), "sha256").hexdigest() if secret else member
        if marker in done:
            continue
        subject = f"{old['id']}/{member}"
        asked = timers.get(("check_ins.ask_one", subject))
        reminded = timers.get(("check_ins.remind_one", subject)) or timers.get(("check_ins.remind", old["id"]))
        if asked:
            yield member, "prompt", asked
        elif reminded:
            yield member, "reminder", reminded


def _rename(round_id: str) -> None:
    """Messages of an open round are found, changed and threaded under as a session's are."""
    before, after = f"check_in/{round_id}/", f"session/{round_id}/"
    renamed = (
        ("root", "card"),
        ("ask/", f"prompt/{FIRST}/"),
        ("reminder/", f"reminder/{FIRST}/"),
        ("answer/", f"said/{FIRST}/"),
    )
    for old, new in renamed:
        for column in (POSTED.c.key, OUTBOX.c.key, OUTBOX.c.root):
            named = sa.update(column.table).where(column.like(f"check\\_in/{round_id}/{old}%", escape="\\"))
            op.execute(named.values({column: sa.func.replace(column, before + old, after + new)}))


def _voices(old: Row) -> Sequence[Row]:
    voices = OLD_VOICES.c
    return _rows(sa.select(OLD_VOICES).where(voices.community_id == old["community_id"], voices.round_id == old["id"]))


def _wait(community: str, kind: str, subject: str, moment: datetime) -> None:
    values = {"community_id": community, "kind": kind, "subject": subject, "id": uuid.uuid4().hex}
    op.get_bind().execute(sa.insert(TIMERS), {**values, "due_at": moment, "offer_at": moment})


def _put(into: Any, **values: Any) -> None:
    op.get_bind().execute(sa.insert(into), {**values, "version": 1})


def _rows(query: Any) -> Sequence[Row]:
    """With aware moments: SQLite keeps UTC without saying so."""
    return [
        {
            name: value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
            for name, value in row.items()
        }
        for row in op.get_bind().execute(query).mappings()
    ]


def _seconds(span: timedelta) -> str:
    return f"PT{int(span.total_seconds())}S"


def _lock_json(value: object) -> str:
    return _lock(json.dumps(value))


def _lock(plain: str) -> str:
    return str(_keyring().lock(plain))


def _unlock(locked: str) -> str:
    return str(_keyring().unlock(locked))


def _keyring() -> Any:
    found = context.config.attributes.get("keyring")
    if found is None:
        raise LookupError("what is encrypted can't be moved without KRING_SECRET_KEY")
    return found


def _enter(community: str) -> None:
    """For whoever owns the tables forced security holds, too."""
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().execute(sa.text("SELECT set_config('kring.community', :id, true)"), {"id": community})


def _shield(name: str) -> None:
    """Rows of the community that `kring.community` names can be seen and written; without one, none at all."""
    entered = "community_id = current_setting('kring.community', true)"
    op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY community ON {name} USING ({entered}) WITH CHECK ({entered})")


def _follows(columns: list[str], targets: list[str]) -> sa.ForeignKeyConstraint:
    """Checked at the commit, so that rows may be written in any order."""
    return sa.ForeignKeyConstraint(columns, targets, deferrable=True, initially="DEFERRED")
