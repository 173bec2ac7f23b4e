"""A playbook is read whole or not at all, and all that is wrong in it is told at once."""

import time

import pytest

from facilitation.playbooks.asking import Score
from facilitation.playbooks.faults import AT_MOST, Faulty, plain
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.pages import CHARACTERS
from facilitation.playbooks.reading import read
from facilitation.texts import texts_in
from tests.facilitation.playbooks.faulty import WHOLE, faults, line_of


def keys(text: str) -> set[str]:
    return {fault.key for fault in faults(text)}


def changed(*changes: tuple[str, str]) -> str:
    text = WHOLE
    for old, new in changes:
        assert old in text, f"{old!r} is not in whole.yaml"
        text = text.replace(old, new, 1)
    return text


def test_what_it_says_is_what_is_read() -> None:
    playbook = read(WHOLE, "whole")
    assert list(playbook.phases)[:3] == ["doubt", "casting", "story"]
    assert playbook.phases["ideas"].visibility == (Visibility.OPEN, Visibility.SEALED)
    assert playbook.phases["ideas"].title.told_in("nl") == "Ideeën"
    assert playbook.capture.of == ("ideas", "round")


def test_several_mistakes_are_told_at_once_by_line() -> None:
    text = changed(
        ("purpose: make_sense", "purpose: makes_sense"),
        ("minutes: 5, days: 2", "minutes: 0, days: 2"),
        ("who: teller", "who: tellr"),
        ("questions: 2", "question: 2"),
        ("Warmte, fr: Chaleur", "Warmte"),
        ("does: dots", "does: dot"),
        ("on: ideas", "on: idea"),
        ("next: rate", "next: rat"),
        ("of: [ideas, round]", "of: [ideas, vote]"),
    )
    told = faults(text)
    assert [fault.key for fault in told] == [
        *("one_of", "above", "nobody", "unknown_key", "missing_language"),
        *("kind", "no_phase", "no_phase", "captures_no_words"),
    ]
    assert [fault.line for fault in told] == sorted(fault.line for fault in told)


def test_what_was_guessed_is_not_judged() -> None:
    """A length of zero is told; that the guess in its place may be of no use is not."""
    assert keys(changed(("{minutes: 20,", "{minutes: 0,"))) == {"above"}
    assert keys(changed(("{minutes: 20,", "{minuts: 20,"))) == {"unknown_key"}
    assert keys(changed(("    window: {minutes: 20, days: 2}\n", ""))) == {"missing"}
    assert keys(changed(("    window: {minutes: 20", "    windw: {minutes: 20"))) == {"unknown_key"}


def test_where_nobody_can_tell_what_was_meant_the_rest_waits() -> None:
    assert keys(changed(("variants:\n", "colour: blue\nvariants:\n"), ("on: ideas", "on: idea"))) == {"unknown_key"}


def test_a_word_that_yaml_would_turn_into_something_else_stays_a_word() -> None:
    playbook = read(changed(("{en: Low, nl: Laag, fr: Bas}", "{en: no, nl: 2024-01-01, fr: 12:30}")), "whole")
    asked = playbook.phases["rate"].asks
    assert isinstance(asked, Score)
    scale = asked.scale
    assert (scale["low"].en, scale["low"].nl, scale["low"].fr) == ("no", "2024-01-01", "12:30")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a\n- b\n", "words"])
def test_what_is_no_playbook_is_told_so(text: str) -> None:
    [fault] = faults(text)
    assert (fault.key, fault.line) == ("no_playbook", 1)
    assert "title, purpose, summary" in plain(fault, texts_in("en"))


def test_a_name_that_no_session_could_use_is_refused() -> None:
    [fault] = faults(WHOLE, "My playbook")
    assert fault.key == "file_name"
    assert "small letters" in plain(fault, texts_in("en"))


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    [fault] = faults(WHOLE + "#" * CHARACTERS)
    assert fault.key == "too_large"
    assert "50000 at most" in plain(fault, texts_in("en"))


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n",
        "[" * CHARACTERS,
        "{a: " * (CHARACTERS // 4),
        "- " * (CHARACTERS // 2),
        "? " * (CHARACTERS // 2),
        "".join(f"k{number}: 1\n" for number in range(CHARACTERS // 9)),
        "a: 1\n" * (CHARACTERS // 5),
        "phases:\n" + "".join(f"  p{number}: 1\n" for number in range(CHARACTERS // 12)),
        "a: " + "9" * (CHARACTERS - 4),
        "%YAML " + "9" * (CHARACTERS - 10),
        "a: 'x\n" + "\n" * (CHARACTERS - 10),
    ],
    ids=lambda text: text[:12],
)
def test_no_text_makes_reading_take_long(text: str) -> None:
    began = time.thread_time()
    assert faults(text)
    assert time.thread_time() - began < 10  # a slow machine is given time; each takes less than one second on most


def test_no_more_is_told_than_anybody_reads() -> None:
    assert len(faults("a: 1\n" * 1000)) == AT_MOST


def test_lines_are_counted_as_editors_do() -> None:
    text = changed(("Who tells?", "Who\u2028tells\x85?"), ("on: ideas", "on: idea")).replace("\n", "\r\n")
    [fault] = faults(text)
    assert fault.line == text[: text.index("on: idea,")].count("\n") + 1


def test_a_file_that_ends_too_soon_is_told_at_its_last_line() -> None:
    [fault] = faults("title: [one,\ntwo,\n")
    assert (fault.key, fault.line) == ("no_yaml", 2)


def test_the_error_names_the_file_and_where_to_look() -> None:
    text = changed(("on: ideas", "on: idea"))
    with pytest.raises(Faulty, match=f"^whole: {line_of(text, 'on: idea,')} no_phase$"):
        read(text, "whole")
