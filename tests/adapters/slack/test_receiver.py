"""Signed deliveries over the real ASGI application: what is refused, what is handled, and when it is acknowledged."""

import json
import time

import httpx2
import pytest
from starlette.applications import Starlette

from adapters.slack.connection import SlackAccess, SlackConnection
from facilitation.events import ButtonPressed, CommandGiven, MessagePosted
from facilitation.messages import (
    Form,
    Subject,
    TextInput,
)
from facilitation.people import CommunityId, WorkspaceId
from tests.adapters.slack.conftest import Engine, StillClock
from tests.adapters.slack.delivery import SECRET, as_sent, deliver, send, signature
from tests.adapters.slack.payloads import payload
from tests.emulators.slack_faults import Answered, FaultySlack
from tests.waiting import until

HERE = WorkspaceId("slack:T01KRING")
FORM = Form("Ask", "questions.ask", "Ask", (TextInput("title", "Question"),), Subject(CommunityId("c1"), "q1"))


# --- what is refused


@pytest.mark.parametrize("signed", ["", "v0=", "v0=" + "0" * 64, "v1=é", "nothing like it"])
async def test_a_bad_signature_is_refused(web: httpx2.AsyncClient, engine: Engine, signed: str) -> None:
    answer = await deliver(web, as_sent(payload("message_posted")), signed=signed)
    assert (answer.status_code, engine.handled) == (401, [])


async def test_a_signature_of_another_secret_or_of_another_body_is_refused(web: httpx2.AsyncClient) -> None:
    body, stamp = as_sent(payload("message_posted")), str(int(time.time()))
    assert (await deliver(web, body, stamp, signature(body, stamp, "another"))).status_code == 401
    assert (await deliver(web, body, stamp, signature(b"{}", stamp))).status_code == 401


@pytest.mark.parametrize("stamp", ["0", "abc", "", "1e9", "-1", "9" * 30])
async def test_an_old_or_absurd_timestamp_is_refused(web: httpx2.AsyncClient, engine: Engine, stamp: str) -> None:
    answer = await deliver(web, as_sent(payload("message_posted")), stamp)
    assert (answer.status_code, engine.handled) == (401, [])


async def test_a_delivery_without_any_signature_is_refused(web: httpx2.AsyncClient) -> None:
    answer = await web.post("/slack/events", content=as_sent(payload("message_posted")))
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1, 2]",
        b"{" * 5_000,
        b'{"a":' * 50_000,
        b"payload=%7B",
        b"payload=5",
        b"payload=",
        b"payload=null",
        b"garbage",
        b"a=b&c=d",
        b'{"type": "event_callback", "authorizations": 5}',
        b'{"type": "event_callback", "authorizations": {"x": 1}}',
        b'{"team": 5}',
    ],
    ids=lambda body: body[:30].decode(),
)
async def test_a_body_that_can_not_be_read_is_the_senders_fault(
    web: httpx2.AsyncClient, engine: Engine, body: bytes
) -> None:
    assert (await deliver(web, body)).status_code in (200, 400)
    assert engine.handled == []


async def test_bytes_that_are_no_text_are_refused(web: httpx2.AsyncClient) -> None:
    assert (await deliver(web, b"\xff\xfe\x00")).status_code == 401


async def test_only_posts_are_taken(web: httpx2.AsyncClient) -> None:
    assert (await web.get("/slack/events")).status_code == 405


async def test_without_a_signing_secret_nothing_listens(engine: Engine, clock: StillClock) -> None:
    assert SlackConnection(SlackAccess("xoxb-token", "", "xapp-token"), engine.handle, clock).routes == []


# --- what is acknowledged


async def test_an_event_is_handled_and_then_acknowledged(web: httpx2.AsyncClient, engine: Engine) -> None:
    answer = await send(web, "message_posted")
    assert (answer.status_code, answer.text) == (200, "")
    assert isinstance(engine.handled[0], MessagePosted)


async def test_what_fails_is_not_acknowledged_so_that_slack_delivers_it_again(
    web: httpx2.AsyncClient, engine: Engine
) -> None:
    engine.fails = RuntimeError("the disk is full")
    assert (await send(web, "message_posted")).status_code == 500
    engine.fails = None
    assert (await send(web, "message_posted")).status_code == 200
    assert len(engine.handled) == 1


async def test_a_redelivery_has_the_same_delivery_id(web: httpx2.AsyncClient, engine: Engine) -> None:
    await send(web, "reaction_added")
    await send(web, "reaction_added")
    first, again = engine.handled
    assert first.delivery_id == again.delivery_id


@pytest.mark.parametrize("name", ["bot_message", "own_message", "view_closed", "link_button_pressed"])
async def test_what_concerns_nobody_is_acknowledged_and_not_handled(
    web: httpx2.AsyncClient, engine: Engine, name: str
) -> None:
    assert (await send(web, name)).status_code == 200
    assert engine.handled == []


async def test_an_event_nobody_has_heard_of_is_acknowledged(web: httpx2.AsyncClient) -> None:
    body = json.dumps({**payload("message_posted"), "event": {"type": "invented_next_year"}}).encode()
    assert (await deliver(web, body)).status_code == 200


async def test_another_workspace_is_not_ours(web: httpx2.AsyncClient, engine: Engine) -> None:
    theirs = {"team_id": "T09OTHER", "authorizations": [{"team_id": "T09OTHER", "user_id": "U0KRING", "is_bot": True}]}
    body = json.dumps({**payload("message_posted"), **theirs}).encode()
    assert (await deliver(web, body)).status_code == 200
    assert engine.handled == []


async def test_the_address_is_verified(web: httpx2.AsyncClient) -> None:
    assert (await send(web, "url_verification")).json() == {"challenge": payload("url_verification")["challenge"]}


async def test_the_certificate_check_needs_no_signature(web: httpx2.AsyncClient) -> None:
    body = as_sent(payload("ssl_check"))
    assert (await deliver(web, body, signed="v0=none")).status_code == 200
    assert (await deliver(web, body)).status_code == 200


async def test_suggestions_are_none(web: httpx2.AsyncClient) -> None:
    assert (await send(web, "block_suggestion")).json() == {"options": []}


async def test_a_command_that_speaks_of_a_payload_is_heard(web: httpx2.AsyncClient, engine: Engine) -> None:
    said = {**payload("slash_command"), "text": "ask how large may a payload=x be?"}
    assert (await deliver(web, as_sent(said))).status_code == 200
    (given,) = engine.handled
    assert isinstance(given, CommandGiven)
    assert given.text == "ask how large may a payload=x be?"


async def test_an_unreachable_slack_is_a_problem_that_is_told_and_mended(
    slack: FaultySlack, engine: Engine, clock: StillClock
) -> None:
    slack.fail("auth.test", Answered(200, "invalid_auth"))
    connected = SlackConnection(SlackAccess("xoxb-token", SECRET, "", slack.api_url), engine.handle, clock)
    await connected.start()
    await until(lambda: connected.problem == "invalid_auth")
    assert connected.serves(HERE)
    web = httpx2.AsyncClient(
        transport=httpx2.ASGITransport(Starlette(routes=connected.routes)), base_url="http://kring"
    )
    assert (await send(web, "button_pressed")).status_code == 200
    assert isinstance(engine.handled[0], ButtonPressed)
    await web.aclose()
    await connected.stop()


async def test_the_workspace_is_learnt_once(connection: SlackConnection) -> None:
    assert connection.problem is None
    assert connection.serves(HERE)
    assert not connection.serves(WorkspaceId("slack:T09OTHER"))
    assert not connection.serves(WorkspaceId("playground:local"))
