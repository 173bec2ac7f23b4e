"""Rounds in time: opened when they are due, or recorded as missed; reminded of halfway; closed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from facilitation.attention import moment_before
from facilitation.check_ins import cards, closing, digest, invitations, keys
from facilitation.check_ins.model import CheckInWork, RoundState, Series, SeriesState, Visibility, begin
from facilitation.events import TimerDue
from facilitation.facilitators import tell_facilitators
from facilitation.messages import ToPlace
from facilitation.recurrence import Occurrence
from facilitation.wording import for_all

OPEN = "check_ins.open"
REMIND = "check_ins.remind"
CLOSE = "check_ins.close"
TOLD_AHEAD = 3
CAUGHT_UP_AT_MOST = 1000  # occurrences; a daily rhythm's of almost three years of standing still


def on_open(due: TimerDue, work: CheckInWork) -> None:
    """A series' moment came: open the round, or record it as missed, and wait for the next."""
    series = work.check_ins.series(due.subject)
    if series and series.state is SeriesState.RUNNING:
        catch_up(series, work)


def on_remind(due: TimerDue, work: CheckInWork) -> None:
    """Halfway."""
    round_ = work.check_ins.round(due.subject)
    if round_ and round_.is_open(work.now):
        invitations.remind_all(round_, work)


def on_close(due: TimerDue, work: CheckInWork) -> None:
    round_ = work.check_ins.round(due.subject)
    if round_ and round_.state is RoundState.OPEN:
        closing.close(round_, work)


def catch_up(series: Series, work: CheckInWork) -> None:
    """Open what is due; what is too late is recorded, and facilitators are told, in one message."""
    missed: list[datetime] = []
    for occurrence in _due(series, work):
        if work.check_ins.round_of(series.id, occurrence.day, occurrence.slot):
            continue
        if series.is_late(occurrence, work.now):
            work.check_ins.add_round(begin(series, occurrence, RoundState.MISSED, work.now))
            missed.append(occurrence.at)
        else:
            _open(series, occurrence, work)
    schedule(series, work)
    if missed:
        tell_facilitators(work, lambda texts: cards.missed(series, missed, texts))


def schedule(series: Series, work: CheckInWork) -> None:
    """Wait for the series' next occurrence, if it runs and there is one."""
    running = series.state is SeriesState.RUNNING
    ahead = upcoming(series, work, 1) if running else ()
    series.next_at = ahead[0].at if ahead else None
    if series.next_at:
        work.timers.set(OPEN, series.id, series.next_at)
    else:
        work.timers.clear(OPEN, series.id)


def upcoming(series: Series, work: CheckInWork, count: int = TOLD_AHEAD) -> Sequence[Occurrence]:
    """The next occurrences; not one whose day has had its round already, at another hour."""
    ahead = series.rhythm.occurrences(work.now, count + 1)
    return [one for one in ahead if not work.check_ins.round_of(series.id, one.day, one.slot)][:count]


def out_of_reach(series: Series, occurrence: Occurrence, work: CheckInWork) -> int:
    """How many members can't be asked all the while that round is open: quiet hours, weekend, pause."""
    closes_at = occurrence.at + series.open_for
    zone = work.community.zone
    return sum(
        moment_before(account, occurrence.at, closes_at, zone) is None for _, account in invitations.people(work)
    )


def _due(series: Series, work: CheckInWork) -> Iterator[Occurrence]:
    if series.next_at is None:
        return iter(())
    since = series.next_at - timedelta(microseconds=1)
    return takewhile(lambda one: one.at <= work.now, series.rhythm.occurrences(since, CAUGHT_UP_AT_MOST))


def _open(series: Series, occurrence: Occurrence, work: CheckInWork) -> None:
    round_ = begin(series, occurrence, RoundState.OPEN, work.now)
    work.check_ins.add_round(round_)
    work.timers.set(CLOSE, round_.id, round_.closes_at)
    work.timers.set(REMIND, round_.id, work.now + (round_.closes_at - work.now) / 2)
    if round_.visibility is Visibility.OPEN:
        root = digest.opened(round_, work.people.place_name(round_.place), for_all(work.community))
        work.outbox.post(ToPlace(round_.place), root, key=keys.root(round_))
    invitations.ask_all(round_, work)
