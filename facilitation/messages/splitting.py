"""A message that is too long for a platform, as several that together show all of it.

The first keeps the title and, where there is room, the buttons; what follows is numbered.
"""

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from facilitation.messages.cards import (
    Action,
    Block,
    Card,
    Chart,
    Facts,
    Message,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Small,
)
from facilitation.messages.forms import ChoiceInput, Form
from facilitation.messages.limits import LABEL_AT_MOST, TITLE_AT_MOST

Fits = Callable[[Message], bool]
"""Whether a platform shows a message whole."""

ELLIPSIS = "…"
AT_ONCE = 10_000  # units, escaped; of Slack's 12,000 and Teams' 13,000
AROUND = 60  # units of markup around each text
AROUND_A_BUTTON = 5  # times as much
MARKS = "*_`"
JOINING = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def split(message: Message, fits: Fits) -> tuple[Message, ...]:
    """In as few as show all of it, each of which fits; a thing that can't be divided goes alone."""
    whole = _spelled_out(message) if isinstance(message, Card) else message
    if fits(whole):
        return (whole,)
    if isinstance(whole, Notice):
        return tuple(_notices(whole.text, fits))
    parts = list(_cards(_Rest(list(whole.body), list(whole.actions)), whole.title, fits))
    return tuple(replace(part, title=_numbered(part.title, place, len(parts))) for place, part in enumerate(parts, 1))


def is_long(message: Message) -> bool:
    """Whether there may be a platform that doesn't show it whole at once: then it is worth saying durably."""
    if isinstance(message, Notice):
        return _escaped(message.text) > AT_ONCE
    return weight(message) > AT_ONCE


def weight(card: Card) -> int:
    """About how much room it takes: what is written, and what surrounds it."""
    written = [card.title, *(action.label for action in card.actions)]
    for block in card.body:
        match block:
            case Quote(text, by):
                written += [text, by]
            case Facts(pairs):
                written += [part for pair in pairs for part in pair]
            case Picture() | Chart():
                written.append(block.alt)
            case Paragraph(text) | Small(text):
                written.append(text)
    return sum(map(_escaped, written)) + AROUND * (len(written) + AROUND_A_BUTTON * len(card.actions))


def _escaped(text: str) -> int:
    """Units, as a text is written within JSON and HTML."""
    return units(json.dumps(text, ensure_ascii=False)) + 4 * sum(map(text.count, "&<>"))


def units(text: str) -> int:
    """Characters as the platforms count them: some of them, emoji among these, are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def within(text: str, most: int) -> str:
    """The beginning in at most so many units, ending in "…" when there is more."""
    if units(text) <= most:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + ELLIPSIS


def with_whole_options(form: Form) -> Form:
    """What an option has no room for stands above the inputs as well."""
    choices = [asked for asked in form.inputs if isinstance(asked, ChoiceInput)]
    long = [each.label for asked in choices for each in asked.options if units(each.label) > LABEL_AT_MOST]
    return replace(form, intro=(*form.intro, Quote("\n".join(dict.fromkeys(long))))) if long else form


def divided(form: Form, fits: Callable[[Form], bool]) -> tuple[Form, tuple[Message, ...]]:
    """A form that fits, and a message with what is left of what stands above its inputs, if anything is."""
    bare = replace(form, intro=())
    if not fits(bare):
        return bare, (Card(form.title, form.intro),) if form.intro else ()
    first, *rest = split(Card(form.title, form.intro), lambda part: fits(_above(form, part)))
    left = tuple(block for part in rest if isinstance(part, Card) for block in part.body)
    return _above(form, first), (Card(form.title, left),) if left else ()


def _above(form: Form, part: Message) -> Form:
    return replace(form, intro=part.body if isinstance(part, Card) else ())


def _spelled_out(card: Card) -> Card:
    """What a title or a button has no room for stands in the body as well."""
    title = (Quote(card.title),) if units(card.title) > TITLE_AT_MOST else ()
    long = [action.label for action in card.actions if units(action.label) > LABEL_AT_MOST]
    labels = (Quote("\n".join(long)),) if long else ()
    if not title and not labels:
        return card
    actions = tuple(replace(action, label=within(action.label, LABEL_AT_MOST)) for action in card.actions)
    return Card(within(card.title, TITLE_AT_MOST), (*title, *card.body, *labels), actions)


def _numbered(title: str, place: int, of: int) -> str:
    if of == 1:
        return title
    number = f" ({place}/{of})"
    return within(title, TITLE_AT_MOST - len(number)) + number


@dataclass(slots=True)
class _Rest:
    """What is yet to be shown."""

    body: list[Block]
    actions: list[Action]


def _cards(rest: _Rest, title: str, fits: Fits) -> Iterator[Card]:
    """The buttons stand under the first as far as they fit, so that they are at hand where it begins."""
    roomy = _numbered(title, 888, 999)
    while rest.body or rest.actions:
        yield replace(_next_card(rest, roomy, fits), title=title)


def _next_card(rest: _Rest, title: str, fits: Fits) -> Card:
    """Takes from the rest."""
    actions = _most(rest.actions, lambda some: fits(Card(title, (), tuple(some))))
    del rest.actions[: len(actions)]
    body = _next_body(rest.body, lambda some: fits(Card(title, tuple(some), tuple(actions))), alone=not actions)
    return Card(title, tuple(body), tuple(actions))


def _next_body(waiting: list[Block], fit: Callable[[Sequence[Block]], bool], *, alone: bool) -> list[Block]:
    """Takes from those that wait; `alone`: what can't be divided is taken even if it doesn't fit."""
    taken: list[Block] = []
    while waiting:
        if fit([*taken, waiting[0]]):
            taken.append(waiting.pop(0))
            continue
        halves = [] if taken and fit([waiting[0]]) else _halves(waiting[0])
        if halves:
            waiting[:1] = halves
        elif taken or not alone:
            break
        else:
            taken.append(waiting.pop(0))
            break
    return taken


def _most(actions: Sequence[Action], fit: Callable[[Sequence[Action]], bool]) -> list[Action]:
    many = len(actions)
    while many > 1 and not fit(actions[:many]):
        many = many * 3 // 4
    return list(actions[:many])


def _halves(block: Block) -> list[Block]:
    """Empty when it can't be divided."""
    match block:
        case Quote(text, by):
            return [Quote(piece, "" if place else by) for place, piece in enumerate(_in_two(text))]
        case Paragraph(text):
            return [Paragraph(piece) for piece in _in_two(text, _unmarked(text))]
        case Small(text):
            return [Small(piece) for piece in _in_two(text, _unmarked(text))]
        case Facts(pairs):
            return _fewer_facts(pairs)
        case Chart():
            return []  # the words beside it say the same
        case Picture():
            short = within(block.alt, TITLE_AT_MOST)
            return [replace(block, alt=short), Quote(block.alt)] if short != block.alt else []


