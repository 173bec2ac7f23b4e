"""A community's own playbooks and their versions, on both databases."""

import pytest

from facilitation.people import CommunityId, MemberId
from facilitation.sessions.own_playbooks import OwnPlaybook, PlaybookVersion
from storage.scope import NotEntered
from tests.storage.shelf import CIRCLE, NOON, Shelf

OTHER = CommunityId("other")
ANN = MemberId("ann")
HOSTILE = "title: é\u200f\U0001f33b </script>\n" * 1000


def a_playbook(community: CommunityId = CIRCLE, name: str = "walk", draft: str = "", newest: int = 0) -> OwnPlaybook:
    return OwnPlaybook(community_id=community, name=name, author=ANN, created_at=NOON, newest=newest, draft=draft)


def a_version(number: int, text: str = "version: 1", community: CommunityId = CIRCLE) -> PlaybookVersion:
    return PlaybookVersion(community_id=community, name="walk", number=number, text=text, by=ANN, at=NOON)


@pytest.fixture(autouse=True)
def _two_communities(shelf: Shelf) -> None:
    for community in (CIRCLE, OTHER):
        shelf.found(community)


def test_what_was_written_comes_back_to_the_letter(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.own_playbooks.add(a_playbook(draft=HOSTILE, newest=1))
        unit.own_playbooks.keep(a_version(1, HOSTILE))
    with shelf.unit(CIRCLE) as unit:
        kept, version = unit.own_playbooks.get("walk"), unit.own_playbooks.version("walk", 1)
        assert kept
        assert version
        assert kept.draft == version.text == HOSTILE
        assert (version.by, version.at, kept.offered) == (ANN, NOON, None)


def test_the_newest_version_comes_first(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.own_playbooks.add(a_playbook())
        for number in (2, 10, 1):
            unit.own_playbooks.keep(a_version(number))
    with shelf.unit(CIRCLE) as unit:
        assert [each.number for each in unit.own_playbooks.versions("walk")] == [10, 2, 1]


def test_each_community_has_its_own(shelf: Shelf) -> None:
    for community in (CIRCLE, OTHER):
        with shelf.unit(community) as unit:
            unit.own_playbooks.add(a_playbook(community))
            unit.own_playbooks.keep(a_version(1, f"of {community}", community))
    with shelf.unit(OTHER) as unit:
        assert [each.community_id for each in unit.own_playbooks.all()] == [OTHER]
        assert [each.text for each in unit.own_playbooks.versions("walk")] == ["of other"]
    with shelf.unit() as unit, pytest.raises(NotEntered):
        unit.own_playbooks.all()


def test_a_draft_of_which_nothing_was_kept_can_go(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.own_playbooks.add(a_playbook())
    with shelf.unit(CIRCLE) as unit:
        kept = unit.own_playbooks.get("walk")
        assert kept
        unit.own_playbooks.drop(kept)
    with shelf.unit(CIRCLE) as unit:
        assert unit.own_playbooks.all() == []
