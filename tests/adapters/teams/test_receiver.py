"""Who is let in, and what a delivery is answered with."""

import asyncio
import base64
import io
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import aiohttp
import jwt
import pytest

from adapters.teams.authentication import KeysUnreachable, SigningKeys
from adapters.teams.connection import TeamsAccess, TeamsConnection
from bot.notes import ScratchNotes
from tests.adapters.teams.conftest import FixedClock, RecordingEngine, access, served
from tests.adapters.teams.payloads import NAMES, load
from tests.emulators.bot_connector import BotConnector
from tests.emulators.connector_faults import Fault
from tests.emulators.teams_client import Teams
from tests.emulators.teams_identity import KEY, STRANGERS_KEY, WEBCHAT_KEY, key_set, token
from tests.emulators.teams_login import EXPIRED
from tests.emulators.teams_tenant import PEOPLE

ANNA = PEOPLE[0]
Forge = Callable[[BotConnector], str]


def _none_algorithm(connector: BotConnector) -> str:
    claims = jwt.decode(token(connector.app_id, connector.service_url), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none", headers={"kid": KEY})


def _signed_with_the_public_key(connector: BotConnector) -> str:
    """The old confusion of a public key with a shared secret."""
    parts = token(connector.app_id, connector.service_url).split(".")
    header = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "typ": "JWT", "kid": KEY}).encode()).rstrip(b"=")
    secret = str(key_set()["keys"][0]["n"]).encode()
    claims = jwt.decode(".".join(parts), options={"verify_signature": False})
    return jwt.encode(claims, secret, algorithm="HS256", headers=json.loads(base64.urlsafe_b64decode(header + b"==")))


def _token(**changes: Any) -> Forge:
    return lambda connector: token(connector.app_id, connector.service_url, **changes)


FORGED: dict[str, Forge] = {
    "missing": lambda _: "",
    "garbage": lambda _: "garbage",
    "three parts of garbage": lambda _: "a.b.c",
    "two words": lambda _: "a b",
    "not ascii": lambda _: "ü.ü.ü",
    "another key under this name": _token(signed_by=STRANGERS_KEY),
    "an unknown key": _token(signed_by=STRANGERS_KEY, key_id=STRANGERS_KEY),
    "a key not endorsed for Teams": _token(signed_by=WEBCHAT_KEY, key_id=WEBCHAT_KEY),
    "another issuer": _token(iss="https://sts.windows.net/x/"),
    "no issuer": _token(iss=None),
    "another audience": _token(aud="00000000-0000-0000-0000-000000000000"),
    "no audience": _token(aud=None),
    "another service": _token(serviceurl="https://smba.trafficmanager.net/amer/"),
    "no service": _token(serviceurl=None),
    "expired": _token(exp=int(time.time()) - 3600),
    "without end": _token(exp=None),
    "not yet valid": _token(nbf=int(time.time()) + 3600),
    "unsigned": _none_algorithm,
    "signed with the public key": _signed_with_the_public_key,
    "the emulator's issuer": _token(iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", appid="x"),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
async def test_a_token_that_is_not_good_is_401(
    teams: Teams, connector: BotConnector, engine: RecordingEngine, forge: Forge
) -> None:
    activity = teams.activities.envelope("message", ANNA, ANNA.direct, text="hi")
    delivered = await teams.deliver(activity, bearer=forge(connector))
    assert (delivered.status, delivered.body) == (401, None)
    assert engine.events == []


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "bearer x", "Bearer x y"])
async def test_a_header_that_is_none_is_401(teams: Teams, header: str, kring: TeamsConnection) -> None:
    async with served(kring) as url, aiohttp.ClientSession() as session:
        answer = await session.post(f"{url}/api/messages", data=b"{}", headers={"Authorization": header})
        assert answer.status == 401


async def test_a_signed_service_that_is_not_microsofts_is_401(teams: Teams, connector: BotConnector) -> None:
    activity = teams.activities.envelope("message", ANNA, ANNA.direct, text="hi")
    activity["serviceUrl"] = "https://smba.trafficmanager.net.example.com/"
    assert (await teams.deliver(activity)).status == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 100_000, b"{}" * 600_000])
async def test_a_signed_body_that_is_no_activity_is_400(
    kring: TeamsConnection, connector: BotConnector, body: bytes
) -> None:
    headers = {"Authorization": f"Bearer {token(connector.app_id, connector.service_url)}"}
    async with served(kring) as url, aiohttp.ClientSession() as session:
        answer = await session.post(f"{url}/api/messages", data=io.BytesIO(body), headers=headers)
        assert answer.status == 400


@pytest.mark.parametrize("name", [name for name in NAMES if load(name)["type"] == "invoke"])
async def test_a_malformed_invoke_is_400_and_never_500(teams: Teams, name: str, engine: RecordingEngine) -> None:
    payload = load(name) | {"serviceUrl": teams.connector.service_url}
    values: tuple[object, ...] = (None, [], "x", {}, {"data": "x"}, {"action": 5})
    for value in values:
        delivered = await teams.deliver(payload | {"value": value})
        assert delivered.status == 400
    assert engine.events == []


