"""What came of a step, given back to all: the words by name or unnamed, the votes, the way it points."""

from collections.abc import Iterator, Mapping, Sequence

from facilitation.messages import Bar, Block, Card, Chart, Facts, Paragraph, Quote, Small
from facilitation.playbooks.asking import Choice, Contribution, Ratings, Score, Seat
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.cards.portions import portions
from facilitation.sessions.course.effects import StepClosed
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST, Item, Outcome
from facilitation.sessions.view import View
from facilitation.wording import shorten

FEWEST_BARS, MOST_BARS = 2, 12  # of a chart: fewer compare nothing, more don't fit a picture
LABEL_AT_MOST = 120  # characters of an item beside its votes

Words = Mapping[str, str]
"""The texts of items, by their ids."""


def result_cards(view: View, closed: StepClosed, words: Words) -> Iterator[Card]:
    """As many as it takes; none where everything was said in the open already, or is for its author alone."""
    outcome, title = closed.outcome, view.phase_title(closed.step.phase)
    decided = tuple(_decided(view, outcome, words))
    quoted = _quoted(view, closed, words)
    if outcome.given is None and not closed.items:
        yield Card(title, (Small(view.texts("sessions.too_few", least=ANONYMOUS_AT_LEAST)),))
        return
    parts = list(portions(quoted)) or [()]
    for number, part in enumerate(parts):
        body = (*(decided if number == 0 else ()), *part)
        if body:
            yield Card(view.texts.plain("sessions.continued", phase=title) if number else title, body)


def _quoted(view: View, closed: StepClosed, words: Words) -> list[Block]:
    """Question by question, in the order of who spoke, or for unnamed words of random ids."""
    if closed.outcome.visibility is Visibility.OPEN:
        return []
    blocks: list[Block] = []
    prompts = view.prompts(view.playbook.phases[closed.step.phase])
    for question, prompt in enumerate(prompts):
        said = [item for item in closed.items if item.question == question and words.get(item.id)]
        if said and len(prompts) > 1:
            blocks.append(Paragraph(view.texts("sessions.heading", words=prompt)))
        blocks += [Quote(words[item.id], by=_by(view, closed, item)) for item in said]
    if closed.items and closed.outcome.is_unlinked and closed.outcome.given is None:
        blocks.append(Small(view.texts("sessions.only_named", least=ANONYMOUS_AT_LEAST)))
    return blocks


def _by(view: View, closed: StepClosed, item: Item) -> str:
    if not item.by:
        return ""
    unit = next((unit for unit in closed.step.units if unit.name == item.by), None)
    name, picked = view.unit_name(unit) if unit else item.by, _picked(view, closed, item.by)
    return view.texts.plain("sessions.by_with", name=name, picked=picked) if picked else name


def _picked(view: View, closed: StepClosed, unit: str) -> str:
    """The option with which those words came."""
    asks = view.playbook.phases[closed.step.phase].asks
    given = next((each for each in closed.gathered if each.marker == unit), None)
    if not isinstance(asks, Choice) or given is None or not given.marks:
        return ""
    return view.told(asks.options[given.marks[0][0]].title)


def _decided(view: View, outcome: Outcome, words: Words) -> Iterator[Block]:
    asks = view.playbook.phases[outcome.phase].asks
    if isinstance(asks, Choice) and outcome.option:
        yield Paragraph(chosen(view, asks, outcome.option))
    if outcome.tally and not isinstance(asks, Seat) and outcome.given != 1:
        pairs = [(_label(view, outcome, what, words), str(weight)) for what, weight in _worth_showing(asks, outcome)]
        yield from _chart(view, [Bar(label, int(weight), weight) for label, weight in pairs])
        yield from (Facts(tuple(pairs[start : start + 10])) for start in range(0, len(pairs), 10))
    if outcome.ratings and isinstance(asks, Ratings):
        rated = [
            (shorten(words.get(item, ""), LABEL_AT_MOST), view.told(asks.scale[rating]))
            for item, rating in outcome.ratings
        ]
        scale = list(asks.scale)
        sizes = [scale.index(rating) + 1 for _, rating in outcome.ratings]
        yield from _chart(view, [Bar(label, size, told) for (label, told), size in zip(rated, sizes, strict=True)])
        yield from (Facts(tuple(rated[start : start + 10])) for start in range(0, len(rated), 10))


def _worth_showing(asks: Contribution | None, outcome: Outcome) -> Sequence[tuple[str, int]]:
    """Of a scale all of it: what nobody chose says something too."""
    return outcome.tally if isinstance(asks, Score) else [pair for pair in outcome.tally if pair[1]]


def _chart(view: View, bars: Sequence[Bar]) -> Iterator[Block]:
    """The facts below say the same."""
    if FEWEST_BARS <= len(bars) <= MOST_BARS:
        values = "; ".join(f"{bar.label}: {bar.told}" for bar in bars)
        yield Chart(tuple(bars), view.texts.plain("sessions.chart", values=values))


def chosen(view: View, asks: Choice, option: str) -> str:
    """In the playbook's own words for it, where it has some."""
    picked = asks.options[option]
    if picked.told:
        return view.texts("sessions.heading", words=view.told(picked.told))
    return view.texts("sessions.chosen", option=view.told(picked.title))


def _label(view: View, outcome: Outcome, what: str, words: Words) -> str:
    """An option, a word of a scale, or the thing that got the dots."""
    asks = view.playbook.phases[outcome.phase].asks
    if isinstance(asks, Choice):
        return view.told(asks.options[what].title)
    if isinstance(asks, Score):
        return view.told(asks.scale[what])
    return shorten(words.get(what, view.texts.plain("sessions.gone_item")), LABEL_AT_MOST)
