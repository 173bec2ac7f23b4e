"""A personal link: what it opens, for how long, and what ends it."""

import json
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from bot.handbook.drawing import ROOT
from bot.handbook.visitors import COOKIE
from facilitation.events import Actor
from facilitation.handbook.model import LINKS_AT_MOST, OPENS_FOR, READS_FOR
from facilitation.people import AccountRef, CommunityId, PlaceRef, WorkspaceId
from tests.bot.handbook.circle import Circle, page
from tests.storage.shelf import ANN, BEN, CIRCLE

HOUR = timedelta(hours=1)


def reads(browser: TestClient) -> bool:
    return browser.get(page("items", "it")).status_code == 200


@pytest.fixture(autouse=True)
def _keeps_something(circle: Circle) -> None:
    circle.keeps("it")


def test_it_leaves_the_address_bar_at_once_and_leads_no_further(circle: Circle) -> None:
    link = circle.link(ANN)
    answer = circle.browser().get(link)
    assert (answer.status_code, answer.headers["location"]) == (303, page())
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))
    assert link.rpartition("/")[2] not in cookie


@pytest.mark.parametrize("token", ["x" * 43, "", "token", "../" * 15, "a" * 5000, "%00" * 20, "é" * 43])
def test_a_guessed_one_leads_nowhere(circle: Circle, token: str) -> None:
    circle.link(ANN)
    browser = circle.browser()
    answer = browser.get(f"{ROOT}/in/{token}")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert not reads(browser)


def test_it_opens_for_a_week_and_who_opened_it_reads_for_three_months(circle: Circle) -> None:
    link, reading = circle.link(ANN), circle.read_by(ANN)
    circle.shelf.clock.pass_by(OPENS_FOR)
    assert circle.browser().get(link).status_code == 303
    circle.shelf.clock.pass_by(HOUR)
    assert circle.browser().get(link).status_code == 404
    circle.shelf.clock.pass_by(READS_FOR - OPENS_FOR - 2 * HOUR)
    assert reads(reading)
    circle.shelf.clock.pass_by(2 * HOUR)
    assert not reads(reading)


def test_its_owner_ends_all_of_theirs_and_nobody_elses(circle: Circle) -> None:
    link, mine, theirs = circle.link(ANN), circle.read_by(ANN), circle.read_by(BEN)
    with circle.shelf.unit(CIRCLE) as unit:
        assert unit.handbook_links.end(circle.members[ANN.ref]) == 2
    assert not reads(mine)
    assert circle.browser().get(link).status_code == 404
    assert reads(theirs)


def test_who_leaves_reads_no_further_and_neither_does_whoever_has_their_link(circle: Circle) -> None:
    link, reading = circle.link(ANN), circle.read_by(ANN)
    circle.leaves(ANN)
    assert not reads(reading)
    assert circle.browser().get(link).status_code == 404


@pytest.mark.parametrize("how", ["by link", "signed in"])
def test_a_closed_account_reads_nothing(circle: Circle, how: str) -> None:
    reading = circle.read_by(ANN) if how == "by link" else circle.signed_in(ANN.ref)
    assert reads(reading)
    with circle.shelf.unit() as unit:
        account = unit.people.account(ANN.ref)
        assert account
        account.is_active = False
    assert not reads(reading)


def test_the_oldest_goes_when_there_are_many(circle: Circle) -> None:
    first = circle.read_by(ANN)
    for _ in range(LINKS_AT_MOST):
        circle.shelf.clock.pass_by(HOUR)
        circle.link(ANN)
    assert not reads(first)
    assert reads(circle.read_by(ANN))


def test_one_browser_reads_several_communities(circle: Circle) -> None:
    elsewhere = PlaceRef(WorkspaceId("teams:T9"), "C9")
    eve = Actor(ref=AccountRef(elsewhere.workspace, "eve"), name="Eve")
    circle.shelf.found(CommunityId("ring"), elsewhere)
    member = circle.shelf.join(eve, CommunityId("ring"))
    with circle.shelf.unit(CommunityId("ring")) as unit:
        unit.handbook_links.keep("r" * 43, member)
    reading = circle.read_by(ANN)
    assert reading.get("/handbook").headers["location"] == page()
    assert reading.get(f"{ROOT}/in/{'r' * 43}").headers["location"] == page(community=CommunityId("ring"))
    assert reads(reading)
    both = reading.get("/handbook").text
    assert page() in both
    assert page(community=CommunityId("ring")) in both


def test_a_cookie_of_somebody_elses_making_is_none(circle: Circle) -> None:
    links = {"links": ["x" * 64], "workspace": ANN.ref.workspace, "user": ANN.ref.user, "until": "2099-01-01T00:00:00Z"}
    for forged in (
        circle.carrying({**links, "for": "something else"}),
        circle.carrying(["for", COOKIE]),
        circle.carrying({"for": COOKIE, "links": "all", "workspace": 1, "user": None}),
        circle.carrying({**links, "for": COOKIE, "until": None}),
    ):
        assert not reads(forged)
    for rubbish in ("rubbish", "gAAAAA", "x" * 10_000):
        browser = circle.browser(cookie=f"{COOKIE}={rubbish}")
        assert not reads(browser)


def test_what_the_database_encrypts_for_a_member_is_no_cookie(circle: Circle) -> None:
    """Whoever reads the database could else have it make one, by having words kept."""
    until = (circle.shelf.clock.now() + HOUR).isoformat()
    told = {"for": COOKIE, "workspace": ANN.ref.workspace, "user": ANN.ref.user, "until": until}
    assert reads(circle.carrying(told))
    circle.keeps("mine", title=json.dumps(told))
    with circle.shelf.unit(CIRCLE) as unit:
        rows = unit._transaction.connection.exec_driver_sql("SELECT title FROM knowledge_items").all()
    assert len(rows) == 2
    assert not any(reads(circle.browser(cookie=f"{COOKIE}={row[0]}")) for row in rows)


def test_only_its_digest_is_kept(circle: Circle) -> None:
    token = circle.link(ANN).rpartition("/")[2]
    with circle.shelf.unit(CIRCLE) as unit:
        rows = unit._transaction.connection.exec_driver_sql("SELECT * FROM handbook_links").all()
    assert rows
    assert token not in repr(rows)


def test_who_goes_out_reads_no_further_and_no_other_site_can_send_them_out(circle: Circle) -> None:
    reading = circle.read_by(ANN)
    for elsewhere in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert reading.post(f"{ROOT}/out", headers=elsewhere).status_code == 403
    assert reading.get(f"{ROOT}/out").status_code in (404, 405)
    assert reads(reading)
    assert reading.post(f"{ROOT}/out", headers={"origin": "https://kring.example"}).status_code == 303
    assert not reads(reading)