@pytest.mark.parametrize("name", NAMES)
async def test_every_payload_is_acknowledged(teams: Teams, name: str) -> None:
    delivered = await teams.deliver(load(name) | {"serviceUrl": teams.connector.service_url})
    assert delivered.status == (400 if name == "search_extension" else 200)


async def test_what_was_not_stored_is_not_acknowledged(
    teams: Teams, engine: RecordingEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.fails = True
    for name in ("personal_message", "execute", "task_submit"):
        delivered = await teams.deliver(load(name) | {"serviceUrl": teams.connector.service_url})
        assert delivered.status == 500
    shown = capsys.readouterr()
    assert "something a member wrote" not in shown.out + shown.err


async def test_what_is_refused_is_logged_without_its_contents(teams: Teams, capsys: pytest.CaptureFixture[str]) -> None:
    bearer = token("another-app", teams.connector.service_url)
    await teams.deliver(teams.activities.envelope("message", ANNA, ANNA.direct, text="my secret"), bearer=bearer)
    shown = capsys.readouterr()
    assert "teams.not_admitted" in shown.out + shown.err
    assert bearer not in shown.out + shown.err
    assert "my secret" not in shown.out + shown.err


@pytest.fixture
async def without_keys(connector: BotConnector, engine: RecordingEngine) -> AsyncIterator[TeamsConnection]:
    connector.faults.append(Fault(500, method="GET", path="openidconfiguration", times=1000))
    connection = TeamsConnection(access(connector), engine.handle, FixedClock(), ScratchNotes())
    await connection.start()
    yield connection
    await connection.stop()


async def test_without_microsofts_keys_it_is_503_until_they_are_there(
    without_keys: TeamsConnection, connector: BotConnector, engine: RecordingEngine
) -> None:
    async with served(without_keys) as url, aiohttp.ClientSession() as session:
        teams = Teams(connector, url, session)
        activity = teams.activities.envelope("message", ANNA, ANNA.direct, id="1", text="hi")
        assert (await teams.deliver(activity)).status == 503
        assert without_keys.problem == "Microsoft's signing keys cannot be reached"
        connector.faults.clear()
        assert (await teams.deliver(activity)).status == 200
        assert without_keys.problem is None
    assert len(engine.events) == 1


async def test_those_who_wait_for_the_same_keys_fail_with_them(connector: BotConnector) -> None:
    connector.faults.append(Fault(500, method="GET", path="openidconfiguration", times=1000))
    async with aiohttp.ClientSession() as session:
        keys = SigningKeys(connector.metadata_url, session)
        asked = await asyncio.gather(*(keys.get(KEY) for _ in range(20)), return_exceptions=True)
    assert {type(each) for each in asked} == {KeysUnreachable}
    assert connector.metadata_read == 1


async def test_keys_are_read_once_for_many_deliveries(teams: Teams, connector: BotConnector) -> None:
    for text in ("one", "two", "three"):
        await teams.tell(ANNA, text)
    assert connector.metadata_read == 1


@pytest.mark.parametrize(
    "missing", [{"app_id": ""}, {"password": ""}, {"password": "  "}, {"secret_key": ""}, {"tenant": ""}]
)
def test_without_a_secret_kring_refuses_to_start(missing: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"MICROSOFT_APP_|KRING_SECRET_KEY"):
        TeamsAccess(**({"app_id": "a", "password": "b", "tenant": "t", "secret_key": "c"} | missing))


def test_the_secret_is_in_no_representation() -> None:
    assert "hush" not in repr(TeamsAccess(app_id="a", password="hush", tenant="t", secret_key="hush"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"password": "wrong"}, "the client secret is wrong; give its value, not its id"),
        ({"password": EXPIRED}, "the client secret has expired"),
        ({"app_id": "another-app"}, "the tenant knows no app with this id"),
        ({"tenant": "another-tenant"}, "there is no tenant with this id"),
        ({"token_url": "http://127.0.0.1:9/token"}, "Microsoft's login cannot be reached"),
        ({"openid_metadata_url": "http://127.0.0.1:9/keys"}, "Microsoft's signing keys cannot be reached"),
    ],
)
async def test_the_check_says_plainly_what_is_wrong(
    connector: BotConnector, engine: RecordingEngine, changed: dict[str, str], told: str
) -> None:
    wrong = replace(access(connector), **changed)
    connection = TeamsConnection(wrong, engine.handle, FixedClock(), ScratchNotes())
    await connection.start()
    assert told in (await connection.check() or "")
    await connection.stop()


async def test_a_stopped_connection_is_503(kring: TeamsConnection, teams: Teams) -> None:
    await kring.stop()
    activity = teams.activities.envelope("message", ANNA, ANNA.direct, id="1", text="hi")
    assert (await teams.deliver(activity)).status == 503
