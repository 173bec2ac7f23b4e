"""What is shown of an item's versions."""

from collections.abc import Sequence

from facilitation.knowledge.actions import SHOW, UNFOLLOW
from facilitation.knowledge.differences import Difference, Fate
from facilitation.knowledge.items import ItemVersion, KnowledgeItem
from facilitation.knowledge.writing_forms import about
from facilitation.messages import (
    LABEL_AT_MOST,
    Action,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Option,
    Paragraph,
    Quote,
    Small,
)
from facilitation.texts import Texts
from facilitation.wording import shorten

COMPARE = "knowledge.versions"
RESTORE = "knowledge.restore"
WHAT_CHANGED = "knowledge.what_changed"

TOLD_AT_MOST = 12  # changed paragraphs in a message
PARAGRAPH = 600  # characters of each
CHOICES = 25


def edited(item: KnowledgeItem, texts: Texts) -> Card:
    """To whoever changed it."""
    earlier = str(item.number - 1)
    return Card(
        texts.plain("knowledge.edited", title=item.title),
        (Small(texts("knowledge.edited_small", number=item.number)),),
        (
            Button(texts.plain(WHAT_CHANGED), WHAT_CHANGED, about(item, earlier)),
            Button(texts.plain(RESTORE, number=earlier), RESTORE, about(item, earlier)),
        ),
    )


def changed(item: KnowledgeItem, since: int, texts: Texts) -> Card:
    """To a follower: one message, whatever was changed since they last knew."""
    return Card(
        texts.plain("knowledge.changed", title=item.title),
        (Small(texts("knowledge.changed_small")),),
        (
            Button(texts.plain(WHAT_CHANGED), WHAT_CHANGED, about(item, str(since))),
            Button(texts.plain("knowledge.open"), SHOW, about(item)),
            Button(texts.plain(UNFOLLOW), UNFOLLOW, about(item)),
        ),
    )


def compare_form(item: KnowledgeItem, versions: Sequence[ItemVersion], texts: Texts) -> Form:
    options = tuple(Option(str(each.number), _label(each, texts)) for each in versions[:CHOICES])
    first = options[min(1, len(options) - 1)].value if options else ""
    last = options[0].value if options else ""
    return Form(
        title=texts.plain(COMPARE),
        action=COMPARE,
        submit=texts.plain("knowledge.compare"),
        subject=about(item),
        intro=(Small(texts("knowledge.versions_what", title=item.title)),),
        inputs=(
            ChoiceInput("older", texts.plain("knowledge.older"), options, initial=(first,)),
            ChoiceInput("newer", texts.plain("knowledge.newer"), options, initial=(last,)),
        ),
    )


def compared(
    item: KnowledgeItem, older: ItemVersion, newer: ItemVersion, between: Sequence[Difference], texts: Texts
) -> Card:
    """What is gone and what is new, in words and not by colour alone."""
    told = [each for each in between if each.fate is not Fate.SAME]
    body: list[Block] = [Small(texts("knowledge.compared", older=older.number, newer=newer.number))]
    if older.title != newer.title:
        body.append(Paragraph(texts("knowledge.title_changed", older=older.title, newer=newer.title)))
    for each in told[:TOLD_AT_MOST]:
        body.append(Small(texts(f"knowledge.fate.{each.fate}")))
        body.append(Quote(shorten(each.passage.text, PARAGRAPH), by=each.passage.name))
    if len(told) > TOLD_AT_MOST:
        body.append(Small(texts.count("knowledge.more_changes", len(told) - TOLD_AT_MOST)))
    if not told and older.title == newer.title:
        body.append(Paragraph(texts("knowledge.no_difference")))
    return Card(shorten(item.title, 150), tuple(body), tuple(_restore(item, older, texts)))


def _restore(item: KnowledgeItem, version: ItemVersion, texts: Texts) -> list[Action]:
    if version.number == item.number or version.audience.reach < item.audience.reach:
        return []
    return [Button(texts.plain(RESTORE, number=version.number), RESTORE, about(item, str(version.number)))]


def _label(version: ItemVersion, texts: Texts) -> str:
    how = texts.plain(f"knowledge.change.{version.change}", name=version.name or texts.plain("knowledge.someone"))
    return shorten(f"{version.number} · {texts.date(version.at)} · {how}", LABEL_AT_MOST)
