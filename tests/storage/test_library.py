"""What is kept, looked through by different readers, and what belongs to an item, on each kind of database."""

from datetime import timedelta

import pytest
from sqlalchemy import select, type_coerce
from sqlalchemy.types import Text

from facilitation.knowledge.acts import Act, ActKind, Follower
from facilitation.knowledge.finds import Link
from facilitation.knowledge.items import Change, ItemVersion, KnowledgeItem
from facilitation.knowledge.kinds import Audience, Reader
from facilitation.knowledge.passages import Part, Passage
from facilitation.people import AccountRef, CommunityId
from facilitation.ports.search import Document
from storage.blinds import blind
from storage.tables.knowledge import tags, versions
from tests.storage.kept import SAID, an_item
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON, WORKSPACE, Shelf

MEMBER = Reader(ANN.ref, is_member=True)
OUTSIDER = Reader(AccountRef(WORKSPACE, "UCAL"), is_member=True)
COLLEAGUE = Reader(is_of_organisation=True)
ANYONE = Reader()


@pytest.fixture(autouse=True)
def _in_a_circle(shelf: Shelf) -> None:
    shelf.found()


def kept(identity: str, audience: Audience, tag: str = "", days: int = 0) -> KnowledgeItem:
    item = an_item()
    item.id, item.audience, item.title, item.kept_at = identity, audience, identity, NOON + timedelta(days=days)
    if tag:
        item.passages = (*item.passages, Passage(Part.TAG, WORKSPACE, ANN.ref.user, "Ann", tag))
    return item


def put(shelf: Shelf, *items: KnowledgeItem) -> None:
    with shelf.unit(CIRCLE) as unit:
        for item in items:
            unit.knowledge.add(item)
            unit.knowledge.put_tags(item)


def test_each_reader_finds_what_reaches_them_newest_first(shelf: Shelf) -> None:
    put(shelf, *(kept(audience.value, audience, days=audience.reach) for audience in Audience))
    with shelf.unit(CIRCLE) as unit:
        told = {
            reader: [entry.title for entry in unit.knowledge.entries(reader)]
            for reader in (MEMBER, OUTSIDER, COLLEAGUE, ANYONE)
        }
        assert told == {
            MEMBER: ["public", "organisation", "community", "session"],
            OUTSIDER: ["public", "organisation", "community"],
            COLLEAGUE: ["public", "organisation"],
            ANYONE: ["public"],
        }
        assert unit.knowledge.item_for(COLLEAGUE, "community") is None
        assert unit.knowledge.item_for(OUTSIDER, "session") is None
        assert [entry.id for entry in unit.knowledge.entries(MEMBER, start=1, limit=2)] == ["organisation", "community"]


def test_a_tag_is_digested_under_a_key_from_the_first_on_and_is_found_whatever_comes_later(shelf: Shelf) -> None:
    put(shelf, kept("one", Audience.COMMUNITY, "Rivers"))
    with shelf.unit(CIRCLE) as unit:
        unit._transaction.scope.require()
        (row,) = unit._transaction.rows(select(tags.c.tag))
        assert row.tag != blind(b"", CIRCLE, "rivers")
        unit.search.put(Document("few", "knowledge.lesson", "Herons", "They wade.", "en", readers=(ANN.ref,)))
    with shelf.unit(CIRCLE) as unit:
        assert [entry.id for entry in unit.knowledge.entries(MEMBER, tag="rivers")] == ["one"]


def test_a_tag_is_found_in_capitals_and_is_encrypted(shelf: Shelf) -> None:
    put(shelf, kept("one", Audience.PUBLIC, "Rivers"), kept("two", Audience.COMMUNITY, "rivers"))
    put(shelf, kept("three", Audience.COMMUNITY, "dikes"))
    with shelf.unit(CIRCLE) as unit:
        assert [entry.id for entry in unit.knowledge.entries(MEMBER, tag="RIVERS")] == ["one", "two"]
        assert [entry.id for entry in unit.knowledge.entries(ANYONE, tag="rivers")] == ["one"]
        assert list(unit.knowledge.tags(MEMBER).values()) == [1, 2]
        assert unit.knowledge.tags(ANYONE) == {"Rivers": 1}
        rows = unit._transaction.rows(select(tags.c.tag, type_coerce(tags.c.word, Text)))
        assert not any("iver" in value for row in rows for value in row)


