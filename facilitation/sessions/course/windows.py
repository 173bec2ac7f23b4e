"""How long a step is open, and when that is over."""

from datetime import datetime, timedelta

from facilitation.playbooks.schema import Phase, Playbook, Window
from facilitation.sessions.course.around import Around
from facilitation.sessions.course.values import Course, Tempo
from facilitation.working_days import after_working_days

POLL = timedelta(minutes=1)
DAY = timedelta(days=1)
GATHERING = timedelta(days=14)  # as long as people may be waited for
PAUSE = timedelta(days=28)


def length(course: Course, playbook: Playbook, phase: str, units: int) -> timedelta:
    """Of the whole phase in a meeting; over days, one day for each working day."""
    window = window_of(course, playbook, phase)
    changed = course.setup.windows.get(phase)
    if changed is not None:
        return changed
    if course.setup.tempo is Tempo.ASYNC:
        return window.days * DAY
    return timedelta(minutes=_minutes(window, playbook, len(course.participants), units))


def window_of(course: Course, playbook: Playbook, phase: str) -> Window:
    """The phase's own, or the variant's."""
    variant = playbook.variants.get(course.setup.variant or "")
    own = playbook.phases[phase].window
    return variant.windows.get(phase, own) if variant else own


def ends_after(course: Course, span: timedelta, around: Around) -> datetime:
    """`span` from now on; over days, whole days of it are working days in every participant's zone."""
    return _later(course, around.now, span, around)


def extended(course: Course, playbook: Playbook, around: Around) -> datetime:
    """The open step's end with the same again added, or what its topics are extended by. Raises: LookupError."""
    step = course.step
    if step is None:
        raise LookupError("no step is open")
    return _later(course, max(step.closes_at, around.now), added(course, playbook.phases[step.phase]), around)


def added(course: Course, phase: Phase) -> timedelta:
    """By how much one click extends the open step. Raises: LookupError."""
    step = course.step
    if step is None:
        raise LookupError("no step is open")
    more = phase.topics.extended if phase.topics else None
    if more is None:
        return step.length
    if course.setup.tempo is Tempo.ASYNC:
        return more.days * DAY
    return timedelta(minutes=more.minutes) if more.minutes else step.length


def poll_ends(course: Course, around: Around) -> datetime:
    return _later(course, around.now, DAY if course.setup.tempo is Tempo.ASYNC else POLL, around)


def _later(course: Course, since: datetime, span: timedelta, around: Around) -> datetime:
    if course.setup.tempo is Tempo.SYNC or span < DAY:
        return since + span
    return after_working_days(since, span.days, around.zones(course.participants))


def _minutes(window: Window, playbook: Playbook, people: int, units: int) -> float:
    if window.each is not None:
        return window.each * max(units, 1)
    if window.share is not None:
        return window.share / 100 * (playbook.total_each or 0) * max(people, 1)
    return window.minutes or 0