def _fewer_facts(pairs: Sequence[tuple[str, str]]) -> list[Block]:
    if len(pairs) > 1:
        middle = len(pairs) // 2
        return [Facts(tuple(pairs[:middle])), Facts(tuple(pairs[middle:]))]
    ((label, value),) = pairs or (("", ""),)
    return [Quote(value, label)] if units(label) <= TITLE_AT_MOST else [Quote(f"{label}: {value}")]


def _in_two(text: str, allowed: Callable[[int], bool] = lambda _: True) -> list[str]:
    """Cut near the middle: between paragraphs, lines or words where there are some, never within a character."""
    middle = len(text) // 2
    near = range(middle, max(middle // 2, 0), -1)
    for between in ("\n\n", "\n", " "):
        for place in near:
            if text.startswith(between, place) and allowed(place):
                return [piece for piece in (text[:place], text[place + len(between) :]) if piece]
    for place in near:
        if allowed(place) and not _joins(text, place):
            return [text[:place], text[place:]]
    return [text[:middle], text[middle:]] if middle and allowed(middle) else []


def _joins(text: str, place: int) -> bool:
    """Whether what stands there belongs to the character before: an accent, a joiner, a skin tone."""
    after = text[place]
    return "\u200d" in text[place - 1 : place + 1] or unicodedata.combining(after) > 0 or after in JOINING


def _unmarked(markdown: str) -> Callable[[int], bool]:
    """Where one may cut our own Markdown: outside bold, italic, code and links, and not within an escape."""
    free, depth, open_marks, place = set[int](), 0, set[str](), 0
    while place < len(markdown):
        character = markdown[place]
        if not depth and not open_marks:
            free.add(place)
        if character == "\\":
            place += 2
            continue
        if character in MARKS:
            mark = character * (2 if markdown.startswith(character * 2, place) else 1)
            open_marks ^= {mark}
            place += len(mark)
            continue
        depth += (character in "[(") - (character in "])" and depth > 0)
        place += 1
    return free.__contains__


def _notices(text: str, fits: Fits) -> Iterator[Notice]:
    waiting = [text]
    while waiting:
        if fits(Notice(waiting[0])):
            yield Notice(waiting.pop(0))
            continue
        halves = _in_two(waiting[0], _unmarked(waiting[0]))
        if not halves:
            yield Notice(waiting.pop(0))
        waiting[:1] = halves if halves else waiting[:1]
