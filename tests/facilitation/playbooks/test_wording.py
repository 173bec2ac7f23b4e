"""Prompts that steer are noticed, and those that only look so are left alone."""

from pathlib import Path

import pytest
import yaml

from facilitation.people import LANGUAGES
from facilitation.playbooks.pages import open_page
from facilitation.playbooks.reading import read
from facilitation.playbooks.wording import FOLDER, remarks, steering, told
from facilitation.texts import texts_in
from tests.facilitation.playbooks.faulty import WHOLE, line_of

PROMPTS = Path(__file__).with_name("prompts")
KINDS = ("leading", "judging", "closed")
TABLE = {language: yaml.safe_load((PROMPTS / f"{language}.yaml").read_text("utf-8")) for language in LANGUAGES}


def prompts(*kinds: str) -> list[tuple[str, str, str]]:
    return [(language, kind, prompt) for language in LANGUAGES for kind in kinds for prompt in TABLE[language][kind]]


@pytest.mark.parametrize(("language", "kind", "prompt"), prompts(*KINDS))
def test_a_prompt_that_steers_is_noticed(language: str, kind: str, prompt: str) -> None:
    assert kind in {each.key for each in steering(prompt, language)}


@pytest.mark.parametrize(("language", "kind", "prompt"), prompts("neutral"))
def test_a_prompt_that_asks_neutrally_is_left_alone(language: str, kind: str, prompt: str) -> None:
    assert steering(prompt, language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_of_both_is_tried(language: str) -> None:
    assert sum(len(TABLE[language][kind]) for kind in KINDS) >= 70
    assert len(TABLE[language]["neutral"]) >= 50


def test_the_words_are_those_of_the_prompt() -> None:
    [leading, closed] = steering("What helped? Don’t you think it was luck? So, did it last?", "en")
    assert (leading.key, leading.words) == ("leading", "Don’t")
    assert (closed.key, closed.words) == ("closed", "did it last")


def test_yes_and_no_are_fine_where_no_words_are_asked_for() -> None:
    assert steering("Do you consent?", "en", in_words=False) == ()
    assert [each.key for each in steering("Don't you consent?", "en", in_words=False)] == ["leading"]


def test_a_remark_has_its_phase_language_and_line() -> None:
    text = WHOLE.replace('nl: "Wat daarover?"', 'nl: "Waar zit de fout?"')
    [found] = remarks(read(text, "whole"), open_page(text, "whole"))
    assert (found.phase, found.language, found.line) == ("talk", "nl", line_of(text, "Waar zit de fout"))
    assert told(found, texts_in("en")).startswith(f"Line {found.line}, phases.talk, in Nederlands: ")
    [same] = remarks(read(text, "whole"))
    assert same.line is None
    assert len({told(same, texts_in(language)) for language in LANGUAGES}) == len(LANGUAGES)


def test_a_choice_may_be_asked_with_a_verb_first() -> None:
    text = WHOLE.replace('en: "Consent?"', 'en: "Do you consent?"')
    assert remarks(read(text, "whole")) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_says_the_same_twice(language: str) -> None:
    lists = open_page((FOLDER / f"{language}.yaml").read_text("utf-8"), language).content
    for key, phrases in lists.items():
        assert len(set(phrases)) == len(phrases), key
        assert all(phrase == phrase.lower().strip() for phrase in phrases), key
