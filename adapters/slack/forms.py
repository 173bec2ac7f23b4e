"""Canonical forms as modals. Every input's block and action carry the input's name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from adapters.border import Json, clean
from adapters.slack import limits
from adapters.slack.blocks import body, has_room, header, plain_text
from adapters.slack.names import Origin
from adapters.slack.outgoing import WITHOUT_END, fitted
from facilitation.messages import (
    ChoiceInput,
    DateInput,
    Form,
    Input,
    Message,
    Option,
    PlaceInput,
    TextInput,
    TimeInput,
    divided,
    with_whole_options,
)

# A choice of one among so few is shown openly, else behind a menu.
SHOWN_OPENLY = 5
# In bytes: what surrounds the blocks of a view, and what is always kept for those above its inputs.
AROUND = 20_000
LEAST_ABOVE = 6_000


@dataclass(frozen=True, slots=True)
class Room:
    """How long each may be that is written within an input; and how many options there may be in a form."""

    label: int = limits.INPUT_LABEL
    hint: int = limits.INPUT_HINT
    option: int = limits.OPTION_LABEL
    typed: int = limits.TYPED_TEXT
    options: int = WITHOUT_END


# From generous to tight: the first that lets all inputs fit is taken. In the last they fit whatever is written.
ROOMS = (
    Room(),
    Room(label=300, hint=150, option=40),
    Room(label=150, hint=75, option=20),
    Room(label=75, hint=75, option=20, typed=100, options=400),
)


def in_view(form: Form) -> tuple[Form, Sequence[Message]]:
    """The form as far as a view shows it, and what is left of what stands above its inputs."""
    return divided(with_whole_options(form), _is_whole)


def _is_whole(form: Form) -> bool:
    above = [*_heading(form), *body(form.intro, WITHOUT_END)]
    drawn = [*above, *_inputs(form, ROOMS[0], private_channels=True)]
    fits = len(drawn) <= limits.BLOCKS_PER_VIEW and limits.sent(drawn) <= limits.VIEW_BYTES - AROUND
    fits = fits and limits.size(above) <= limits.VIEW_TOGETHER
    return fits and all(map(has_room, form.intro))


def _heading(form: Form) -> Sequence[Json]:
    """The title, where a view's own has no room for it."""
    return [header(form.title)] if limits.length(form.title) > limits.VIEW_TITLE else []


def render(form: Form, origin: Origin, *, private_channels: bool = False) -> Json:
    """A view for views.open and for response actions; `origin` comes back when it is handed in.

    `private_channels`: whether they can be chosen, which takes scopes that Kring has only where that is switched on.
    """
    view: Json = {
        "type": "modal",
        "callback_id": form.action,
        "title": plain_text(form.title, limits.VIEW_TITLE),
        "submit": plain_text(form.submit, limits.VIEW_BUTTON),
        "private_metadata": origin.written(),
    }
    left = limits.VIEW_BYTES - limits.sent(view) - LEAST_ABOVE
    inputs: list[Json] = []
    for room in ROOMS:
        inputs = _inputs(form, room, private_channels=private_channels)
        if limits.sent(inputs) <= left:
            break
    return {**view, "blocks": [*_above(form, len(inputs), left - limits.sent(inputs)), *inputs]}


