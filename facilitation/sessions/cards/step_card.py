"""The card of an open step: what is asked of whom, who will see it, until when, what comes then."""

from collections.abc import Iterator

from facilitation.messages import Action, Block, Button, Card, Notice, Paragraph, Quote, Small, Subject, Tone
from facilitation.people import MemberId
from facilitation.playbooks.asking import Choice, Dots, Text
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import END, Phase
from facilitation.sessions import nameless
from facilitation.sessions.cards.session_card import console_button, subject
from facilitation.sessions.course.effects import Nudged
from facilitation.sessions.course.picks import by_form_only
from facilitation.sessions.course.units import seat
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST, Nudge, Outcome, Stage, Step, Unit
from facilitation.sessions.course.way import coming
from facilitation.sessions.model import PRIVATELY, Room
from facilitation.sessions.view import View

GIVE = "sessions.give"
PASS = "sessions.pass"  # noqa: S105 nobody's word to get in
EXTEND = "sessions.extend"
GO_ON = "sessions.go_on"
GO_NEXT = "sessions.go_next"
ON = "formats.on"


def step_card(view: View, step: Step, topic: str = "") -> Card:
    """In the session's room, for all; with what has changed each time."""
    return Card(view.phase_title(step.phase), tuple(_body(view, step, topic)), tuple(_ways(view, step)))


def closed_step_card(view: View, outcome: Outcome, topic: str = "") -> Card:
    body: list[Block] = [Quote(topic)] if topic else []
    if outcome.given is None:
        body.append(Small(view.texts("sessions.too_few_given", least=ANONYMOUS_AT_LEAST)))
    else:
        body.append(Small(view.texts.count("sessions.given", outcome.given)))
    return Card(view.texts.plain("sessions.step_closed", phase=view.phase_title(outcome.phase)), tuple(body))


def prompt_card(view: View, nudged: Nudged, topic: str = "") -> Card | Notice:
    """Privately, to one person."""
    texts, step = view.texts, nudged.step
    phase = view.phase_title(step.phase)
    if nudged.nudge is Nudge.LISTEN:
        return Notice(texts("sessions.only_listen", phase=phase, title=view.title()))
    together = tuple(with_whom(view, step, nudged.member))
    title = "sessions.asked" if nudged.nudge is Nudge.PROMPT else "sessions.reminded"
    only = (Small(texts("sessions.only_reminder")),) if nudged.nudge is Nudge.REMINDER else ()
    body = (*asked_of(view, step, topic), *together, *_until(view, step), *only)
    ways = (*own_ways(view, step), extend_button(view, step))
    return Card(texts.plain(title, title=view.title(), phase=phase), body, ways)


def asked_of(view: View, step: Step, topic: str = "") -> Iterator[Block]:
    """What is asked, and who will see what is answered."""
    yield from _asked(view, step, topic, here=False)
    yield from promise(view, step)


def with_whom(view: View, step: Step, member: MemberId) -> Iterator[Block]:
    """In a small group those with whom; of whoever answers the others, that they do."""
    others = [
        view.name(each) for unit in step.units if member in unit.members for each in unit.members if each != member
    ]
    if others:
        yield Small(view.texts("sessions.together_with", names=view.texts.all_of(others)))
    if member == answering(view, step):
        yield Small(view.texts("sessions.you_answer", button=view.texts.plain("sessions.pass")))


def answering(view: View, step: Step) -> MemberId | None:
    """Whoever answers what the others ask in it."""
    answers = view.playbook.phases[step.phase].answers
    return seat(view.course, view.playbook, answers, step.holder) if answers else None


def own_ways(view: View, step: Step) -> tuple[Button, ...]:
    return (give_button(view, step), *_passing(view, step))


def given_card(view: View, step: Step) -> Card:
    """In the place of the card that asked; never with the words themselves."""
    ways = own_ways(view, step) if _is_talk(view, step) else (change_button(view, step),)
    return Card(view.texts.plain("sessions.thanks"), (*promise(view, step), *_until(view, step)), ways)


def closed_with_yours(view: View, step: Step) -> Notice:
    """It closed with what they gave."""
    return Notice(view.texts("sessions.thanks_closed", phase=view.phase_title(step.phase)))


def change_button(view: View, step: Step) -> Button:
    return Button(view.texts.plain("sessions.change"), GIVE, about(view, step), opens_form=True)


def poll_card(view: View, step: Step, topic: str = "") -> Card:
    texts = view.texts
    body: list[Block] = [Quote(topic)] if topic else []
    body.append(Small(texts("sessions.poll_until", moment=texts.when(step.ends_at))))
    return Card(
        texts.plain("sessions.poll"),
        tuple(body),
        (
            Button(texts.plain("sessions.go_on"), GO_ON, about(view, step)),
            Button(texts.plain("sessions.go_next"), GO_NEXT, about(view, step)),
        ),
    )


def about(view: View, step: Step) -> Subject:
    return subject(view, str(step.number))


def give_button(view: View, step: Step) -> Button:
    kind = "choice" if step.runoff else view.playbook.phases[step.phase].asks.does
    label = view.texts.plain(f"sessions.give.{kind}")
    return Button(label, GIVE, about(view, step), Tone.PRIMARY, opens_form=True)


