"""Messages with a key: found again, answered under, edited, withdrawn, and lost with what depends on them."""

from facilitation.events import Loss
from facilitation.messages import (
    Notice,
    ToPlace,
    ToThread,
)
from facilitation.people import PlaceRef
from facilitation.ports.pacing import Errand
from facilitation.ports.platform import Sent
from tests.storage.saying import HERE, MINUTE, lost, post, said
from tests.storage.shelf import CIRCLE, LEASE, NOON, WORKSPACE, Shelf


def test_what_was_posted_is_found_by_its_key_and_where_it_stands(shelf: Shelf) -> None:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(ToPlace(HERE), Notice("card"), key="k")
        assert unit.posted.under("k") is None
    (claimed,) = shelf.claim()
    assert (claimed.key, claimed.community_id) == ("k", CIRCLE)
    shelf.deliver(claimed, "1.1")
    with shelf.unit() as unit:
        posted = unit.posted.under("k")
        assert posted is not None
        assert (posted.community_id, posted.place, posted.message_id) == (CIRCLE, HERE, "1.1")
        assert unit.posted.at(PlaceRef(WORKSPACE, "C1", "9.9"), "1.1") == posted
        assert unit.posted.at(HERE, "1.2") is None


def test_what_goes_under_a_message_waits_until_that_stands_there(shelf: Shelf) -> None:
    post(shelf, "under, early", ToThread("k"), key="under")
    assert [(each.loss, each.place) for each in lost(shelf)] == [(Loss.PLACE_GONE, None)]
    post(shelf, "root", key="k")
    post(shelf, "under 1", ToThread("k"))
    post(shelf, "under 2", ToThread("k"))
    (root,) = shelf.claim()
    assert said([root]) == ["root"]
    shelf.deliver(root, "1.1")
    post(shelf, "under 3", ToThread("k"))
    for words in ("under 1", "under 2", "under 3"):
        (claimed,) = shelf.claim()
        assert said([claimed]) == [words]
        assert claimed.to == PlaceRef(WORKSPACE, "C1", "1.1")
        shelf.deliver(claimed, words)


def test_under_a_message_in_a_thread_means_in_that_thread(shelf: Shelf) -> None:
    post(shelf, "in a thread", ToPlace(PlaceRef(WORKSPACE, "C1", "1.1")), key="k")
    (root,) = shelf.claim()
    shelf.deliver(root, "2.2", HERE)
    post(shelf, "below", ToThread("k"))
    assert [claimed.to for claimed in shelf.claim()] == [PlaceRef(WORKSPACE, "C1", "1.1")]


def test_with_a_message_that_is_lost_go_those_under_it_and_its_updates(shelf: Shelf) -> None:
    post(shelf, "root", key="k")
    post(shelf, "under", ToThread("k"), key="under")
    post(shelf, "under that", ToThread("under"))
    (root,) = shelf.claim()
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("changed"))
        unit.dispatch.give_up(root, Loss.UNCERTAIN)
    assert [(each.key, each.loss) for each in lost(shelf)] == [("under", Loss.PLACE_GONE)]
    assert [(each.key, each.loss) for each in lost(shelf)] == [(None, Loss.PLACE_GONE)]
    assert lost(shelf) == []
    assert shelf.claim() == []
    with shelf.unit() as unit:
        assert unit.dispatch.next_due() is None


def test_an_update_changes_what_waits_and_edits_what_stands(shelf: Shelf) -> None:
    post(shelf, "one", key="k")
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("two"))
    (first,) = shelf.claim()
    assert said([first]) == ["two"]
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("three"))
        unit.outbox.update("k", Notice("four"))
    assert shelf.claim() == []
    shelf.deliver(first, "1.1")
    (edit,) = shelf.claim()
    assert (edit.errand, edit.replaces, edit.to, said([edit])) == (Errand.UPDATE, "1.1", HERE, ["four"])
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("five"))
    assert shelf.claim() == []
    shelf.deliver(edit, "1.1")
    assert said(shelf.claim()) == ["five"]


def test_an_edit_stays_behind_what_was_said_before_it(shelf: Shelf) -> None:
    post(shelf, "card", key="k")
    (card,) = shelf.claim()
    shelf.deliver(card, "1.1")
    post(shelf, "talk")
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("edit"))
    (talk,) = shelf.claim()
    assert said([talk]) == ["talk"]
    shelf.deliver(talk, "1.2")
    assert said(shelf.claim()) == ["edit"]


def test_what_nobody_posted_can_be_neither_updated_nor_withdrawn(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        unit.outbox.update("nothing", Notice("x"))
        unit.outbox.withdraw("nothing")
        assert not unit.stirred
    assert shelf.claim() == []
    assert lost(shelf) == []


def test_what_is_withdrawn_is_never_sent_and_lets_the_next_one_through(shelf: Shelf) -> None:
    post(shelf, "first", key="k")
    post(shelf, "second")
    post(shelf, "under", ToThread("k"))
    (first,) = shelf.claim()
    with shelf.unit() as unit:
        unit.dispatch.wait(first, NOON + MINUTE)
    with shelf.unit() as unit:
        unit.outbox.withdraw("k")
    assert said(shelf.claim()) == ["second"]
    assert lost(shelf) == []
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("x"))
    shelf.clock.pass_by(LEASE)
    assert said(shelf.claim()) == ["second"]


def test_what_is_on_its_way_can_not_be_withdrawn(shelf: Shelf) -> None:
    post(shelf, "hello", key="k")
    (claimed,) = shelf.claim()
    with shelf.unit() as unit:
        unit.outbox.withdraw("k")
    assert shelf.deliver(claimed, "1.1")


def test_the_same_key_posted_again_is_the_one_that_is_meant(shelf: Shelf) -> None:
    for message_id in ("1.1", "2.2"):
        post(shelf, "card", key="k")
        (claimed,) = shelf.claim()
        with shelf.unit() as unit:
            unit.dispatch.sent(claimed, Sent(HERE, message_id))
    with shelf.unit() as unit:
        posted = unit.posted.under("k")
        assert posted is not None
        assert posted.message_id == "2.2"


def test_what_is_forgotten_leaves_no_row_wherever_it_was_on_its_way(shelf: Shelf) -> None:
    for name in ("standing", "being sent", "waiting"):
        post(shelf, name, key=f"asked/1/{name}")
    post(shelf, "another", key="asked/10/another")
    shelf.deliver(shelf.claim()[0], "1.1")
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.update("asked/1/standing", Notice("thank you"))
    (being_sent,) = shelf.claim()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.forget("asked/1/")
        assert unit.outbox.keys("asked/") == ["asked/10/another"]
    assert shelf.deliver(being_sent, "2.2")
    (another,) = shelf.claim()
    assert said([another]) == ["another"]
    with shelf.unit(CIRCLE) as unit:
        assert unit.outbox.keys("asked/") == ["asked/10/another"]
        assert unit.posted.under("asked/1/standing") is None
        assert unit.posted.under("asked/1/being sent") is None
