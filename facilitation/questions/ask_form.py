"""The form in which somebody asks: what, of which kind, and with their name or without."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitation.messages import (
    CARRIED_AT_MOST,
    INPUT_AT_MOST,
    SAY,
    TITLE_AT_MOST,
    Button,
    Card,
    ChoiceInput,
    Form,
    Option,
    Quote,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import Community
from facilitation.questions.model import Kind
from facilitation.texts import Texts

ASK = "questions.ask"
BY_NAME = "named"
ANONYMOUS = "anonymous"

PIECE = 2500  # characters of a long text in one part of a card


@dataclass(frozen=True, slots=True)
class Draft:
    """What is in the form when it opens."""

    title: str
    detail: str
    kind: Kind = Kind.QUESTION


def ask_form(subject: Subject, draft: Draft, channel: str, community: str, texts: Texts) -> Form:
    """Who will see it is said first; then with which name it is asked, and what can't be promised, before the words.

    What is made of a message that stands there with a name (the subject's id) is asked with it: else it would be told.
    """
    by_name = bool(subject.id)
    intro = [Small(texts("questions.who_will_see", channel=channel, community=community))]
    if by_name:
        intro.append(Small(texts("questions.named_already")))
    if len(draft.detail) > INPUT_AT_MOST:
        intro.append(Small(texts.count("questions.did_not_fit", INPUT_AT_MOST)))
    words = TextInput("title", texts.plain("questions.your_question"), initial=draft.title, longest=TITLE_AT_MOST)
    more = TextInput(
        "detail",
        texts.plain("questions.detail"),
        texts.plain("questions.doubt_hint" if draft.kind is Kind.CHALLENGE else "questions.detail_hint"),
        initial=draft.detail[:INPUT_AT_MOST],
        multiline=True,
        optional=True,
        longest=INPUT_AT_MOST,
    )
    return Form(
        title=texts.plain(ASK),
        action=ASK,
        submit=texts.plain("questions.ask_submit"),
        subject=subject,
        intro=tuple(intro),
        inputs=(*_choices(draft.kind, texts, by_name=by_name), words, more),
    )


def given_back(said: str, community: Community, texts: Texts) -> Card:
    """What is too long for the form, whole: a platform may show a command nowhere. The form is behind its button."""
    pieces = tuple(Quote(said[start : start + PIECE]) for start in range(0, len(said), PIECE))
    about = Subject(community.id, "", f"ask {said}"[:CARRIED_AT_MOST])
    return Card(
        texts.plain("questions.your_words"),
        (Small(texts.count("questions.did_not_fit", INPUT_AT_MOST)), *pieces),
        (Button(texts.plain("questions.say.ask"), SAY, about, Tone.PRIMARY, opens_form=True),),
    )


def _choices(kind: Kind, texts: Texts, *, by_name: bool) -> Iterator[ChoiceInput]:
    """With which name it is asked, and of which kind it is."""
    if not by_name:
        names = tuple(Option(name, texts.plain(f"questions.name.{name}")) for name in (BY_NAME, ANONYMOUS))
        limits = texts.plain("questions.nameless_limits")
        yield ChoiceInput("name", texts.plain("questions.name"), names, limits, initial=(BY_NAME,))
    kinds = tuple(Option(each, texts.plain(f"questions.ask_kind.{each}")) for each in Kind)
    yield ChoiceInput("kind", texts.plain("questions.kind"), kinds, initial=(kind.value,))
