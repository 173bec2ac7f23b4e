"""What is said around tending an item: trying it, remarks beside it, reviews, proposals, handing it over."""

from collections.abc import Sequence

from facilitation.knowledge.actions import SHOW, TAKE_BACK_SURELY
from facilitation.knowledge.acts import ActKind
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import RECOGNISED, Assurance, Kind
from facilitation.knowledge.passages import Part
from facilitation.knowledge.repository import LeftBehind
from facilitation.knowledge.told import told_as
from facilitation.knowledge.writing_forms import EDIT, REMARK_AT_MOST, about, write_form
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
    Subject,
    TextInput,
)
from facilitation.people import Account, AccountRef, Community
from facilitation.texts import Md, Texts, escape
from facilitation.wording import shorten

TRY = "knowledge.try"
UNTRY = "knowledge.untry"
FRESH_EYES = "knowledge.fresh_eyes"
REMARK = "knowledge.remark"
TEND = "knowledge.tend"
NOT_ME = "knowledge.not_me"
HAND_OVER = "knowledge.hand_over"
STILL_TRUE = "knowledge.still_true"
RETIRE = "knowledge.retire"
RETIRE_SURELY = "knowledge.retire_surely"
BRING_BACK = "knowledge.bring_back"
LEAVE = "knowledge.leave"

ROUND = "round"
TITLE_AT_MOST = 100  # characters of a title above a card
TITLE_SHOWN = 40  # characters of a title on a button
LEFT_SHOWN = 300  # characters of one's own words that are kept elsewhere


def tried(item: KnowledgeItem, texts: Texts) -> str:
    """What others do with it, in their own words."""
    return texts.plain("knowledge.recognise" if item.kind in RECOGNISED else TRY)


def try_form(item: KnowledgeItem, community: Community, texts: Texts) -> Form:
    """Of what is recognised it is not asked how it went."""
    told = item.kind in RECOGNISED
    options = tuple(
        Option(each, texts.plain(f"knowledge.how.{each}")) for each in (ActKind.TRIED, ActKind.ADAPTED, ActKind.DROPPED)
    )
    return Form(
        title=tried(item, texts),
        action=TRY,
        submit=texts.plain("knowledge.keep_submit"),
        subject=about(item),
        intro=(Small(texts("knowledge.try_seen", community=community.name)),),
        inputs=(
            *(() if told else (ChoiceInput("how", texts.plain("knowledge.how"), options, initial=(ActKind.TRIED,)),)),
            TextInput(
                "note",
                texts.plain("knowledge.recognise_note" if told else "knowledge.try_note"),
                texts.plain("knowledge.try_note_hint"),
                multiline=True,
                optional=True,
                longest=REMARK_AT_MOST,
            ),
        ),
    )


def noted(item: KnowledgeItem, said: Md, act_id: str, texts: Texts, *, offers_story: str = "") -> Card:
    """`offers_story`: the action by which they tell what it was worth to them."""
    tell = Button(texts.plain("knowledge.tell_story"), offers_story, about(item), opens_form=True)
    take_back = Button(texts.plain(UNTRY), UNTRY, about(item, act_id))
    actions = (tell, take_back) if offers_story else (take_back,)
    return Card(shorten(item.title, TITLE_AT_MOST), (Paragraph(said),), actions)


def untried(texts: Texts) -> Card:
    return Card(texts.plain("knowledge.untried"), (Small(texts("knowledge.untried_small")),))


def remark_form(item: KnowledgeItem, part: Part, mine: str, texts: Texts) -> Form:
    return Form(
        title=texts.plain(f"knowledge.remark.{part}"),
        action=REMARK,
        submit=texts.plain("knowledge.keep_submit"),
        subject=about(item, part),
        intro=(Small(texts(f"knowledge.edit_seen.{told_as(item)}")), Small(texts("knowledge.remark_yours"))),
        inputs=(
            TextInput(
                "note",
                texts.plain(f"knowledge.{part}"),
                initial=mine[:REMARK_AT_MOST],
                multiline=True,
                optional=True,
                longest=REMARK_AT_MOST,
            ),
        ),
    )


def retire_surely(item: KnowledgeItem, texts: Texts, *, mine: bool) -> Card:
    """Names what it is and says what becomes of it."""
    whose = "mine" if mine else "others"
    return Card(
        texts.plain("knowledge.retire_what", title=shorten(item.title, 100)),
        (Paragraph(texts(f"knowledge.retire_means.{whose}")),),
        (Button(texts.plain(RETIRE_SURELY), RETIRE_SURELY, about(item)),),
    )


def retired(item: KnowledgeItem, texts: Texts) -> Card:
    return Card(
        texts.plain("knowledge.is_retired", title=item.title),
        (Small(texts("knowledge.retired_small")),),
        (Button(texts.plain(BRING_BACK), BRING_BACK, about(item)),),
    )


