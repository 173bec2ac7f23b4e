"""From what a facilitator filled in to a plan, or to what is wrong with it, field by field."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from facilitation.check_ins.model import QUESTION_AT_MOST, QUESTIONS_AT_MOST, Plan, Visibility
from facilitation.events import FormSubmitted, PlaceChosen
from facilitation.ports.memory import UnitOfWork
from facilitation.recurrence import find_time, find_zone, weekly
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
SINCE_AT_MOST = timedelta(days=731)  # two years ahead
WEEK = 7  # days

Error = tuple[str, str]


def problems(form: FormSubmitted, work: UnitOfWork, texts: Texts) -> dict[str, str]:
    """What can't be, by field; empty when `read` may be called."""
    return dict(_problems(form, work, texts))


def read(form: FormSubmitted, now: datetime) -> Plan:
    """The plan of a form without problems. Raises: ValueError for one that has some."""
    at, channel, zone = find_time(form.text("at")), form.channel("place"), find_zone(form.text("zone"))
    if at is None or channel is None or zone is None:
        raise ValueError
    today = now.astimezone(ZoneInfo(zone)).date()
    return Plan(
        questions=questions(form),
        rule=weekly(weekdays(form)),
        at=at,
        zone=zone,
        since=_date(form.text("since")) or today,
        visibility=Visibility(form.chosen("visibility")[0]),
        open_for=OPEN_FOR[form.chosen("open_for")[0]],
        place=channel.ref.whole,
    )


def questions(form: FormSubmitted) -> tuple[str, ...]:
    typed = (form.text(f"question_{number}") for number in range(1, QUESTIONS_AT_MOST + 1))
    return tuple(question for question in typed if question)


def weekdays(form: FormSubmitted) -> Sequence[int]:
    return sorted({int(day) for day in form.chosen("days") if day in {"0", "1", "2", "3", "4", "5", "6"}})


def window(open_for: timedelta) -> str:
    """Its name among the choices."""
    return next((name for name, length in OPEN_FOR.items() if length == open_for), USUALLY)


def _problems(form: FormSubmitted, work: UnitOfWork, texts: Texts) -> Iterator[Error]:
    if not weekdays(form):
        yield "days", texts.plain("check_ins.no_day")
    if find_time(form.text("at")) is None:
        yield "at", texts.plain("common.impossible_time")
    if find_zone(form.text("zone")) is None:
        yield "zone", texts.plain("common.unknown_zone", zone=form.text("zone"))
    yield from _since_problem(form, work.now, texts)
    yield from _question_problems(form, texts)
    if not set(form.chosen("visibility")[:1]) & set(Visibility):
        yield "visibility", texts.plain("check_ins.no_visibility")
    yield from _window_problem(form, texts)
    problem = _place_problem(form.channel("place"), work)
    if problem:
        yield "place", texts.plain(problem)


def _since_problem(form: FormSubmitted, now: datetime, texts: Texts) -> Iterator[Error]:
    typed = form.text("since")
    if not typed:
        return
    since = _date(typed)
    today = now.astimezone(ZoneInfo(find_zone(form.text("zone")) or texts.zone)).date()
    if since is None:
        yield "since", texts.plain("check_ins.impossible_date")
    elif not today <= since <= today + SINCE_AT_MOST:
        yield "since", texts.plain("check_ins.date_out_of_reach")


def _question_problems(form: FormSubmitted, texts: Texts) -> Iterator[Error]:
    if not questions(form):
        yield "question_1", texts.plain("check_ins.no_question")
    for number in range(1, QUESTIONS_AT_MOST + 1):
        if len(form.text(f"question_{number}")) > QUESTION_AT_MOST:
            yield f"question_{number}", texts.plain_count("check_ins.question_length", QUESTION_AT_MOST)


def _window_problem(form: FormSubmitted, texts: Texts) -> Iterator[Error]:
    chosen = OPEN_FOR.get("".join(form.chosen("open_for")[:1]))
    if chosen is None:
        yield "open_for", texts.plain("check_ins.no_window")
    elif chosen > _shortest_gap(weekdays(form)):
        yield "open_for", texts.plain("check_ins.window_too_long")


def _shortest_gap(days: Sequence[int]) -> timedelta:
    """From one of the weekdays to the next; a round is over before its next one begins."""
    following = [*days[1:], *(day + WEEK for day in days[:1])]
    gaps = [later - earlier for earlier, later in zip(days, following, strict=True)]
    return timedelta(days=min(gaps, default=WEEK))


def _place_problem(channel: PlaceChosen | None, work: UnitOfWork) -> str:
    if channel is None or channel.ref.workspace != work.community.workspace:
        return "common.choose_channel"
    return "" if channel.kring_is_in else "common.kring_not_in_channel"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
