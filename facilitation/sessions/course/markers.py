"""Under what a unit's contribution is kept: its name, or in an anonymous step what only the step's key can tell."""

import hmac

from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.course.values import Contribution, Course, Step, Unit


def marker(step: Step, name: str) -> str:
    """Raises: LookupError when the key of an anonymous step has been destroyed."""
    if step.visibility is not Visibility.ANONYMOUS:
        return name
    if step.key is None:
        raise LookupError(step.number)
    return hmac.new(bytes.fromhex(step.key), name.encode(), "sha256").hexdigest()


def given_by(course: Course, unit: Unit) -> Contribution | None:
    """What that unit gave in the open step so far."""
    return course.given_under(marker(course.step, unit.name)) if course.step else None


def still_to_speak(course: Course, step: Step) -> tuple[Unit, ...]:
    """Who is asked in that open step and has neither contributed nor passed."""
    given = {each.marker: each for each in course.gathered}
    return tuple(unit for unit in step.units if not _is_done(unit, given.get(marker(step, unit.name))))


def _is_done(unit: Unit, given: Contribution | None) -> bool:
    """Of a small group, when all who are still in it have finished."""
    if given is None:
        return not unit.members
    return given.done or set(unit.members) <= set(given.finished)


def waiting_for(course: Course) -> tuple[Unit, ...]:
    """Of those, who may contribute now."""
    if course.step is None:
        return ()
    active = {unit.name for unit in course.step.active}
    return tuple(unit for unit in still_to_speak(course, course.step) if unit.name in active)
