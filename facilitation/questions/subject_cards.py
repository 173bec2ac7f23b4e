"""The form of "ask me about", and who was found by it."""

from collections.abc import Sequence

from facilitation.messages import (
    SAY,
    Button,
    Card,
    ChoiceInput,
    Form,
    Option,
    Paragraph,
    Small,
    Subject,
    TextInput,
)
from facilitation.people import Community
from facilitation.questions.around import Wishes
from facilitation.texts import Md, Texts, escape
from facilitation.wording import shorten

ASK_ME = "questions.ask_me"
YES = "yes"
NO = "no"
WORDS_SHOWN = 60  # characters of what was looked for that are repeated


def form(mine: Wishes, more: tuple[str, ...], community: Community, texts: Texts) -> Form:
    """What they chose, and `more` that they said just now."""
    said = dict.fromkeys((*mine.subjects, *more))
    return Form(
        title=texts.plain(ASK_ME),
        action=ASK_ME,
        submit=texts.plain("common.keep"),
        subject=Subject(community.id),
        intro=(Small(texts("questions.ask_me_seen", community=community.name)),),
        inputs=(
            TextInput(
                "subjects",
                texts.plain("questions.ask_me_subjects"),
                texts.plain("questions.ask_me_hint"),
                initial="\n".join(said),
                multiline=True,
                optional=True,
            ),
            _yes_or_no("looks", mine.looks, texts),
            _yes_or_no("follow_ups", mine.follow_ups, texts),
        ),
    )


def kept(mine: Wishes, community: Community, texts: Texts) -> Card:
    told = (
        texts("questions.ask_me_found", subjects=texts.all_of(mine.subjects), community=community.name)
        if mine.subjects
        else texts("questions.ask_me_nothing")
    )
    asked = texts("questions.ask_me_looks" if mine.looks else "questions.ask_me_no_looks")
    return Card(texts.plain("questions.ask_me_kept"), (Paragraph(told), Small(asked)))


def who_knows(words: str, known: Sequence[tuple[str, str, str]], community: Community, texts: Texts) -> Card:
    """`known`: names with sites and subjects."""
    lines = [_known(*each) for each in known]
    return Card(
        texts.plain("questions.who_knows_title", words=shorten(words, WORDS_SHOWN)),
        (Paragraph(Md("\n".join(lines))), Small(texts("questions.who_knows_small"))),
        (_ask(community, texts),),
    )


def nobody_knows(words: str, community: Community, texts: Texts) -> Card:
    return Card(
        texts.plain("questions.who_knows_title", words=shorten(words, WORDS_SHOWN)),
        (Paragraph(texts("questions.nobody_knows")),),
        (_ask(community, texts),),
    )


def _known(name: str, site: str, subjects: str) -> Md:
    where = f" ({escape(site)})" if site else ""
    return Md(f"- **{escape(name)}**{where}: {escape(subjects)}" if subjects else f"- **{escape(name)}**{where}")


def _ask(community: Community, texts: Texts) -> Button:
    return Button(texts.plain("questions.say.ask"), SAY, Subject(community.id, "", "ask"), opens_form=True)


def _yes_or_no(name: str, holds: bool, texts: Texts) -> ChoiceInput:
    options = tuple(Option(each, texts.plain(f"questions.{name}.{each}")) for each in (YES, NO))
    return ChoiceInput(name, texts.plain(f"questions.{name}"), options, initial=(YES if holds else NO,))
