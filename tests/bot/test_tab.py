"""The home view as a tab of Teams: who gets it, what can be done in it, and what nobody can do by it."""

import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio

from tests.bot.tab_home import ANNA, BRAM, Home, at_home
from tests.emulators import teams_cards
from tests.emulators.teams_tenant import CRAFT, PEOPLE

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHLOE = PEOPLE[2]
Forge = Callable[[Home], str]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def home() -> AsyncIterator[Home]:
    async with at_home() as found:
        yield found


def _token(**claims: object) -> Forge:
    return lambda home: home.token(ANNA, **claims)


def _signed(signs: tuple[str, str] = ("one", "one"), algorithm: str = "RS256") -> Forge:
    def forge(home: Home) -> str:
        before = home.provider.signs, home.provider.algorithm
        home.provider.signs, home.provider.algorithm = signs, algorithm
        token = home.token()
        home.provider.signs, home.provider.algorithm = before
        return token

    return forge


FORGED: dict[str, Forge] = {
    "nothing": lambda _: "",
    "garbage": lambda _: "garbage",
    "three parts of garbage": lambda _: "a.b.c",
    "nested without end": lambda _: "eyJhbGciOiJSUzI1NiJ9." + "W1tb" * 3000 + ".x",
    "longer than any token": lambda _: "a." * 20_000,
    "another key under this name": _signed(("strange", "one")),
    "an unknown key": _signed(("strange", "strange")),
    "unsigned": _signed(algorithm="none"),
    "signed with a shared secret": _signed(algorithm="HS256"),
    "another issuer": _token(iss="https://sts.windows.net/x/"),
    "another audience": _token(aud="00000000-0000-0000-0000-000000000000"),
    "no audience": _token(aud=None),
    "expired": _token(exp=int(time.time()) - 3600),
    "without end": _token(exp=None),
    "not yet valid": _token(nbf=int(time.time()) + 3600),
    "asked for by another program": _token(azp="00000000-0000-0000-0000-000000000000"),
    "for another purpose": _token(scp="User.Read"),
    "without a person": _token(oid=None),
    "a tenant that is none of ours": _token(tid="00000000-0000-0000-0000-000000000000"),
    "without a tenant": _token(tid=None),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
@pytest.mark.parametrize("what", ["view", "act"])
async def test_a_token_that_is_not_good_is_401(home: Home, forge: Forge, what: str) -> None:
    assert await home.asked(what, forge(home)) == (401, {"why": "unsigned"})


async def test_tokens_of_strangers_do_not_have_entra_id_asked_again_and_again(home: Home) -> None:
    await home.cards()
    before = len(home.provider.asked)
    for _ in range(20):
        await home.asked("view", _signed(("strange", "strange"))(home))
    assert len(home.provider.asked) - before <= 1


async def test_while_entra_id_cannot_be_asked_it_is_503() -> None:
    async with at_home() as fresh:
        fresh.provider.answers = 500
        assert await fresh.asked("view", fresh.token()) == (503, {"why": "failed"})
        fresh.provider.answers = 200
        assert await fresh.cards()


async def test_without_a_token_and_a_cookie_nobody_is_known(home: Home) -> None:
    assert await home.asked("view", None) == (401, {"why": "unsigned"})


async def test_whom_kring_has_not_met_is_told(home: Home) -> None:
    assert await home.asked("view", home.token(CHLOE)) == (409, {"why": "unmet"})


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 50_000], ids=["none", "cut", "no text", "nested"])
async def test_what_is_no_json_is_400(home: Home, body: bytes) -> None:
    assert await home.asked("act", home.token(), body) == (400, {"why": "failed"})


@pytest.mark.parametrize("body", [[], "x", {"kring": 5}, {"kring": {"form": "x"}}, {"kring": {"action": "\ud800"}}])
async def test_what_kring_did_not_make_is_none_of_its_buttons(home: Home, body: Any) -> None:
    status, answer = await home.asked("act", home.token(), body)
    assert status in (200, 409)
    assert "card" not in answer or "no longer" in str(answer) or "can't" in str(answer)


