"""Steps in time: opened, one turn after the other, closed when all spoke or the window ends, then the next."""

from dataclasses import replace
from datetime import datetime

from facilitation.people import MemberId
from facilitation.playbooks.asking import Seat
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Phase
from facilitation.sessions.course import nudges, tallies, way, windows
from facilitation.sessions.course.effects import (
    HasClosed,
    PollOpened,
    SeatFilled,
    SeatIsEmpty,
    StepClosed,
    StepOpened,
    TurnCame,
)
from facilitation.sessions.course.markers import waiting_for
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.units import form, speakers
from facilitation.sessions.course.values import Ending, Outcome, Poll, Stage, Step, Tempo
from facilitation.sessions.course.way import Next


def begin(moving: Moving) -> None:
    moving.course, following = way.first(moving.course, moving.playbook)
    go(moving, following)


def go(moving: Moving, following: Next | None) -> None:
    """Open what follows, wait for a seat to be taken, or close the session."""
    if following is None:
        close_session(moving, Ending.DONE if moving.course.trail else Ending.EVERYBODY_LEFT)
    elif following.vacancy:
        wait_for_seat(moving, following.vacancy, following.phase)
    else:
        _open(moving, following)


def close_session(moving: Moving, ending: Ending) -> None:
    """Nothing is waited for any more."""
    moving.change(
        stage=Stage.CLOSED, step=None, gathered=(), pending=(), agenda=(), ends_at=None, vacancy=None,
        ending=ending, closed_at=moving.around.now,
    )  # fmt: skip
    moving.tell(HasClosed(ending))
    moving.note(f"closed.{ending}")


def wait_for_seat(moving: Moving, role: str, phase: str | None = None) -> None:
    """A pause that ends when somebody takes the seat; `phase` is the one that could not begin."""
    now = moving.around.now
    moving.change(stage=Stage.PAUSED, vacancy=role, awaits=phase, paused_at=now, ends_at=now + windows.PAUSE)
    moving.tell(SeatIsEmpty(role))
    moving.note("seat_empty", detail=role)


def resume(moving: Moving) -> None:
    """Open the phase that could not begin. Raises: LookupError when none waits."""
    phase = moving.course.awaits
    if phase is None:
        raise LookupError("no phase waits")
    moving.change(awaits=None)
    moving.course, following = way.again(moving.course, moving.playbook, phase)
    go(moving, following)


def shift(moving: Moving, since: datetime) -> None:
    """Time from `since` on counted for nobody: it is added to what is open."""
    span, step = moving.around.now - since, moving.step
    poll = replace(step.poll, closes_at=step.poll.closes_at + span) if step.poll else None
    moving.change_step(closes_at=step.closes_at + span, poll=poll)
    nudges.replan(moving)


def close(moving: Moving) -> None:
    """End the open step as was promised, and go on. Raises: LookupError when none is open."""
    step, phase = moving.step, moving.phase
    outcome = conclude(moving)
    _seat(moving, phase, step, outcome)
    moving.course, following = way.after(moving.course, moving.playbook, step, outcome)
    go(moving, following)


def settle(moving: Moving) -> None:
    """If everyone who may contribute now has done so, don't wait any longer."""
    if moving.course.stage is not Stage.RUNNING or moving.course.step is None or waiting_for(moving.course):
        return
    if moving.step.turn is not None:
        next_turn(moving)
    else:
        end_window(moving, all_have_spoken=True)


def next_turn(moving: Moving) -> None:
    """The next one who has not spoken yet, or the end of the round."""
    step = moving.step
    turn = (step.turn or 0) + 1
    if turn >= len(step.units):
        end_window(moving, all_have_spoken=True)
        return
    moving.change_step(turn=turn, closes_at=moving.around.now + step.length / len(step.units))
    moving.tell(TurnCame(moving.step, step.units[turn]))
    moving.redraw()
    settle(moving)


def end_window(moving: Moving, *, all_have_spoken: bool = False) -> None:
    """Its time is over: too few respondents are waited for once, a topic is voted on; else it closes."""
    if moving.phase.minimum and respondents(moving) < moving.course.setup.minimum:
        _too_few(moving, all_have_spoken=all_have_spoken)
    elif moving.phase.topics and moving.phase.topics.extended and not all_have_spoken:
        _ask_whether_to_go_on(moving)
    else:
        close(moving)