def in_use(item: KnowledgeItem, texts: Texts) -> Card:
    """To whom it matters that it is retired, or back: what they can do about it."""
    retired = item.assurance is Assurance.RETIRED
    why = Part.CONTEXT if retired else Part.DISSENT
    turn = BRING_BACK if retired else RETIRE
    return Card(
        texts.plain("knowledge.is_retired" if retired else "knowledge.is_back", title=item.title),
        (Small(texts("knowledge.retired_told" if retired else "knowledge.back_told")),),
        (
            Button(texts.plain(turn), turn, about(item)),
            Button(texts.plain(f"knowledge.remark.{why}"), REMARK, about(item, why), opens_form=True),
            show(item, texts),
        ),
    )


def still_true(item: KnowledgeItem, why: str, when: str, texts: Texts) -> Card:
    """Without a hurry: silence is an answer too."""
    return Card(
        texts.plain("knowledge.still_true_ask", title=item.title),
        (
            Paragraph(texts(f"knowledge.still_true_why.{why}")),
            Paragraph(texts(f"knowledge.still_true_when.{when}")),
            Small(texts("knowledge.no_hurry")),
        ),
        (
            Button(texts.plain(STILL_TRUE), STILL_TRUE, about(item)),
            show(item, texts),
            Button(texts.plain(EDIT), EDIT, about(item), opens_form=True),
            Button(texts.plain(RETIRE), RETIRE, about(item)),
        ),
    )


def would_you_tend(item: KnowledgeItem, texts: Texts) -> Card:
    return Card(
        texts.plain("knowledge.would_you_tend", title=item.title),
        (Paragraph(texts("knowledge.tending_is")), Small(texts("knowledge.no_hurry"))),
        (
            Button(texts.plain(TEND), TEND, about(item)),
            Button(texts.plain(NOT_ME), NOT_ME, about(item)),
            show(item, texts),
        ),
    )


def not_you(item: KnowledgeItem, texts: Texts) -> Card:
    return Card(texts.plain(NOT_ME), (Small(texts("knowledge.not_me_said", title=item.title)),))


def tended(item: KnowledgeItem, texts: Texts) -> Card:
    return Card(
        texts.plain("knowledge.you_tend", title=item.title),
        (Small(texts("knowledge.tending_is")),),
        (Button(texts.plain(HAND_OVER), HAND_OVER, about(item), opens_form=True),),
    )


def hand_over_form(item: KnowledgeItem, people: Sequence[Account], texts: Texts) -> Form:
    options = tuple(Option(person(each.ref), shorten(each.name, LABEL_AT_MOST) or each.user) for each in people)
    everyone = Option(ROUND, texts.plain("knowledge.hand_over_round"))
    return Form(
        title=texts.plain(HAND_OVER),
        action=HAND_OVER,
        submit=texts.plain("knowledge.hand_over_submit"),
        subject=about(item),
        intro=(Small(texts("knowledge.hand_over_what", title=item.title)),),
        inputs=(ChoiceInput("to", texts.plain("knowledge.hand_over_to"), (*options, everyone)),),
    )


def person(ref: AccountRef) -> str:
    return f"{ref.workspace}/{ref.user}"


def now_that_you_left(community: Community, texts: Texts, *, with_link: bool) -> Card:
    what = texts("knowledge.leaving_with_link" if with_link else "knowledge.leaving_what", community=community.name)
    return Card(
        texts.plain("knowledge.leaving_title"),
        (Paragraph(what), Small(texts("knowledge.leaving_small"))),
        (
            Button(texts.plain("knowledge.leave_lesson"), LEAVE, Subject(community.id), opens_form=True),
            Button(texts.plain("knowledge.leave_story"), LEAVE, Subject(community.id, "", Kind.STORY), opens_form=True),
        ),
    )


def left_behind(left: Sequence[LeftBehind], of: int, community: Community, texts: Texts) -> Card:
    """Their own words and nothing else of what they stand in. `of`: how many there are."""
    body: list[Block] = [Paragraph(texts("knowledge.left_behind_what"))]
    actions: list[Action] = []
    for each in left:
        words = " · ".join(each.words)
        called = words or texts.plain("knowledge.left_behind_together", day=texts.date(each.kept_at))
        body.append(Quote(shorten(words, LEFT_SHOWN)) if words else Small(escape(called)))
        label = texts.plain("knowledge.take_mine_out", words=shorten(called, TITLE_SHOWN))
        actions.append(Button(label, TAKE_BACK_SURELY, Subject(community.id, each.id)))
    if of > len(left):
        body.append(Small(texts.count("knowledge.left_behind_more", of - len(left))))
    return Card(texts.plain("knowledge.left_behind"), tuple(body), tuple(actions))


def leaving_form(kind: Kind, community: Community, texts: Texts) -> Form:
    return write_form(kind, texts.plain("knowledge.leaving_initial"), community, texts, LEAVE)


def show(item: KnowledgeItem, texts: Texts) -> Button:
    return Button(texts.plain(SHOW, title=shorten(item.title, TITLE_SHOWN)), SHOW, about(item))
