"""What is wrong in a playbook is told with its line, with what would be right, and in the reader's language."""

from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from facilitation.people import LANGUAGES
from facilitation.playbooks.faults import COMPARED, Fault, nearest, plain
from facilitation.texts import CATALOGUES, texts_in
from tests.facilitation.playbooks.faulty import WHOLE, Mistake, faults
from tests.facilitation.playbooks.mistakes_of_form import FORM, TYPES
from tests.facilitation.playbooks.mistakes_of_meaning import CAPTURE, MEASURES, NAMES, SIGHT, WAY

MISTAKES = (*FORM, *TYPES, *NAMES, *WAY, *MEASURES, *SIGHT, *CAPTURE)
ONLY_OTHERWISE = {"too_large", "no_playbook", "file_name", "unfit"}  # told in tests of their own
IN_A_COMMUNITY = {"title_taken", "no_playbook_called"}  # told where there are other playbooks beside


@cache
def found(mistake: Mistake) -> Fault:
    told = [fault for fault in faults(mistake.text) if (fault.key, fault.line) == (mistake.key, mistake.line)]
    assert told, (mistake.line, faults(mistake.text))
    return told[0]


def test_the_playbook_without_a_mistake_has_no_fault() -> None:
    assert faults(WHOLE) == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_told_with_its_line_and_what_would_be_right(mistake: Mistake) -> None:
    told = plain(found(mistake), texts_in("en"))
    assert told.startswith(f"Line {mistake.line}")
    assert mistake.right in told


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_told_in_every_language(mistake: Mistake) -> None:
    told = {plain(found(mistake), texts_in(language)) for language in LANGUAGES}
    assert len(told) == len(LANGUAGES)
    assert all(str(mistake.line) in each and each.endswith((".", "?")) for each in told)


def test_every_sentence_about_a_fault_is_tried() -> None:
    with Path(CATALOGUES / "en" / "playbooks.po").open("rb") as file:
        known = {str(entry.id).removeprefix("playbooks.fault.") for entry in read_po(file) if "fault." in str(entry.id)}
    assert known == {mistake.key for mistake in MISTAKES} | ONLY_OTHERWISE | IN_A_COMMUNITY


def test_where_nothing_fits_the_sentence_says_so() -> None:
    [fault] = faults(WHOLE.replace("asks: {does: seat, role: teller}", "asks: {does: dots, on: story}"))
    assert "Earlier phases that fit: doubt" in plain(fault, texts_in("en"))


def test_what_was_meant_is_looked_for_among_so_many_names_only() -> None:
    """A comparison of words with the same letters takes long; thousands of them would keep everybody waiting."""
    names = (f"name{number}" for number in range(1000))
    assert nearest("name7", names) == "name7"
    assert next(names) == f"name{COMPARED}"
