"""Messages that make a private group: who is in it, what stands under them, and what is lost with them."""

from sqlalchemy import text

from facilitation.events import Loss, MessageLost
from facilitation.messages import Notice, ToGroup, ToPlace, ToThread
from facilitation.people import AccountRef, GroupRef, PlaceRef, WorkspaceId
from facilitation.ports.pacing import Errand
from tests.storage.saying import HERE, MINUTE, lost, post, said
from tests.storage.shelf import ANN, BEN, CIRCLE, LEASE, NOON, WORKSPACE, Shelf, channel

PAIR = GroupRef((ANN.ref, BEN.ref))
TO_PAIR = ToGroup(PAIR.members)
GROUP = channel("G1")


def told(losses: list[MessageLost]) -> list[tuple[str | None, Loss, PlaceRef | None, AccountRef | None]]:
    return [(each.key, each.loss, each.place, each.person) for each in losses]


def kept_of_groups(shelf: Shelf) -> list[object]:
    with shelf.unit() as unit:
        rows = unit.outbox._transaction.rows(text("SELECT members FROM outbox WHERE members IS NOT NULL"))
        return [row.members for row in rows]


def test_a_group_is_asked_for_by_its_people_each_of_them_once(shelf: Shelf) -> None:
    post(shelf, "case", ToGroup((ANN.ref, BEN.ref, ANN.ref)), key="k")
    (claimed,) = shelf.claim()
    assert (claimed.to, claimed.address, claimed.errand, claimed.key) == (PAIR, None, Errand.POST, "k")
    assert said([claimed]) == ["case"]


def test_groups_of_the_same_people_do_not_wait_for_each_other(shelf: Shelf) -> None:
    for words in ("one", "two"):
        post(shelf, words, TO_PAIR)
    post(shelf, "elsewhere")
    assert said(shelf.claim()) == ["one", "two", "elsewhere"]


def test_where_the_group_is_is_known_once_it_was_made(shelf: Shelf) -> None:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(TO_PAIR, Notice("case"), key="k")
        unit.outbox.post(ToThread("k"), Notice("under"))
    (case,) = shelf.claim()
    assert said([case]) == ["case"]
    assert shelf.deliver(case, "1.1", GROUP)
    with shelf.unit() as unit:
        posted = unit.posted.under("k")
        assert posted
        assert (posted.community_id, posted.place, posted.message_id) == (CIRCLE, GROUP, "1.1")
        assert unit.posted.at(GROUP, "1.1") == posted
    post(shelf, "later", ToThread("k"))
    for words in ("under", "later"):
        (claimed,) = shelf.claim()
        assert (said([claimed]), claimed.to) == ([words], PlaceRef(WORKSPACE, "G1", "1.1"))
        shelf.deliver(claimed, words)


def test_its_message_is_changed_before_while_and_after_it_is_sent(shelf: Shelf) -> None:
    post(shelf, "one", TO_PAIR, key="k")
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("two"))
    (case,) = shelf.claim()
    assert said([case]) == ["two"]
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("three"))
    assert shelf.claim() == []
    shelf.deliver(case, "1.1", GROUP)
    (edit,) = shelf.claim()
    assert (edit.errand, edit.replaces, edit.to, said([edit])) == (Errand.UPDATE, "1.1", GROUP, ["three"])
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("four"))
    assert shelf.claim() == []
    shelf.deliver(edit, "1.1")
    assert said(shelf.claim()) == ["four"]


def test_who_takes_over_from_one_that_ended_asks_for_the_same_group(shelf: Shelf) -> None:
    post(shelf, "case", TO_PAIR, key="k")
    (first,) = shelf.claim()
    shelf.clock.pass_by(LEASE)
    (second,) = shelf.claim()
    assert (second.id, second.to, second.doubtful) == (first.id, first.to, True)
    assert not shelf.deliver(first, "1.1", GROUP)
    assert shelf.deliver(second, "1.1", GROUP)


def test_where_there_can_be_no_group_all_that_was_for_it_is_told_as_lost(shelf: Shelf) -> None:
    post(shelf, "case", TO_PAIR, key="k")
    for number in (1, 2):
        post(shelf, "under", ToThread("k"), key=f"under {number}")
    (case,) = shelf.claim()
    with shelf.unit() as unit:
        unit.dispatch.give_up(case, Loss.UNSUPPORTED)
    post(shelf, "too late", ToThread("k"), key="late")
    assert told(lost(shelf)) == [(key, Loss.PLACE_GONE, None, None) for key in ("under 1", "under 2", "late")]
    assert lost(shelf) == []
    assert shelf.claim() == []


def test_a_group_that_nobody_wants_any_more_is_told_by_its_key(shelf: Shelf) -> None:
    post(shelf, "case", TO_PAIR, key="k", until=MINUTE)
    shelf.clock.pass_by(MINUTE)
    assert told(lost(shelf)) == [("k", Loss.EXPIRED, None, None)]


def test_of_nobody_or_of_several_workspaces_there_is_none(shelf: Shelf) -> None:
    elsewhere = AccountRef(WorkspaceId("slack:T2"), "UCAT")
    for key, members in (("nobody", ()), ("several", (ANN.ref, elsewhere))):
        post(shelf, "case", ToGroup(members), key=key)
        post(shelf, "under", ToThread(key), key=f"under {key}")
    assert told(lost(shelf)) == [(key, Loss.UNSUPPORTED, None, None) for key in ("nobody", "several")]
    assert told(lost(shelf)) == [(f"under {key}", Loss.PLACE_GONE, None, None) for key in ("nobody", "several")]
    assert shelf.claim() == []


def test_who_was_to_be_in_it_is_forgotten_with_its_words(shelf: Shelf) -> None:
    for key in ("arrives", "is lost", "is withdrawn", "expires"):
        post(shelf, "case", TO_PAIR, key=key, until=MINUTE)
    assert len(kept_of_groups(shelf)) == 4
    arrives, is_lost, withdrawn, expires = shelf.claim()
    shelf.deliver(arrives, "1.1", GROUP)
    with shelf.unit() as unit:
        unit.dispatch.give_up(is_lost, Loss.UNSUPPORTED)
        for each in (withdrawn, expires):
            unit.dispatch.wait(each, NOON + MINUTE)
        unit.outbox.withdraw("is withdrawn")
    shelf.clock.pass_by(MINUTE)
    assert [each.key for each in lost(shelf)] == ["expires"]
    assert kept_of_groups(shelf) == []


def test_messages_to_places_are_of_no_group(shelf: Shelf) -> None:
    post(shelf, "hello", ToPlace(HERE))
    assert kept_of_groups(shelf) == []
