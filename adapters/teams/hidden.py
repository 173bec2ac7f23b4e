"""What a card carries unseen and a press brings back: which button, which form.

It passes through the member's hands, so it is read as carefully as anything from outside; that it is what Kring put
there, `seals` tell.
"""

import binascii
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from adapters.border import Json, clean, cleaned
from facilitation.messages import ChoiceInput, Form, Input, PlaceInput, Subject

NAME = "kring"
SEAL = "seal"
SEALED = ("action", "subject", "card", "form")
"""What a seal vouches for. Of an input's value nobody can vouch."""
SEAL_LENGTH = 22  # characters, six bits each
UNSEALED = {SEAL: "-" * SEAL_LENGTH}  # so that a card has the size that it is sent with
FORM_BYTES = 262_144  # of a form unpacked: a dialog holds 28 KB, so more is no form of ours
LOOKED_FOR = "look:"
"""Before an input's name: the input where one types how an option begins that there was no room for."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button. `card`: the message it stood under before a dialog opened; "" when it was on the message itself."""

    action: str
    subject: Subject
    card: str = ""


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """A form as it was shown; what was filled in beforehand is not kept. `card` as in `Pressed`.

    `narrowed`: choices with more options than there was room for. `after`: the invoke that it was the answer to, by
    its name and value, kept where something is narrowed: asked again, it tells all options.
    """

    form: Form
    card: str = ""
    narrowed: tuple[str, ...] = ()
    after: tuple[str, Json] | None = None


_FORMS = TypeAdapter(OpenedForm)


def of_button(action: str, subject: Subject, card: str = "") -> Json:
    kept = {"action": action, "subject": clean(subject.encode()), "card": card}
    return {NAME: {**{name: value for name, value in kept.items() if value}, **UNSEALED}}


def looks_for(name: str) -> str:
    """The name of the input where an option of that choice is looked for."""
    return f"{LOOKED_FOR}{name}"


def option(value: str) -> str:
    """An option's value as a card holds it: chosen ones come back with commas between."""
    return value.replace("%", "%25").replace(",", "%2C")


def of_form(opened: OpenedForm) -> Json:
    form = replace(opened.form, inputs=tuple(_emptied(each) for each in opened.form.inputs))
    bare = replace(opened, form=form, card="")
    packed = b64encode(zlib.compress(_FORMS.dump_json(bare), 9)).decode()
    return {NAME: {"form": packed, "card": opened.card, **UNSEALED}}


def read_pressed(data: Mapping[str, object]) -> Pressed | None:
    """None when it is nothing of ours."""
    kept = data.get(NAME)
    if not isinstance(kept, dict):
        return None
    action, subject, card = (kept.get(name, "") for name in ("action", "subject", "card"))
    if not (action and isinstance(action, str) and isinstance(subject, str) and isinstance(card, str)):
        return None
    return Pressed(clean(action), Subject.decode(clean(subject)), clean(card))


def read_form(data: Mapping[str, object]) -> OpenedForm | None:
    """None when it is nothing of ours."""
    kept = data.get(NAME)
    packed = kept.get("form") if isinstance(kept, dict) else None
    card = kept.get("card") if isinstance(kept, dict) else None
    if not isinstance(packed, str):
        return None
    try:
        opened = _FORMS.validate_python(cleaned(json.loads(_unpacked(packed))))
    except (ValidationError, binascii.Error, zlib.error, ValueError, RecursionError):
        return None
    return replace(opened, card=clean(card) if isinstance(card, str) else "")


def _unpacked(packed: str) -> bytes:
    opened = zlib.decompressobj()
    content = opened.decompress(b64decode(packed, validate=True), FORM_BYTES)
    if not opened.eof:
        raise ValueError("too large for a form")
    return content


def _emptied(asked: Input) -> Input:
    if isinstance(asked, ChoiceInput):
        return replace(asked, initial=())
    if isinstance(asked, PlaceInput):
        return replace(asked, initial=None)
    return replace(asked, initial="")
