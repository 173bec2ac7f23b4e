"""Steps in time: opened, one turn after the other, lengthened, closed, and then the next."""

from facilitation.playbooks.asking import Seat
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.course import nudges, way, windows
from facilitation.sessions.course.closing import close_session, conclude, has_too_few
from facilitation.sessions.course.effects import PollClosed, PollOpened, SeatFilled, SeatIsEmpty, StepOpened, TurnCame
from facilitation.sessions.course.markers import still_to_speak, waiting_for
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.units import form, speakers
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST, Ending, Outcome, Poll, Stage, Step, Tempo
from facilitation.sessions.course.way import Next, Way


def go(moving: Moving, onward: Way) -> None:
    """Open what follows, wait for a seat to be taken, or close the session."""
    moving.course, following = onward
    if following is None:
        close_session(moving, Ending.DONE)
    elif following.vacancy:
        wait_for_seat(moving, following.vacancy, following.phase)
    else:
        _open(moving, following)


def close(moving: Moving) -> None:
    """End the open step as was promised, and go on. Raises: LookupError when none is open."""
    step = moving.step
    outcome = conclude(moving)
    _seat(moving, step, outcome)
    go(moving, way.after(moving.course, moving.playbook, step, outcome))


def wait_for_seat(moving: Moving, role: str, phase: str | None = None) -> None:
    """A pause that ends when somebody takes the seat; `phase` is the one that could not begin."""
    now = moving.around.now
    moving.change(stage=Stage.PAUSED, vacancy=role, awaits=phase, paused_at=now, ends_at=now + windows.PAUSE)
    moving.tell(SeatIsEmpty(role))
    moving.note("seat_empty", detail=role)


def next_turn(moving: Moving) -> None:
    """The next one who has not spoken yet, or the end of the round."""
    step = moving.step
    left = {unit.name for unit in still_to_speak(moving.course, step)}
    turns = (turn for turn in range((step.turn or 0) + 1, len(step.units)) if step.units[turn].name in left)
    turn = next(turns, None)
    if turn is None:
        moving.change_step(turn=None)
        end_window(moving)
    else:
        moving.change_step(turn=turn, closes_at=moving.around.now + step.length, warned=False)
        moving.tell(TurnCame(step.units[turn]))


def end_window(moving: Moving) -> None:
    """Its time is over: too few respondents are waited for once, more words to a topic are voted on; else it closes."""
    topics = moving.phase.topics
    if has_too_few(moving):
        _wait_for_more(moving)
    elif topics and topics.extended and waiting_for(moving.course):
        moving.change_step(poll=Poll(windows.poll_ends(moving.course, moving.step.phase, moving.around)))
        moving.tell(PollOpened(moving.step))
    else:
        close(moving)


def end_poll(moving: Moving, poll: Poll) -> None:
    """A majority of those who answered extends the topic."""
    if len(poll.go_on) > len(poll.go_next):
        lengthen(moving)
    else:
        close(moving)


def lengthen(moving: Moving) -> None:
    """By the same again, or by what the playbook gives a topic; then nobody need be asked whether to go on."""
    if moving.step.poll:
        moving.tell(PollClosed(moving.step, goes_on=True))
    until = windows.extended(moving.course, moving.step, moving.playbook, moving.around)
    is_short = until - moving.around.now <= moving.step.notice
    moving.change_step(closes_at=until, extended=moving.step.extended + 1, poll=None, warned=is_short)
    nudges.replan(moving)


def _wait_for_more(moving: Moving) -> None:
    if moving.step.waited:
        close_session(moving, Ending.TOO_FEW_ANSWERED)
    else:
        lengthen(moving)
        moving.change_step(waited=True)
        moving.note("waited_for_more")


def _open(moving: Moving, following: Next) -> None:
    step = _step(moving, following)
    moving.change(step=step)
    moving.tell(StepOpened(step), *([] if step.turn is None else [TurnCame(step.units[step.turn])]))
    moving.note("step_opened", detail=following.phase)
    nudges.listen(moving)
    nudges.prompt(moving, (member for unit in step.units for member in unit.members))


def _step(moving: Moving, following: Next) -> Step:
    course, playbook, around = moving.course, moving.playbook, moving.around
    phase = playbook.phases[following.phase]
    people = course.participants if following.runoff else speakers(course, playbook, phase, following.holder)
    units = form(course, playbook, phase, people, around.chance)
    length = windows.length(course, playbook, following.phase, len(units))
    in_turn = phase.turns and course.setup.tempo is Tempo.SYNC and not following.runoff
    length = length / len(units) if in_turn else length
    visibility = Visibility.SEALED if following.runoff else _visibility(moving, following.phase, len(units))
    return Step(
        number=len(course.trail) + 1,
        phase=following.phase,
        visibility=visibility,
        units=tuple(units),
        opened_at=around.now,
        closes_at=windows.ends_after(course, following.phase, length, around),
        length=length,
        turn=0 if in_turn else None,
        holder=following.holder,
        topic=following.topic,
        key=around.chance.token() if visibility is Visibility.ANONYMOUS else None,
        runoff=following.runoff,
    )


def _visibility(moving: Moving, name: str, speaking: int) -> Visibility:
    """The playbook's own, or of several that one which was chosen; so few that all would be destroyed are sealed.

    Not where all members are asked: they were told once for all how it is.
    """
    own = moving.playbook.phases[name].visibility
    usual = moving.course.setup.sees(name, own)
    is_lost = usual is Visibility.ANONYMOUS and speaking < ANONYMOUS_AT_LEAST and not moving.playbook.members
    return Visibility.SEALED if is_lost and isinstance(own, tuple) and Visibility.SEALED in own else usual


def _seat(moving: Moving, step: Step, outcome: Outcome) -> None:
    """Whoever offered, alone or picked by most, has the seat now."""
    course, phase = moving.course, moving.playbook.phases[step.phase]
    offered = way.volunteers(course, moving.playbook, phase, outcome)
    if isinstance(phase.asks, Seat) and offered and (len(offered) == 1 or step.runoff):
        moving.change(seats={**course.seats, phase.asks.role: offered[0]})
        moving.tell(SeatFilled(phase.asks.role, offered[0]))
        moving.note("seat_filled", offered[0], phase.asks.role)
