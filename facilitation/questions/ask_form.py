"""The form in which somebody asks: what, of which kind, and with their name or without."""

from collections.abc import Iterator

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


def ask_form(subject: Subject, title: str, detail: str, channel: str, community: str, texts: Texts) -> Form:
    """Who will see it is said first; so is what can't be promised, and what does not fit.

    What is made of a message that stands there with a name (the subject's id) is asked with it: else it would be told.
    """
    by_name = bool(subject.id)
    intro = [
        Small(texts("questions.who_will_see", channel=channel, community=community)),
        Small(texts("questions.named_already" if by_name else "questions.nameless_limits")),
    ]
    if len(detail) > INPUT_AT_MOST:
        intro.append(Small(texts.count("questions.did_not_fit", INPUT_AT_MOST)))
    words = TextInput("title", texts.plain("questions.your_question"), initial=title, longest=TITLE_AT_MOST)
    more = TextInput(
        "detail",
        texts.plain("questions.detail"),
        texts.plain("questions.detail_hint"),
        initial=detail[:INPUT_AT_MOST],
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
        inputs=(words, more, *_choices(texts, by_name=by_name)),
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


def _choices(texts: Texts, *, by_name: bool) -> Iterator[ChoiceInput]:
    """Of which kind it is, and with which name."""
    kinds = tuple(Option(kind, texts.plain(f"questions.ask_kind.{kind}")) for kind in Kind)
    yield ChoiceInput("kind", texts.plain("questions.kind"), kinds, initial=(Kind.QUESTION.value,))
    if by_name:
        return
    names = tuple(Option(name, texts.plain(f"questions.name.{name}")) for name in (BY_NAME, ANONYMOUS))
    yield ChoiceInput("name", texts.plain("questions.name"), names, initial=(BY_NAME,))
