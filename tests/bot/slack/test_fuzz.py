"""Whatever comes to Slack's border, signed or not, nothing breaks: no 5xx, and nothing raised that nobody expected.

The whole of Kring stands behind it, over a real database; what is signed was changed as no Slack would.
"""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from adapters.slack.manifest import SCOPES
from facilitation.communities.model import Founding, found
from facilitation.events import Actor
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from storage.unit import SqlUnit
from tests.adapters.slack.delivery import signature
from tests.adapters.slack.mutants import ANYTHING, WORDS, mutants
from tests.bot.slack.house import Installs, installs
from tests.emulators.slack_oauth import Token, slack_oauth
from tests.stores import FreshDatabase

TEAM = "T01KRING"
FAULTS = ("event_not_handled", "slack_event_not_handled", "answer_failed", "delivery_fault")
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class Border:
    runner: asyncio.Runner
    kring: Installs

    def post(self, body: bytes, headers: dict[str, bytes]) -> int:
        async def send() -> httpx2.Response:
            return await self.kring.web.post(
                "/slack/events", content=body, headers=[(name.encode(), value) for name, value in headers.items()]
            )

        return self.runner.run(send()).status_code

    def get(self, path: str, query: dict[str, str], cookie: str) -> int:
        async def ask() -> httpx2.Response:
            headers = [(b"cookie", f"kring_slack_install={cookie}".encode("utf-8", "replace"))]
            return await self.kring.web.get(path, params=query, headers=headers)

        return self.runner.run(ask()).status_code


@pytest.fixture
def border(fresh_database: FreshDatabase) -> Iterator[Border]:
    """One Kring for all that is tried, with a community; by the settings' token, which nothing that comes can end."""
    with asyncio.Runner() as runner:
        slack = slack_oauth()
        served = runner.run(slack.__aenter__())
        served.team(TEAM, "The village")
        served.tokens["xoxb-own"] = Token(TEAM, frozenset(SCOPES))
        running = installs(fresh_database("sqlite"), served, slack_bot_token="xoxb-own")
        kring = runner.run(running.__aenter__())
        runner.run(kring.does(_begin))
        try:
            yield Border(runner, kring)
        finally:
            runner.run(running.__aexit__(None, None, None))
            runner.run(slack.__aexit__(None, None, None))


def _begin(unit: SqlUnit) -> None:
    here = PlaceRef(WorkspaceId(f"slack:{TEAM}"), "C01GENERAL")
    anna = unit.people.meet(Actor(ref=AccountRef(here.workspace, "U01ANNA"), name="Anna"))
    found(Founding("Clear writing", "", "en", "Europe/Brussels", here), anna.ref, unit)


def signed(body: bytes) -> dict[str, bytes]:
    stamp = str(int(time.time()))
    return {"X-Slack-Request-Timestamp": stamp.encode(), "X-Slack-Signature": signature(body, stamp).encode()}


def as_sent(what: Any, how: str) -> bytes:
    """As an event, as an interaction, or as a command."""
    if how == "command" and isinstance(what, dict):
        return urlencode(what, errors="replace").encode()
    written = json.dumps(what)
    return urlencode({"payload": written}).encode() if how == "form" else written.encode()


@MANY
@given(what=st.one_of(mutants(), ANYTHING), how=st.sampled_from(["event", "form", "command"]))
def test_nothing_that_is_signed_breaks_it(border: Border, what: Any, how: str) -> None:
    body = as_sent(what, how)
    with capture_logs() as logged:
        assert border.post(body, signed(body)) in (200, 400), body
    assert [line for line in logged if line["event"] in FAULTS] == []


@MANY
@given(body=st.binary(max_size=300))
def test_no_bytes_that_are_signed_break_it(border: Border, body: bytes) -> None:
    assert border.post(body, signed(body)) in (200, 400, 401), body


HEADER = st.binary(max_size=80).filter(lambda value: not set(value) & set(b"\r\n\0"))


@MANY
@given(
    body=st.one_of(mutants().map(lambda what: json.dumps(what).encode()), st.binary(max_size=200)),
    stamp=HEADER,
    sign=HEADER,
)
def test_nothing_that_is_not_signed_is_let_in(border: Border, body: bytes, stamp: bytes, sign: bytes) -> None:
    asks_for_the_certificate = b"ssl_check=1" in body.split(b"&")
    status = border.post(body, {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": sign})
    assert status == (200 if asks_for_the_certificate else 401)


@MANY
@given(
    path=st.sampled_from(["/slack/install", "/slack/oauth_redirect", "/slack/permissions"]),
    query=st.dictionaries(
        st.one_of(st.sampled_from(["code", "state", "error", "team", "scopes"]), WORDS),
        WORDS.map(lambda text: text.encode("utf-8", "replace").decode()),
        max_size=4,
    ),
    cookie=st.text(alphabet=st.characters(codec="ascii", exclude_characters="\r\n;\0"), max_size=80),
)
def test_no_browser_breaks_it(border: Border, path: str, query: dict[str, str], cookie: str) -> None:
    clean = {name.encode("utf-8", "replace").decode(): value for name, value in query.items()}
    assert border.get(path, clean, cookie) in (200, 302, 400)
