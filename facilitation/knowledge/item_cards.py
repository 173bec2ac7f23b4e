"""An item as it is read in the chat: what it says, what stands beside it, where it is from, and what one can do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from facilitation.knowledge import tending_cards
from facilitation.knowledge.actions import READ_ON, SHOW
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import HEADS, Assurance, OriginKind, is_assured
from facilitation.knowledge.passages import Part, Passage, pages
from facilitation.knowledge.told import told_as
from facilitation.knowledge.writing_forms import EDIT, about
from facilitation.messages import Action, Block, Button, Card, Facts, LinkButton, Paragraph, Quote, Small, Subject
from facilitation.people import Community
from facilitation.ports.doubts import Doubt
from facilitation.texts import Md, Texts
from facilitation.wording import shorten

MORE = "knowledge.more"
SHOW_QUESTION = "questions.show"

TITLE_SHOWN = 40  # characters of a title on a button


@dataclass(frozen=True, slots=True)
class Around:
    """What is told of an item beside what it says: names of its channel and its steward, titles it belongs with, and
    where the handbook shows it."""

    channel: str = ""
    steward: str = ""
    linked: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    address: str | None = None


def shown(item: KnowledgeItem, page: int, around: Around, community: Community, texts: Texts, *, member: bool) -> Card:
    """An item, or a further page of it."""
    portions = pages(readable(item))
    body: list[Block] = [Small(standing(item, texts)), *_blocks(portions[page], texts)]
    if page + 1 == len(portions):
        body += _around(item, around, community, texts)
    actions: list[Action] = []
    if page + 1 < len(portions):
        actions.append(Button(texts.plain(READ_ON), READ_ON, about(item, str(page + 1))))
    if member and around.doubts:
        body.append(Small(texts("questions.doubted", titles=texts.all_of([each.title for each in around.doubts]))))
    if member:
        actions += [*_doubted(around.doubts, community, texts), *_acts(item, texts)]
    if around.address:
        actions.append(LinkButton(texts.plain("knowledge.in_handbook"), around.address))
    return Card(item.title, tuple(body), tuple(actions))


def readable(item: KnowledgeItem) -> tuple[Passage, ...]:
    """The body first, then what members say beside it, each apart."""
    return (*item.body, *item.context, *item.dissent)


def standing(item: KnowledgeItem, texts: Texts) -> Md:
    """Kind, how far others made it theirs, and when it was last changed."""
    assured = is_assured(item.kind, item.assurance)
    if item.unattended:
        key = "knowledge.standing_unattended" if assured else "knowledge.standing_told_unattended"
    else:
        key = "knowledge.standing" if assured else "knowledge.standing_told"
    return texts(
        key,
        kind=texts.plain(item.kind),
        assurance=texts.plain(f"knowledge.assurance.{item.assurance}"),
        day=texts.date(item.changed_at or item.kept_at),
    )


def tended_at_home(titles: Sequence[tuple[str, str]], community: Community, texts: Texts) -> Card:
    """`titles`: id and title of what the reader tends."""
    buttons = tuple(
        Button(texts.plain(SHOW, title=shorten(title, TITLE_SHOWN)), SHOW, Subject(community.id, identity))
        for identity, title in titles
    )
    return Card(texts.plain("knowledge.home_tends"), (Small(texts("knowledge.home_tends_small")),), buttons)


def _doubted(doubts: Sequence[Doubt], community: Community, texts: Texts) -> Iterator[Action]:
    for each in doubts:
        label = texts.plain(SHOW_QUESTION, title=shorten(each.title, TITLE_SHOWN))
        yield Button(label, SHOW_QUESTION, Subject(community.id, each.id))


def _acts(item: KnowledgeItem, texts: Texts) -> list[Action]:
    buttons: list[Action] = []
    if item.assurance is not Assurance.RETIRED:
        buttons.append(Button(texts.plain(EDIT), EDIT, about(item), opens_form=True))
        buttons.append(Button(tending_cards.tried(item, texts), tending_cards.TRY, about(item), opens_form=True))
    return [*buttons, Button(texts.plain(MORE), MORE, about(item))]


def _blocks(passages: Sequence[Passage], texts: Texts) -> list[Block]:
    """Each field under its heading; quotes and paragraphs are members' words and shown as such."""
    body: list[Block] = []
    for heading, theirs in groupby(passages, key=lambda passage: _heading(passage, texts)):
        if heading:
            body.append(Paragraph(Md(f"**{heading}**")))
        body += [Quote(passage.text, by=passage.name) for passage in theirs]
    return body


def _heading(passage: Passage, texts: Texts) -> Md | None:
    if passage.part in (Part.CONTEXT, Part.DISSENT):
        return texts(f"knowledge.{passage.part}")
    return texts(f"knowledge.field.{passage.head}") if passage.head in HEADS else None


def _around(item: KnowledgeItem, around: Around, community: Community, texts: Texts) -> list[Block]:
    """Tags, who tends it, where it comes from and who can read it."""
    body: list[Block] = []
    if item.tags:
        body.append(Facts(((texts.plain("knowledge.tags"), ", ".join(item.tags)),)))
    if around.steward:
        body.append(Small(texts("knowledge.tended_by", name=around.steward)))
    if around.linked:
        body.append(Small(texts("knowledge.linked_to", titles=texts.all_of(around.linked))))
    body.append(Small(origin(item, texts)))
    if item.origin_kind is not OriginKind.WRITTEN:
        body.append(Small(texts(f"knowledge.source.{item.origin_kind}", channel=around.channel)))
    body.append(Small(texts(f"knowledge.agreed.{told_as(item)}", community=community.name)))
    return body


def origin(item: KnowledgeItem, texts: Texts) -> Md:
    """What it is, of whom, and where it comes from."""
    titled = item.origin_title or item.origin_kind is not OriginKind.SESSION
    return texts(
        f"knowledge.origin.{item.origin_kind}" if titled else "knowledge.origin_untitled",
        kind=texts.plain(item.kind),
        names=names(item, texts),
        session=item.origin_title or "",
        day=texts.date(item.origin_at or item.kept_at),
    )


def names(item: KnowledgeItem, texts: Texts) -> str:
    return texts.all_of(item.names or [texts.plain("knowledge.someone")])
