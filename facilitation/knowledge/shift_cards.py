"""What is said when something changed around what is kept: the form that tells it, and what its stewards read."""

from collections.abc import Iterator, Sequence

from facilitation.knowledge import tending_cards
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.writing_forms import EDIT, about
from facilitation.messages import (
    LABEL_AT_MOST,
    Button,
    Card,
    ChoiceInput,
    Form,
    Option,
    Paragraph,
    Quote,
    Small,
    Subject,
    TextInput,
)
from facilitation.people import Community
from facilitation.texts import Texts
from facilitation.wording import shorten

SHIFT = "knowledge.shift"
TAGS = 100  # to choose from
TITLES = 5  # items in one message
WHAT_AT_MOST = 500  # characters of what changed


def shift_form(tag: str, known: Sequence[str], community: Community, texts: Texts) -> Form:
    """What can shift is what things are tagged with. `tag`: what was typed, which may be none of them."""
    same = tuple(each for each in known if each.casefold() == tag.casefold())
    options = tuple(Option(each, shorten(each, LABEL_AT_MOST)) for each in dict.fromkeys((*same, *known[:TAGS])))
    unknown = (Small(texts("knowledge.no_such_tag", tag=tag)),) if tag and not same else ()
    return Form(
        title=texts.plain("knowledge.shift_title"),
        action=SHIFT,
        submit=texts.plain("knowledge.shift_submit"),
        subject=Subject(community.id),
        intro=(*unknown, Small(texts("knowledge.which_tag")), Small(texts("knowledge.shift_seen"))),
        inputs=(
            ChoiceInput("tag", texts.plain("knowledge.shift_tag"), options[:TAGS], initial=same[:1]),
            TextInput("what", texts.plain("knowledge.shift_title"), multiline=True, longest=WHAT_AT_MOST),
        ),
    )


def shifted(items: Sequence[KnowledgeItem], tag: str, what: str, by: str, texts: Texts) -> Card:
    """To a steward: all of theirs in one message, with what changed in the words of whoever says so."""
    titles = texts.all_of(item.title for item in items[:TITLES])
    return Card(
        texts.plain("knowledge.shifted_title", tag=tag),
        (
            Quote(what, by=by),
            Paragraph(texts("knowledge.shifted_what", titles=titles)),
            Small(texts("knowledge.no_hurry")),
        ),
        tuple(button for item in items[:TITLES] for button in _buttons(item, texts)),
    )


def _buttons(item: KnowledgeItem, texts: Texts) -> Iterator[Button]:
    title = shorten(item.title, tending_cards.TITLE_SHOWN)
    yield tending_cards.show(item, texts)
    yield Button(texts.plain("knowledge.still_true_of", title=title), tending_cards.STILL_TRUE, about(item))
    yield Button(texts.plain("knowledge.edit_of", title=title), EDIT, about(item), opens_form=True)
