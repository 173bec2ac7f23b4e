"""Three languages say the same: the same keys, the same blanks, nothing left out and nothing left over."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from string import Formatter

import pytest

from bot.capabilities import repertoire
from facilitation.people import LANGUAGES
from facilitation.texts import Md, escape, texts_in
from tests.facilitation.catalogues import DOMAINS, ROOT, entries, strings

HELP = "conversation.help"
SAME_EVERYWHERE = re.compile(r"^[\W\d_]*$|^\{\w+\}$")
COMMAND = re.compile(r"`(?:[/@][Kk]ring )?(\w[^`…]*)`")
KEYS = {"Enter", "Shift", "Entrée", "Maj"}  # of a keyboard


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_sentences(language: str, domain: str) -> None:
    assert entries(language, domain).keys() == entries("en", domain).keys()


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_language_fills_the_same_blanks(domain: str) -> None:
    english = entries("en", domain)
    for language in LANGUAGES[1:]:
        for key, message in entries(language, domain).items():
            expected = set().union(*(blanks(text) for text in strings(english[key])))
            assert set().union(*(blanks(text) for text in strings(message))) == expected, (language, key)


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated(language: str, domain: str) -> None:
    english = entries("en", domain)
    for key, message in entries(language, domain).items():
        assert all(text.strip() for text in strings(message)), (language, key, "is empty")
        words = " ".join(strings(message))
        if language != "en" and len(words.split()) > 2 and not SAME_EVERYWHERE.match(words):
            assert words != " ".join(strings(english[key])), (language, key, "is still English")


def test_no_sentence_stands_in_the_code() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value!r}"
        for path in sorted((ROOT / "facilitation").rglob("*.py"))
        for node in said_in(ast.parse(path.read_text("utf-8")))
    ]
    assert not found


def test_a_filled_in_value_is_never_markup() -> None:
    hostile = "*bold* <!channel> [x](http://evil) `code` _it_ # head\n- list"
    text = texts_in("en")("communities.join_there", channel=hostile)
    assert all(f"\\{mark}" in text for mark in "*<![]()`_#-")
    assert "\n" not in text


def test_markdown_of_ours_is_not_escaped_twice() -> None:
    assert escape(Md("**bold**")) == "**bold**"


def test_a_sentence_that_does_not_exist_is_never_said() -> None:
    for say in (texts_in("nl"), texts_in("nl").plain, texts_in("nl").words):
        with pytest.raises(KeyError):
            say("rounds.no_such_sentence")
    with pytest.raises(KeyError):
        texts_in("nl").count("rounds.no_such_sentence", 2)


def test_dates_are_told_in_the_readers_zone_and_language() -> None:
    moment = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert texts_in("en", "Europe/Brussels").moment(moment) == "Wednesday 4 March at 00:30"
    assert texts_in("nl", "UTC").moment(moment) == "dinsdag 3 maart om 23:30"
    assert texts_in("fr", "UTC").day(moment) == "mardi 3 mars"
    first = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert texts_in("fr", "UTC").moment(first) == "mardi 1er décembre à 09:00"
    assert texts_in("fr", "UTC").date(first) == "1er décembre 2026"
    assert texts_in("en", "UTC").date(first) == "1 December 2026"


def test_a_moment_told_to_many_says_which_zone_it_is_told_in() -> None:
    moment = datetime(2026, 3, 3, 23, 30, 59, tzinfo=UTC)
    assert texts_in("en", "Europe/Brussels").when(moment) == (
        r"[Wednesday 4 March at 00\:30 \(Europe\/Brussels\)](moment:1772580659)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_that_a_sentence_names_is_understood(language: str) -> None:
    known = repertoire()
    told = [
        command
        for domain in DOMAINS
        for message in entries(language, domain).values()
        for text in strings(message)
        for command in COMMAND.findall(text)
        if command not in KEYS
    ]
    assert len(told) > 10
    assert [word for word in told if not known.find(word) and word not in texts_in(language).words(HELP)] == []


def said_in(tree: ast.Module) -> Iterator[ast.Constant]:
    """String constants of three words and more that are no docstring and no error's text."""
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Raise):
            silent.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent and wordy(node.value):
            yield node


def wordy(text: str) -> bool:
    return len(re.findall(r"[A-Za-z]{2,} ", text)) >= 3
