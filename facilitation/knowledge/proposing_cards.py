"""What people are asked about an item, and what is told of it: to reach further, to stand, to be handed over."""

from collections.abc import Sequence

from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Assurance, Audience
from facilitation.knowledge.model import Consent, Keeping, Say
from facilitation.knowledge.passages import Part, Passage, pages
from facilitation.knowledge.proposals import ASKED_FOR, BY_CONSENT, Purpose
from facilitation.knowledge.tending_cards import TITLE_AT_MOST, show
from facilitation.knowledge.told import told_as
from facilitation.knowledge.writing_forms import EDIT, REMARK_AT_MOST, about
from facilitation.messages import (
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
    Subject,
    TextInput,
)
from facilitation.people import AccountRef
from facilitation.texts import Md, Texts
from facilitation.wording import shorten

WIDEN = "knowledge.widen"
STAND = "knowledge.stand"
AGREE = "knowledge.agree"
RATHER_NOT = "knowledge.rather_not"
OBJECT = "knowledge.object"


def widen_form(item: KnowledgeItem, wider: Sequence[Audience], texts: Texts) -> Form:
    options = tuple(Option(each, texts.plain(f"knowledge.audience.{each}")) for each in wider)
    return Form(
        title=texts.plain(WIDEN),
        action=WIDEN,
        submit=texts.plain("knowledge.widen_submit"),
        subject=about(item),
        intro=(Small(texts("knowledge.widen_what")),),
        inputs=(ChoiceInput("audience", texts.plain("knowledge.audience"), options),),
    )


def asks(keeping: Keeping, item: KnowledgeItem, consent: Consent, by: str, texts: Texts) -> Card:
    """Privately. To reach further, exactly the words that are theirs are shown; all answers look alike."""
    purpose = Purpose(keeping.kind)
    body: list[Block] = [Paragraph(texts(f"knowledge.asks.{purpose}", title=item.title, name=by))]
    if purpose is Purpose.WIDEN:
        body.append(Small(texts(f"knowledge.widen_seen.{keeping.audience}")))
        body += [Quote(each.text, by=each.name) for each in pages(_theirs(item, consent.author))[0]]
        body.append(Small(texts.count("knowledge.widen_silence", ASKED_FOR.days)))
    if purpose in BY_CONSENT:
        body.append(Small(texts.count("knowledge.consent_how", ASKED_FOR.days)))
    return Card(texts.plain(f"knowledge.asks_title.{purpose}"), tuple(body), _answers(keeping, item, purpose, texts))


def objection_form(keeping: Keeping, item: KnowledgeItem, texts: Texts) -> Form:
    return Form(
        title=texts.plain(OBJECT),
        action=OBJECT,
        submit=texts.plain("knowledge.object_submit"),
        subject=Subject(keeping.community_id, keeping.id),
        intro=(Small(texts("knowledge.object_seen")), Small(texts(f"knowledge.edit_seen.{told_as(item)}"))),
        inputs=(TextInput("note", texts.plain("knowledge.object_what"), multiline=True, longest=REMARK_AT_MOST),),
    )


def goes_on(item: KnowledgeItem, said: Md, texts: Texts) -> Card:
    """To whoever proposed it and heard an objection, or too few: what they can go on with."""
    edit = Button(texts.plain(EDIT), EDIT, about(item), opens_form=True)
    return Card(
        shorten(item.title, TITLE_AT_MOST),
        (Paragraph(said),),
        (show(item, texts), *((edit,) if item.assurance is not Assurance.RETIRED else ())),
    )


def said(say: Say, item: KnowledgeItem, texts: Texts) -> Card:
    return Card(texts.plain(f"knowledge.said.{say}"), (Paragraph(texts("knowledge.said_about", title=item.title)),))


def settled(texts: Texts) -> Card:
    return Card(texts.plain("knowledge.over"), (Paragraph(texts("knowledge.settled_what")),))


def _theirs(item: KnowledgeItem, author: AccountRef) -> tuple[Passage, ...]:
    title = (Passage(Part.TEXT, author.workspace, author.user, "", item.title),) if item.titled_by == author else ()
    return (*title, *(each for each in item.passages if author in each.authors))


def _answers(keeping: Keeping, item: KnowledgeItem, purpose: Purpose, texts: Texts) -> tuple[Action, ...]:
    subject = Subject(keeping.community_id, keeping.id)
    yes = Button(texts.plain(f"knowledge.agree.{purpose}"), AGREE, subject)
    if purpose in (Purpose.WIDEN, Purpose.HAND_OVER):
        return (yes, Button(texts.plain(RATHER_NOT), RATHER_NOT, subject), show(item, texts))
    return (yes, Button(texts.plain(OBJECT), OBJECT, subject, opens_form=True), show(item, texts))
