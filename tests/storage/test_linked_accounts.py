"""Codes that link accounts: good once whoever comes with them at the same moment, and counted by all processes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from facilitation.accounts.model import TRIES, VALID_FOR, new_code, read
from facilitation.people import AccountRef, WorkspaceId
from storage.columns import EncryptedAs
from storage.naming import accounts_in, locked_in
from storage.tables.metadata import metadata
from tests.storage.kept import a_consent, a_keeping, an_item
from tests.storage.shelf import ANN, BEN, CIRCLE, Shelf
from tests.storage.test_two_processes import at_once, trying
from tests.storage.whole_database import all_rows

CODE = "ABCD 2345"
ELSEWHERE = WorkspaceId("teams:t1")
ANN_TOO = AccountRef(ELSEWHERE, "29:ann")


def test_a_code_is_taken_once_by_somebody_else_within_ten_minutes(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        unit.account_links.give(CODE, ANN.ref)
        assert unit.account_links.take(CODE, ANN.ref) is None
        assert unit.account_links.take("ABCD 2346", BEN.ref) is None
        assert unit.account_links.take(CODE, BEN.ref) == ANN.ref
        assert unit.account_links.take(CODE, BEN.ref) is None
        unit.account_links.give(CODE, ANN.ref)
    shelf.clock.pass_by(VALID_FOR)
    with shelf.unit() as unit:
        assert unit.account_links.take(CODE, BEN.ref) is None


def test_only_a_digest_of_it_is_written_down(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        unit.account_links.give(CODE, ANN.ref)
    assert CODE not in str(list(all_rows(shelf.store)))


def test_of_five_who_come_with_it_at_once_one_has_it(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    for _ in range(5):
        with both[0].unit() as unit:
            unit.account_links.give(CODE, ANN.ref)

        def take(shelf: Shelf, number: int) -> AccountRef | None:
            with shelf.unit() as unit:
                return unit.account_links.take(CODE, AccountRef(ELSEWHERE, f"29:{number}"))

        jobs = [lambda at=at: trying(lambda: take(both[at % 2], at)) for at in range(5)]
        assert sorted(map(str, at_once(hands, *jobs))) == sorted(map(str, [ANN.ref, None, None, None, None]))


def test_of_five_who_say_yes_at_once_one_is_heard(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    with both[0].unit() as unit:
        unit.account_links.ask(ANN_TOO, ANN.ref)

    def confirm(shelf: Shelf) -> AccountRef | None:
        with shelf.unit() as unit:
            return unit.account_links.confirmed(ANN_TOO)

    jobs = [lambda at=at: trying(lambda: confirm(both[at % 2])) for at in range(5)]
    assert sum(each is not None for each in at_once(hands, *jobs)) == 1


def test_guesses_in_several_processes_are_one_count(both: tuple[Shelf, Shelf], hands: ThreadPoolExecutor) -> None:
    def guess(shelf: Shelf) -> bool:
        with shelf.unit() as unit:
            return unit.account_links.may_try(BEN.ref)

    jobs = [lambda at=at: trying(lambda: guess(both[at % 2])) for at in range(TRIES + 3)]
    assert sum(bool(each) for each in at_once(hands, *jobs)) == TRIES
    both[0].clock.pass_by(timedelta(hours=1))
    assert guess(both[0])


def test_a_code_is_read_however_it_is_typed() -> None:
    for _ in range(50):
        code = new_code()
        assert {read(code), read(code.lower()), read(f" {code.replace(' ', '-')} ")} == {code}
    assert read("oil1-0000") == "0111 0000"


def test_every_column_that_names_an_account_is_carried_over() -> None:
    """A new table is carried by its shape: its columns end in `workspace` and `user`, or hold accounts locked."""
    for table in metadata.sorted_tables:
        if "community_id" not in table.c:
            continue
        pairs = {column.name for pair in accounts_in(table) for column in pair}
        named = {column.name for column in table.columns if column.name.endswith("user")}
        assert named <= pairs, table.name
        columns = {column.name: column.type for column in table.columns}
        holding = {
            name for name, kind in columns.items() if isinstance(kind, EncryptedAs) and "AccountRef" in str(kind.kind)
        }
        assert holding <= {column.name for column in locked_in(table)}, table.name


def test_locked_authors_of_groups_and_readers_are_carried_over(shelf: Shelf) -> None:
    shelf.found()
    for who in (ANN, BEN):
        shelf.join(who)
    with shelf.unit(CIRCLE) as unit:
        unit.knowledge.add_keeping(a_keeping())
        unit.flush()
        unit.knowledge.add_consent(a_consent("c", "k", BEN.ref))
        unit.knowledge.add(an_item())
    with shelf.unit(CIRCLE) as unit:
        held = unit.knowledge.keeping("k")
        unit.people.carry_over(BEN.ref, ANN_TOO)
        keeping, item = unit.knowledge.keeping("k"), unit.knowledge.item("k")
        assert keeping is held
        assert keeping
        assert item
        assert keeping.passages[0].authors == (ANN.ref, ANN_TOO)
        assert keeping.taking_part == (ANN.ref, ANN_TOO)
        assert [each.author for each in unit.knowledge.consents("k")] == [ANN_TOO]
        assert BEN.ref not in {author for passage in item.passages for author in passage.authors}


def test_where_something_stands_is_not_carried_over(shelf: Shelf) -> None:
    shelf.found()
    for who in (ANN, BEN):
        shelf.join(who)
    with shelf.unit(CIRCLE) as unit:
        unit.knowledge.add_keeping(a_keeping())
    with shelf.unit(CIRCLE) as unit:
        before = unit.knowledge.keeping("k")
        place = before.source if before else None
        unit.people.carry_over(ANN.ref, ANN_TOO)
        after = unit.knowledge.keeping("k")
        assert after
        assert (after.by, after.source) == (ANN_TOO, place)
