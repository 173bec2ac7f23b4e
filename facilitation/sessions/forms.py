"""The form in which people contribute."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from facilitation.messages import (
    LABEL_AT_MOST,
    TITLE_AT_MOST,
    Block,
    ChoiceInput,
    Form,
    Input,
    Option,
    Paragraph,
    Quote,
    Small,
    Subject,
    TextInput,
)
from facilitation.people import MemberId
from facilitation.playbooks.asking import Choice, Dots, Ratings, Score, Seat, Text
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Phase
from facilitation.sessions import nameless
from facilitation.sessions.cards.step_card import promise, with_whom
from facilitation.sessions.course.markers import given_by
from facilitation.sessions.course.values import Contribution, Item, Step
from facilitation.sessions.model import TEXT_AT_MOST
from facilitation.sessions.view import View
from facilitation.wording import shorten

HAND_IN = "sessions.hand_in"
RATED_AT_MOST = 20  # things that one form can ask about


def give_form(view: View, step: Step, who: MemberId, topic: str, words: Mapping[str, str]) -> Form:
    """`topic`: what the step is about; `words`: of the things that are picked, rated or dotted.

    What one gave before is filled in, if it has a name and is not part of a conversation.
    """
    phase, texts = view.playbook.phases[step.phase], view.texts
    unit = next(unit for unit in step.units if who in unit.members)
    previous = given_by(view.course, unit)
    shown = _own(previous, who, phase) if previous and step.visibility is not Visibility.ANONYMOUS else None
    hidden = previous and not previous.passed and step.visibility is Visibility.ANONYMOUS
    replaces = [Small(texts("sessions.replaces"))] if hidden else []
    return Form(
        title=view.phase_title(step.phase),
        action=HAND_IN,
        submit=texts.plain("sessions.hand_in"),
        subject=Subject(view.session.community_id, view.session.id, str(step.number)),
        intro=(*_asked(view, step, phase, topic), *with_whom(view, step, who), *promise(view, step), *replaces),
        inputs=(*_inputs(view, step, phase, shown, words), *nameless.asked(step, texts)),
    )


def _own(previous: Contribution, who: MemberId, phase: Phase) -> Contribution | None:
    """Of a small group's words one's own; of a conversation none, for there each form adds."""
    if isinstance(phase.asks, Text) and phase.asks.talk:
        return None
    if phase.groups is None:
        return previous
    return replace(previous, texts=tuple(words for words in previous.texts if words.source == who))


def _asked(view: View, step: Step, phase: Phase, topic: str) -> Iterator[Block]:
    if topic:
        yield Quote(topic)
    if step.runoff:
        yield Paragraph(view.texts("sessions.runoff"))
        return
    if not isinstance(phase.asks, Text) or len(view.prompts(phase)) == 1:
        for prompt in view.prompts(phase):
            yield Paragraph(view.texts("sessions.prompt", prompt=prompt))


def _inputs(
    view: View, step: Step, phase: Phase, previous: Contribution | None, words: Mapping[str, str]
) -> Iterator[Input]:
    marks = dict(previous.marks) if previous else {}
    if step.runoff:
        options = tuple(Option(member, _offer(view, step, member, words)) for member in step.runoff)
        yield ChoiceInput("pick", view.texts.plain("sessions.pick_one"), options, initial=tuple(marks)[:1])
        return
    match phase.asks:
        case Text() as asks:
            yield from _texts(view, phase, asks, previous)
        case Dots() as asks:
            yield from _dots(view, asks, previous, words)
        case Ratings() as asks:
            yield from _ratings(view, asks, marks, words)
        case Score() | Choice():
            yield from _choice(view, phase.asks, marks, previous)
        case Seat():
            yield _line(view, "sessions.your_line", previous)


def _offer(view: View, step: Step, member: MemberId, words: Mapping[str, str]) -> str:
    """A name, with the line that they offered themselves with."""
    own = [words.get(item.id, "") for item in view.course.items_of(step.phase) if item.by == member]
    line = " ".join("".join(own[:1]).split())
    return shorten(f"{view.name(member)}: {line}" if line else view.name(member), LABEL_AT_MOST)


def _texts(view: View, phase: Phase, asks: Text, previous: Contribution | None) -> Iterator[Input]:
    prompts = view.prompts(phase) if phase.questions else ("",)
    for question, prompt in enumerate(prompts):
        said = [words.text for words in previous.texts if words.question == question] if previous else []
        room = asks.at_most if not phase.questions else 1
        if len(said) > room:
            said = [*said[: room - 1], "\n\n".join(said[room - 1 :])]
        for number in range(room):
            key = "sessions.your_words" if room == 1 else "sessions.your_words_number"
            label = prompt if len(prompts) > 1 else view.texts.plain(key, n=number + 1)
            yield TextInput(
                f"text_{question}_{number}",
                shorten(label, TITLE_AT_MOST),
                initial=said[number] if number < len(said) else "",
                multiline=True,
                optional=number > 0 or len(prompts) > 1,
                longest=TEXT_AT_MOST,
            )


def _dots(view: View, asks: Dots, previous: Contribution | None, words: Mapping[str, str]) -> Iterator[Input]:
    options = _options(view.course.items_of(asks.on), words)
    put = [item for item, dots in (previous.marks if previous else ()) for _ in range(int(dots))]
    for number in range(asks.dots):
        label = view.texts.plain("sessions.dot_number", n=number + 1)
        yield ChoiceInput(f"dot_{number}", label, options, initial=tuple(put[number : number + 1]), optional=number > 0)


def _ratings(view: View, asks: Ratings, marks: Mapping[str, str], words: Mapping[str, str]) -> Iterator[Input]:
    scale = tuple(Option(name, view.told(title)) for name, title in asks.scale.items())
    for item in view.course.items_of(asks.of)[:RATED_AT_MOST]:
        rated = (marks[item.id],) if item.id in marks else ()
        label = shorten(" ".join(words.get(item.id, "").split()), TITLE_AT_MOST)
        yield ChoiceInput(f"rate_{item.id}", label, scale, initial=rated)


def _choice(
    view: View, asks: Choice | Score, marks: Mapping[str, str], previous: Contribution | None
) -> Iterator[Input]:
    titles = asks.scale if isinstance(asks, Score) else {name: each.title for name, each in asks.options.items()}
    options = tuple(Option(name, view.told(title)) for name, title in titles.items())
    yield ChoiceInput("pick", view.texts.plain("sessions.pick_one"), options, initial=tuple(marks)[:1])
    if isinstance(asks, Score) or asks.reason != "none":
        must = isinstance(asks, Choice) and asks.reason == "must"
        yield _line(view, "sessions.reason_must" if must else "sessions.reason", previous, optional=True)


def _line(view: View, label: str, previous: Contribution | None, *, optional: bool = False) -> TextInput:
    said = previous.texts[0].text if previous and previous.texts else ""
    return TextInput(
        "text_0_0", view.texts.plain(label), initial=said, multiline=True, optional=optional, longest=TEXT_AT_MOST
    )


def _options(items: Sequence[Item], words: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(item.id, shorten(" ".join(words.get(item.id, "…").split()), LABEL_AT_MOST)) for item in items)