def _above(form: Form, inputs: int, left: int) -> Sequence[Json]:
    """What stands above the inputs, in `left` bytes and what is kept for it."""

    def intro(room: int) -> list[Json]:
        return [*_heading(form), *body(form.intro, room)]

    together = min(limits.VIEW_TOGETHER, (left + LEAST_ABOVE) // limits.BYTES_OF_A_UNIT)
    return fitted(intro, limits.BLOCKS_PER_VIEW - inputs, together)


def _inputs(form: Form, room: Room, *, private_channels: bool) -> list[Json]:
    choices = sum(isinstance(asked, ChoiceInput) for asked in form.inputs)
    options = room.options // max(choices, 1)
    drawn = (_input(asked, replace(room, options=options), private_channels) for asked in form.inputs)
    return [each for each in drawn if each is not None]


def _input(asked: Input, room: Room, private_channels: bool) -> Json | None:
    element = _element(asked, room, private_channels)
    if element is None:
        return None
    block: Json = {
        "type": "input",
        "block_id": asked.name,
        "label": plain_text(asked.label, room.label),
        "element": {**element, "action_id": asked.name},
        "optional": asked.optional,
    }
    if asked.hint.strip():
        block["hint"] = plain_text(asked.hint, room.hint)
    return block


def _element(asked: Input, room: Room, private_channels: bool) -> Json | None:
    match asked:
        case TextInput():
            return _typed(asked, room)
        case ChoiceInput():
            return _choice(_within(asked, room)) if asked.options else None
        case TimeInput():
            return _if_read({"type": "timepicker"}, "initial_time", asked.initial, _clock_time)
        case DateInput():
            return _if_read({"type": "datepicker"}, "initial_date", asked.initial, _day)
        case PlaceInput():
            return _place(asked, private_channels)


def _typed(asked: TextInput, room: Room) -> Json:
    longest = min(asked.longest, limits.TYPED_TEXT)
    element: Json = {"type": "plain_text_input", "multiline": asked.multiline, "max_length": longest}
    initial = limits.shorten(clean(asked.initial), min(longest, room.typed))
    return {**element, "initial_value": initial} if initial.strip() else element


def _place(asked: PlaceInput, private_channels: bool) -> Json:
    kinds = ["public", "private"] if private_channels else ["public"]
    element: Json = {"type": "conversations_select", "filter": {"include": kinds, "exclude_bot_users": True}}
    if asked.initial is not None:
        return {**element, "initial_conversation": asked.initial.channel}
    return {**element, "default_to_current_conversation": not asked.optional}


def _if_read(element: Json, key: str, initial: str, read: Callable[[str], str]) -> Json:
    """With its initial value, unless that is none."""
    try:
        return {**element, key: read(initial)}
    except ValueError:
        return element


def _clock_time(written: str) -> str:
    return f"{time.fromisoformat(written):%H:%M}"


def _day(written: str) -> str:
    return date.fromisoformat(written).isoformat()


MENUS = ("static_select", "multi_static_select")


def _within(asked: ChoiceInput, room: Room) -> ChoiceInput:
    """Where there is no room for all options, with those that are chosen and as many others as there is room for."""
    first = sorted(asked.options, key=lambda option: option.value not in asked.initial)[: room.options]
    kept = {option.value for option in first}
    return replace(asked, options=tuple(_shorter(each, room.option) for each in asked.options if each.value in kept))


def _shorter(option: Option, longest: int) -> Option:
    label, heading = (limits.shorten(clean(text), longest) for text in (option.label, option.heading))
    return replace(option, label=label, heading=heading)


def _choice(asked: ChoiceInput) -> Json:
    drawn = [_option(option) for option in asked.options]
    chosen = [shown for option, shown in zip(asked.options, drawn, strict=True) if option.value in asked.initial]
    kind = _kind_of_choice(asked)
    element: Json = {"type": kind, **_offered(kind, asked)}
    if not chosen:
        return element
    return {**element, "initial_options": chosen} if asked.several else {**element, "initial_option": chosen[0]}


def _kind_of_choice(asked: ChoiceInput) -> str:
    if asked.several:
        return "checkboxes" if len(asked.options) <= limits.OPTIONS_AT_A_GLANCE else "multi_static_select"
    return "radio_buttons" if len(asked.options) <= SHOWN_OPENLY else "static_select"


def _offered(kind: str, asked: ChoiceInput) -> Mapping[str, object]:
    """The options, under their headings in a menu; beyond a hundred in groups of a hundred, named after their ends."""
    drawn = [_option(option) for option in asked.options]
    if len(drawn) <= limits.OPTIONS:
        headed = kind in MENUS and all(option.heading for option in asked.options)
        return {"option_groups": [_headed(*each) for each in asked.headed]} if headed else {"options": drawn}
    starts = range(0, len(drawn), limits.OPTIONS)
    return {"option_groups": [_group(drawn[start : start + limits.OPTIONS]) for start in starts]}


def _headed(heading: str, options: Sequence[Option]) -> Json:
    return {"label": plain_text(heading, limits.OPTION_LABEL), "options": [_option(option) for option in options]}


def _group(options: Sequence[Json]) -> Json:
    first, last = (limits.shorten(_label(option), 35) for option in (options[0], options[-1]))
    return {"label": plain_text(f"{first} – {last}", limits.OPTION_LABEL), "options": list(options)}


def _option(option: Option) -> Json:
    return {"text": plain_text(option.label, limits.OPTION_LABEL), "value": option.value}


def _label(option: Json) -> str:
    shown = option["text"]
    return str(shown["text"]) if isinstance(shown, dict) else ""
