"""How French is set: a space that does not break before : ; ? ! and within « », and a singular for none and for one."""

import re
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path
from typing import Any

import pytest
import yaml

from facilitation import playbooks
from facilitation.texts import texts_in
from tests.facilitation.catalogues import DOMAINS, catalogue, entries, strings

PLAYBOOKS = Path(playbooks.__file__).parent
SPACE = "\u00a0"
CODE = re.compile(r"`[^`]*`")
LIST = re.compile(r"\.also\.|^conversation\.(greetings|thanks|help|home_words)$")
"""Words that are said to Kring, with commas between them."""
FAULTS = re.compile(
    rf"(?<![{SPACE}:;?!*])[;?!»](?!\w)"  # nothing, or a space that breaks, before it
    rf"|(?<![{SPACE}:/])(?<!\d):(?=\s|$)"
    rf"|«(?!{SPACE})"
)


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_line_begins_with_what_ends_a_sentence(domain: str) -> None:
    wrong = [
        (key, FAULTS.findall(bare))
        for key, message in entries("fr", domain).items()
        if not LIST.search(key)
        for bare in (CODE.sub("x", text) for text in strings(message))
        if FAULTS.search(bare)
    ]
    assert wrong == []


def french_in(written: Any) -> Iterator[str]:
    """Of a playbook, wherever it stands."""
    if isinstance(written, dict):
        told = written.get("fr")
        yield from (told,) if isinstance(told, str) else ()
        written = list(written.values())
    for each in written if isinstance(written, list) else ():
        yield from french_in(each)


@pytest.mark.parametrize("file", sorted(PLAYBOOKS.glob("*.yaml")), ids=lambda file: file.stem)
def test_nor_does_one_in_a_playbook(file: Path) -> None:
    told = list(french_in(yaml.safe_load(file.read_text(encoding="utf-8"))))
    assert told
    assert [text for text in told if FAULTS.search(CODE.sub("x", text))] == []


@pytest.mark.parametrize("wrong", ["Quoi ?", "Quoi?", "Voici:", "un ; deux", "« mot »", f"«{SPACE}mot »", "Oh !"])
def test_what_is_set_wrongly_is_found(wrong: str) -> None:
    assert FAULTS.search(wrong)


@pytest.mark.parametrize(
    "right", [f"Quoi{SPACE}?", f"Voici{SPACE}: 10:30", f"«{SPACE}mot{SPACE}»{SPACE}!", "https://x"]
)
def test_what_is_set_well_is_left_alone(right: str) -> None:
    assert not FAULTS.search(right)


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize(("language", "singular"), [("fr", (0, 1)), ("en", (1,)), ("nl", (1,))])
def test_each_language_counts_in_its_own_way(language: str, singular: tuple[int, ...], domain: str) -> None:
    form_of = c2py(catalogue(language, domain).plural_expr)
    assert [number for number in range(9) if form_of(number) == 0] == [*singular]


def test_none_is_one_of_a_thing_in_french_alone() -> None:
    told = {language: texts_in(language).plain_count("questions.queue", 0) for language in ("fr", "en")}
    assert told["fr"] != told["en"]
