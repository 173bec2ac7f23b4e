"""Kring is taken out of a workspace and comes back: silent meanwhile, and nothing forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest

from facilitation.communities import COMMUNITIES
from facilitation.events import Actor, Installed, MemberJoined, Place, Uninstalled
from facilitation.people import AccountRef, WorkspaceId
from facilitation.ports.installations import Installation
from tests.village import CHANNEL, WORKSPACE, Village, a_village, someone

NOOR = someone("Noor")
KRING = Actor(ref=AccountRef(WORKSPACE, "kring"), is_bot=True)
COUNTY = WorkspaceId("playground:county")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village([COMMUNITIES]) as village:
        village.found(NOOR)
        yield village


def install(village: Village, workspace: WorkspaceId = WORKSPACE) -> None:
    kept = Installation(workspace=workspace, token=f"for {workspace}")
    village.look(lambda unit: unit.installations.keep(kept))


def token(village: Village) -> str:
    found = village.look(lambda unit: unit.installations.find(WORKSPACE))
    return found.token if found else ""


def test_its_token_goes_and_its_communities_are_silent_and_nobody_is_written_to(village: Village) -> None:
    install(village)
    village.happen(Uninstalled(**village.delivery()))
    assert token(village) == ""
    assert village.community().place_gone
    assert village.private(NOOR) == []


def test_let_into_its_channel_again_a_community_goes_on(village: Village) -> None:
    install(village)
    village.happen(Uninstalled(**village.delivery()))
    install(village)
    village.happen(Installed(by=NOOR, **village.delivery()))
    assert village.community().place_gone
    village.happen(MemberJoined(by=KRING, place=Place(ref=CHANNEL), is_kring=True, **village.delivery()))
    assert not village.community().place_gone


def test_that_an_installation_ended_changes_nothing_when_a_newer_one_is_there(village: Village) -> None:
    gone = Uninstalled(**village.delivery())
    village.clock.moment = village.clock.moment.replace(hour=23)
    install(village)
    village.happen(gone)
    assert token(village)
    assert not village.community().place_gone


def test_an_organisation_takes_a_workspace_out_and_lets_it_in(village: Village) -> None:
    install(village, COUNTY)
    let_in: dict[str, Any] = {"by": None, "organisation": COUNTY}
    village.happen(Installed(**let_in, **village.delivery()))
    assert token(village) == f"for {COUNTY}"
    village.happen(Uninstalled(**village.delivery()))
    assert token(village) == ""
    assert village.community().place_gone
    village.happen(Installed(**let_in, **village.delivery()))
    assert token(village) == f"for {COUNTY}"
