"""Whether what somebody gave is what the phase asks for."""

from collections.abc import Set

from facilitation.playbooks.asking import Choice, Contribution, Dots, Ratings, Score
from facilitation.sessions.course.effects import Why
from facilitation.sessions.course.happenings import Given
from facilitation.sessions.course.values import Course


def problem(given: Given, asks: Contribution, course: Course) -> Why | None:
    """Why it can't be taken, or None when it can."""
    said = any(text.strip() for _, text in given.texts)
    picked = {what for what, _ in given.marks}
    match asks:
        case Dots():
            return None if _dots_fit(given, asks, {item.id for item in course.items_of(asks.on)}) else Why.MARKS
        case Ratings():
            rated = {item.id for item in course.items_of(asks.of)}
            fits = picked <= rated and all(rating in asks.scale for _, rating in given.marks) and picked
            return None if fits else Why.MARKS
        case Score():
            return None if _is_one_of(picked, set(asks.scale)) else Why.MARKS
        case Choice():
            return _choice_problem(picked, asks, said=said)
        case _:
            return None if said else Why.NOTHING_SAID


def _dots_fit(given: Given, asks: Dots, items: Set[str]) -> bool:
    counts = [int(dots) if dots.isdecimal() else 0 for _, dots in given.marks]
    return {what for what, _ in given.marks} <= items and all(counts) and 0 < sum(counts) <= asks.dots


def _is_one_of(picked: Set[str], known: Set[str]) -> bool:
    return len(picked) == 1 and picked <= known


def _choice_problem(picked: Set[str], asks: Choice, *, said: bool) -> Why | None:
    if not _is_one_of(picked, set(asks.options)):
        return Why.MARKS
    needs_words = asks.reason == "must" and not picked <= {list(asks.options)[-1]}
    return Why.REASON_MISSING if needs_words and not said else None
