"""Signing in with a platform: who comes back reads as who they are there, and nobody who came another way."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.handbook.drawing import ROOT
from bot.handbook.openid import Provider
from bot.handbook.signing_in import WAY
from facilitation.knowledge.kinds import Audience
from facilitation.people import Account, AccountRef, CommunityId, PlaceRef, WorkspaceId
from tests.bot.handbook.circle import CAM, HERE, Circle, page
from tests.emulators.openid_provider import CLIENT, SECRET, OpenIdProvider, running
from tests.storage.shelf import ANN, CIRCLE

TEAM, USER = "https://slack.com/team_id", "https://slack.com/user_id"
START = f"{ROOT}/sign-in/slack"
BACK = f"{START}/back"


@pytest.fixture(scope="module")
def server() -> Iterator[OpenIdProvider]:
    with running() as found:
        yield found


@pytest.fixture
def slack(server: OpenIdProvider) -> OpenIdProvider:
    """Says of whoever comes that it is Ann."""
    fresh = OpenIdProvider(server.url, {TEAM: "T1", USER: ANN.ref.user})
    for name, value in vars(fresh).items():
        setattr(server, name, value)
    return server


@pytest.fixture
def open_circle(circle: Circle, slack: OpenIdProvider) -> Circle:
    way = Provider("slack", slack.url, CLIENT, SECRET, TEAM, USER, "openid", takes_proof=False)
    circle.offers(way, replace(way, name="teams", workspace="tid", user="oid", takes_proof=True))
    circle.keeps("it")
    circle.keeps("home", audience=Audience.ORGANISATION)
    return circle


def set_out(browser: TestClient, to: str = page("items", "it"), start: str = START) -> str:
    answer = browser.get(start, params={"to": to})
    assert answer.status_code == 303
    return answer.headers["location"]


def come_back(browser: TestClient, slack: OpenIdProvider, **how: str) -> Any:
    return browser.get(f"{how.get('back', BACK)}?{slack.agree(set_out(browser))}")


def reads(browser: TestClient, item: str = "it") -> bool:
    return browser.get(page("items", item)).status_code == 200


def test_who_comes_back_reads_where_they_were(open_circle: Circle, slack: OpenIdProvider) -> None:
    browser = open_circle.browser()
    lost = browser.get(page("items", "it"))
    assert f"{START}?to={page('items', 'it')}" in lost.text
    answer = come_back(browser, slack)
    assert (answer.status_code, answer.headers["location"]) == (303, page("items", "it"))
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "Ann" in browser.get(page("items", "it")).text
    assert WAY not in browser.cookies
    open_circle.shelf.clock.pass_by(timedelta(hours=13))
    assert not reads(browser)


def test_who_is_no_member_reads_what_is_for_the_workspace(open_circle: Circle, slack: OpenIdProvider) -> None:
    slack.says[USER] = CAM.ref.user
    browser = open_circle.browser()
    come_back(browser, slack)
    assert (reads(browser, "home"), reads(browser)) == (True, False)


def test_the_same_id_in_another_workspace_is_somebody_else(open_circle: Circle, slack: OpenIdProvider) -> None:
    slack.says[TEAM] = "T2"
    browser = open_circle.browser()
    come_back(browser, slack)
    assert (reads(browser, "home"), reads(browser)) == (False, False)


def test_in_teams_people_are_found_by_what_the_directory_calls_them(open_circle: Circle, slack: OpenIdProvider) -> None:
    circle, ring = open_circle, CommunityId("ring")
    eve = AccountRef(WorkspaceId("teams:T9"), "29:eve")
    circle.shelf.found(ring, PlaceRef(eve.workspace, "C9"))
    with circle.shelf.unit(ring) as unit:
        unit._transaction.add(
            Account(workspace=eve.workspace, user=eve.user, name="Eve", language="nl", address={"aad": "oid-of-eve"})
        )
    slack.says = {"tid": "T9", "oid": "oid-of-eve"}
    browser = circle.browser()
    answer = browser.get(f"{ROOT}/sign-in/teams/back?{slack.agree(set_out(browser, start=f'{ROOT}/sign-in/teams'))}")
    assert answer.status_code == 303
    assert "Je leest als Eve" in browser.get(ROOT).text


def test_where_a_proof_is_taken_a_code_is_nobodys_but_whose_who_set_out(
    open_circle: Circle, slack: OpenIdProvider
) -> None:
    slack.says = {"tid": "T9", "oid": "o"}
    start = f"{ROOT}/sign-in/teams"
    browser, other = open_circle.browser(), open_circle.browser()
    theirs = slack.agree(set_out(other, start=start))
    mine = slack.agree(set_out(browser, start=start))
    stolen = f"{theirs.partition('&')[0]}&{mine.partition('&')[2]}"
    assert browser.get(f"{start}/back?{stolen}").status_code == 400
    assert slack.asked[-1] == "token"
    mine = slack.agree(set_out(browser, start=start))
    assert browser.get(f"{start}/back?{mine}").status_code == 303


BAD_TOKENS: dict[str, dict[str, Any]] = {
    "made for another attempt": {"says": {"nonce": "another"}},
    "of no attempt": {"says": {"nonce": None}},
    "for another client": {"says": {"aud": "another"}},
    "for another client as well": {"says": {"aud": [CLIENT, "another"]}},
    "passed on by another client": {"says": {"azp": "another"}},
    "of another issuer": {"says": {"iss": "https://evil.example"}},
    "long over": {"says": {"exp": int(time.time()) - 3600}},
    "that never ends": {"says": {"exp": None}},
    "of tomorrow": {"says": {"iat": int(time.time()) + 86400, "nbf": int(time.time()) + 86400}},
    "signed by somebody else": {"signs": ("strange", "one")},
    "under an unknown key": {"signs": ("strange", "strange")},
    "signed with a shared secret": {"algorithm": "HS256"},
    "signed by nobody": {"algorithm": "none"},
    "of no account": {"says": {USER: None}},
    "of an account that is no text": {"says": {USER: ["UANN"]}},
    "that is none": {"token": "a.b.c"},
    "that is no text": {"token": "x" * 50_000},
}


@pytest.mark.parametrize("token", BAD_TOKENS)
def test_a_token_that_is_not_good_signs_nobody_in(open_circle: Circle, slack: OpenIdProvider, token: str) -> None:
    for name, value in BAD_TOKENS[token].items():
        setattr(slack, name, {**slack.says, **value} if name == "says" else value)
    browser = open_circle.browser()
    answer = come_back(browser, slack)
    assert answer.status_code == 400
    assert "You are not signed in" in answer.text
    assert not reads(browser)


def test_nobody_is_signed_in_who_did_not_set_out(open_circle: Circle, slack: OpenIdProvider) -> None:
    """As when somebody is led to click on the end of another's signing-in."""
    theirs = slack.agree(set_out(open_circle.browser()))
    for query in (theirs, theirs.replace("state=", "state=x"), "", "code=code-0", "error=access_denied"):
        browser = open_circle.browser()
        assert browser.get(f"{BACK}?{query}").status_code == 400
        set_out(browser)
        assert browser.get(f"{BACK}?{query}").status_code == 400
        assert not reads(browser)
    assert "token" not in slack.asked


