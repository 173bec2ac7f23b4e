"""The handbook's catalogue is as the database is, whoever changed it and however."""

from facilitation.people import CommunityId
from storage.store import Store, open_store
from tests.storage.kept import an_item
from tests.storage.shelf import CIRCLE, KEY, Shelf

LATER = CommunityId("later")


def titles(store: Store, community: CommunityId = CIRCLE) -> dict[str, str]:
    with store.reading() as unit:
        unit.enter(unit.people.community(community), None)
        return {leaf.id: leaf.title for leaf in unit.handbook.leaves()}


def kept(shelf: Shelf, identity: str, title: str) -> None:
    item = an_item()
    item.id, item.title = identity, title
    with shelf.unit(CIRCLE) as unit:
        unit.knowledge.add(item)


def renamed(shelf: Shelf, identity: str, title: str) -> None:
    with shelf.unit(CIRCLE) as unit:
        item = unit.knowledge.item(identity)
        assert item
        item.title = title


def test_it_follows_what_is_kept_changed_and_taken_out(shelf: Shelf) -> None:
    shelf.found()
    assert titles(shelf.store) == {}
    kept(shelf, "a", "One")
    kept(shelf, "b", "Two")
    assert titles(shelf.store) == {"a": "One", "b": "Two"}
    renamed(shelf, "a", "Three")
    assert titles(shelf.store) == {"a": "Three", "b": "Two"}
    with shelf.unit(CIRCLE) as unit:
        item = unit.knowledge.item("b")
        assert item
        unit.knowledge.remove(item)
    assert titles(shelf.store) == {"a": "Three"}


def test_it_follows_what_another_process_does(shelf: Shelf, database: str) -> None:
    shelf.found()
    kept(shelf, "a", "One")
    other = open_store(database, shelf.clock, KEY)
    assert titles(other) == {"a": "One"}
    renamed(shelf, "a", "Two")
    assert titles(other) == {"a": "Two"}
    other.close()


def test_what_comes_back_in_the_same_version_with_other_words_is_read_anew(shelf: Shelf) -> None:
    """As by an import, where versions begin again."""
    shelf.found()
    kept(shelf, "a", "One")
    assert titles(shelf.store) == {"a": "One"}
    with shelf.unit(CIRCLE) as unit:
        item = unit.knowledge.item("a")
        assert item
        unit.knowledge.remove(item)
    kept(shelf, "a", "Two")
    assert titles(shelf.store) == {"a": "Two"}


def test_each_community_has_its_own(shelf: Shelf) -> None:
    shelf.found()
    shelf.found(CommunityId("ring"))
    kept(shelf, "a", "One")
    assert titles(shelf.store, CommunityId("ring")) == {}
    assert titles(shelf.store) == {"a": "One"}


def test_whoever_reads_sees_one_moment_whoever_writes_meanwhile(shelf: Shelf) -> None:
    shelf.found()
    with shelf.store.reading() as unit:
        assert unit.people.community(CIRCLE)
        shelf.found(LATER)
        assert unit.people.community(LATER) is None
    with shelf.store.reading() as unit:
        assert unit.people.community(LATER)
