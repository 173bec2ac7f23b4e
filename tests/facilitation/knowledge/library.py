"""Writing for others in the village, and what becomes of it."""

from collections.abc import Sequence

from facilitation.events import Actor, FormValue
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Reader
from facilitation.knowledge.repository import Entry
from facilitation.messages import Answer
from tests.shown import buttons, words
from tests.village import Village

TITLE = "Reading aloud"
HOW = "Read the letter to somebody who has never seen it."


def write(village: Village, by: Actor, kind: str = "practice", title: str = TITLE, **fields: FormValue) -> str:
    """Write it in the form of its kind; return its id."""
    before = {entry.id for entry in entries(village)}
    answer = village.fill(by, village.command(by, f"keep {kind}"), title=title, **(fields or {"field_how": HOW}))
    assert "is kept" in words(answer), answer
    (identity,) = {entry.id for entry in entries(village)} - before
    return identity


def entries(village: Village) -> Sequence[Entry]:
    return village.within(lambda unit: unit.knowledge.entries(Reader(is_member=True)))


def item(village: Village, identity: str) -> KnowledgeItem:
    found = village.within(lambda unit: unit.knowledge.item(identity))
    assert found
    return found


def shows(village: Village, by: Actor, title: str = TITLE) -> Answer | None:
    """The item, as it is read when it was found."""
    return village.press(by, village.command(by, f"find {title}"), f"Show: {title[:20]}")


def press(village: Village, by: Actor, label: str, title: str = TITLE) -> Answer | None:
    """A button of the item's card, or of the further ones behind "More"."""
    card = shows(village, by, title)
    if not any(each.startswith(label) for each in buttons(card)):
        card = village.press(by, card, "More")
    return village.press(by, card, label)


def edit(village: Village, by: Actor, of: str = TITLE, **fields: FormValue) -> Answer | None:
    return village.fill(by, press(village, by, "Edit", of), **fields)
