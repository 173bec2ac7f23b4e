"""What a closing step gives: what may be shown, what was most wanted, which way it points."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitation.people import MemberId
from facilitation.playbooks.asking import Choice, Dots, Ratings, Score, Seat
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Phase
from facilitation.sessions.course.around import Chance
from facilitation.sessions.course.markers import marker
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST, Contribution, Course, Item, Step, Words

Tally = tuple[tuple[str, int], ...]
Rated = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a step outlives its close: by name, or as loose voices. `given` is None where it may not be told."""

    items: tuple[Item, ...]
    gathered: tuple[Contribution, ...]
    voices: tuple[Words, ...]
    counted: tuple[Contribution, ...]
    given: int | None


def shown(course: Course, step: Step, chance: Chance) -> Shown:
    given = tuple(each for each in course.gathered if not each.passed)
    if step.visibility is not Visibility.ANONYMOUS:
        items = () if step.visibility is Visibility.DIRECT else tuple(_items(step, given))
        return Shown(items, given, (), given, len(given))
    if len(given) < ANONYMOUS_AT_LEAST:
        return _by_name(course, step, given)
    voices = _loose(given, chance)
    unnamed = tuple(Item(words.id, step.number, step.phase, question=words.question) for words in voices)
    return Shown(unnamed, (), voices, given, len(given))


def outcome_marks(phase: Phase, step: Step, counted: Sequence[Contribution]) -> tuple[str, Tally, Rated]:
    """The option that was chosen, the tally, and each item's most frequent rating."""
    match phase.asks:
        case Dots():
            return "", _sums(counted), ()
        case Ratings():
            return "", (), _ratings(counted, list(phase.asks.scale))
        case Score():
            return "", _order(_count(counted), list(phase.asks.scale)), ()
        case Choice():
            counts = _order(_count(counted), list(phase.asks.options))
            return _decided(phase.asks, dict(counts)), counts, ()
        case Seat():
            volunteers = step.runoff or [MemberId(each.marker) for each in counted]
            return "", _order(_count(counted) if step.runoff else {}, volunteers), ()
        case _:
            return "", (), ()


def _by_name(course: Course, step: Step, given: Sequence[Contribution]) -> Shown:
    """Too few for nobody to be known by: those who said so show theirs by name, the others' are gone."""
    names = {marker(step, unit.name): unit.name for unit in step.units}
    kept = tuple(
        Contribution(names[each.marker], each.texts, each.marks, named_if_few=True)
        for each in given
        if each.named_if_few and each.marker in names
    )
    return Shown(tuple(_items(step, kept)), kept, (), kept, None)


def _items(step: Step, given: Iterable[Contribution]) -> Iterable[Item]:
    for each in given:
        for words in each.texts:
            yield Item(words.id, step.number, step.phase, each.marker, words.question)


def _loose(given: Sequence[Contribution], chance: Chance) -> tuple[Words, ...]:
    """In an order that random ids give; a question that fewer than five answered keeps none of its answers."""
    people = Counter(question for each in given for question in {words.question for words in each.texts})
    kept = [
        Words(chance.identity(), words.text, words.question)
        for each in given
        for words in each.texts
        if people[words.question] >= ANONYMOUS_AT_LEAST
    ]
    return tuple(sorted(kept, key=lambda words: words.id))


def _count(counted: Sequence[Contribution]) -> Mapping[str, int]:
    return Counter(what for each in counted for what, _ in each.marks)


def _sums(counted: Sequence[Contribution]) -> Tally:
    sums: Counter[str] = Counter()
    for each in counted:
        for item, dots in each.marks:
            sums[item] += int(dots)
    return tuple(sums.most_common())


def _ratings(counted: Sequence[Contribution], scale: Sequence[str]) -> Rated:
    said: dict[str, Counter[str]] = {}
    for each in counted:
        for item, rating in each.marks:
            said.setdefault(item, Counter())[rating] += 1
    return tuple((item, max(scale, key=lambda rating: counts[rating])) for item, counts in said.items())


def _order(counts: Mapping[str, int], known: Sequence[str]) -> Tally:
    """The heaviest first; among equals, as they are named."""
    return tuple(sorted(((name, counts.get(name, 0)) for name in known), key=lambda pair: -pair[1]))


def _decided(choice: Choice, counts: Mapping[str, int]) -> str:
    chosen = [name for name in choice.options if counts.get(name)]
    if not chosen:
        return ""
    return chosen[0] if choice.decides == "any" else max(chosen, key=lambda name: counts[name])
