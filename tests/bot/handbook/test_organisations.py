"""Several organisations in Teams: each signs in by its own registration, and a token of one is no good at another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.handbook.drawing import ROOT
from bot.handbook.openid import Provider
from facilitation.knowledge.kinds import Audience
from facilitation.people import CommunityId, PlaceRef, WorkspaceId
from tests.bot.handbook.circle import Circle, page
from tests.emulators.openid_provider import CLIENT, SECRET, OpenIdProvider, running

OURS, THEIRS = "tenant-of-bakers", "tenant-of-weavers"
START = f"{ROOT}/sign-in/teams"
BACK = f"{START}/back"
LOOM = CommunityId("loom")
THEIR_CLIENT = "the-weavers-client"


@dataclass
class Two:
    """The tenant of the settings, and one that was added."""

    circle: Circle
    ours: OpenIdProvider
    theirs: OpenIdProvider
    browser: TestClient

    def sets_out(self, organisation: str = "", to: str = ROOT) -> str:
        answer = self.browser.get(START, params={"to": to, **({"org": organisation} if organisation else {})})
        return str(answer.headers.get("location", answer.status_code))

    def comes_back(self, organisation: str) -> Any:
        return self.browser.get(f"{BACK}?{self.agrees(self.sets_out(organisation))}")

    def agrees(self, there: str) -> str:
        is_ours = there.startswith(f"{self.ours.url}/")
        provider, client = (self.ours, CLIENT) if is_ours else (self.theirs, THEIR_CLIENT)
        return provider.agree(there, client=client)

    def reads(self, of: str = "") -> bool:
        return self.browser.get(page("items", "it") if not of else f"{ROOT}/{of}").status_code == 200


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[OpenIdProvider, OpenIdProvider]]:
    with running() as ours, running() as theirs:
        yield ours, theirs


@pytest.fixture
def two(circle: Circle, servers: tuple[OpenIdProvider, OpenIdProvider]) -> Two:
    for server, tenant in zip(servers, (OURS, THEIRS), strict=True):
        fresh = OpenIdProvider(server.url, {"tid": tenant, "oid": "oid-of-ann"})
        for name, value in vars(fresh).items():
            setattr(server, name, value)
    ours, theirs = servers
    way = Provider("teams", ours.url, CLIENT, SECRET, "tid", "oid", "openid", takes_proof=True, tenant=OURS)
    added = replace(way, issuer=theirs.url, client_id=THEIR_CLIENT, tenant=THEIRS, title="Weavers & Co")
    circle.added = [added]
    circle.offers(way)
    circle.shelf.found(LOOM, PlaceRef(WorkspaceId(f"teams:{THEIRS}"), "C9"))
    circle.keeps("woven", audience=Audience.ORGANISATION, community_id=LOOM)
    return Two(circle, ours, theirs, circle.browser())


def test_who_signs_in_chooses_their_organisation_by_its_name(two: Two) -> None:
    shown = two.browser.get(START, params={"to": page(), "called": " weavers  & co"}).text
    assert f'{START}?org={THEIRS}&amp;to={page()}"' in shown
    assert "Weavers &amp; Co" in shown
    assert f"org={OURS}" in shown
    assert two.sets_out(OURS).startswith(f"{two.ours.url}/authorize")
    assert two.sets_out(THEIRS).startswith(f"{two.theirs.url}/authorize")


@pytest.mark.parametrize("called", ["", "Weavers", "w"])
def test_who_does_not_know_the_name_of_an_organisation_is_told_of_none(two: Two, called: str) -> None:
    for to in ("", page(), f"{ROOT}/nowhere"):
        shown = two.browser.get(START, params={"to": to, "called": called}).text
        assert "The organisation that runs this Kring" in shown
        assert "Name of your organisation" in shown
        assert THEIRS not in shown
        assert "Weavers &amp; Co" not in shown
        assert ("knows no organisation" in shown) is bool(called)


def test_where_there_is_one_nobody_is_asked(two: Two) -> None:
    two.circle.added = []
    assert two.sets_out().startswith(f"{two.ours.url}/authorize")


def test_a_link_to_a_communitys_pages_leads_to_where_it_meets(two: Two) -> None:
    assert two.sets_out(to=f"{ROOT}/{LOOM}").startswith(f"{two.theirs.url}/authorize")
    assert two.sets_out(to=page("items", "it")) == "200"  # it meets in Slack
    assert two.sets_out(to=f"{ROOT}/nowhere") == "200"


@pytest.mark.parametrize(("organisation", "reads"), [(THEIRS, True), (OURS, False)])
def test_each_reads_what_is_for_their_own_organisation(two: Two, organisation: str, reads: bool) -> None:
    assert two.comes_back(organisation).status_code == 303
    assert two.reads(LOOM) is reads


def test_an_organisation_that_nobody_added_leads_nowhere(two: Two) -> None:
    assert two.sets_out("tenant-of-nobody") == "404"


@pytest.mark.parametrize(
    ("says", "why"),
    [
        ({"tid": OURS}, "an account of another organisation"),
        ({"aud": CLIENT}, "for another organisation's registration"),
        ({"aud": [THEIR_CLIENT, CLIENT]}, "for both"),
        ({"azp": CLIENT}, "passed on by the other registration"),
        ({"iss": "{ours}"}, "of another organisation's issuer"),
        ({"tid": None}, "of no organisation"),
        ({"tid": [THEIRS]}, "of an organisation that is no text"),
    ],
)
def test_a_token_of_one_is_no_good_at_another(two: Two, says: dict[str, Any], why: str) -> None:
    two.theirs.says |= {name: two.ours.url if value == "{ours}" else value for name, value in says.items()}
    assert two.comes_back(THEIRS).status_code == 400, why
    assert not two.reads(LOOM)


def test_a_code_of_one_is_no_good_at_another(two: Two) -> None:
    mine = two.agrees(two.sets_out(OURS)).partition("&")[0]
    state = two.agrees(two.sets_out(THEIRS)).partition("&")[2]
    assert two.browser.get(f"{BACK}?{mine.replace('code-', 'code-9')}&{state}").status_code == 400
    assert two.ours.asked.count("token") == 0


def test_what_was_taken_away_meanwhile_signs_nobody_in(two: Two) -> None:
    back = two.agrees(two.sets_out(THEIRS))
    two.circle.added = []
    assert two.browser.get(f"{BACK}?{back}").status_code == 400
    assert "token" not in two.theirs.asked
    assert not two.reads(LOOM)


def test_a_new_secret_of_a_registration_is_the_one_that_is_shown(two: Two) -> None:
    two.sets_out(OURS)
    two.circle.added = [replace(each, client_id="another-client") for each in two.circle.added]
    assert "client_id=another-client" in two.sets_out(THEIRS)
