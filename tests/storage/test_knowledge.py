"""What is kept, what is on its way to be, and what its authors say, as it is remembered on each kind of database."""

from datetime import timedelta

import pytest
from sqlalchemy import select, type_coerce
from sqlalchemy.types import Text

from facilitation.knowledge.kinds import Origin, OriginKind
from facilitation.knowledge.model import Say
from facilitation.people import CommunityId
from storage.tables.knowledge import items, keepings
from tests.storage.kept import HOUR, SAID, SESSION, a_consent, a_keeping, an_item
from tests.storage.shelf import ANN, BEN, CIRCLE, Shelf

QUESTION = Origin(OriginKind.QUESTION, "s1")  # the same id: it is the kind that tells them apart


@pytest.fixture(autouse=True)
def _in_a_circle(shelf: Shelf) -> None:
    shelf.found()


def told(entity: object) -> dict[str, object]:
    return {name: value for name, value in vars(entity).items() if not name.startswith("_")}


def test_a_keeping_and_an_item_come_back_as_they_were(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.knowledge.add_keeping(a_keeping())
        unit.knowledge.add(an_item())
    with shelf.unit(CIRCLE) as unit:
        keeping, item = unit.knowledge.keeping("k"), unit.knowledge.item("k")
        assert keeping
        assert item
        assert told(keeping) == told(a_keeping())
        assert told(item) == told(an_item())
        assert (keeping.origin, item.origin, item.readers) == (SESSION, SESSION, (BEN.ref, ANN.ref))


def test_words_the_sessions_name_and_who_took_part_are_encrypted(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.knowledge.add_keeping(a_keeping())
        unit.knowledge.add(an_item())
        unit.flush()
        for table in (keepings, items):
            secret = [type_coerce(table.c[name], Text) for name in ("title", "passages", "origin_title", "taking_part")]
            (row,) = unit._transaction.rows(select(*secret))
            assert all(value and SAID not in value and ANN.ref.user not in value for value in row)


def test_all_keepings_of_a_session_are_found_and_no_others(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        for number, origin in enumerate((SESSION, QUESTION, Origin(OriginKind.SESSION, "s2"), SESSION)):
            unit.knowledge.add_keeping(a_keeping(f"k{number}", origin, -number * HOUR))
    with shelf.unit(CIRCLE) as unit:
        assert [keeping.id for keeping in unit.knowledge.keepings_of(SESSION)] == ["k3", "k0"]
        assert [keeping.id for keeping in unit.knowledge.keepings_of(QUESTION)] == ["k1"]


def test_what_somebody_said_about_a_session_is_found_and_nothing_else(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        for identity, origin in (("k0", SESSION), ("k1", QUESTION), ("k2", SESSION)):
            unit.knowledge.add_keeping(a_keeping(identity, origin))
            unit.knowledge.add_consent(a_consent(f"ann-{identity}", identity, ANN.ref, Say.REFUSED))
            unit.knowledge.add_consent(a_consent(f"ben-{identity}", identity, BEN.ref))
    with shelf.unit(CIRCLE) as unit:
        assert [each.id for each in unit.knowledge.consents_about(SESSION, ANN.ref)] == ["ann-k0", "ann-k2"]
        assert [each.id for each in unit.knowledge.consents_about(QUESTION, BEN.ref)] == ["ben-k1"]
        assert [each.id for each in unit.knowledge.waiting_for(BEN.ref)] == ["ben-k0", "ben-k1", "ben-k2"]


def test_what_all_say_about_a_keeping_stays_in_its_order_whoever_speaks(shelf: Shelf) -> None:
    with shelf.unit(CIRCLE) as unit:
        unit.knowledge.add_keeping(a_keeping())
        unit.knowledge.add_consent(a_consent("a", "k", ANN.ref))
        unit.knowledge.add_consent(a_consent("b", "k", BEN.ref))
    with shelf.unit(CIRCLE) as unit:
        first, _ = unit.knowledge.consents("k")
        first.say, first.said_at = Say.REFUSED, first.said_at + timedelta(days=1)
    with shelf.unit(CIRCLE) as unit:
        assert [each.id for each in unit.knowledge.consents("k")] == ["a", "b"]


def test_another_communitys_sessions_are_not_there(shelf: Shelf) -> None:
    other = CommunityId("other")
    shelf.found(other)
    with shelf.unit(CIRCLE) as unit:
        unit.knowledge.add_keeping(a_keeping())
        unit.knowledge.add_consent(a_consent("c", "k", ANN.ref))
    with shelf.unit(other) as unit:
        assert unit.knowledge.keepings_of(SESSION) == []
        assert unit.knowledge.consents_about(SESSION, ANN.ref) == []
