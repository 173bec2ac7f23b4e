"""However much is open for somebody, their home view shows all of it, page by page, and each page fits."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.outgoing import render_home
from facilitation.conversation.home_pages import MORE, page
from facilitation.messages import Button, Card, Facts, Home, Paragraph, Quote
from facilitation.texts import escape, texts_in
from tests.adapters.slack.gate import check_view
from tests.emulators.slack_forms import words_of

TEXTS = texts_in("en")
written = st.one_of(
    st.text(max_size=200), st.sampled_from(["<&>" * 1_500, "🙂" * 3_000, "word " * 2_000, '"\n' * 2_000])
)
blocks = st.one_of(
    st.builds(Quote, written, st.text(max_size=40)),
    st.builds(lambda text: Paragraph(str(escape(text))), written),
    st.builds(lambda text: Facts((("Said", text),)), written),
)
buttons = st.builds(lambda label: Button(label, "a.b"), st.text(max_size=75))
cards = st.builds(
    Card, st.text(max_size=150), st.lists(blocks, max_size=6).map(tuple), st.lists(buttons, max_size=30).map(tuple)
)


def pages(open_cards: list[Card]) -> list[Home]:
    found = [page(open_cards, 0, TEXTS)]
    while onward := [
        button for button in found[-1].cards[-1].actions if isinstance(button, Button) and button.action == MORE
    ]:
        found.append(page(open_cards, int(onward[0].subject.detail), TEXTS))
    return found


@given(st.lists(cards, min_size=1, max_size=40))
def test_every_page_fits(open_cards: list[Card]) -> None:
    for each in pages(open_cards):
        check_view(render_home(each))


def test_a_hundred_cards_are_all_shown_in_their_order() -> None:
    told = [
        words_of(render_home(each))
        for each in pages([Card(f"Card {number}.", (Quote("word " * 60),)) for number in range(100)])
    ]
    assert len(told) > 1
    shown = "\n".join(told)
    places = [shown.index(f"Card {number}.") for number in range(100)]
    assert places == sorted(places)
    assert shown.count("word") == 6_000


def test_a_card_that_alone_is_too_long_goes_on_in_the_next_ones() -> None:
    told = "\n".join(words_of(render_home(each)) for each in pages([Card("Long", (Quote("word " * 20_000),))]))
    assert told.count("word") == 20_000


def test_what_is_little_stands_on_one_page() -> None:
    few = [Card(f"Card {number}", (Paragraph("short"),), (Button("Go", "a.b"),)) for number in range(12)]
    assert page(few, 0, TEXTS) == Home(tuple(few))
