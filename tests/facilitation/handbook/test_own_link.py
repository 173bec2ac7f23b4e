"""`/kring handbook`: a link of one's own, given so that it stands nowhere but with whoever asked."""

from collections.abc import Iterator

import pytest

from facilitation.events import Said
from facilitation.messages import Card, LinkButton, Notice, ReplaceCard, Whisper
from storage.handbook_links import digest
from storage.unit import Addresses
from tests.facilitation.clear_writing import EVERYTHING, JONAS, MARTA, NOOR, TOMAS, begin, kept
from tests.shown import buttons, words
from tests.village import Village, a_village


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(EVERYTHING) as made:
        yield begin(made)


def token(shown: object) -> str:
    (found,) = links(shown)
    return found.rpartition("/")[2]


def links(shown: object) -> list[str]:
    assert isinstance(shown, Whisper)
    assert isinstance(shown.message, Card)
    return [each.url for each in shown.message.actions if isinstance(each, LinkButton)]


def leads_to(village: Village, secret: str) -> str:
    owned = village.look(lambda unit: unit.handbook_links.owner(digest(secret)))
    member = village.look(lambda unit: unit.people.member_by_id(owned.community_id, owned.member_id)) if owned else None
    return member.user if member else ""


def test_each_gets_another_unguessable_one_privately(village: Village) -> None:
    mine, again, theirs = (token(village.command(who, "handbook")) for who in (MARTA, MARTA, JONAS))
    assert len({mine, again, theirs}) == 3
    assert len(mine) >= 43
    assert [leads_to(village, each) for each in (mine, again, theirs)] == ["marta", "marta", "jonas"]
    assert leads_to(village, mine[:-1]) == ""


def test_whoever_asks_is_told_whose_it_is_and_how_long_it_lasts(village: Village) -> None:
    told = words(village.command(MARTA, "handbook"))
    assert "yours alone" in told
    assert "7 days" in told
    assert "90 days" in told


def test_it_is_posted_nowhere_and_stands_in_no_file_of_the_database(village: Village) -> None:
    before = len(village.private(MARTA)), len(village.channel())
    secret = token(village.command(MARTA, "handbook"))
    assert (len(village.private(MARTA)), len(village.channel())) == before
    files = b"".join(each.read_bytes() for each in village.store_path.parent.iterdir())
    assert secret.encode() not in files


def test_nor_when_it_was_asked_for_by_a_message(village: Village) -> None:
    """Where a whisper can't be, it is sent beside the outbox."""
    before = len(village.private(MARTA))
    assert len(token(village.command(MARTA, "handbook", Said.DIRECT))) >= 43
    assert len(village.private(MARTA)) == before


def test_one_button_ends_all_of_ones_own(village: Village) -> None:
    shown = village.command(MARTA, "handbook")
    mine, theirs = token(shown), token(village.command(JONAS, "handbook"))
    ended = village.press(MARTA, shown, "End all my links")
    assert isinstance(ended, ReplaceCard)
    assert "leads nowhere any more" in words(ended)
    assert buttons(ended) == ["Read the handbook"]
    assert (leads_to(village, mine), leads_to(village, theirs)) == ("", "jonas")


def test_leaving_ends_them_and_coming_back_does_not_bring_them_back(village: Village) -> None:
    mine = token(village.command(MARTA, "handbook"))
    village.command(MARTA, "leave")
    assert leads_to(village, mine) == ""
    village.join(MARTA)
    assert leads_to(village, mine) == ""
    assert leads_to(village, token(village.command(MARTA, "handbook"))) == "marta"


def test_what_is_found_in_the_chat_can_be_read_in_the_book_where_browsers_reach_it(village: Village) -> None:
    kept(village)
    assert "In the handbook" not in buttons(village.command(NOOR, "find review & purpose"))
    village.store.addresses = Addresses(handbook=lambda path: f"https://kring.example/handbook{path}", reachable=True)
    found, here = village.command(NOOR, "find review & purpose"), village.community().id
    assert links(found) == [f"https://kring.example/handbook/{here}/search?q=review+%26+purpose"]
    (page,) = links(village.press(NOOR, found, "Show: "))
    assert page.startswith(f"https://kring.example/handbook/{here}/items/")


def test_who_is_no_member_is_told_how_to_join(village: Village) -> None:
    told = village.command(TOMAS, "handbook")
    assert not isinstance(told, Whisper) or not isinstance(told.message, Notice) or "http" not in told.message.text
    assert "in/" not in words(told)
