"""Forms as dialogs (task modules): an Adaptive Card with inputs, its definition hidden in the submit button."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from adapters.border import Json, clean
from adapters.markup import Run
from adapters.teams import hidden
from adapters.teams.cards import attached, frame
from adapters.teams.elements import ELLIPSIS, drawn, line
from adapters.teams.hidden import OpenedForm
from adapters.teams.limits import CARD_BYTES, CHOICES, packed, size
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
)

FEW = 5  # options that are all shown at once
WARNING = "⚠ "
LOOKING = "🔎 "
ROOM_FOR = (100, 80, 60, 45, 30, 20, 12, 6, 3, 1)  # options of each choice, until all is small enough

Typed = Mapping[str, str]


def as_dialog(opened: OpenedForm, errors: Typed | None = None, typed: Typed | None = None) -> Json:
    """The dialog's TaskInfo. `errors` by input name, shown above each; `typed` as the form sent it, kept."""
    fields = _fields(opened, errors or {}, typed or {})
    return task(opened.form.title, frame([*_intro(opened, CARD_BYTES - size(frame(fields))), *fields]))


def in_dialog(opened: OpenedForm, sought: Typed, typed: Typed) -> tuple[OpenedForm, Sequence[Message]]:
    """The form as far as a dialog shows it, and what is left of what stands above its inputs.

    Where there are more options than it holds, it shows what was picked, what was `sought`, and the first of the rest.
    """
    fitting = _narrowed(opened, sought, typed)
    form, rest = divided(replace(fitting.form, intro=opened.form.intro), lambda form: _is_whole(fitting, form, typed))
    return replace(fitting, form=form), rest


def not_found(opened: OpenedForm, sought: Typed) -> Typed:
    """Errors by the name of the input that looks for an option."""
    choices = {each.name: each.options for each in opened.form.inputs if isinstance(each, ChoiceInput)}
    looks = {name: words for name, words in sought.items() if name in opened.narrowed}
    return {
        name if not words else hidden.looks_for(name): words or LOOKING.strip()
        for name, words in looks.items()
        if not words or not any(_nearness(each, words) for each in choices.get(name, ()))
    }


def _is_whole(opened: OpenedForm, form: Form, typed: Typed) -> bool:
    together = size(frame([*drawn(form.intro), *_fields(replace(opened, form=form), {}, typed)]))
    return together <= CARD_BYTES and all(len(each.options) <= CHOICES for each in _choices(form))


def _narrowed(opened: OpenedForm, sought: Typed, typed: Typed) -> OpenedForm:
    bare = replace(opened.form, intro=())
    whole = replace(opened, form=bare, after=None)
    if _is_whole(whole, bare, typed):
        return whole
    for most in ROOM_FOR:
        inputs = tuple(
            _nearest(each, most, sought, typed) if isinstance(each, ChoiceInput) else each for each in bare.inputs
        )
        cut = tuple(each.name for each in _choices(bare) if len(each.options) > most)
        whole = replace(opened, form=replace(bare, inputs=inputs), narrowed=cut, after=opened.after if cut else None)
        if _is_whole(whole, whole.form, typed):
            break
    return whole


def _choices(form: Form) -> Sequence[ChoiceInput]:
    return [each for each in form.inputs if isinstance(each, ChoiceInput)]


def _nearest(asked: ChoiceInput, most: int, sought: Typed, typed: Typed) -> ChoiceInput:
    """With so many options at most beside those that are picked."""
    picked = typed[asked.name].split(",") if asked.name in typed else list(map(hidden.option, asked.initial))
    words = sought.get(asked.name, "")
    ranked = sorted(asked.options, key=lambda each: (hidden.option(each.value) not in picked, -_nearness(each, words)))
    return replace(asked, options=tuple(ranked[: most + len([each for each in picked if each])]))


def _nearness(option: Option, words: str) -> int:
    """Nought for an option that has nothing of what is looked for."""
    label, begins = option.label.casefold(), words.casefold()
    if not begins or begins not in label:
        return 0
    return 1 + label.startswith(begins) + (label == begins)


