"""What a closing step gives: what may be shown, what was most wanted, which way it points."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from facilitation.playbooks.asking import Choice, Dots, Ratings, Score, Seat
from facilitation.playbooks.asking import Contribution as Asked
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.course.around import Chance
from facilitation.sessions.course.markers import marker
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST, Contribution, Course, Item, Step, Words

Tally = tuple[tuple[str, int], ...]
Rated = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a step outlives its close: by name, or as loose voices. `given` is None where it may not be told.

    `counted` is what tallies are made of; of an anonymous step only its marks may be looked at.
    """

    items: tuple[Item, ...]
    gathered: tuple[Contribution, ...]
    voices: tuple[Words, ...]
    counted: tuple[Contribution, ...]
    given: int | None


@dataclass(frozen=True, slots=True)
class Picked:
    """As in `Outcome`."""

    option: str = ""
    tally: Tally = ()
    ratings: Rated = ()


def shown(course: Course, step: Step, chance: Chance) -> Shown:
    """In the order of the units that gave it; who was first is kept nowhere."""
    given = tuple(_by_name(course, step))
    if step.visibility is not Visibility.ANONYMOUS:
        items = () if step.visibility is Visibility.DIRECT else tuple(_items(step, given))
        return Shown(items, given, (), given, len(given))
    if len(given) < ANONYMOUS_AT_LEAST:
        named = tuple(each for each in given if each.named_if_few)
        return Shown(tuple(_items(step, named)), named, (), named, None)
    voices = _loose(given, chance)
    unnamed = tuple(Item(words.id, step.number, step.phase, question=words.question) for words in voices)
    return Shown(unnamed, (), voices, given, len(given))


def picked(asks: Asked, course: Course, step: Step, result: Shown) -> Picked:
    counts = Counter(what for each in result.counted for what, _ in each.marks)
    match asks:
        case Dots():
            dots = _dots(result.counted)
            return Picked(tally=_order(dots, [item.id for item in course.items_of(asks.on) if dots[item.id]]))
        case Ratings():
            return Picked(ratings=tuple(_ratings(asks, course, result)))
        case Score():
            return Picked(tally=tuple((grade, counts[grade]) for grade in asks.scale))
        case Choice():
            return Picked(_decided(asks, counts), _order(counts, list(asks.options)))
        case Seat():
            return Picked(tally=_order(counts, step.runoff or [each.marker for each in result.counted]))
        case _:
            return Picked()


def _by_name(course: Course, step: Step) -> Iterable[Contribution]:
    """All that was given, under the names of the units, whatever the step promises."""
    found = {each.marker: each for each in course.gathered if not each.passed}
    for unit in step.units:
        given = found.get(marker(step, unit.name))
        if given:
            yield replace(given, marker=unit.name)


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


def _dots(counted: Sequence[Contribution]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for each in counted:
        for item, dots in each.marks:
            sums[item] += int(dots)
    return sums


def _ratings(asks: Ratings, course: Course, result: Shown) -> Iterable[tuple[str, str]]:
    """Each item's most frequent one, of equals the first of the scale; of loose voices, where five or more gave one."""
    least = 1 if result.gathered else ANONYMOUS_AT_LEAST
    for item in course.items_of(asks.of):
        said = Counter(rating for each in result.counted for what, rating in each.marks if what == item.id)
        if said.total() >= least:
            yield item.id, max(asks.scale, key=said.__getitem__)


def _order(counts: Mapping[str, int], known: Sequence[str]) -> Tally:
    """The heaviest first; among equals, as they are named."""
    return tuple(sorted(((name, counts.get(name, 0)) for name in known), key=lambda pair: -pair[1]))


def _decided(choice: Choice, counts: Mapping[str, int]) -> str:
    chosen = [name for name in choice.options if counts.get(name)]
    if not chosen:
        return ""
    return chosen[0] if choice.decides == "any" else max(chosen, key=lambda name: counts[name])
