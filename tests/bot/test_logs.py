"""Logs carry identities, and never what was said, answered or kept secret."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import Any

import aiohttp
import structlog

from bot import logs
from tests.bot.process import KEY, running

CANARY = "canary-7391"


@contextmanager
def logged() -> Iterator[list[dict[str, Any]]]:
    """Everything that is logged within, as it is written."""
    lines: list[dict[str, Any]] = []
    root = logging.getLogger()
    before = root.handlers[:], root.level
    with redirect_stderr(io.StringIO()) as written:
        logs.set_up(to_person=False)
        try:
            yield lines
        finally:
            lines.extend(json.loads(line) for line in written.getvalue().splitlines())
            root.handlers[:], root.level = before
            structlog.reset_defaults()


def test_our_own_lines_carry_identities() -> None:
    with logged() as lines:
        structlog.get_logger().warning("delivery_waits", outbox="o-1", workspace="slack:T1")
    (line,) = lines
    assert (line["event"], line["outbox"], line["workspace"]) == ("delivery_waits", "o-1", "slack:T1")


def test_what_may_not_be_logged_is_dropped_and_named() -> None:
    with logged() as lines:
        structlog.get_logger().warning("oops", text=CANARY, answer=CANARY, outbox="o-1")
    assert CANARY not in json.dumps(lines)
    assert lines[0]["dropped"] == "answer,text"


def test_an_error_is_told_by_its_kind_and_place_and_not_by_its_words() -> None:
    with logged() as lines:
        try:
            raise ValueError(CANARY) from KeyError(CANARY)
        except ValueError as error:
            structlog.get_logger().error("failed", **logs.whereabouts(error))
    assert CANARY not in json.dumps(lines)
    assert lines[0]["error"] == "ValueError from KeyError"
    assert lines[0]["where"].startswith("tests/bot/test_logs.py:")


def test_of_other_libraries_only_the_place_is_kept() -> None:
    with logged() as lines:
        try:
            raise ValueError(CANARY)
        except ValueError:
            logging.getLogger("slack_bolt.App").exception("could not handle %s", CANARY)
            logging.getLogger("sqlalchemy.engine").warning(CANARY)
            logging.getLogger("slack_sdk.web").debug(CANARY)
    assert CANARY not in json.dumps(lines)
    assert [line["library"] for line in lines] == ["slack_bolt.App", "sqlalchemy.engine"]
    assert lines[0]["error"] == "ValueError"


def test_the_server_may_say_what_it_does_at_its_end() -> None:
    with logged() as lines:
        logging.getLogger("uvicorn.error").error("Cancel %s running task(s), timeout graceful shutdown exceeded", 1)
    assert lines[0]["event"].startswith("Cancel 1 running")


async def test_what_members_say_in_a_walk_is_in_no_log(tmp_path: Path) -> None:
    secrets = {"KRING_SECRET_KEY": KEY, "SLACK_BOT_TOKEN": f"xoxb-{CANARY}", "SLACK_SIGNING_SECRET": CANARY}
    unreachable = {"SLACK_API_URL": "http://127.0.0.1:9/api/", "DATABASE_URL": f"sqlite:///{tmp_path}/k.sqlite3"}
    async with running({**secrets, **unreachable}) as kring, aiohttp.ClientSession() as session:
        said = (
            ("messages", {"place": "general", "text": f"hello {CANARY}"}),
            ("messages", {"place": "dm-noor", "text": f"hello {CANARY}"}),
            ("messages", {"place": "general", "text": f"/kring ask {CANARY}?"}),
            ("messages", {"place": "general", "text": f"/kring {CANARY} \x00 \ud7ff" + "x" * 40_000}),
            ("forms", {"action": f"{CANARY}", "subject": CANARY, "zone": CANARY}),
            ("press", {"action": CANARY, "subject": CANARY, "post": CANARY}),
        )
        for act, form in said:
            async with session.post(f"{kring.url}/playground/-/noor/{act}", data=form) as answer:
                await answer.read()
        for path in (f"/{CANARY}", f"/slack/events?{CANARY}"):
            async with session.post(kring.url + path, data=CANARY) as answer:
                await answer.read()
        await kring.stop()
    assert kring.log
    assert CANARY not in "\n".join(kring.lines)
