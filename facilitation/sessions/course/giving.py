"""What people put into an open step, and the ways in which they lengthen or end it together."""

from collections.abc import Sequence
from dataclasses import replace

from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.course import nudges, picks, steps
from facilitation.sessions.course.effects import Said, TooLate, Why
from facilitation.sessions.course.happenings import Extended, Given, Passed, PollAnswered, Reworded
from facilitation.sessions.course.markers import marker
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Contribution, Stage, Tempo, Unit, Words


def on_given(happening: Given, moving: Moving) -> None:
    course = moving.course
    if course.stage is Stage.CLOSED or course.step is None or course.step.number != happening.step:
        moving.tell(TooLate(happening.who, happening.step, happening.texts))
        return
    unit = _speaking(moving, happening)
    if unit is None:
        return
    before = course.given_under(marker(moving.step, unit.name))
    given = _contribution(happening, unit, before, moving)
    if given is None:
        return
    _keep(moving, given)
    if moving.step.visibility is Visibility.OPEN and not happening.source:
        moving.tell(Said(moving.step, unit, given, before))
    nudges.drop(moving, *unit.members)
    moving.redraw()
    steps.settle(moving)


def on_reworded(happening: Reworded, moving: Moving) -> None:
    """What was said in a message follows its author's changes there, as long as the step is open."""
    for given in moving.course.gathered:
        if not any(words.source == happening.source for words in given.texts):
            continue
        texts = tuple(
            replace(words, text=happening.text) if words.source == happening.source else words for words in given.texts
        )
        left = tuple(words for words in texts if words.text)
        if left or given.marks:
            _keep(moving, replace(given, texts=left))
        else:
            moving.change(gathered=tuple(each for each in moving.course.gathered if each is not given))


def on_passed(happening: Passed, moving: Moving) -> None:
    """Nothing, or nothing more. What was given before stays."""
    if not moving.is_open(happening.step):
        return
    unit = _unit_of(moving, happening.who)
    if unit is None:
        moving.refuse(Why.NOT_ASKED)
        return
    name = marker(moving.step, unit.name)
    before = moving.course.given_under(name)
    _keep(moving, replace(before, done=True) if before else Contribution(name, passed=True))
    nudges.drop(moving, *unit.members)
    moving.redraw()
    steps.settle(moving)


def on_extended(happening: Extended, moving: Moving) -> None:
    """Anyone's click."""
    if not moving.is_open(happening.step):
        return
    if happening.who not in moving.course.participants and not moving.may_lead(happening.who):
        moving.refuse(Why.NOT_TAKING_PART)
        return
    moving.change_step(poll=None)
    steps.lengthen(moving)
    moving.note("extended", happening.who, moving.step.phase)


def on_poll_answered(happening: PollAnswered, moving: Moving) -> None:
    if not moving.is_open(happening.step):
        return
    poll = moving.step.poll
    if poll is None:
        moving.refuse(Why.MOVED_ON)
        return
    if happening.who not in moving.course.participants:
        moving.refuse(Why.NOT_TAKING_PART)
        return
    who = frozenset({happening.who})
    go_on = poll.go_on | who if happening.go_on else poll.go_on - who
    go_next = poll.go_next - who if happening.go_on else poll.go_next | who
    moving.change_step(poll=replace(poll, go_on=go_on, go_next=go_next))
    if go_on | go_next >= set(moving.course.participants):
        steps.end_poll(moving)
    else:
        moving.redraw()


def _speaking(moving: Moving, happening: Given) -> Unit | None:
    """The unit that the one who speaks speaks for, if it may now; refused if not."""
    unit = _unit_of(moving, happening.who)
    if happening.who not in moving.course.participants:
        moving.refuse(Why.NOT_TAKING_PART)
    elif unit is None:
        moving.refuse(Why.NOT_ASKED)
    elif unit not in moving.step.active and not happening.source:
        moving.refuse(Why.NOT_YOUR_TURN)
    else:
        return unit
    return None


def _unit_of(moving: Moving, who: str) -> Unit | None:
    return next((unit for unit in moving.step.units if who in unit.members), None)


def _contribution(happening: Given, unit: Unit, before: Contribution | None, moving: Moving) -> Contribution | None:
    """As it is kept now, or None when it was refused."""
    if not moving.step.runoff and (why := picks.problem(happening, moving.phase.asks, moving.course)):
        moving.refuse(why)
        return None
    chance, source = moving.around.chance, happening.source
    said = [Words(chance.identity(), text, question, source) for question, text in happening.texts if text.strip()]
    added = before.texts if source and before else ()
    in_the_open = not source or moving.course.setup.tempo is Tempo.ASYNC
    return Contribution(
        marker=marker(moving.step, unit.name),
        texts=(*added, *said),
        marks=happening.marks if not source else before.marks if before else (),
        done=in_the_open or bool(before and before.done),
        named_if_few=happening.named_if_few,
    )


def _keep(moving: Moving, given: Contribution) -> None:
    """One a unit: what comes later takes the place of what was there."""
    others: Sequence[Contribution] = [each for each in moving.course.gathered if each.marker != given.marker]
    moving.change(gathered=(*others, given))
