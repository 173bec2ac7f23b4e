"""What Kring says, as Adaptive Cards that pass the gate, whatever members wrote."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams import forms
from adapters.teams.cards import home_in_dialog, in_dialog, in_place
from adapters.teams.hidden import OpenedForm, of_form, option, read_form
from adapters.teams.outgoing import as_activity
from facilitation.messages import (
    Button,
    Card,
    ChoiceInput,
    DateInput,
    Facts,
    Form,
    Home,
    LinkButton,
    Notice,
    Option,
    Paragraph,
    Picture,
    PlaceInput,
    Quote,
    Small,
    Subject,
    TextInput,
    TimeInput,
    Tone,
)
from facilitation.people import CommunityId, PlaceRef, WorkspaceId
from facilitation.texts import escape
from tests.adapters.moments import WHEN
from tests.adapters.teams.gate import nodes, problems_of_activity, problems_of_card, problems_of_dialog
from tests.emulators import teams_cards

NASTY = (
    "<!channel>",
    "</script><script>alert(1)</script>",
    "\u202eevil\u202c \u200f",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "nul\0nul",
    "lone \ud800 surrogate",
    "**bold** _it_ [link](javascript:alert(1)) # head\n- list\n1. one `code` \\*",
    "{{DATE(2026-03-02T00:00:00Z, SHORT)}} {{TIME(2026-03-02T00:00:00Z)}} ${name}",
    "<at>Kring</at>&nbsp;&lt;",
    "[then](moment:1772528400) 1. one\n# two",
    "x" * 40_000,
    "é" * 40_000,
    "🙂" * 20_000,
    "\n" * 3000,
    "",
)
SUBJECT = Subject(CommunityId("c1"), "q1", "d")

written = st.one_of(st.sampled_from(range(len(NASTY))).map(NASTY.__getitem__), st.text(max_size=300))
short = st.text(max_size=60)
blocks = st.one_of(
    st.builds(Quote, written, short),
    st.builds(lambda text: Paragraph(_escaped(text)), st.text(max_size=300)),
    st.builds(lambda text: Small(_escaped(text)), st.text(max_size=300)),
    st.builds(lambda text: Paragraph(f"{escape(text)} {WHEN}"), written),
    st.builds(lambda text: Small(f"- Until {WHEN} **{escape(text)}**"), st.text(max_size=30)),
    st.builds(lambda label, value: Facts(((label, value),)), short, written),
    st.builds(lambda alt: Picture("https://kring.example/chart.png", alt or "a chart"), short),
)
buttons = st.one_of(
    st.builds(
        Button,
        st.text(min_size=1, max_size=75),
        st.just("questions.accept"),
        st.just(SUBJECT),
        st.sampled_from(Tone),
        st.booleans(),
    ),
    st.builds(LinkButton, st.text(min_size=1, max_size=75), st.just("https://kring.example/handbook")),
)
cards = st.builds(
    Card,
    title=short.filter(bool),
    body=st.lists(blocks, max_size=8).map(tuple),
    actions=st.lists(buttons, max_size=14).map(tuple),
)


def _escaped(text: str) -> str:
    """As `Texts` fills values in."""
    return "".join(f"\\{each}" if each in "\\`*_{}[]()#+-.!<>|~&" else each for each in text)


def _words(activity: dict[str, Any]) -> str:
    return teams_cards.words_of(_cards(activity))


def _cards(activity: dict[str, Any]) -> list[dict[str, Any]]:
    return [each["content"] for each in activity["attachments"]]


@settings(max_examples=80, deadline=None)
@given(message=st.one_of(cards, st.builds(lambda text: Notice(_escaped(text)), written)))
def test_whatever_kring_says_passes_the_gate(message: Card | Notice) -> None:
    activity = as_activity(message)
    activity["summary"] = activity["summary"] or "-"
    assert problems_of_activity(activity) == []
    json.dumps(activity).encode()


@settings(max_examples=60, deadline=None)
@given(card=cards)
def test_a_card_in_a_dialog_or_in_anothers_place_passes_the_gate(card: Card) -> None:
    assert problems_of_card(in_place(card)) == []
    shown = forms.task(card.title, in_dialog(card, "1481567603816"))
    assert problems_of_dialog(shown | {"title": "-"}) == []


@pytest.mark.parametrize("text", [each for each in NASTY if 0 < len(each) < 1000])
def test_what_a_member_wrote_is_shown_as_written(text: str) -> None:
    shown = text.replace("\0", "").replace("\ud800", "")
    card = Card(text, (Quote(text, by=text), Facts(((text, text),))), (Button(text, "a"),))
    runs = [node["text"] for node in nodes(in_place(card)) if node.get("type") == "TextRun"]
    assert shown in "".join(runs)
    assert "".join(runs).count(shown) >= 5


def test_nothing_a_member_wrote_is_read_as_a_date() -> None:
    card = in_place(Card("t", (Quote("{{DATE(x)}}"),)))
    runs = [node["text"] for node in nodes(card) if node.get("type") == "TextRun"]
    assert "{{DATE(x)}}" in "".join(runs)
    assert not any("{{" in run for run in runs)


def test_our_own_words_keep_their_look() -> None:
    card = in_place(Notice("**bold** *it* `code` [here](https://kring.example)\n\n- one\n- two\n\n3. three"))
    runs = {node["text"]: node for node in nodes(card) if node.get("type") == "TextRun"}
    assert runs["bold"]["weight"] == "Bolder"
    assert runs["it"]["italic"] is True
    assert runs["code"]["fontType"] == "Monospace"
    assert runs["here"]["selectAction"] == {"type": "Action.OpenUrl", "url": "https://kring.example"}
    assert teams_cards.words_of([card]).split("\n")[1:] == ["• one", "• two", "3. three"]


def test_only_a_button_that_opens_a_form_fetches_a_dialog() -> None:
    card = in_place(Card("t", (), (Button("Open", "a", SUBJECT, opens_form=True), Button("Go", "b", SUBJECT))))
    opening, going = teams_cards.action([card], "Open"), teams_cards.action([card], "Go")
    assert (opening["type"], opening["data"]["msteams"]) == ("Action.Submit", {"type": "task/fetch"})
    assert (going["type"], going["verb"]) == ("Action.Execute", "b")


def test_tones_are_styles() -> None:
    actions = (Button("Yes", "a", tone=Tone.PRIMARY), Button("No", "b", tone=Tone.DANGER), Button("Hm", "c"))
    card = in_place(Card("t", (), actions))
    assert [teams_cards.action([card], label).get("style") for label in ("Yes", "No", "Hm")] == [
        "positive",
        "destructive",
        None,
    ]


def test_a_long_quote_is_carried_by_two_cards_and_then_folded() -> None:
    activity = as_activity(Card("Long", (Quote("word " * 3000),), (Button("Go", "a"),)))
    assert len(_cards(activity)) == 2
    assert _words(activity).endswith("[Go]")
    assert _words(activity).count("word") == 3000
    folded = as_activity(Card("Longer", (Quote("word " * 8000),), (Button("Go", "a"),)))
    assert _words(folded).endswith("…\n[Go]")
    assert _words(folded).count("word") > 4000


def test_the_home_view_is_one_card() -> None:
    home = Home((Card("One", (Paragraph("a"),), (Button("Go", "a"),)), Card("Two", (), (Button("Do", "b"),))))
    shown = home_in_dialog(home)
    assert problems_of_dialog(forms.task("Kring", shown)) == []
    assert teams_cards.words_of([shown]) == "One\na\n[Go]\nTwo\n[Do]"


WORKSPACE = WorkspaceId("teams:t1")
CRAFT = PlaceRef(WORKSPACE, "19:craft@thread.tacv2")
FORM = Form(
    title="Check-in",
    action="check_ins.set",
    submit="Save",
    subject=SUBJECT,
    intro=(Paragraph("**Who** will see it"), Quote("said before", "Anna")),
    inputs=(
        TextInput("question", "Question", hint="One to three", initial="What now?", multiline=True, longest=500),
        ChoiceInput(
            "days", "Days", (Option("MO", "Monday"), Option("a,b%", "Odd")), initial=("MO", "a,b%"), several=True
        ),
        ChoiceInput("zone", "Zone", tuple(Option(f"Z/{n}", f"Zone {n}") for n in range(9)), initial=("Z/3",)),
        TimeInput("at", "Time", initial="09:30"),
        DateInput("from", "From", optional=True),
        PlaceInput("where", "Channel", initial=CRAFT, known=((CRAFT, "Writers, Craft"),)),
    ),
)


def card_of(task: dict[str, Any]) -> dict[str, Any]:
    card: dict[str, Any] = task["card"]["content"]
    return card


def test_a_form_passes_the_gate_and_says_everything() -> None:
    task = forms.as_dialog(OpenedForm(FORM))
    assert problems_of_dialog(task) == []
    words = teams_cards.words_of([card_of(task)])
    for shown in ("Who will see it", "said before", "Question", "One to three", "Monday", "Writers, Craft", "[Save]"):
        assert shown in words


def test_a_form_starts_with_what_was_filled_in_beforehand() -> None:
    card = card_of(forms.as_dialog(OpenedForm(FORM)))
    assert teams_cards.filled(card, {}) == {
        "question": "What now?",
        "days": "MO,a%2Cb%25",
        "zone": "Z/3",
        "at": "09:30",
        "from": "",
        "where": CRAFT.channel,
    }


def test_a_refused_form_keeps_what_was_typed_with_the_errors_above() -> None:
    typed = {"question": "too long 🙂", "days": "", "zone": "Z/5", "at": "25:00", "from": "2026-02-30", "where": ""}
    task = forms.as_dialog(OpenedForm(FORM), {"at": "No such time", "": "Not now", "from": "No such date"}, typed)
    card = card_of(task)
    assert problems_of_dialog(task) == []
    assert teams_cards.filled(card, {}) == typed
    assert teams_cards.errors_of(card) == {"at": "No such time", "from": "No such date", "": "Not now"}


def test_a_form_comes_back_from_what_it_hides() -> None:
    opened = read_form(json.loads(json.dumps(of_form(OpenedForm(FORM, "17")))))
    assert opened
    assert (opened.card, opened.form.subject, opened.form.intro) == ("17", SUBJECT, FORM.intro)
    assert [(each.name, each.kind, each.label) for each in opened.form.inputs] == [
        (each.name, each.kind, each.label) for each in FORM.inputs
    ]


def test_a_form_without_room_folds_what_stands_before_the_fields() -> None:
    long = Form("Long", "a", "Go", (TextInput("t", "T", initial="x" * 3000),), intro=(Quote("word " * 4000),))
    task = forms.as_dialog(OpenedForm(long))
    assert problems_of_dialog(task) == []
    assert "…" in teams_cards.words_of([card_of(task)])
    assert len(str(teams_cards.filled(card_of(task), {})["t"])) == 3000


@settings(max_examples=100, deadline=None)
@given(
    title=st.text(min_size=1, max_size=80),
    label=short,
    initial=st.sampled_from(NASTY[:9]),
    error=st.text(max_size=300),
)
def test_any_form_passes_the_gate(title: str, label: str, initial: str, error: str) -> None:
    inputs = (TextInput("t", label, initial=initial), ChoiceInput("c", label, (Option("v", label),)))
    task = forms.as_dialog(OpenedForm(Form(title, "a", label, inputs)), {"t": error}, {"t": initial})
    assert problems_of_dialog(task | {"title": "-"}) == []


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(1, 3), st.integers(0, 320), st.integers(1, 80), st.booleans())
def test_any_choice_passes_the_gate_and_each_option_is_found(
    data: st.DataObject, choices: int, many: int, long: int, several: bool
) -> None:
    letter = data.draw(st.sampled_from("aé🙂&"))
    options = tuple(Option(f"w,{n}/{n}", f"{n:03}{letter * long}") for n in range(many + 1))
    inputs = tuple(ChoiceInput(f"c{n}", "Who?", options, several=several) for n in range(choices))
    asked = OpenedForm(Form("Title", "a", "Go", inputs), "17", after=("task/fetch", {"data": {}}))
    sought = data.draw(st.sampled_from(options))
    opened, rest = forms.in_dialog(asked, {"c0": sought.label[:3]}, {"c0": option(options[0].value)})
    assert problems_of_dialog(forms.as_dialog(opened)) == []
    assert not rest
    for each in opened.form.inputs:
        assert isinstance(each, ChoiceInput)
        assert each.options == options or each.name in opened.narrowed
    first = opened.form.inputs[0]
    assert isinstance(first, ChoiceInput)
    assert {sought, options[0]} <= set(first.options)


@pytest.mark.parametrize("packed", ["", "?", "AAAA", "eJwDAAAAAAE=", "é"])
def test_a_form_that_was_tampered_with_is_none(packed: str) -> None:
    assert read_form({"kring": {"form": packed, "card": 7}}) is None


def test_a_form_that_unpacks_without_end_is_none() -> None:
    bomb = Form("x", "a", "s", (), intro=(Quote("x" * 1_000_000),))
    assert read_form(of_form(OpenedForm(bomb))) is None
