"""Three languages say the same: the same keys, the same blanks, nothing left out and nothing left over."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.capabilities import repertoire
from facilitation.people import LANGUAGES
from facilitation.texts import CATALOGUES, Md, escape, texts_in

ROOT = Path(__file__).parents[2]
DOMAINS = sorted(path.stem for path in (CATALOGUES / "en").glob("*.po"))
HELP = "conversation.help"
SPEAKING = ("facilitation", "adapters", "bot")  # packages whose Python may name keys
SAME_EVERYWHERE = re.compile(r"^[\W\d_]*$|^\{\w+\}$")
IN_TEMPLATES = re.compile(rf"[\"']((?:{'|'.join(DOMAINS)})\.(?!css|js)[\w.-]+)[\"']")
COMMAND = re.compile(r"`(?:[/@][Kk]ring )?(\w[^`…]*)`")
KEYS = {"Enter", "Shift", "Entrée", "Maj"}  # of a keyboard
KEY = re.compile(rf"^(?:{'|'.join(DOMAINS)})\.[\w.*-]*[\w*]$")


def catalogue(language: str, domain: str) -> Catalog:
    with (CATALOGUES / language / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language)


def entries(language: str, domain: str) -> dict[str, Message]:
    return {key_of(message): message for message in catalogue(language, domain) if message.id}


def key_of(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def strings(message: Message) -> list[str]:
    return [str(text) for text in (message.string if isinstance(message.string, tuple) else [message.string])]


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


def test_every_sentence_that_the_code_asks_for_exists_and_none_is_left_over() -> None:
    known = {key for domain in DOMAINS for key in entries("en", domain)}
    asked = set(keys_in_code())
    implied = {f"{domain}.{kind}.*" for domain in DOMAINS for kind in ("help", "say", "also", "shortcut")}
    implied |= {f"{key.partition('.')[0]}.title" for key in known if ".help." in key}  # what its verbs stand under
    missing = {key for key in asked if "*" not in key and key not in known}
    missing -= set(names_in_code())
    assert not missing
    patterns = [re.compile(re.escape(key).replace(r"\*", ".+") + "$") for key in asked | implied]
    left_over = {key for key in known if not any(pattern.match(key) for pattern in patterns)}
    assert not left_over


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


def keys_in_code() -> Iterator[str]:
    """Literal keys, in Python and in templates; an f-string's blanks become `*`."""
    for package in SPEAKING:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                yield from (key for key in literal(node) if KEY.match(key))
        for path in (ROOT / package).rglob("*.html"):
            for key in IN_TEMPLATES.findall(path.read_text("utf-8")):
                yield f"{key}*" if key.endswith(".") else key


def names_in_code() -> Iterator[str]:
    """Actions, timers and the like: literals with an UPPER_CASE name, or that are keys, need not be sentences."""
    for package in SPEAKING:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Assign) and any(
                    isinstance(target, ast.Name) and target.id.isupper() for target in node.targets
                ):
                    yield from (key for value in ast.walk(node.value) for key in literal(value))
                elif isinstance(node, ast.Dict):
                    yield from (key for name in node.keys if name for key in literal(name))


def literal(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)  # type: ignore[misc]


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
