"""Occurrences in time: opened when they are due, or recorded as missed; and what is waited for next."""

from dataclasses import replace
from datetime import datetime, time

from facilitation.events import TimerDue
from facilitation.facilitators import tell_facilitators
from facilitation.messages import Notice, ToThread
from facilitation.people import MemberId
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import Playbook
from facilitation.recurrence import Occurrence
from facilitation.sessions import running, starting
from facilitation.sessions.course import windows
from facilitation.sessions.course.happenings import Began
from facilitation.sessions.course.values import Course, Setup, Stage
from facilitation.sessions.keys import card_key
from facilitation.sessions.model import Session
from facilitation.sessions.rhythms import cards, circles, rota, seasons
from facilitation.sessions.rhythms.coming import as_planned, clocks_of, due, upcoming
from facilitation.sessions.rhythms.model import Meeting, MeetingState, RhythmWork, Series, SeriesState
from facilitation.wording import for_all

OPEN = "rhythms.open"
BEGIN = "rhythms.begin"
RESUME = "rhythms.resume"
MIDNIGHT = time.min

Times = dict[MemberId, datetime]


def on_open(timer: TimerDue, work: RhythmWork) -> None:
    """A series' moment came: open the session, or record it as missed, and wait for the next."""
    series = work.rhythms.series(timer.subject)
    if series and series.state is SeriesState.RUNNING:
        catch_up(series, work)


def on_resume(timer: TimerDue, work: RhythmWork) -> None:
    """The day came until which it was paused."""
    series = work.rhythms.series(timer.subject)
    if series and series.state is SeriesState.PAUSED and series.paused_until:
        go_on(series, work)


def on_begin(timer: TimerDue, work: RhythmWork) -> None:
    """All had time to come: Kring begins what nobody hosts. Where it can't, or the host is away, others learn how."""
    session = work.sessions.get(timer.subject)
    if session is None or session.stage is not Stage.GATHERING:
        return
    host = session.course.host
    if host is None and running.play(session, Began(None), work) is None:
        return
    if set(session.course.participants) - {host}:
        told = for_all(work.community)("sessions.not_begun")
        work.outbox.post(ToThread(card_key(session.id)), Notice(told))


def catch_up(series: Series, work: RhythmWork) -> None:
    """Open what is due; what is too late is recorded, and facilitators are told, in one message."""
    missed: list[datetime] = []
    playbook = work.sessions.edition(series.edition)
    for occurrence in due(series, work):
        if series.is_late(occurrence, work.now):
            _touch(series, occurrence, MeetingState.MISSED, None, work)
            missed.append(occurrence.at)
        elif seasons.is_deserted(series, work):
            seasons.ask(series, work)
            return
        else:
            _open(series, occurrence, playbook, work)
    schedule(series, work)
    if missed:
        tell_facilitators(work, lambda texts: cards.missed(series, playbook, missed, texts), side=series.side)


def schedule(series: Series, work: RhythmWork) -> None:
    """Wait for the series' next occurrence, if it runs and there is one."""
    running = series.state is SeriesState.RUNNING
    ahead = upcoming(series, work, 1) if running else ()
    series.next_at = ahead[0].at if ahead else None
    _wait(OPEN, series, series.next_at, work)
    playbook = work.sessions.edition(series.edition)
    rota.wait(series, ahead[0] if ahead and not is_round(playbook) else None, work)
    seasons.wait(series, is_over=running and not ahead, work=work)


def pause(series: Series, work: RhythmWork) -> None:
    """What is due this moment still opens."""
    if series.state is SeriesState.RUNNING:
        catch_up(series, work)
    series.state = SeriesState.PAUSED
    schedule(series, work)


def go_on(series: Series, work: RhythmWork) -> None:
    seasons.decide(series, work, renews=True)
    series.state, series.paused_until = SeriesState.RUNNING, None
    work.timers.clear(RESUME, series.id)
    schedule(series, work)


def stop(series: Series, work: RhythmWork) -> None:
    """Nothing opens any more; a session that is under way goes on to its end as promised."""
    if series.state is SeriesState.RUNNING:
        catch_up(series, work)
    seasons.decide(series, work)
    series.state = SeriesState.STOPPED
    work.timers.clear(RESUME, series.id)
    schedule(series, work)


def skip(series: Series, occurrence: Occurrence, work: RhythmWork) -> None:
    _touch(series, occurrence, MeetingState.SKIPPED, None, work)
    schedule(series, work)


def move(series: Series, occurrence: Occurrence, to: datetime, work: RhythmWork) -> None:
    """If its host was told already, they are told of it, too."""
    _touch(series, replace(occurrence, at=to), MeetingState.MOVED, None, work)
    if series.told_host == occurrence.day:
        rota.tell_moved(series, occurrence.at, to, work)
    schedule(series, work)


def _open(series: Series, occurrence: Occurrence, playbook: Playbook, work: RhythmWork) -> None:
    setup, asked_at = _as_due(series, occurrence, work)
    session = Session.begun(series.playbook, series.edition, _course(series, setup, playbook, work), work)
    session.workspace, session.channel, session.side = series.workspace, series.channel, series.side
    session.subject, session.call_link = series.subject, series.call_link
    session.series_id, session.day, session.rhythm = series.id, occurrence.day, series.rhythm
    work.sessions.add(session)
    _touch(series, occurrence, MeetingState.OPENED, session.id, work)
    seasons.count(series, work)
    starting.announce(session, playbook, work, asked_at)
    if not playbook.members:
        work.timers.set(BEGIN, session.id, work.now + windows.COMING_TOGETHER[setup.tempo])


def _course(series: Series, setup: Setup, playbook: Playbook, work: RhythmWork) -> Course:
    host = None if is_round(playbook) else rota.take_turn(series, work)
    return Course(
        setup=setup,
        host=host,
        participants=circles.of_last_time(series, work) or starting.of_all(playbook, work, series.side),
        again=bool(circles.among_itself(series, work)),
        ends_at=work.now + windows.GATHERING,
    )


def _as_due(series: Series, occurrence: Occurrence, work: RhythmWork) -> tuple[Setup, Times]:
    """A window set by the hour counts from when it was due; where each goes by their own clock, by the last one's.

    What was moved is at one moment for all.
    """
    setup, planned = series.setup, as_planned(series, occurrence.day, occurrence.slot)
    was_moved = work.rhythms.meeting(series.id, occurrence.day, occurrence.slot)
    asked_at = {} if was_moved or planned is None else dict(clocks_of(series, work).times(series, planned))
    last = max(asked_at.values(), default=occurrence.at)
    windows = {phase: last + length - work.now for phase, length in setup.windows.items()}
    return replace(setup, windows=windows), asked_at


def _touch(
    series: Series, occurrence: Occurrence, state: MeetingState, session_id: str | None, work: RhythmWork
) -> None:
    """What became of it. One row for each identity, whoever writes it."""
    meeting = work.rhythms.meeting(series.id, occurrence.day, occurrence.slot)
    if meeting is None:
        meeting = Meeting(
            community_id=series.community_id,
            series_id=series.id,
            day=occurrence.day,
            slot=occurrence.slot,
            state=state,
            at=occurrence.at,
        )
        work.rhythms.add_meeting(meeting)
    meeting.state, meeting.at, meeting.session_id = state, occurrence.at, session_id


def _wait(kind: str, series: Series, moment: datetime | None, work: RhythmWork) -> None:
    if moment:
        work.timers.set(kind, series.id, moment)
    else:
        work.timers.clear(kind, series.id)