def promise(view: View, step: Step) -> Iterator[Block]:
    """Who will see it, with what it can't protect from; told before anything is typed."""
    texts = view.texts
    if view.session.room is Room.REHEARSAL:
        yield Small(texts("formats.only_you"))
    yield Small(texts(f"sessions.sees.{step.visibility}.{_to_whom(view, step)}", least=ANONYMOUS_AT_LEAST))
    yield from nameless.limits(step, texts)


def _to_whom(view: View, step: Step) -> str:
    """And how: votes are counted, and a small group's words stand under the names of all of it."""
    phase = view.playbook.phases[step.phase]
    if step.visibility is Visibility.SEALED and isinstance(phase.asks, Dots):
        return "dots"
    if step.visibility is Visibility.SEALED and (step.runoff or isinstance(phase.asks, Choice)):
        return "pick"
    if view.playbook.confidential:
        return "case"
    return "group" if phase.groups and step.visibility is Visibility.OPEN else "session"


def _body(view: View, step: Step, topic: str) -> Iterator[Block]:
    yield from _asked(view, step, topic, here=True)
    yield Small(view.texts("sessions.who_speaks", who=_speakers(view, step)))
    answers = answering(view, step)
    if answers:
        yield Small(view.texts("sessions.answers", name=view.name(answers)))
    listens = view.playbook.phases[step.phase].listens
    if listens:
        yield Small(view.texts("sessions.listens", role=view.role_title(listens)))
    yield from promise(view, step)
    yield from _until(view, step)
    yield from _so_far(view, step)


def _asked(view: View, step: Step, topic: str, *, here: bool) -> Iterator[Block]:
    """`here`: whether it stands in the session's room, and not before one person alone."""
    phase = view.playbook.phases[step.phase]
    if topic:
        yield Quote(topic)
    if step.holder:
        yield Paragraph(view.texts("sessions.about", name=view.name(step.holder)))
    for prompt in (view.texts("sessions.runoff"),) if step.runoff else view.prompts(phase):
        yield Paragraph(view.texts("sessions.prompt", prompt=prompt))
    yield from _conditions(view, step, phase)
    has_a_room = view.session.room not in PRIVATELY
    if has_a_room and not by_form_only(step, phase.asks):
        where = "write_here" if here else "write_there"
        yield Small(view.texts(f"sessions.{where}", button=view.texts.plain("sessions.pass")))
    elif has_a_room and here:
        yield Small(view.texts("sessions.by_form", button=give_button(view, step).label))


def _conditions(view: View, step: Step, phase: Phase) -> Iterator[Block]:
    """How many must answer; and why names are shown though none were to be."""
    if phase.minimum:
        yield Small(view.texts.count("sessions.least", view.course.setup.minimum))
    chosen = view.course.setup.visibility.get(step.phase)
    if chosen is Visibility.ANONYMOUS and step.visibility is Visibility.SEALED:
        yield Small(view.texts("sessions.named_as_few", least=ANONYMOUS_AT_LEAST))


def _until(view: View, step: Step) -> Iterator[Block]:
    """When it closes, and what comes then."""
    texts = view.texts
    if view.course.stage is Stage.PAUSED:
        yield Small(texts("sessions.paused_meanwhile"))
        return
    key = "until_turn" if step.turn is not None else "until_quiet" if _is_talk(view, step) else "until_all"
    yield Small(texts(f"sessions.{key}", moment=texts.when(step.ends_at), button=texts.plain("sessions.pass")))
    then = coming(view.course, view.playbook)
    if then is None:
        yield Small(texts("sessions.then_depends"))
    elif then == END:
        yield Small(texts("sessions.then_end"))
    else:
        yield Small(texts("sessions.then", phase=view.phase_title(then)))


def _is_talk(view: View, step: Step) -> bool:
    asks = view.playbook.phases[step.phase].asks
    return isinstance(asks, Text) and asks.talk


def _so_far(view: View, step: Step) -> Iterator[Block]:
    """Counts only: who has not spoken is nobody's business where it is sealed."""
    given = sum(each.done or bool(each.texts or each.marks) for each in view.course.gathered)
    if len(step.units) > 1 and given:
        yield Small(view.texts.count("sessions.so_far", given, all=len(step.units)))


def _speakers(view: View, step: Step) -> str:
    phase = view.playbook.phases[step.phase]
    if step.turn is not None and step.active:
        return view.unit_name(step.active[0])
    if phase.groups:
        groups = [view.unit_name(unit) for unit in step.units]
        return "; ".join(groups)
    if phase.who == "all":
        return view.texts.plain("sessions.everyone")
    if len(step.units) == 1:
        return _one(view, phase.who, step.units[0])
    return view.role_title(phase.who)


def _one(view: View, role: str, unit: Unit) -> str:
    return view.texts.plain("sessions.role_held", role=view.role_title(role), name=view.unit_name(unit))


def _ways(view: View, step: Step) -> Iterator[Action]:
    yield give_button(view, step)
    if view.session.room is Room.REHEARSAL:
        yield Button(view.texts.plain("formats.on"), ON, about(view, step))
    yield from _passing(view, step)
    if view.course.stage is not Stage.PAUSED:
        yield extend_button(view, step)
    yield console_button(view)


def extend_button(view: View, step: Step) -> Button:
    return Button(view.texts.plain("sessions.extend"), EXTEND, about(view, step))


def _passing(view: View, step: Step) -> Iterator[Button]:
    yield Button(view.texts.plain("sessions.pass"), PASS, about(view, step))
