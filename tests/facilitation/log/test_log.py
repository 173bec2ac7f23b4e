"""Every change is written down where members can read it, and nothing of what people say."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.capabilities import repertoire
from bot.erasing import erase_person
from facilitation.audit import record
from facilitation.events import CommunityFounded, Installed, Uninstalled
from facilitation.people import Standing
from facilitation.ports.audit import Change
from tests.shown import buttons, words
from tests.village import Village, a_village, someone

NOOR, PIET, MARTA = someone("Noor"), someone("Piet"), someone("Marta")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.happen(CommunityFounded(community_id=village.community().id))
        village.join(PIET)
        yield village


def note(village: Village, change: Change, named: str) -> None:
    village.within(lambda unit: record(unit, change, by=NOOR.ref, about=PIET.ref, named=named))


def log(village: Village) -> str:
    return words(village.command(PIET, "log"))


def test_who_started_it_and_who_came_and_went_is_told(village: Village) -> None:
    assert "Noor started “Clear writing”" in log(village)
    assert "Noor took on facilitating" in log(village)
    assert "Piet joined" in log(village)
    village.command(NOOR, "leave")
    assert "Noor left" in log(village)
    assert "Noor stopped facilitating" in log(village)


def test_settings_are_told_by_whoever_changed_them(village: Village) -> None:
    village.fill(NOOR, village.command(NOOR, "digest"))
    assert "Noor set when the week is told" in log(village)
    village.fill(NOOR, village.command(NOOR, "digest"), day=("none",))
    assert "Noor stopped the message of the week" in log(village)


def test_a_hidden_question_is_told_without_its_words_and_without_the_reason(village: Village) -> None:
    asked = village.command(PIET, "ask")
    village.fill(PIET, asked, title="Who ate the last crocodile?")
    card = village.channel()[-1]
    form = village.press(NOOR, village.press(NOOR, card, "What else"), "Hide it")
    village.fill(NOOR, form, reason="Crocodiles are people")
    assert "Noor put a question out of sight" in log(village)
    assert "crocodile" not in log(village).casefold()


def test_it_is_read_in_the_readers_own_language(village: Village) -> None:
    assert "Noor begon" in words(village.command(replace(PIET, locale="nl"), "logboek"))


def test_who_is_not_in_the_community_does_not_read_it(village: Village) -> None:
    assert "Noor" not in words(village.command(MARTA, "log"))


def test_who_was_erased_is_named_no_more_and_the_lines_stay(village: Village) -> None:
    village.join(MARTA)
    erase_person(village.store, MARTA.ref)
    told = log(village)
    assert "Marta" not in told
    assert "somebody joined" in told
    assert "Somebody was erased" in told


def test_it_is_read_page_by_page(village: Village) -> None:
    for number in range(20):
        note(village, Change.RHYTHM_SET, f"R{number}")
    first = village.command(PIET, "log")
    assert "started" not in words(first)
    assert "started" in words(village.press(PIET, first, "Earlier"))


def test_taking_kring_out_of_the_workspace_and_in_again_is_told(village: Village) -> None:
    village.happen(Uninstalled(**village.delivery()))
    assert "taken out of the workspace" in log(village)
    village.happen(Installed(by=PIET, **village.delivery()))
    assert "installed" not in log(village)
    village.happen(Installed(by=replace(NOOR, standing=Standing.ADMIN), **village.delivery()))
    assert "Noor installed Kring" in log(village)


def test_whatever_changes_has_a_sentence(village: Village) -> None:
    for change in Change:
        note(village, change, "X")
    shown, lines = village.command(PIET, "log"), 0
    while True:
        lines += words(shown).count("3 March 2026")
        if not buttons(shown):
            break
        shown = village.press(PIET, shown, "Earlier")
    assert lines == len(Change) + 3