def end_poll(moving: Moving) -> None:
    """A majority of those who answered extends the topic."""
    poll = moving.step.poll
    moving.change_step(poll=None)
    if poll and len(poll.go_on) > len(poll.go_next):
        moving.change_step(closes_at=moving.around.now)
        lengthen(moving)
    else:
        close(moving)


def lengthen(moving: Moving) -> None:
    """By the same again, or by what the playbook gives a topic."""
    until = windows.extended(moving.course, moving.playbook, moving.around)
    moving.change_step(closes_at=until, extended=moving.step.extended + 1)
    nudges.replan(moving)
    moving.redraw()


def respondents(moving: Moving) -> int:
    return sum(not each.passed for each in moving.course.gathered)


def _open(moving: Moving, following: Next) -> None:
    course, phase = moving.course, moving.playbook.phases[following.phase]
    who = speakers(course, moving.playbook, phase, following.holder)
    people = course.participants if following.runoff else who
    units = form(course, phase, people, moving.around.chance)
    length = windows.length(course, moving.playbook, following.phase, len(units))
    visibility = _visibility(moving, following.phase, phase)
    in_turn = phase.turns and course.setup.tempo is Tempo.SYNC
    step = Step(
        number=len(course.trail) + 1,
        phase=following.phase,
        visibility=visibility,
        units=units,
        opened_at=moving.around.now,
        closes_at=windows.ends_after(course, length / len(units) if in_turn else length, moving.around),
        length=length,
        turn=0 if in_turn else None,
        holder=following.holder,
        topic=following.topic,
        key=moving.around.chance.token() if visibility is Visibility.ANONYMOUS else None,
        runoff=following.runoff,
    )
    moving.change(step=step, gathered=())
    moving.tell(StepOpened(step), *([TurnCame(step, units[0])] if in_turn else []))
    moving.note("step_opened", detail=following.phase)
    nudges.plan(moving)
    nudges.send_due(moving)


def _visibility(moving: Moving, name: str, phase: Phase) -> Visibility:
    if isinstance(phase.visibility, tuple):
        chosen = moving.course.setup.visibility.get(name)
        return chosen if chosen in phase.visibility else phase.visibility[0]
    return phase.visibility


def _seat(moving: Moving, phase: Phase, step: Step, outcome: Outcome) -> None:
    """Whoever offered, alone or picked by most, has the seat now."""
    if not isinstance(phase.asks, Seat) or not outcome.tally or (len(outcome.tally) > 1 and not step.runoff):
        return
    member = MemberId(outcome.tally[0][0])
    if member in moving.course.participants:
        moving.change(seats={**moving.course.seats, phase.asks.role: member})
        moving.tell(SeatFilled(phase.asks.role, member))
        moving.note("seat_filled", member, phase.asks.role)


def _too_few(moving: Moving, *, all_have_spoken: bool) -> None:
    if all_have_spoken or moving.step.waited:
        conclude(moving)
        close_session(moving, Ending.TOO_FEW_ANSWERED)
        return
    lengthen(moving)
    moving.change_step(waited=True)
    moving.note("waited_for_more")


def conclude(moving: Moving) -> Outcome:
    """Close the open step, and let what was given in it be dealt with as promised."""
    step, phase = moving.step, moving.phase
    result = tallies.shown(moving.course, step, moving.around.chance)
    option, tally, ratings = tallies.outcome_marks(phase, step, result.counted)
    outcome = Outcome(
        step=step.number,
        phase=step.phase,
        given=result.given,
        option=option,
        tally=tally,
        ratings=ratings,
        holder=step.holder,
        topic=step.topic,
        units=step.units if phase.groups else (),
        opened_at=step.opened_at,
        closed_at=moving.around.now,
        visibility=step.visibility,
    )
    trail, items = (*moving.course.trail, outcome), (*moving.course.items, *result.items)
    moving.change(step=None, gathered=(), pending=(), trail=trail, items=items)
    moving.tell(StepClosed(replace(step, key=None), outcome, result.items, result.gathered, result.voices))
    return outcome


def _ask_whether_to_go_on(moving: Moving) -> None:
    moving.change_step(poll=Poll(windows.poll_ends(moving.course, moving.around)))
    moving.tell(PollOpened(moving.step))
    moving.redraw()
