"""Of an account that is another one's now, nothing that a community remembers names it; erased, nothing at all."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from bot.erasing import erase_person
from facilitation.people import AccountRef
from storage.keyring import Keyring
from tests.facilitation.accounts.test_linking import MARTA_TOO, link
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, answered, asked_for_consent, offered
from tests.facilitation.knowledge.library import press, write
from tests.shown import opened
from tests.storage.whole_database import all_rows, plain
from tests.village import KEY, Village, a_village

ITS_OWN = {"accounts", "account_links", "direct_conversations", "outbox", "posted"}
"""Who that account is on its platform, and what stands in its conversation there."""


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA)
        yield made


def lives_a_full_life(village: Village) -> None:
    """Marta asks, replies, keeps, writes, follows, tends, tries, remarks, pins, and says what she knows."""
    village.fill(MARTA, village.command(MARTA, "ask me about elephants"))
    village.fill(MARTA, village.command(MARTA, "where I am"), new_site="Ghent")
    answered(village, by=JONAS, asker=MARTA)
    village.fill(MARTA, opened(village.press(MARTA, offered(village, MARTA), "Keep")))
    village.press(JONAS, asked_for_consent(village, JONAS), "Yes")
    answered(village, by=MARTA, asker=NOOR, text="Elephants first.")
    write(village, MARTA, title="Marta's way")
    press(village, MARTA, "I'll tend it", "Marta's way")
    write(village, NOOR, title="Noor's way")
    village.fill(MARTA, press(village, MARTA, "I tried it", "Noor's way"), how=("tried",), note="Works for us.")
    village.fill(MARTA, press(village, MARTA, "Put at hand", "Noor's way"), why="Begin here.")
    village.pass_time(timedelta(days=25))


def naming(village: Village, account: AccountRef) -> set[str]:
    """The tables in which anything names it, whatever is locked unlocked."""
    ring = Keyring(KEY)
    rows = ((str(row.pop("table")), row) for row in all_rows(village.store))
    quoted = f'"{account.user}"'
    return {table for table, row in rows if account.user in row.values() or quoted in locked(row, ring)}


def locked(row: dict[str, object], ring: Keyring) -> str:
    return " ".join(plain(value, ring) for value in row.values() if str(value).startswith("gAAAA"))


def test_nothing_that_is_remembered_names_the_other_account(village: Village) -> None:
    lives_a_full_life(village)
    before = naming(village, MARTA.ref)
    assert {"questions", "replies", "consents", "knowledge_items", "knowledge_followers"} <= before
    link(village, MARTA_TOO, MARTA)
    assert naming(village, MARTA.ref) - ITS_OWN == set()
    assert before - ITS_OWN <= naming(village, MARTA_TOO.ref)


def test_whoever_is_erased_is_so_by_all_their_accounts(village: Village) -> None:
    lives_a_full_life(village)
    link(village, MARTA, MARTA_TOO)
    erase_person(village.store, MARTA_TOO.ref)
    for account in (MARTA.ref, MARTA_TOO.ref):
        assert naming(village, account) == set()