def _fields(opened: OpenedForm, refused: Typed, kept: Typed) -> list[Json]:
    form = opened.form
    names = {each.name for each in form.inputs} | set(map(hidden.looks_for, opened.narrowed))
    fields = [_error(name, text) for name, text in refused.items() if name not in names]
    for each in form.inputs:
        wide = each.name in opened.narrowed
        fields += _field(each, refused.get(each.name), kept.get(each.name), must=not (each.optional or wide))
        if wide:
            look = TextInput(hidden.looks_for(each.name), f"{LOOKING}{each.label}", optional=True)
            fields += _field(look, refused.get(look.name), None, must=False)
    submit: Json = {"type": "Action.Submit", "title": clean(form.submit), "style": "positive"}
    return [*fields, {"type": "ActionSet", "actions": [{**submit, "data": hidden.of_form(opened)}]}]


def task(title: str, card: Json) -> Json:
    return {"title": clean(title), "height": "large", "width": "medium", "card": attached(card)}


def _intro(opened: OpenedForm, room: int) -> list[Json]:
    """What stands before the fields, folded when there is no room for all of it."""
    groups = packed(drawn(opened.form.intro), max(room, 0))
    fits = size(groups[0]) <= max(room, 0)
    if fits and len(groups) == 1:
        return groups[0]
    return [*(groups[0] if fits else []), line([Run(ELLIPSIS)])]


def _field(asked: Input, error: str | None, typed: str | None, *, must: bool) -> list[Json]:
    field: Json = {**_input(asked, typed), "id": asked.name, "label": clean(asked.label)}
    if must:
        field |= {"isRequired": True, "errorMessage": f"{WARNING}{clean(asked.label)}"}
    hint = [line([Run(asked.hint)], size="Small", isSubtle=True, spacing="Small")] if asked.hint else []
    return [*([_error(asked.name, error)] if error else []), field, *hint]


def _error(name: str, text: str) -> Json:
    return {"id": f"error:{name}"} | line([Run(f"{WARNING}{text}", bold=True)], color="Attention")


def _input(asked: Input, typed: str | None) -> Json:
    if isinstance(asked, TextInput):
        value = asked.initial if typed is None else typed
        return {"type": "Input.Text", "isMultiline": asked.multiline, "maxLength": asked.longest, "value": clean(value)}
    if isinstance(asked, ChoiceInput):
        return _choice(asked, typed)
    if isinstance(asked, PlaceInput):
        return _place(asked, typed)
    value = asked.initial if typed is None else typed
    if isinstance(asked, TimeInput):
        return {"type": "Input.Time", "value": value}
    if isinstance(asked, DateInput):
        return {"type": "Input.Date", "value": value}
    assert_never(asked)


def _choice(asked: ChoiceInput, typed: str | None) -> Json:
    initial = ",".join(hidden.option(each.value) for each in asked.options if each.value in asked.initial)
    return {
        "type": "Input.ChoiceSet",
        "choices": [{"title": clean(each.label), "value": hidden.option(each.value)} for each in asked.options],
        "isMultiSelect": asked.several,
        "style": "expanded" if asked.several or len(asked.options) <= FEW else "compact",
        "value": initial if typed is None else typed,
        "wrap": True,
    }


def _place(asked: PlaceInput, typed: str | None) -> Json:
    """Teams has no picker for channels in cards: those that Kring knows are offered."""
    known = {place.channel: label for place, label in asked.known}
    initial = asked.initial.channel if asked.initial else ""
    if initial:
        known = {initial: known.get(initial, ""), **known}
    choices = [{"title": clean(label) or channel, "value": channel} for channel, label in known.items()]
    return {
        "type": "Input.ChoiceSet",
        "choices": choices[:CHOICES],
        "style": "compact",
        "value": initial if typed is None else typed,
        "wrap": True,
    }
