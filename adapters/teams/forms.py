"""Forms as dialogs (task modules): an Adaptive Card with inputs, its definition hidden in the submit button."""

from collections.abc import Mapping, Sequence
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
    PlaceInput,
    TextInput,
    TimeInput,
    divided,
)

FEW = 5  # options that are all shown at once
WARNING = "⚠ "

Typed = Mapping[str, str]


def as_dialog(opened: OpenedForm, errors: Typed | None = None, typed: Typed | None = None) -> Json:
    """The dialog's TaskInfo. `errors` by input name, shown above each; `typed` as the form sent it, kept."""
    fields = _fields(opened, errors or {}, typed or {})
    return task(opened.form.title, frame([*_intro(opened, CARD_BYTES - size(frame(fields))), *fields]))


def in_dialog(form: Form) -> tuple[Form, Sequence[Message]]:
    """The form as far as a dialog shows it, and what is left of what stands above its inputs."""
    return divided(form, _is_whole)


def _is_whole(form: Form) -> bool:
    return size(frame([*drawn(form.intro), *_fields(OpenedForm(form), {}, {})])) <= CARD_BYTES


def _fields(opened: OpenedForm, refused: Typed, kept: Typed) -> list[Json]:
    form = opened.form
    names = {each.name for each in form.inputs}
    fields = [_error(name, text) for name, text in refused.items() if name not in names]
    for each in form.inputs:
        fields += _field(each, refused.get(each.name), kept.get(each.name))
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


def _field(asked: Input, error: str | None, typed: str | None) -> list[Json]:
    field: Json = {**_input(asked, typed), "id": asked.name, "label": clean(asked.label)}
    if not asked.optional:
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
