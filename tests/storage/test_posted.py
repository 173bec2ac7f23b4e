"""Where messages stand is read once in a transaction, and never as it was before the transaction changed it."""

import pytest

from facilitation.messages import Notice, ToPlace
from facilitation.ports.platform import Sent
from facilitation.ports.upkeep import Claimed
from tests.storage.shelf import CIRCLE, Shelf, channel

HERE = channel("C1")


@pytest.fixture
def claimed(shelf: Shelf) -> Claimed:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(ToPlace(HERE), Notice("hello"), key="card/1")
    (first,) = shelf.claim()
    return first


def test_what_is_posted_meanwhile_is_found(shelf: Shelf, claimed: Claimed) -> None:
    with shelf.unit(CIRCLE) as unit:
        assert unit.posted.at(HERE, "m1") is None
        unit.dispatch.sent(claimed, Sent(HERE, "m1"))
        found = unit.posted.at(HERE, "m1")
        assert found
        assert found.key == "card/1"


def test_what_is_renamed_is_found_under_its_new_name(shelf: Shelf, claimed: Claimed) -> None:
    shelf.deliver(claimed, "m1")
    with shelf.unit(CIRCLE) as unit:
        assert unit.posted.at(HERE, "m1")
        unit.posted.rename("card/1", "card/2")
        found = unit.posted.at(HERE, "m1")
        assert found
        assert found.key == "card/2"


def test_what_is_forgotten_is_not_found(shelf: Shelf, claimed: Claimed) -> None:
    shelf.deliver(claimed, "m1")
    with shelf.unit(CIRCLE) as unit:
        assert unit.posted.at(HERE, "m1")
        unit.outbox.forget("card/")
        assert unit.posted.at(HERE, "m1") is None


def test_nothing_is_known_of_a_transaction_that_is_over(shelf: Shelf, claimed: Claimed) -> None:
    shelf.deliver(claimed, "m1")
    with shelf.unit(CIRCLE) as unit:
        assert unit.posted.at(HERE, "m1")
        unit.commit()
        with shelf.store.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM posted")
        assert unit.posted.at(HERE, "m1") is None


def test_what_stands_anew_stands_nowhere_else(shelf: Shelf, claimed: Claimed) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.dispatch.sent(claimed, Sent(HERE, "m1"))
        assert unit.posted.at(HERE, "m1")
        unit.outbox.post(ToPlace(HERE), Notice("again"), key="card/1")
    (again,) = shelf.claim()
    with shelf.unit(CIRCLE) as unit:
        assert unit.posted.at(HERE, "m1")
        unit.dispatch.sent(again, Sent(HERE, "m2"))
        assert unit.posted.at(HERE, "m1") is None
