"""What several forms ask for alike: a title, tags, with or without a name, of what kind."""

from collections.abc import Iterator, Sequence

from facilitation.events import FormSubmitted
from facilitation.knowledge.kinds import Kind
from facilitation.knowledge.passages import Part, Passage
from facilitation.messages import LABEL_AT_MOST, TITLE_AT_MOST, ChoiceInput, Option, TextInput
from facilitation.people import Account
from facilitation.texts import Texts

TAGS_AT_MOST = 8
TAG_AT_MOST = 40  # characters
NAMED, UNNAMED = "named", "unnamed"


def title_input(title: str, texts: Texts) -> TextInput:
    return TextInput("title", texts.plain("knowledge.item_title"), initial=title, longest=TITLE_AT_MOST)


def tags_input(tags: Sequence[str], texts: Texts) -> TextInput:
    hint = texts.plain("knowledge.tags_hint")
    return TextInput("tags", texts.plain("knowledge.tags"), hint, ", ".join(tags), optional=True, longest=400)


def named_input(texts: Texts, named: bool = True) -> ChoiceInput:
    options = tuple(Option(each, texts.plain(f"knowledge.name.{each}")) for each in (NAMED, UNNAMED))
    hint = texts.plain("knowledge.name_hint")
    return ChoiceInput("name", texts.plain("knowledge.name"), options, hint, (NAMED if named else UNNAMED,))


def kind_input(kind: str, texts: Texts) -> ChoiceInput:
    options = tuple(Option(each, texts.plain(each)[:LABEL_AT_MOST]) for each in Kind)
    return ChoiceInput("kind", texts.plain("knowledge.kind"), options, initial=(kind,))


def is_unnamed(form: FormSubmitted) -> bool:
    return form.choice("name") == UNNAMED


def title_problem(form: FormSubmitted, texts: Texts) -> Iterator[tuple[str, str]]:
    if not 0 < len(form.line("title")) <= TITLE_AT_MOST:
        yield "title", texts.plain_count("knowledge.title_length", TITLE_AT_MOST)


def tags_problem(form: FormSubmitted, texts: Texts) -> Iterator[tuple[str, str]]:
    tags = split_tags(form.line("tags"))
    if len(tags) > TAGS_AT_MOST or any(len(tag) > TAG_AT_MOST for tag in tags):
        yield "tags", texts.plain("knowledge.tags_length", n=TAGS_AT_MOST, characters=TAG_AT_MOST)


def split_tags(line: str) -> tuple[str, ...]:
    """Without those that are there already in capitals or with a number sign."""
    tags = (" ".join(tag.replace("#", " ").split()) for tag in line.split(","))
    return tuple({tag.casefold(): tag for tag in tags if tag}.values())


def tag_passages(tags: Sequence[str], account: Account, before: Sequence[Passage] = ()) -> tuple[Passage, ...]:
    """Each tag is the word of who gave it first: those that were there stay theirs."""
    known = {passage.text.casefold(): passage for passage in before if passage.part is Part.TAG}
    fresh = (Passage(Part.TAG, account.workspace, account.user, "", tag) for tag in tags)
    return tuple(known.get(passage.text.casefold(), passage) for passage in fresh)
