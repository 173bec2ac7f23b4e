"""An erased community is gone from the database's files; what others have, stays."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import erasing, exporting, importing
from bot.capabilities import repertoire
from facilitation.knowledge.kinds import Audience, Kind, Reader
from facilitation.people import PlaceRef
from storage.store import open_store
from tests.exports.parcels import a_consent, a_keeping, a_practice, export
from tests.exports.parcels import files as everything
from tests.exports.test_round_trip import holds_a_session
from tests.facilitation.clear_writing import EVERYTHING, JONAS, MARTA, NOOR, TOMAS, ask, begin, kept
from tests.facilitation.sessions.gathering import CAMILLE, YUSUF
from tests.stores import FreshDatabase
from tests.village import CHANNEL, KEY, MovedClock, Village, a_village

GARDEN = PlaceRef(CHANNEL.workspace, "garden")


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """“Clear writing”, where an answer is kept, and “Gardening” beside it, to which Jonas belongs too."""
    with a_village(EVERYTHING) as village:
        begin(village)
        kept(village, text="Begin with a wombat.")
        village.found(TOMAS, name="Gardening", channel=GARDEN)
        village.join(JONAS, channel=GARDEN)
        for name in ("Clear writing", "Gardening"):
            exporting.export(village.store, exporting.chosen(village.store, name), tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_of_it_stays_and_everything_of_the_other(
    exported: Path, fresh_database: FreshDatabase, kind: str
) -> None:
    address = fresh_database(kind)
    store = open_store(address, MovedClock(), KEY)
    for name in ("Clear writing", "Gardening"):
        importing.bring_in(store, exported / name, replace=False, only_try=False)
    heading = exporting.chosen(store, "clear writing")
    assert erasing.erase_community(store, heading) > 10
    assert not any(erasing.census(store, heading).values())
    left = exporting.chosen(store, None)
    assert left.name == "Gardening"
    exporting.export(store, left, exported / "again")
    assert (exported / "again/community.jsonl").read_bytes() == (exported / "Gardening/community.jsonl").read_bytes()
    store.close()
    if kind == "sqlite":
        files = [file.read_bytes().lower() for file in Path(address.removeprefix("sqlite:///")).parent.glob("kring*")]
        assert not any(word in file for file in files for word in (b"wombat", b"noor", heading.community.encode()))


def test_of_an_unknown_community_nothing_is_erased(exported: Path, fresh_database: FreshDatabase) -> None:
    store = open_store(fresh_database("sqlite"), MovedClock(), KEY)
    importing.bring_in(store, exported / "Gardening", replace=False, only_try=False)
    with pytest.raises(exporting.WhichCommunity):
        exporting.chosen(store, "clear writing")
    store.close()


@pytest.fixture
def village() -> Iterator[Village]:
    """Jonas asked and replied, was quoted, and wrote beside others."""
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA)
        kept(made, text="Begin with a wombat.")
        card = ask(made, JONAS, title="What of the zebra?", detail="Of the zebra, said Jonas.")
        made.say(MARTA, "Ask a marmot.", thread=card.id)
        made.say(JONAS, "It is an aardvark.", thread=ask(made, MARTA, title="Which badger is it?").id)
        a_practice(made)
        a_practice(made, title="For a few", audience=Audience.SESSION)
        made.within(note_who_wrote)
        yield made


def note_who_wrote(unit: Any) -> None:
    """As writing does."""
    for entry in unit.knowledge.entries(Reader(NOOR.ref, is_member=True)):
        item = unit.knowledge.item(entry.id)
        if item.kind == Kind.PRACTICE:
            keeping = a_keeping(unit, id=item.id)
            for person in (NOOR, JONAS, MARTA):
                unit.knowledge.add_consent(a_consent(keeping, person))


def test_of_an_erased_person_no_word_and_no_name_stays(village: Village, tmp_path: Path) -> None:
    assert erasing.erase_person(village.store, JONAS.ref) > 5
    village.close()
    files = [file.read_bytes() for file in village.store_path.parent.glob("kring*") if file.suffix != ".sqlite3-lock"]
    for word in (b"wombat", b"zebra", b"aardvark", b"Jonas", b"jonas", b"jonas".hex().encode()):
        assert not any(word in file for file in files), word
    store = open_store(f"sqlite:///{village.store_path}", village.clock, KEY)
    text = "\n".join(each.decode() for each in everything(export(store, tmp_path / "after")).values())
    store.close()
    assert not re.search("wombat|zebra|aardvark|[Jj]onas|I cut half|contracts need", text)
    assert "Then cut half of it." in text
    assert "letters to tenants" in text


def test_others_are_as_they_were(village: Village) -> None:
    erasing.erase_person(village.store, JONAS.ref)
    members = village.within(lambda unit: unit.people.members(unit.community.id))
    assert {member.user for member in members} == {"noor", "marta"}
    village.home(MARTA)
    assert "Which badger is it?" in [hit.title for hit in village.find("badger")]
    village.pass_time(timedelta(days=40))


def test_somebody_is_found_by_name_or_told_apart(village: Village) -> None:
    assert erasing.person_called(village.store, "Jonas") == (JONAS.ref, "Jonas")
    assert erasing.person_called(village.store, "playground:village/jonas") == (JONAS.ref, "Jonas")
    for name, alike in (("Nobody", {}), ("jon", {JONAS.ref: "Jonas"}), ("%", {})):
        with pytest.raises(erasing.WhichPerson) as which:
            erasing.person_called(village.store, name)
        assert which.value.there_are == alike


def test_on_postgresql_as_well(village: Village, fresh_database: FreshDatabase, tmp_path: Path) -> None:
    store = open_store(fresh_database("postgresql"), village.clock, KEY)
    importing.bring_in(store, export(village.store, tmp_path / "before"), replace=False, only_try=False)
    erasing.erase_person(store, JONAS.ref)
    text = "\n".join(each.decode() for each in everything(export(store, tmp_path / "after")).values())
    store.close()
    assert not re.search("wombat|zebra|[Jj]onas|I cut half|contracts need", text)
    assert "letters to tenants" in text


def test_what_they_gave_in_a_session_goes_too(village: Village) -> None:
    village.join(CAMILLE, YUSUF)
    holds_a_session(village)
    heading = exporting.chosen(village.store, None)
    assert erasing.census(village.store, heading)["session_givings"] == 1
    erasing.erase_person(village.store, NOOR.ref)
    assert erasing.census(village.store, heading)["session_givings"] == 0