async def test_more_than_a_form_holds_is_413(home: Home) -> None:
    async with home.session.post(
        f"{home.kring.url}/teams/home/act", data=b"x" * 300_000, headers={"Authorization": f"Bearer {home.token()}"}
    ) as answer:
        assert answer.status == 413


async def test_the_page_is_told_in_the_browsers_language(home: Home) -> None:
    for language, words in (("nl-BE", "Aanmelden met Microsoft"), ("fr", "Se connecter"), ("de", "Sign in")):
        url = f"{home.kring.url}/teams/home"
        async with home.session.get(url, headers={"Accept-Language": language}) as answer:
            assert words in await answer.text()


async def _signs_in(home: Home, to: str) -> tuple[str, dict[str, str]]:
    """Anna, at Entra ID: where her browser is led afterwards, and what it carries."""
    home.provider.says = {"tid": home.teams.tenant.id, "oid": ANNA.aad}
    start = f"{home.kring.url}/handbook/sign-in/teams"
    async with home.session.get(start, params={"to": to}, allow_redirects=False) as set_out:
        carried = {name: each.value for name, each in set_out.cookies.items()}
        back = home.provider.agree(set_out.headers["location"], scope="openid profile", client=home.connector.app_id)
    url = f"{home.kring.url}/handbook/sign-in/teams/back?{back}"
    async with home.session.get(url, allow_redirects=False, headers=_cookies(carried)) as came_back:
        carried = {name: each.value for name, each in came_back.cookies.items() if each.value}
        return came_back.headers["location"], _cookies(carried)


async def test_signing_in_to_the_handbook_leads_back_to_the_tab_and_opens_it(home: Home) -> None:
    where, carried = await _signs_in(home, "/teams/home")
    assert where == "/teams/home"
    status, answer = await home.asked("view", None, headers={**carried, "Sec-Fetch-Site": "same-origin"})
    assert (status, bool(answer.get("cards"))) == (200, True)
    elsewhere = {**carried, "Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    assert await home.asked("view", None, headers=elsewhere) == (401, {"why": "unsigned"})


@pytest.mark.parametrize("to", ["/teams/homely", "/teams/home/view", "//elsewhere.example/teams/home", "/teams/home?x"])
async def test_nowhere_else_leads_signing_in_by_the_tabs_name(home: Home, to: str) -> None:
    where, _ = await _signs_in(home, to)
    assert where == "/handbook"


def _cookies(carried: dict[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in carried.items())}


async def test_a_community_is_founded_in_the_tab_and_its_buttons_ask_for_the_same_rights(home: Home) -> None:
    opened = await home.presses(ANNA, await home.cards(), "Start a community")
    card = opened["card"]["content"]
    refused = await home.presses(ANNA, [card], "Start", name="Writers", zone="Atlantis", channel=CRAFT.id)
    assert "Atlantis" in teams_cards.errors_of(refused["card"]["content"])["zone"]
    await home.presses(ANNA, [refused["card"]["content"]], "Start", zone="Europe/Brussels")
    await home.teams.expect_in(CRAFT, "Writers")
    assert "Ask a question" in teams_cards.labels(await home.cards())
    begun = (await home.teams.expect_private(ANNA, "Writers has begun")).cards()
    form = await home.presses(ANNA, begun, "Weekly message")
    assert teams_cards.fields(form["card"]["content"])

    await home.teams.tell(BRAM, "hi")
    await home.teams.expect_private(BRAM, "Kring")
    refused = await home.presses(BRAM, begun, "Weekly message")
    assert not refused or not teams_cards.fields(refused["card"]["content"])
    await home.teams.expect_private(BRAM, "That is for members of Writers")


async def test_a_button_that_was_tampered_with_is_none_of_krings(home: Home) -> None:
    data = teams_cards.action(await home.cards(), "What can you do?")["data"]
    data["kring"]["subject"] = data["kring"]["subject"].replace("help", "settings")
    status, answer = await home.asked("act", home.token(), data)
    assert status == 200
    assert not teams_cards.fields(answer["card"]["content"]) if answer else True
