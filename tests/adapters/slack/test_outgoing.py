"""Whatever members write, every card, notice, form and home view passes Slack's limits and mentions nobody."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import forms
from adapters.slack.limits import ELLIPSIS, escaped_within, length, shorten
from adapters.slack.names import Origin
from adapters.slack.outgoing import render, render_home
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
from tests.adapters.slack.gate import check_message, check_view
from tests.adapters.slack.nasty import NASTY

ENDLESS = {
    "letters": "a" * 40_000,
    "words": "word " * 8_000,
    "lines": "line\n" * 8_000,
    "brackets": "<&>" * 13_333,
    "emoji": "👩‍👩‍👧‍👧" * 5_714,
}
written = st.one_of(st.sampled_from(NASTY), st.text(max_size=100))
subjects = st.builds(Subject, st.just(CommunityId("0" * 32)), st.just("1" * 32), written)
actions = st.one_of(
    st.builds(Button, written, st.just("questions.accept"), subjects, st.sampled_from(Tone)),
    st.builds(LinkButton, written, st.sampled_from(["https://example.org/", "javascript:x", "https://" + "a" * 4000])),
)
blocks = st.one_of(
    st.builds(
        Paragraph, written.map(lambda text: f"**Said:** {escape(text)} and [more](https://example.org/?a=1&b=2)")
    ),
    st.builds(Paragraph, written.map(lambda text: f"- one {escape(text)}\n- two\n  1. *three*")),
    st.builds(Small, written.map(lambda text: str(escape(text)))),
    st.builds(Small, written.map(lambda text: f"See **{escape(text)}**, `/kring` or [this](https://example.org/|<x>)")),
    st.builds(Paragraph, written.map(lambda text: f"{escape(text)} {WHEN} **{WHEN}**")),
    st.builds(Small, written.map(lambda text: f"- {escape(text)} {WHEN}")),
    st.builds(Quote, written, written),
    st.builds(Facts, st.lists(st.tuples(written, written), max_size=12).map(tuple)),
    st.builds(Picture, st.sampled_from(["https://example.org/a.png", "data:x"]), written),
)
cards = st.builds(Card, written, st.lists(blocks, max_size=8).map(tuple), st.lists(actions, max_size=30).map(tuple))
options = st.lists(
    st.builds(Option, st.integers(0, 10**6).map(str), written), min_size=1, max_size=12, unique_by=lambda one: one.value
).map(tuple)


@settings(max_examples=60, deadline=None)
@given(cards)
def test_any_card_fits(card: Card) -> None:
    check_message(render(card))
    check_message(render(card, 4_000), longest_text=4_000)


@settings(deadline=None)
@given(written)
def test_any_notice_fits(text: str) -> None:
    check_message(render(Notice(f"**{escape(text)}** was said")))
    check_message(render(Notice(text)))


@settings(max_examples=20, deadline=None)
@given(st.lists(cards, max_size=2))
def test_any_home_view_fits(several: list[Card]) -> None:
    check_view(render_home(Home(tuple(several * 4))))


@settings(max_examples=60, deadline=None)
@given(written, written, written, options, st.booleans(), subjects)
def test_any_form_fits(
    title: str, label: str, initial: str, offered: tuple[Option, ...], several: bool, subject: Subject
) -> None:
    inputs = (
        TextInput("text", label, hint=initial, initial=initial, multiline=True, longest=5_000),
        TextInput("short", label, initial=initial, longest=10, optional=True),
        ChoiceInput("choice", label, offered, initial=(offered[0].value,), several=several),
        TimeInput("time", label, initial=initial),
        DateInput("date", label, initial=initial),
        PlaceInput("place", label, initial=PlaceRef(WorkspaceId("slack:T1"), "C1")),
    )
    form = Form(title, "communities.create", title, inputs, subject, (Quote(initial, title), Paragraph("Who sees it")))
    check_view(forms.render(form, Origin(subject, "C1", "1795440030.000200", "im", "1795440030.000200")))


@pytest.mark.parametrize("words", ENDLESS.values(), ids=ENDLESS)
def test_forty_thousand_characters_fit_everywhere(words: str) -> None:
    body = (
        Paragraph(f"{escape(words)} {WHEN}"),
        Small(f"{WHEN} {escape(words)}"),
        Quote(words, words),
        Facts(((words, words),) * 12),
    )
    card = Card(words, body * 3, (Button(words, "x", Subject(None, "1", words)),))
    check_message(render(card))
    check_message(render(card, 4_000), longest_text=4_000)
    check_message(render(Notice(str(escape(words)))))
    check_view(render_home(Home((card,) * 8)))
    asked = TextInput("text", words, hint=words, initial=words)
    check_view(forms.render(Form(words, "x", words, (asked,), Subject(None, "1", words), body), Origin()))


@pytest.mark.parametrize(("many", "kind"), [(4, "radio_buttons"), (30, "static_select"), (600, "static_select")])
def test_a_choice_is_shown_by_how_much_there_is_to_choose(many: int, kind: str) -> None:
    offered = tuple(Option(f"v{number}", f"Zone {number}") for number in range(many))
    view = forms.render(Form("t", "a", "s", (ChoiceInput("c", "Which", offered, initial=("v3",)),)), Origin())
    check_view(view)
    element = _input(view)["element"]
    assert (element["type"], element["initial_option"]["value"]) == (kind, "v3")
    assert ("option_groups" in element) == (many > 100)


def test_what_is_grouped_stands_under_its_headings() -> None:
    offered = tuple(Option(f"v{number}", f"Verb {number}", f"Group {number // 9}") for number in range(30))
    view = forms.render(Form("t", "a", "s", (ChoiceInput("c", "Which", offered, initial=("v3",)),)), Origin())
    check_view(view)
    groups = _input(view)["element"]["option_groups"]
    assert [(group["label"]["text"], len(group["options"])) for group in groups] == [
        ("Group 0", 9),
        ("Group 1", 9),
        ("Group 2", 9),
        ("Group 3", 3),
    ]


def test_several_choices_are_boxes_to_tick() -> None:
    offered = tuple(Option(day, day) for day in ("MO", "TU", "WE"))
    asked = ChoiceInput("days", "Days", offered, initial=("MO", "WE"), several=True)
    view = forms.render(Form("t", "a", "s", (asked,)), Origin())
    element = _input(view)["element"]
    assert element["type"] == "checkboxes"
    assert [option["value"] for option in element["initial_options"]] == ["MO", "WE"]


def test_an_impossible_initial_date_or_time_is_left_out() -> None:
    inputs = (DateInput("d", "Day", initial="2026-02-30"), TimeInput("t", "Time", initial="25:00"))
    view = forms.render(Form("t", "a", "s", inputs), Origin())
    assert "initial" not in json.dumps(view)


@pytest.mark.parametrize(("private", "offered"), [(False, ["public"]), (True, ["public", "private"])])
def test_private_channels_can_be_chosen_where_they_are_switched_on(private: bool, offered: list[str]) -> None:
    form = Form("t", "a", "s", (PlaceInput("channel", "Channel"),))
    view = forms.render(form, Origin(), private_channels=private)
    check_view(view)
    assert _input(view)["element"]["filter"]["include"] == offered


def test_members_words_stand_in_rich_text_exactly_as_written() -> None:
    words = "<!channel> *not bold* & </script>\n  indented"
    drawn = render(Card("Title", (Quote(words, "Ann <@U1>"),)))
    section, quote = _block(drawn, 1)["elements"]
    assert section["elements"] == [{"type": "text", "text": "Ann <@U1>", "style": {"bold": True}}]
    assert quote == {"type": "rich_text_quote", "elements": [{"type": "text", "text": words}]}


def test_the_text_beside_the_blocks_says_everything_and_mentions_nobody() -> None:
    card = Card(
        "Who?",
        (
            Paragraph("**Asked** by [Ann](https://example.org)"),
            Quote("<!channel> & co", "Ann"),
            Facts((("Ends", "Friday"),)),
            Small("Only you see this"),
            Picture("https://example.org/a.png", "A chart"),
        ),
        (Button("Answer", "x"),),
    )
    assert render(card)["text"] == (
        "Who?\nAsked by Ann (https://example.org)\nAnn: &lt;!channel&gt; &amp; co\nEnds: Friday\n"
        "Only you see this\nA chart"
    )


def test_our_own_markdown_becomes_rich_text() -> None:
    drawn = render(Notice("One **bold** `code`\n\n1. first\n2. [second](https://example.org)"))
    section, listing = _block(drawn, 0)["elements"]
    assert [element["text"] for element in section["elements"]] == ["One ", "bold", " ", "code"]
    assert section["elements"][3]["style"] == {"code": True}
    assert (listing["style"], len(listing["elements"])) == ("ordered", 2)
    assert listing["elements"][1]["elements"][0]["url"] == "https://example.org"


def test_a_long_digest_is_folded_and_keeps_its_buttons() -> None:
    answers = tuple(Quote(f"answer {number} " + "word " * 60, f"Member {number}") for number in range(90))
    drawn = render(Card("Digest", answers, (Button("Change my answer", "check_ins.change"),)))
    check_message(drawn)
    assert _block(drawn, -1)["type"] == "actions"
    assert ELLIPSIS in json.dumps(drawn["blocks"], ensure_ascii=False)
    assert "answer 89" in drawn["text"]


def test_many_short_words_are_all_shown() -> None:
    answers = tuple(Quote(f"answer {number}", "") for number in range(60))
    drawn = render(Card("Digest", answers))
    check_message(drawn)
    assert "answer 59" in json.dumps(drawn["blocks"])


def test_two_buttons_of_one_action_can_be_told_apart() -> None:
    both = tuple(Button("Remove", "x.remove", Subject(None, number)) for number in ("1", "2"))
    first, second = _block(render(Card("t", (), both)), -1)["elements"]
    assert first["action_id"] != second["action_id"]


def test_a_form_comes_back_with_what_it_was_about_even_when_that_is_long() -> None:
    subject = Subject(CommunityId("c1"), "q1", "ask " + "é" * 3_000)
    origin = Origin(subject, "C1", "1.2", "", "3.4")
    read = Origin.read(origin.written())
    assert read == replace(origin, subject=replace(subject, detail=read.subject.detail))
    assert subject.detail.startswith(read.subject.detail)
    assert len(read.subject.detail) > 500


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(1, 60))
def test_shortening_keeps_within_the_limit_and_the_beginning(text: str, longest: int) -> None:
    short = shorten(text, longest)
    assert length(short) <= longest
    assert short == text or (short.endswith(ELLIPSIS) and text.startswith(short[:-1]))
    assert length(escaped_within(text, longest)) <= longest


def _block(drawn: Any, place: int) -> Any:
    return drawn["blocks"][place]


def _input(view: Any) -> Any:
    return next(block for block in view["blocks"] if block["type"] == "input")
