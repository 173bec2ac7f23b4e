"""How long a step is open, and when that is over."""

from datetime import datetime, timedelta

from facilitation.playbooks.schema import Playbook, Window
from facilitation.sessions.course.around import Around
from facilitation.sessions.course.values import Course, Stage, Step, Tempo
from facilitation.working_days import after_working_days, evening_from

POLL = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
GATHERING = timedelta(days=14)  # as long as people may be waited for
PAUSE = timedelta(days=28)
COMING_TOGETHER = {Tempo.SYNC: timedelta(minutes=10), Tempo.ASYNC: DAY}  # before Kring begins what recurs


def length(course: Course, playbook: Playbook, phase: str, units: int) -> timedelta:
    """Of the whole phase in a meeting; over days, one day for each working day."""
    window = window_of(course, playbook, phase)
    changed = course.setup.windows.get(phase)
    if changed is not None:
        return changed
    if course.setup.tempo is Tempo.ASYNC:
        return window.days * DAY
    return timedelta(minutes=minutes(window, playbook, len(course.participants), units))


def is_set(course: Course, phase: str) -> bool:
    """Whether its length was set by the hour."""
    return phase in course.setup.windows


def window_of(course: Course, playbook: Playbook, phase: str) -> Window:
    """The phase's own, or the variant's."""
    variant = playbook.variants.get(course.setup.variant or "")
    own = playbook.phases[phase].window
    return variant.windows.get(phase, own) if variant else own


def ends_after(course: Course, phase: str, span: timedelta, around: Around) -> datetime:
    """`span` from now on; over days, whole days of it are working days in every participant's zone."""
    return _later(course, phase, around.now, span, around)


def extended(course: Course, step: Step, playbook: Playbook, around: Around) -> datetime:
    """The open step's end with the same again added, or what its topics are extended by."""
    over_already = course.stage is not Stage.PAUSED and step.closes_at < around.now
    since = around.now if over_already else step.closes_at
    return _later(course, step.phase, since, _added(course, step, playbook), around)


def poll_ends(course: Course, phase: str, around: Around) -> datetime:
    return ends_after(course, phase, DAY if course.setup.tempo is Tempo.ASYNC else POLL, around)


def after_pause(course: Course, phase: str, moment: datetime, around: Around) -> datetime:
    """When what was to end at that moment ends, now that the pause is over: what was left of it is left again.

    Over days it ends in the evening of a working day again, unless the pause was but a slip.
    """
    span = around.now - (course.paused_at or around.now)
    if span < HOUR or not _counts_working_days(course, phase):
        return moment + span
    return evening_from(moment + span, around.zones(course.participants))


def _added(course: Course, step: Step, playbook: Playbook) -> timedelta:
    topics = playbook.phases[step.phase].topics
    more = topics.extended if topics else None
    if more is None:
        return step.length
    if course.setup.tempo is Tempo.ASYNC:
        return more.days * DAY
    return timedelta(minutes=more.minutes) if more.minutes else step.length


def _counts_working_days(course: Course, phase: str) -> bool:
    return course.setup.tempo is Tempo.ASYNC and not is_set(course, phase)


def _later(course: Course, phase: str, since: datetime, span: timedelta, around: Around) -> datetime:
    if not _counts_working_days(course, phase):
        return since + span
    return after_working_days(since, span.days, around.zones(course.participants))


def minutes(window: Window, playbook: Playbook, people: int, units: int) -> float:
    """Of one time through a phase, in a meeting."""
    if window.each is not None:
        return window.each * units
    if window.share is not None:
        return window.share / 100 * (playbook.total_each or 0) * people
    return window.minutes or 0
