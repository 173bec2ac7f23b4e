"""Whether what somebody gave is what the open step asks for."""

from collections.abc import Sequence, Set

from facilitation.playbooks.asking import Choice, Dots, Ratings, Score, Text
from facilitation.playbooks.asking import Contribution as Asked
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.course.effects import Why
from facilitation.sessions.course.happenings import Given
from facilitation.sessions.course.values import Course, Step

Marks = Sequence[tuple[str, str]]


def problem(given: Given, step: Step, asks: Asked, course: Course) -> Why | None:
    """Why it can't be taken, or None when it can."""
    said = any(text.strip() for _, text in given.texts)
    if step.runoff:
        return None if _is_one_of(given.marks, set(step.runoff)) else Why.MARKS
    match asks:
        case Dots():
            fits = _dots_fit(given.marks, asks, {item.id for item in course.items_of(asks.on)})
        case Ratings():
            fits = _ratings_fit(given.marks, asks, {item.id for item in course.items_of(asks.of)})
        case Score():
            fits = _is_one_of(given.marks, asks.scale.keys())
        case Choice():
            fits = _is_one_of(given.marks, asks.options.keys())
            if fits and not said and _needs_words(given.marks, asks):
                return Why.REASON_MISSING
        case _:
            fits = not given.marks
            if not said:
                return Why.NOTHING_SAID
    return None if fits else Why.MARKS


def by_form_only(step: Step, asks: Asked) -> bool:
    """Whether a message is no contribution to it: more than words is asked for, or not all may see them at once."""
    return bool(step.runoff) or not isinstance(asks, Text) or step.visibility is not Visibility.OPEN


def _dots_fit(marks: Marks, asks: Dots, items: Set[str]) -> bool:
    numbers = {str(number): number for number in range(1, asks.dots + 1)}
    counts = [numbers.get(dots, asks.dots + 1) for _, dots in marks]
    return {item for item, _ in marks} <= items and 0 < sum(counts) <= asks.dots


def _ratings_fit(marks: Marks, asks: Ratings, items: Set[str]) -> bool:
    """Some of the items, each with one word of the scale."""
    rated = [item for item, _ in marks]
    return (
        0 < len(rated) == len(set(rated)) and set(rated) <= items and {word for _, word in marks} <= asks.scale.keys()
    )


def _is_one_of(marks: Marks, known: Set[str]) -> bool:
    return len(marks) == 1 and marks[0][0] in known


def _needs_words(marks: Marks, asks: Choice) -> bool:
    return asks.reason == "must" and marks[0][0] != list(asks.options)[-1]
