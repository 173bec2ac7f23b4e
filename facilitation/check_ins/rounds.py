"""Rounds in time: opened when they are due, reminded of once, closed and given back."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from facilitation.attention import moment_before
from facilitation.check_ins import asking, cards, closing, digest, keys
from facilitation.check_ins.facilitators import tell_facilitators
from facilitation.check_ins.model import CheckInWork, Round, RoundState, Series, SeriesState, Visibility, begin
from facilitation.events import TimerDue
from facilitation.messages import Message, ToPerson, ToPlace
from facilitation.people import Account, Member
from facilitation.recurrence import Occurrence
from facilitation.wording import for_all, for_person

OPEN = "check_ins.open"
REMIND = "check_ins.remind"
CLOSE = "check_ins.close"
TOLD_AHEAD = 3
CAUGHT_UP_AT_MOST = 1000  # occurrences; a daily rhythm's of almost three years of standing still
BREATHING_SPACE = 4  # a reminder comes at the earliest this fraction of the window after the asking


def on_open(due: TimerDue, work: CheckInWork) -> None:
    """A series' moment came: open the round, or record it as missed, and wait for the next."""
    series = work.check_ins.series(due.subject)
    if series and series.state is SeriesState.RUNNING:
        catch_up(series, work)


def on_remind(due: TimerDue, work: CheckInWork) -> None:
    """Once, and only those who were asked and neither answered nor skipped."""
    round_ = work.check_ins.round(due.subject)
    if not round_ or not round_.is_open(work.now):
        return
    taken = {turn.marker for turn in work.check_ins.turns(round_.id)}
    breathing_space = (round_.closes_at - round_.opened_at) / BREATHING_SPACE
    for member, account in _asked(round_, work):
        asked_at = moment_before(account, round_.opened_at, round_.closes_at, work.community.zone)
        moment = moment_before(account, work.now, round_.closes_at, work.community.zone)
        if asked_at and moment and moment - asked_at >= breathing_space and round_.marker(member.id) not in taken:
            texts = for_person(account, work.community)
            reminder = asking.remind(round_, work.community, work.people.place_name(round_.place), texts)
            _send(reminder, account, keys.reminded(round_, member.id), moment, round_, work)


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
    return sum(moment_before(account, occurrence.at, closes_at, zone) is None for _, account in _members(work))


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
    channel = work.people.place_name(round_.place)
    if round_.visibility is Visibility.OPEN:
        root = digest.opened(round_, channel, for_all(work.community))
        work.outbox.post(ToPlace(round_.place), root, key=keys.root(round_))
    for member, account in _members(work):
        moment = moment_before(account, work.now, round_.closes_at, work.community.zone)
        if moment:
            card = asking.ask(round_, series, work.community, channel, for_person(account, work.community))
            _send(card, account, keys.asked(round_, member.id), moment, round_, work)


def _send(message: Message, account: Account, key: str, moment: datetime, round_: Round, work: CheckInWork) -> None:
    work.outbox.post(ToPerson(account.ref), message, key=key, not_before=moment, expires=round_.closes_at)


def _asked(round_: Round, work: CheckInWork) -> Iterator[tuple[Member, Account]]:
    """Who was a member already when it opened."""
    return ((member, account) for member, account in _members(work) if member.joined_at <= round_.opened_at)


def _members(work: CheckInWork) -> Sequence[tuple[Member, Account]]:
    """Current members who are people and still there."""
    members = work.people.members(work.community.id)
    accounts = work.people.accounts([member.ref for member in members])
    pairs = ((member, accounts.get(member.ref)) for member in members)
    return [(member, account) for member, account in pairs if account and account.is_active and not account.is_bot]