def test_a_tag_that_is_gone_is_not_found(shelf: Shelf) -> None:
    put(shelf, kept("one", Audience.PUBLIC, "rivers"))
    with shelf.unit(CIRCLE) as unit:
        item = unit.knowledge.item("one")
        assert item
        item.passages = item.passages[:1]
        unit.knowledge.put_tags(item)
    with shelf.unit(CIRCLE) as unit:
        assert unit.knowledge.tags(MEMBER) == {}


def test_a_link_is_read_both_ways(shelf: Shelf) -> None:
    put(shelf, kept("near", Audience.COMMUNITY), kept("far", Audience.PUBLIC))
    with shelf.unit(CIRCLE) as unit:
        for _ in range(2):
            unit.knowledge.link(Link(community_id=CIRCLE, item_id="near", other_id="far", at=NOON))
    with shelf.unit(CIRCLE) as unit:
        assert (unit.knowledge.leads_to("near"), unit.knowledge.led_from("near")) == (["far"], [])
        assert (unit.knowledge.leads_to("far"), unit.knowledge.led_from("far")) == ([], ["near"])
        unit.knowledge.unlink("far", "near")
        assert unit.knowledge.leads_to("near") == ["far"]
        unit.knowledge.unlink("near", "far")
        assert unit.knowledge.leads_to("near") == []


def a_version(number: int, audience: Audience) -> ItemVersion:
    return ItemVersion(
        community_id=CIRCLE,
        item_id="k",
        number=number,
        title=SAID,
        passages=an_item().passages,
        audience=audience,
        change=Change.EDITED,
        name="Ann",
        at=NOON,
    )


def test_a_version_is_read_no_further_than_was_agreed_and_is_encrypted(shelf: Shelf) -> None:
    item = an_item()
    item.audience = Audience.PUBLIC
    put(shelf, item)
    with shelf.unit(CIRCLE) as unit:
        for number, audience in enumerate((Audience.SESSION, Audience.COMMUNITY, Audience.PUBLIC), 1):
            unit.knowledge.add_version(a_version(number, audience))
    with shelf.unit(CIRCLE) as unit:
        assert [each.number for each in unit.knowledge.versions_for(ANYONE, "k")] == [3]
        assert [each.number for each in unit.knowledge.versions_for(MEMBER, "k")] == [3, 2]
        secret = [type_coerce(versions.c[name], Text) for name in ("title", "passages", "name")]
        assert not any(SAID in value for row in unit._transaction.rows(select(*secret)) for value in row)


def test_with_an_item_goes_all_that_belongs_to_it(shelf: Shelf) -> None:
    put(shelf, an_item(), kept("other", Audience.COMMUNITY, "rivers"))
    with shelf.unit(CIRCLE) as unit:
        unit.knowledge.add_version(a_version(1, Audience.SESSION))
        unit.knowledge.add_act(Act(community_id=CIRCLE, item_id="k", kind=ActKind.TRIED, at=NOON))
        ben = Follower(community_id=CIRCLE, item_id="k", workspace=WORKSPACE, user=BEN.ref.user, told=1)
        unit.knowledge.add_follower(ben)
        unit.knowledge.link(Link(community_id=CIRCLE, item_id="other", other_id="k", at=NOON))
    with shelf.unit(CIRCLE) as unit:
        item = unit.knowledge.item("k")
        assert item
        unit.knowledge.remove(item)
    with shelf.unit(CIRCLE) as unit:
        assert unit.knowledge.item("k") is None
        left = (unit.knowledge.versions("k"), unit.knowledge.acts("k"), unit.knowledge.followed_by(BEN.ref))
        assert [list(each) for each in left] == [[], [], []]
        assert unit.knowledge.leads_to("other") == []
        assert unit.knowledge.tags(MEMBER) == {"rivers": 1}


def test_another_communitys_library_is_not_there(shelf: Shelf) -> None:
    other = CommunityId("other")
    shelf.found(other)
    put(shelf, kept("one", Audience.PUBLIC, "rivers"))
    with shelf.unit(other) as unit:
        assert unit.knowledge.entries(MEMBER) == []
        assert unit.knowledge.tags(MEMBER) == {}
