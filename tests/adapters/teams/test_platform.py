"""What Kring asks of Teams, and what it makes of the answers."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from adapters.teams.connection import TeamsConnection
from adapters.teams.connector import Call, Connector, Reach
from adapters.teams.hosts import ServiceHosts
from adapters.teams.registrations import Registrations
from adapters.teams.tokens import AppSecret, Tokens
from bot.notes import ScratchNotes
from facilitation.messages import Button, Card, Message, Notice, Paragraph, Quote
from facilitation.people import AccountRef, Address, PlaceRef, WorkspaceId
from facilitation.ports.platform import (
    Ability,
    Ambiguous,
    Outgoing,
    PlaceGone,
    PlatformError,
    TryLater,
    Unsupported,
)
from tests.adapters.teams.conftest import FixedClock, RecordingEngine, access
from tests.emulators.bot_connector import BotConnector
from tests.emulators.connector_faults import Fault
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import BOT, CRAFT, HIDDEN, PEOPLE, TENANT, Channel

WORKSPACE = WorkspaceId(f"teams:{TENANT}")
ANNA, BRAM = PEOPLE[:2]
SAID = Notice("Hello")


def _address(connector: BotConnector) -> Address:
    return {"service_url": connector.service_url, "tenant": TENANT, "bot": BOT}


def _to_channel(connector: BotConnector, channel: Channel = CRAFT, thread: str | None = None) -> Outgoing:
    return Outgoing(id="o1", to=PlaceRef(WORKSPACE, channel.id, thread), message=SAID, address=_address(connector))


def _to_anna(connector: BotConnector) -> Outgoing:
    return Outgoing(id="o2", to=AccountRef(WORKSPACE, ANNA.id), message=SAID, address=_address(connector))


async def test_a_post_begins_a_conversation_and_a_reply_goes_under_it(
    kring: TeamsConnection, connector: BotConnector, teams: Teams
) -> None:
    root = await kring.platform.send(_to_channel(connector))
    assert root.place == PlaceRef(WORKSPACE, CRAFT.id)
    reply = await kring.platform.send(_to_channel(connector, thread=root.message_id))
    assert reply.place == PlaceRef(WORKSPACE, CRAFT.id, root.message_id)
    assert [each.id for each in teams.posts(CRAFT, root.message_id)] == [reply.message_id]
    post = connector.calls[0].body
    assert (post["isGroup"], post["channelData"]["channel"]["id"]) == (True, CRAFT.id)
    assert post["activity"]["summary"] == "Hello"


@pytest.mark.parametrize("in_thread", [False, True])
async def test_an_edit_puts_another_card_in_its_place(
    kring: TeamsConnection, connector: BotConnector, teams: Teams, in_thread: bool
) -> None:
    first = await kring.platform.send(_to_channel(connector))
    out = _to_channel(connector, thread=first.message_id if in_thread else None)
    posted = await kring.platform.send(out) if in_thread else first
    edited = await kring.platform.send(replace(out, message=Notice("Changed"), replaces=posted.message_id))
    assert edited == posted
    (message,) = teams.posts(CRAFT, first.message_id if in_thread else None)
    assert (teams.words(message), message.edits) == ("Changed", 1)


async def test_a_direct_conversation_is_made_once(
    kring: TeamsConnection, connector: BotConnector, teams: Teams
) -> None:
    first = await kring.platform.send(_to_anna(connector))
    second = await kring.platform.send(_to_anna(connector))
    assert first.place == second.place == PlaceRef(WORKSPACE, ANNA.direct)
    assert len(teams.private(ANNA)) == 2
    assert [call.path for call in connector.calls].count("/emea/v3/conversations") == 1
    await kring.platform.send(replace(_to_anna(connector), message=Notice("Changed"), replaces=first.message_id))
    assert [teams.words(each) for each in teams.private(ANNA)] == ["Changed", "Hello"]


async def test_without_an_address_the_tenants_last_service_is_used(
    kring: TeamsConnection, connector: BotConnector, teams: Teams, notes: ScratchNotes, engine: RecordingEngine
) -> None:
    await teams.tell(ANNA, "hello")
    await kring.platform.send(replace(_to_anna(connector), address=None))
    again = TeamsConnection(access(connector), engine.handle, FixedClock(), notes)
    await again.start()
    await again.platform.send(replace(_to_anna(connector), address=None))
    await again.stop()
    assert len(teams.private(ANNA)) == 2


async def test_many_messages_share_one_token(kring: TeamsConnection, connector: BotConnector) -> None:
    await asyncio.gather(*(kring.platform.send(_to_channel(connector)) for _ in range(10)))
    assert connector.tokens_given == 1


async def test_a_token_that_ended_is_fetched_anew(kring: TeamsConnection, connector: BotConnector) -> None:
    await kring.platform.send(_to_channel(connector))
    connector.end_tokens()
    with pytest.raises(TryLater):
        await kring.platform.send(_to_channel(connector))
    await kring.platform.send(_to_channel(connector))
    assert connector.tokens_given == 2


async def test_a_token_that_cannot_be_had_is_certain_non_delivery(connector: BotConnector) -> None:
    connector.faults.append(Fault(500, path="/token", times=10))
    async with aiohttp.ClientSession() as session:
        tokens = Tokens(_secret(connector), session)
        with pytest.raises(TryLater):
            await tokens.current()
        assert tokens.problem
        connector.faults.clear()
        assert await tokens.current() == "bot-token-1"
        assert tokens.problem is None


REFUSALS = [
    (Fault(429, "Throttled", {"Retry-After": "7"}), TryLater, timedelta(seconds=7)),
    (Fault(429, "Throttled", {"Retry-After": "1e9"}), TryLater, timedelta(hours=1)),
    (Fault(429, "Throttled", {"Retry-After": "-3"}), TryLater, timedelta(0)),
    (Fault(429, "Throttled", {"Retry-After": "soon"}), TryLater, timedelta(seconds=5)),
    (Fault(429, "Throttled", {"Retry-After": "nan"}), TryLater, timedelta(seconds=5)),
    (Fault(412, "PreconditionFailed"), TryLater, timedelta(seconds=1)),
    (Fault(500, "ServiceError"), Ambiguous, None),
    (Fault(502, "BadGateway"), Ambiguous, None),
    (Fault(503, "ServiceUnavailable"), Ambiguous, None),
    (Fault(504, "GatewayTimeout"), Ambiguous, None),
    (Fault(408, "RequestTimeout"), Ambiguous, None),
    (Fault(403, "MessageWritesBlocked"), PlaceGone, None),
    (Fault(403, "BotNotInConversationRoster"), PlaceGone, None),
    (Fault(404, "ConversationNotFound"), PlaceGone, None),
    (Fault(413, "MessageSizeTooBig"), Unsupported, None),
    (Fault(403, "MessageSizeTooBig"), Unsupported, None),
    (Fault(400, "BadSyntax"), Unsupported, None),
    (Fault(301, "Moved", {"Location": "https://example.com"}), Unsupported, None),
]


@pytest.mark.parametrize(("fault", "error", "wait"), REFUSALS, ids=[f"{each[0].status}" for each in REFUSALS])
async def test_a_refusal_says_what_to_do_next(
    kring: TeamsConnection,
    connector: BotConnector,
    fault: Fault,
    error: type[PlatformError],
    wait: timedelta | None,
) -> None:
    connector.faults.append(replace(fault, path="/v3/conversations"))
    with pytest.raises(error) as raised:
        await kring.platform.send(_to_channel(connector))
    assert str(raised.value).startswith(str(fault.status))
    if isinstance(raised.value, TryLater):
        assert raised.value.wait == wait


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_an_edit_may_be_done_twice_so_it_is_tried_again(
    kring: TeamsConnection, connector: BotConnector, status: int
) -> None:
    sent = await kring.platform.send(_to_channel(connector))
    connector.faults.append(Fault(status, method="PUT"))
    with pytest.raises(TryLater):
        await kring.platform.send(replace(_to_channel(connector), replaces=sent.message_id))


async def test_a_message_that_was_deleted_says_nothing_of_its_place(
    kring: TeamsConnection, connector: BotConnector, teams: Teams
) -> None:
    sent = await kring.platform.send(_to_channel(connector))
    connector.tenant.messages.clear()
    with pytest.raises(Unsupported):
        await kring.platform.send(replace(_to_channel(connector), replaces=sent.message_id))


async def test_a_lost_reply_is_ambiguous(kring: TeamsConnection, connector: BotConnector, teams: Teams) -> None:
    connector.faults.append(Fault(path="/v3/conversations", lost=True))
    with pytest.raises(Ambiguous):
        await kring.platform.send(_to_channel(connector))
    assert len(teams.posts(CRAFT)) == 1


async def test_a_lost_reply_while_making_the_conversation_is_not(
    kring: TeamsConnection, connector: BotConnector
) -> None:
    connector.faults.append(Fault(path="/v3/conversations", lost=True))
    with pytest.raises(TryLater):
        await kring.platform.send(_to_anna(connector))


async def test_an_answer_that_never_comes_is_ambiguous(connector: BotConnector) -> None:
    connector.faults.append(Fault(seconds=30.0))
    async with _plain(connector) as plain:
        plain.answer_within = aiohttp.ClientTimeout(total=3)
        await plain.do(Call("POST", _reach(connector.service_url), "v3/conversations", _direct()))
        path = f"v3/conversations/{ANNA.direct}/activities"
        activity: dict[str, object] = {"type": "message", "text": "hello"}
        with pytest.raises(Ambiguous):
            await plain.do(Call("POST", _reach(connector.service_url), path, activity))


async def test_a_refused_connection_is_certain_non_delivery(connector: BotConnector) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    async with _plain(connector) as plain:
        with pytest.raises(TryLater):
            await plain.do(Call("POST", _reach(nobody), "v3/conversations", _direct()))


@contextlib.asynccontextmanager
async def _plain(connector: BotConnector) -> AsyncIterator[Connector]:
    """A connector by itself."""
    async with aiohttp.ClientSession() as session:
        registrations = Registrations(_secret(connector), ScratchNotes(), session)
        yield Connector(session, registrations, ServiceHosts(["127.0.0.1"]))


def _secret(connector: BotConnector) -> AppSecret:
    return AppSecret(connector.app_id, connector.password, TENANT, connector.token_url)


def _reach(service_url: str) -> Reach:
    return Reach(service_url, TENANT, BOT)


def _direct() -> dict[str, object]:
    return {"isGroup": False, "members": [{"id": ANNA.id}]}


async def test_a_person_who_blocked_kring_is_gone(kring: TeamsConnection, connector: BotConnector) -> None:
    await kring.platform.send(_to_anna(connector))
    connector.tenant.blocked.add(ANNA.id)
    with pytest.raises(PlaceGone):
        await kring.platform.send(_to_anna(connector))
    with pytest.raises(PlaceGone):
        await kring.platform.look_up(AccountRef(WORKSPACE, ANNA.id), _address(connector))


async def test_a_channel_kring_is_not_in_is_gone(kring: TeamsConnection, connector: BotConnector) -> None:
    with pytest.raises(PlaceGone):
        await kring.platform.send(_to_channel(connector, HIDDEN))


async def test_a_profile_tells_a_name(kring: TeamsConnection, connector: BotConnector) -> None:
    seen = await kring.platform.look_up(AccountRef(WORKSPACE, BRAM.id), _address(connector))
    assert (seen.name, seen.is_bot, seen.account.user) == ("Bram Claes", False, BRAM.id)


async def test_teams_offers_no_way_to_look_whether_it_arrived(kring: TeamsConnection, connector: BotConnector) -> None:
    assert Ability.LOOK_UP not in kring.platform.abilities
    with pytest.raises(Unsupported):
        await kring.platform.find(_to_channel(connector))


async def test_a_channel_tells_its_name_once_kring_is_in_its_team(
    kring: TeamsConnection, connector: BotConnector, teams: Teams
) -> None:
    await teams.add_kring(ANNA, connector.tenant.teams[0], CRAFT)
    seen = await kring.platform.look_at(PlaceRef(WORKSPACE, CRAFT.id))
    assert (seen.name, seen.kring_is_in) == ("Writers, Craft", True)
    assert seen.address
    assert seen.address["service_url"] == connector.service_url


async def test_a_channel_kring_is_not_in_says_so(kring: TeamsConnection, connector: BotConnector, teams: Teams) -> None:
    await teams.tell(ANNA, "hello")
    seen = await kring.platform.look_at(PlaceRef(WORKSPACE, HIDDEN.id))
    assert (seen.name, seen.kring_is_in) == ("", False)


@pytest.mark.parametrize(
    "message",
    [Notice("x" * 40_000), Card("t", (Quote("🙂" * 40_000), Paragraph("p")), (Button("Go", "a"),))],
    ids=["notice", "card"],
)
async def test_what_is_far_too_long_arrives_folded(
    kring: TeamsConnection, connector: BotConnector, teams: Teams, message: Message
) -> None:
    await kring.platform.send(replace(_to_channel(connector), message=message))
    assert "…" in teams.words(teams.posts(CRAFT)[0])
