"""How a community asks, as it is shown and set; and what waits for a reply."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitation.messages import (
    SAY,
    Button,
    Card,
    ChoiceInput,
    Form,
    Option,
    Paragraph,
    PlaceInput,
    Small,
    Subject,
)
from facilitation.people import Community, PlaceRef
from facilitation.questions.around import Custom
from facilitation.questions.model import Question
from facilitation.texts import Md, Texts

SET = "questions.set"
SPOTS = "offer"
ONLY_ASKED = "no"
WINDOWS = ("1", "2", "3", "5", "10")  # working days


@dataclass(frozen=True, slots=True)
class View:
    """How the community asks. `sets`: whether who looks may change that; `more` wait than are told."""

    channel: str
    window: int
    sets: bool
    more: bool


def open_ones(told: Sequence[tuple[Question, str, int]], view: View, community: Community, texts: Texts) -> Card:
    """Each with its channel and how many replies it has."""
    lines = [
        Md(f"- {texts.count('questions.open_line', replies, title=question.title, channel=channel)}")
        for question, channel, replies in told
    ]
    body = [Paragraph(Md("\n".join(lines)) if lines else texts("questions.none_open"))]
    if view.more:
        body.append(Paragraph(texts("questions.more_open")))
    custom = Small(texts.count("questions.custom", view.window, channel=view.channel))
    ask = _say("questions.say.ask", "ask", community, texts, opens_form=True)
    me = _say("questions.say.ask-me-about", "ask me about", community, texts, opens_form=True)
    setting = _say("questions.say.question-settings", "question settings", community, texts, opens_form=True)
    return Card(
        texts.plain("questions.open_title", community=community.name),
        (*body, custom),
        (ask, me, *([setting] if view.sets else ())),
    )


def form(
    custom: Custom, known: Sequence[tuple[PlaceRef, str]], community: Community, texts: Texts, *, weekly: bool
) -> Form:
    """What holds now; in the community's own channel nothing is offered, until that is chosen.

    `weekly`: the week's message is set.
    """
    offers = tuple(Option(each, texts.plain(f"questions.spots.{each}")) for each in (SPOTS, ONLY_ASKED))
    place = PlaceInput(
        "channel",
        texts.plain("questions.settings_channel"),
        texts.plain("questions.channel_hint"),
        custom.place or community.place,
        tuple(known),
    )
    spots = ChoiceInput(
        "spots",
        texts.plain("questions.spots"),
        offers,
        texts.plain("questions.spots_hint"),
        initial=(SPOTS if custom.channel else ONLY_ASKED,),
    )
    return Form(
        title=texts.plain("questions.settings"),
        action=SET,
        submit=texts.plain("common.keep"),
        subject=Subject(community.id),
        intro=(Small(texts("questions.settings_what")),),
        inputs=(place, spots, _window(custom.window, texts, weekly=weekly)),
    )


def _window(now: int, texts: Texts, *, weekly: bool) -> ChoiceInput:
    days = tuple(Option(each, texts.plain_count("questions.window_days", int(each))) for each in WINDOWS)
    hint = texts.plain("questions.window_hint.weekly" if weekly else "questions.window_hint.open")
    return ChoiceInput("window", texts.plain("questions.window"), days, hint, initial=(str(now),))


def kept(channel: str, window: int, *, spots: bool, texts: Texts) -> Card:
    told = Paragraph(texts.count("questions.custom", window, channel=channel))
    small = Small(texts("questions.custom_spots" if spots else "questions.custom_no_spots"))
    return Card(texts.plain("questions.settings_kept"), (told, small))


def _say(key: str, verb: str, community: Community, texts: Texts, *, opens_form: bool) -> Button:
    return Button(texts.plain(key), SAY, Subject(community.id, "", verb), opens_form=opens_form)
