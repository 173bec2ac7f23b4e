"""The short forms in which an item of each kind is written, and later edited."""

from collections.abc import Iterable, Iterator, Sequence

from facilitation.events import FormSubmitted
from facilitation.knowledge.inputs import named_input, tags_input, tags_problem, title_input, title_problem
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import CYCLES, FIELDS, HEADS, WORKS_WHERE, Assurance, Kind
from facilitation.knowledge.paragraphs import joined
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.told import told_as
from facilitation.messages import (
    DIALOG_AT_MOST,
    INPUT_AT_MOST,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Input,
    Option,
    Quote,
    Small,
    Subject,
    TextInput,
)
from facilitation.people import Community
from facilitation.texts import Texts
from facilitation.wording import shorten

WRITE = "knowledge.write"
EDIT = "knowledge.edit"
FREE = ""  # the head of what stands under no field

REMARKS = (Part.CONTEXT, Part.DISSENT)
REMARK_AT_MOST = 1000  # characters of what one member says beside an item
QUOTED = 300  # characters of a quote above the form
QUOTES = 4
LOOK_AGAIN = ("3", "6", "12", "never")  # months


def choose_kind(community: Community, texts: Texts) -> Card:
    """What to write: a button for each kind."""
    buttons = [
        Button(texts.plain(kind), WRITE, Subject(community.id, "", kind.partition(".")[2]), opens_form=True)
        for kind in Kind
    ]
    return Card(texts.plain("knowledge.write"), (Small(texts("knowledge.write_what")),), tuple(buttons))


def write_form(kind: Kind, title: str, community: Community, texts: Texts, action: str = WRITE) -> Form:
    """Who will see it is said first."""
    heads, remarks = FIELDS[kind], REMARKS if kind in WORKS_WHERE else ()
    return Form(
        title=texts.plain(f"{kind}"),
        action=action,
        submit=texts.plain("knowledge.keep_submit"),
        subject=Subject(community.id, "", kind.partition(".")[2]),
        intro=(Small(texts("knowledge.write_seen", community=community.name)), Small(texts("knowledge.write_agree"))),
        inputs=(
            title_input(title, texts),
            *fields(heads, (), texts, REMARK_AT_MOST * len(remarks)),
            *(_remark(part, texts) for part in remarks),
            tags_input((), texts),
            look_again_input("12", texts),
            named_input(texts),
        ),
    )


def edit_form(item: KnowledgeItem, texts: Texts, *, named: bool) -> Form:
    """What is quoted stays as it was said and stands above; the paragraphs are everybody's to change."""
    quotes = [passage for passage in item.body if passage.part.is_quote]
    intro: list[Block] = [Small(texts(f"knowledge.edit_seen.{told_as(item)}"))]
    if quotes:
        intro += [Small(texts("knowledge.edit_quotes"))]
        intro += [Quote(shorten(each.text, QUOTED), by=each.name) for each in quotes[:QUOTES]]
    if any(passage.part is Part.TEXT for passage in item.body):
        intro.append(Small(texts("knowledge.edit_together")))
    if item.assurance is Assurance.STANDING:
        intro.append(Small(texts("knowledge.edit_standing")))
    return Form(
        title=texts.plain("knowledge.edit_title"),
        action=EDIT,
        submit=texts.plain("knowledge.keep_submit"),
        subject=Subject(item.community_id, item.id, str(item.number)),
        intro=tuple(intro),
        inputs=(
            title_input(item.title, texts),
            *fields(heads_of(item), item.passages, texts),
            tags_input(item.tags, texts),
            named_input(texts, named),
        ),
    )


def heads_of(item: KnowledgeItem) -> tuple[str, ...]:
    """The fields of its kind or of its form, or what it has beside quotes, and a free one."""
    has = [passage.head for passage in item.body]
    its_own = CYCLES if set(has) & set(CYCLES) else FIELDS.get(item.kind, ())
    quoted = any(passage.part.is_quote for passage in item.body)
    heads = [head for head in its_own if not quoted or head in has] + [head for head in has if head not in its_own]
    return tuple(dict.fromkeys((*heads, FREE)))


def fits(item: KnowledgeItem, head: str) -> bool:
    """Whether a form can hold what stands there; else it is not offered, rather than cut."""
    return len(joined(item.passages, head)) <= longest(heads_of(item))


def longest(heads: Sequence[str], beside: int = 0) -> int:
    """Characters of one field, so that the whole form fits a platform's dialog, with so many characters beside."""
    return min(INPUT_AT_MOST, (DIALOG_AT_MOST - 1200 - beside) // max(len(heads), 1))


def field_name(head: str) -> str:
    return f"field_{head or 'free'}"


def look_again_input(months: str, texts: Texts) -> ChoiceInput:
    options = tuple(Option(each, texts.plain(f"knowledge.look_again.{each}")) for each in LOOK_AGAIN)
    return ChoiceInput("review", texts.plain("knowledge.look_again"), options, initial=(months,))


def problems(form: FormSubmitted, heads: Iterable[str], texts: Texts) -> Iterator[tuple[str, str]]:
    yield from title_problem(form, texts)
    yield from tags_problem(form, texts)
    most = longest(tuple(heads))
    for head in heads:
        if len(form.text(field_name(head))) > most:
            yield field_name(head), texts.plain_count("knowledge.question_long", most)


def _remark(part: Part, texts: Texts) -> TextInput:
    label = texts.plain(f"knowledge.{part}")
    return TextInput(part, label, multiline=True, optional=True, longest=REMARK_AT_MOST)


def fields(heads: Sequence[str], passages: Sequence[Passage], texts: Texts, beside: int = 0) -> Iterator[Input]:
    most = longest(heads, beside)
    for head in heads:
        there = joined(passages, head)
        if len(there) <= most:
            label = texts.plain(f"knowledge.field.{head if head in HEADS else 'free'}")
            yield TextInput(field_name(head), label, initial=there, multiline=True, optional=True, longest=most)


def about(item: KnowledgeItem, detail: str = "") -> Subject:
    return Subject(item.community_id, item.id, detail)
