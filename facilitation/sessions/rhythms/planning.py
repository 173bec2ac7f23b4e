"""From what was filled in to a plan, or to what is wrong with it, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from facilitation.events import FormSubmitted, PlaceChosen
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import Playbook
from facilitation.ports.memory import UnitOfWork
from facilitation.recurrence import WEEK, ending, find_date, find_time, find_zone, monthly, weekly, without_end
from facilitation.sessions import filled
from facilitation.sessions.cards import lengths
from facilitation.sessions.course.values import Course, Setup, Tempo
from facilitation.sessions.course.windows import COMING_TOGETHER
from facilitation.sessions.rhythms.model import Plan, Series
from facilitation.texts import Texts

OPEN_FOR = {
    "2": timedelta(hours=2),
    "4": timedelta(hours=4),
    "8": timedelta(hours=8),
    "24": timedelta(hours=24),
    "48": timedelta(hours=48),
    "72": timedelta(hours=72),
    "168": timedelta(days=7),
}
USUALLY = "24"
EVERY = ("1", "2", "4", "month")  # so many weeks, or by the month
LEAST_OF_A_MONTH = 4  # weeks from one first Tuesday to the next
WORKING_WEEK = 5  # days
SATURDAY = 5  # days after Monday
ORDINALS = ("1", "2", "3", "4", "-1")  # which of a month's Tuesdays; the last
TIMES_AT_MOST = 6
SINCE_AT_MOST = timedelta(days=731)  # two years ahead
OWN_CLOCKS = "own"
ACROSS_THE_WORLD = timedelta(hours=26)  # from the first zone that shows an hour to the last

Error = tuple[str, str]


def problems(form: FormSubmitted, playbook: Playbook, work: UnitOfWork, texts: Texts) -> dict[str, str]:
    """What can't be, by field; empty when `read` may be called."""
    return dict(_problems(form, playbook, work, texts))


def read(form: FormSubmitted, playbook: Playbook, before: Series | None, now: datetime) -> Plan:
    """The plan of a form without problems; it goes on counting from where the series began, if that still fits.

    Raises: ValueError for one that has some.
    """
    channel, zone = form.channel("place"), find_zone(form.text("zone"))
    if channel is None or zone is None:
        raise ValueError
    rule = ending(_rule(form), times=playbook.meetings, until=find_date(form.text("until")))
    today = now.astimezone(ZoneInfo(zone)).date()
    same = before is not None and without_end(before.rule) == without_end(rule)
    return Plan(
        setup=_setup(form, playbook),
        subject=form.line("subject"),
        rule=rule,
        times=tuple(_times(form)),
        zone=zone,
        since=find_date(form.text("since")) or (before.since if before and same else today),
        place=channel.ref.whole,
        call_link=form.text("call_link"),
        own_clocks=form.choice("clock") == OWN_CLOCKS,
    )


def weekdays(form: FormSubmitted) -> Sequence[int]:
    return sorted({int(day) for day in form.chosen("days") if day in {"0", "1", "2", "3", "4", "5", "6"}})


def window(open_for: timedelta | None) -> str:
    """Its name among the choices."""
    return next((name for name, length in OPEN_FOR.items() if length == open_for), USUALLY)


def often_enough(playbook: Playbook, setup: Setup) -> str:
    """The shortest of the choices in which a session set up so is over before the next one begins."""
    needed = _takes(playbook, setup)
    return next((weeks for weeks in EVERY if weeks.isdecimal() and int(weeks) * WORKING_WEEK >= needed), EVERY[-1])


def _rule(form: FormSubmitted) -> str:
    every = form.choice("every") or "1"
    if every == "month":
        return monthly(weekdays(form), int(form.choice("ordinal")))
    return weekly(weekdays(form), int(every))


def _times(form: FormSubmitted) -> Iterator[time]:
    """As many as could be read: the first, and those that are gone through after it."""
    for typed in (form.text("at"), *_typed_after(form)):
        found = find_time(typed)
        if found:
            yield found


def _typed_after(form: FormSubmitted) -> Sequence[str]:
    return form.text("then_at").replace(",", " ").replace(";", " ").split()


def _setup(form: FormSubmitted, playbook: Playbook) -> Setup:
    if not is_round(playbook):
        return filled.setup(form, playbook)
    (phase,) = playbook.phases
    return replace(filled.setup(form, playbook), windows={phase: OPEN_FOR[form.choice("open_for")]})