def test_an_attempt_is_good_once_at_its_own_provider_and_for_ten_minutes(
    open_circle: Circle, slack: OpenIdProvider
) -> None:
    browser = open_circle.browser()
    query = slack.agree(set_out(browser))
    assert browser.get(f"{ROOT}/sign-in/teams/back?{query}").status_code == 400
    assert browser.get(f"{BACK}?{query}").status_code == 400
    query = slack.agree(set_out(browser))
    open_circle.shelf.clock.pass_by(timedelta(minutes=11))
    assert browser.get(f"{BACK}?{query}").status_code == 400
    query = slack.agree(set_out(browser))
    assert browser.get(f"{BACK}?{query}").status_code == 303
    assert browser.get(f"{BACK}?{query}").status_code == 400


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/handbook//evil.example",
        "/handbook/@evil.example",
        "/handbook\r\nLocation: https://evil.example",
        "/handbook/../playground",
        "/handbookish",
        "/handbook/sign-in/slack/back",
        "/handbook/in/token",
        "javascript:alert(1)",
        "",
    ],
)
def test_nobody_is_led_elsewhere(open_circle: Circle, slack: OpenIdProvider, to: str) -> None:
    browser = open_circle.browser()
    query = slack.agree(set_out(browser, to))
    led = browser.get(f"{BACK}?{query}").headers["location"]
    assert led == ROOT


def test_a_new_key_is_looked_for_once_it_is_named(open_circle: Circle, slack: OpenIdProvider) -> None:
    come_back(open_circle.browser(), slack)
    slack.signs, slack.listed = ("two", "two"), ("one", "two")
    assert come_back(open_circle.browser(), slack).status_code == 303


@pytest.mark.parametrize("fault", [{"answers": 500}, {"answers": 302}, {"issuer": "https://evil.example"}])
def test_a_provider_that_cannot_be_asked_is_told_and_nobody_signed_in(
    open_circle: Circle, slack: OpenIdProvider, fault: dict[str, Any]
) -> None:
    for name, value in fault.items():
        setattr(slack, name, value)
    answer = open_circle.browser().get(START)
    assert (answer.status_code, "can try again" in answer.text) == (502, True)


def test_without_a_provider_nothing_is_offered(circle: Circle) -> None:
    assert circle.browser().get(START).status_code == 404
    assert "sign-in" not in circle.browser().get(ROOT).text
    assert HERE not in circle.browser().get(ROOT).text
    assert CIRCLE.title() not in circle.browser().get(ROOT).text
