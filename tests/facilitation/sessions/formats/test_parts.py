"""A playbook's text over several inputs of a form, on every platform."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import forms as slack
from adapters.slack.limits import BLOCKS_PER_VIEW, TYPED_TEXT
from adapters.slack.names import Origin
from adapters.teams.forms import as_dialog
from adapters.teams.hidden import OpenedForm
from adapters.teams.limits import CARD_BYTES, size
from facilitation.messages import INPUT_AT_MOST, Form, Subject
from facilitation.people import LANGUAGES
from facilitation.playbooks import shelf
from facilitation.playbooks.pages import CHARACTERS, loose, open_page
from facilitation.playbooks.reading import read
from facilitation.playbooks.writing import written
from facilitation.sessions.formats import forms
from facilitation.sessions.formats.parts import FILLED, fits_anywhere, has_too_long_a_line, joined, length, split
from facilitation.texts import texts_in

LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=900), max_size=40)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
CONTENT = st.recursive(
    st.one_of(TEXTS, st.booleans(), st.none(), st.integers(-(10**9), 10**9), st.sampled_from([1.5, 0.25])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple), st.dictionaries(TEXTS.filter(lambda key: key != ""), inner, max_size=4)
    ),
    max_leaves=12,
)


def form_of(text: str, language: str = "fr") -> Form:
    return forms.yaml_form(forms.sheet_of(text), Subject(), texts_in(language), title="A playbook")


@given(LINES)
@settings(deadline=None)
def test_parts_together_are_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    parts = split(text)
    assert "\n".join(parts) == text
    assert all(length(part) <= FILLED + 1 for part in parts if "\n" in part)


def test_a_line_is_found_in_its_part() -> None:
    typed = joined({"part_1": "a\nb", "part_2": "", "part_3": "c\n  d\n", "part_10": "e"})
    assert typed.text == "a\nb\nc\n  d\n\ne"
    assert [typed.place(line) for line in (1, 2, 3, 4, 6)] == [
        ("part_1", 1),
        ("part_1", 2),
        ("part_3", 1),
        ("part_3", 2),
        ("part_10", 1),
    ]


def test_a_part_breaks_where_the_text_does() -> None:
    first, second = split("\n".join([*(["x" * 99] * 18), "", *(["y" * 99] * 18)]))
    assert set(first) == {"x", "\n"}
    assert set(second) == {"y", "\n"}


@pytest.mark.parametrize("name", shelf.names())
def test_every_playbook_can_be_adapted_on_every_platform(name: str) -> None:
    text = shelf.text_of(name)
    assert text
    assert fits_anywhere(text)
    form = form_of(text)
    view = slack.render(form, Origin(form.subject))
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    shown = [each["element"]["initial_value"] for each in blocks if "initial_value" in each.get("element", {})]
    assert "\n".join(shown) == text.strip("\n") or "\n".join(shown) == text
    assert size(as_dialog(OpenedForm(form))["card"]) <= CARD_BYTES


@pytest.mark.parametrize("line", ["x" * 90, 'say: "it"  # ' * 6, "é" * 80, "\U0001f33b" * 40])
def test_what_is_said_to_fit_fits_a_dialog(line: str) -> None:
    text = line
    while fits_anywhere(f"{text}\n{line}"):
        text = f"{text}\n{line}"
    assert size(as_dialog(OpenedForm(form_of(text)))["card"]) <= CARD_BYTES


def test_the_longest_playbook_opens_on_slack_in_parts() -> None:
    text = "\n".join(["\U0001f33b: " + "x" * 90] * (CHARACTERS // 94))
    assert not fits_anywhere(text)
    form = form_of(text)
    assert len(form.inputs) < BLOCKS_PER_VIEW
    assert all(length(str(each.initial)) <= TYPED_TEXT for each in form.inputs if each.kind == "text")


def test_a_line_that_no_input_holds_is_known() -> None:
    assert has_too_long_a_line("a\n" + "x" * (INPUT_AT_MOST + 1))
    assert not fits_anywhere("x" * (INPUT_AT_MOST + 1))


@pytest.mark.parametrize("name", shelf.names())
def test_what_is_written_reads_the_same(name: str) -> None:
    text = shelf.text_of(name)
    assert text
    again = written(loose(open_page(text, name).content), "to be translated")
    assert read(again, name) == read(text, name)


@given(st.dictionaries(TEXTS, CONTENT, min_size=1, max_size=5))
@settings(deadline=None, max_examples=300)
def test_any_content_is_read_as_it_was_written(content: dict[str, object]) -> None:
    assert open_page(written(content), "any").content == content


def test_what_is_in_every_language_the_same_is_marked() -> None:
    same, other = dict.fromkeys(LANGUAGES, "What now?"), {"en": "a", "nl": "b", "fr": "c"}
    told = written({"prompt": same, "title": other}, "to be translated").splitlines()
    assert [line.endswith("# to be translated") for line in told] == [True, False]