def _problems(form: FormSubmitted, playbook: Playbook, work: UnitOfWork, texts: Texts) -> Iterator[Error]:
    yield from _rhythm_problems(form, texts)
    yield from _date_problems(form, work.now, texts)
    if is_round(playbook):
        yield from _round_problems(form, playbook, texts)
    else:
        problems_of_one = filled.problems(form, playbook, texts)
        yield from problems_of_one.items() or _overlap(form, playbook, texts)
    problem = _place_problem(form.channel("place"), work)
    if problem:
        yield "place", texts.plain(problem)


def _rhythm_problems(form: FormSubmitted, texts: Texts) -> Iterator[Error]:
    every = form.choice("every") or "1"
    if not weekdays(form):
        yield "days", texts.plain("rhythms.no_day")
    if every not in EVERY:
        yield "every", texts.plain("sessions.choose_one")
    if every == "month" and form.choice("ordinal") not in ORDINALS:
        yield "ordinal", texts.plain("sessions.choose_one")
    if find_time(form.text("at")) is None:
        yield "at", texts.plain("common.impossible_time")
    after = _typed_after(form)
    if len(after) >= TIMES_AT_MOST or any(find_time(typed) is None for typed in after):
        yield "then_at", texts.plain("rhythms.impossible_times")
    if find_zone(form.text("zone")) is None:
        yield "zone", texts.plain("common.unknown_zone", zone=form.text("zone"))


def _date_problems(form: FormSubmitted, now: datetime, texts: Texts) -> Iterator[Error]:
    today = now.astimezone(ZoneInfo(find_zone(form.text("zone")) or texts.zone)).date()
    since = find_date(form.text("since")) or today
    for field, earliest in (("since", today), ("until", max(today, since))):
        typed = form.text(field)
        day = find_date(typed)
        if typed and day is None:
            yield field, texts.plain("rhythms.impossible_date")
        elif day and not earliest <= day <= today + SINCE_AT_MOST:
            yield field, texts.plain("rhythms.date_out_of_reach")


def _round_problems(form: FormSubmitted, playbook: Playbook, texts: Texts) -> Iterator[Error]:
    yield from filled.promise_problems(form, playbook, texts)
    chosen = OPEN_FOR.get(form.choice("open_for"))
    if chosen is None:
        yield "open_for", texts.plain("rhythms.no_window")
    elif chosen > _shortest_gap(form) - _spread(form):
        yield "open_for", texts.plain("rhythms.window_too_long")


def _overlap(form: FormSubmitted, playbook: Playbook, texts: Texts) -> Iterator[Error]:
    """A session over days is over before its next one begins, with the time to come together before it."""
    needed = _takes(playbook, filled.setup(form, playbook))
    if needed > min((_working_days(*gap) for gap in _gaps(form)), default=needed):
        yield "every", texts.plain_count("rhythms.overlaps", needed)


def _takes(playbook: Playbook, setup: Setup) -> int:
    """Working days; none in a meeting."""
    if setup.tempo is Tempo.SYNC:
        return 0
    coming = 0 if playbook.members else COMING_TOGETHER[setup.tempo].days
    return lengths.days(playbook, 0, Course(setup=setup, host=None)) + coming


def _shortest_gap(form: FormSubmitted) -> timedelta:
    """A round is over before its next one begins."""
    return timedelta(days=min((later - earlier for earlier, later in _gaps(form)), default=WEEK))


def _gaps(form: FormSubmitted) -> Iterator[tuple[int, int]]:
    """From each of its days to the next, counted from a Monday. By the month several days come in any order."""
    days, every = weekdays(form), form.choice("every") or "1"
    by_month = LEAST_OF_A_MONTH if len(days) == 1 else 1
    weeks = int(every) if every.isdecimal() else by_month
    return pairwise([*days, *(day + weeks * WEEK for day in days[:1])])


def _working_days(earlier: int, later: int) -> int:
    return sum(day % WEEK < SATURDAY for day in range(earlier, later))


def _spread(form: FormSubmitted) -> timedelta:
    """By how much one occurrence may begin later in its day than the next one in its own."""
    hours = [timedelta(hours=at.hour, minutes=at.minute) for at in _times(form)] or [timedelta(0)]
    clocks = ACROSS_THE_WORLD if form.choice("clock") == OWN_CLOCKS else timedelta(0)
    return max(hours) - min(hours) + clocks


def _place_problem(channel: PlaceChosen | None, work: UnitOfWork) -> str:
    if channel is None or channel.ref.workspace != work.community.workspace:
        return "common.choose_channel"
    if not channel.kring_is_in:
        return "common.kring_not_in_channel"
    meets_there = work.people.community_at(channel.ref)
    return "common.channel_taken" if meets_there and meets_there.id != work.community.id else ""
