"""What is too long is said in several messages, and nothing of it is lost."""

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from facilitation.messages import (
    LABEL_AT_MOST,
    TITLE_AT_MOST,
    Block,
    Button,
    Card,
    Facts,
    Message,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Small,
    Subject,
    split,
    units,
)
from facilitation.texts import escape
from tests.shown import words

ROOM = 400
FAMILY = "👩‍👩‍👧‍👧"
written = st.one_of(
    st.text(max_size=60),
    st.text(max_size=1_500),
    st.sampled_from(
        ["a" * 3_000, FAMILY * 300, "word " * 700, "line\n" * 700, "\u200b" * 900, "\u202eright\u202c " * 200]
    ),
)
blocks = st.one_of(
    st.builds(Quote, written, st.text(max_size=40)),
    st.builds(lambda text: Paragraph(f"**Said:** {escape(text)} [more](https://example.org/)"), written),
    st.builds(lambda text: Small(str(escape(text))), written),
    st.builds(lambda pairs: Facts(tuple(pairs)), st.lists(st.tuples(st.text(max_size=40), written), min_size=1)),
)
buttons = st.builds(lambda label: Button(label, "do", Subject(id=label[:9])), st.text(max_size=200))
cards = st.builds(Card, written, st.lists(blocks, max_size=8).map(tuple), st.lists(buttons, max_size=8).map(tuple))


def fits(message: Message) -> bool:
    return len(words(message)) <= ROOM


def letters(text: str) -> str:
    """Without what may differ: white space, how a cut is told, and what stands between a label and its value."""
    return "".join(text.split()).replace("…", "").replace(":", "")


@given(cards)
@example(Card("Title", (Quote("x" * 5_000, "Ann"),), (Button("Answer", "do"),)))
def test_every_part_fits_and_together_they_say_all(card: Card) -> None:
    parts = split(card, fits)
    assert all(fits(part) for part in parts)
    said = [block for part in parts if isinstance(part, Card) for block in part.body]
    title = card.title if units(card.title) > TITLE_AT_MOST else ""
    labels = [action.label for action in card.actions if units(action.label) > LABEL_AT_MOST]
    assert told(said) == letters(title) + told(card.body) + letters("".join(labels))
    assert [each for part in parts if isinstance(part, Card) for each in pressed(part)] == pressed(card)


@given(written)
def test_a_long_notice_becomes_several(text: str) -> None:
    parts = split(Notice(str(escape(text))), fits)
    assert all(fits(part) for part in parts)
    assert letters("".join(words(part) for part in parts)) == letters(words(Notice(str(escape(text)))))


def test_what_fits_stays_as_it_is() -> None:
    card = Card("Title", (Quote("short", "Ann"),), (Button("Answer", "do"),))
    assert split(card, fits) == (card,)


def test_the_first_keeps_the_title_and_the_buttons_and_all_are_numbered() -> None:
    card = Card("Title", (Quote("word " * 200, "Ann"),), (Button("Answer", "do"),))
    first, *rest = split(card, fits)
    assert isinstance(first, Card)
    assert first.title == f"Title (1/{len(rest) + 1})"
    assert first.actions == card.actions
    assert [part.title for part in rest if isinstance(part, Card)] == [
        f"Title ({number}/{len(rest) + 1})" for number in range(2, len(rest) + 2)
    ]


def test_words_are_cut_between_lines_or_words_and_never_within_a_character() -> None:
    texts = [block.text for part in split(Card("T", (Quote("one two " * 100),)), fits) for block in quotes(part)]
    assert all(text.startswith(("one", "two")) for text in texts)
    family = [block.text for part in split(Card("T", (Quote(FAMILY * 200),)), fits) for block in quotes(part)]
    assert all(text.replace(FAMILY, "") == "" for text in family)


def test_a_pictures_long_description_is_told_whole_beside_it() -> None:
    alt = "word " * 100
    body = [
        block for part in split(Card("T", (Picture("https://example.org/a.png", alt),)), fits) for block in said(part)
    ]
    assert isinstance(body[0], Picture)
    assert letters("".join(block.text for block in body if isinstance(block, Quote))) == letters(alt)


def test_our_own_markdown_is_never_cut_within_its_marks() -> None:
    bold = " ".join(f"**these words {number}**" for number in range(60))
    parts = split(Card("T", (Paragraph(bold),)), fits)
    texts = [block.text for part in parts for block in said(part) if isinstance(block, Paragraph)]
    assert len(texts) > 1
    assert all(text.count("**") % 2 == 0 for text in texts)


def test_a_title_and_a_label_without_room_are_told_whole_below() -> None:
    (card,) = split(Card("t" * 200, (), (Button("l" * 90, "do"),)), lambda _: True)
    assert isinstance(card, Card)
    assert units(card.title) == TITLE_AT_MOST
    assert units(card.actions[0].label) == LABEL_AT_MOST
    assert card.body == (Quote("t" * 200), Quote("l" * 90))


def said(part: Message) -> list[Block]:
    return list(part.body) if isinstance(part, Card) else []


def quotes(part: Message) -> list[Quote]:
    return [block for block in said(part) if isinstance(block, Quote)]


def told(body: Sequence[Block]) -> str:
    """All of it but pictures, of which a long description is told twice."""
    return letters("".join(words(Card("", (block,))) for block in body if not isinstance(block, Picture)))


def pressed(card: Card) -> list[str]:
    return [action.subject.id for action in card.actions if isinstance(action, Button)]
