"""The form that holds a playbook's YAML, in as many parts as it needs, with its faults where they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from facilitation.events import FormSubmitted
from facilitation.messages import (
    HINT_AT_MOST,
    REFUSAL_AT_MOST,
    Answer,
    Block,
    Form,
    Input,
    OpenForm,
    Paragraph,
    RefuseForm,
    Small,
    Subject,
    TextInput,
)
from facilitation.people import LANGUAGES
from facilitation.playbooks.faults import Fault, Faulty, plain
from facilitation.playbooks.pages import CHARACTERS
from facilitation.playbooks.writing import written
from facilitation.sessions.formats.parts import PART, Joined, room_left, split
from facilitation.texts import Texts, texts_in

WRITE = "formats.write"
TOLD_AT_LEAST = 300
TOLD = HINT_AT_MOST - 100  # characters: how many more there are is told behind it


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in the form: each part under its name; `faults` as they are told beside it."""

    parts: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)


def sheet_of(text: str) -> Sheet:
    """With an empty part behind, for what does not fit any more."""
    parts = [*split(text), ""]
    return Sheet({f"{PART}{number}": part for number, part in enumerate(parts, start=1)})


def yaml_form(sheet: Sheet, about: Subject, texts: Texts, *, title: str) -> Form:
    """`about`: the own playbook that is changed, or none for a new one."""
    return Form(
        title=title,
        action=WRITE,
        submit=texts.plain("formats.keep"),
        subject=about,
        intro=tuple(_intro(sheet, texts)),
        inputs=tuple(_inputs(sheet, texts)),
    )


def refused(faulty: Faulty, typed: Joined, form: FormSubmitted, texts: Texts, *, title: str) -> Answer:
    """Every fault at the part it is in, and everything that was typed kept."""
    told = dict(_told(faulty, typed, texts))
    if all(len(each) <= REFUSAL_AT_MOST for each in told.values()) or not form.can_open_form:
        return RefuseForm(told)
    parts = {name: str(value) for name, value in form.values.items() if name.startswith(PART)}
    return OpenForm(yaml_form(Sheet(parts, told), form.subject, texts, title=title))


def blank() -> str:
    """What a playbook needs at least, to be written over; in all languages, whoever writes it."""
    return written(
        {
            "version": 1,
            "title": _in_all("title"),
            "purpose": "hear_everyone",
            "summary": _in_all("summary"),
            "size": {"least": 2},
            "phases": {
                "first": {
                    "title": _in_all("phase"),
                    "who": "all",
                    "visibility": "open",
                    "window": {"minutes": 10, "days": 1},
                    "prompt": _in_all("prompt"),
                }
            },
            "capture": {"kind": "nothing", "title": _in_all("title")},
        }
    )


def _in_all(what: str) -> dict[str, str]:
    return {language: texts_in(language).plain(f"formats.blank.{what}") for language in LANGUAGES}


def _intro(sheet: Sheet, texts: Texts) -> Iterator[Block]:
    if sheet.faults:
        yield Paragraph(texts("formats.not_kept"))
    yield Small(texts("formats.yaml_how"))
    yield Small(texts("formats.private_until"))


def _inputs(sheet: Sheet, texts: Texts) -> Iterator[Input]:
    last = len(sheet.parts)
    for number, (name, text) in enumerate(sheet.parts.items(), start=1):
        label = texts.plain("formats.part", n=number, all=last - 1)
        if number == last:
            label = texts.plain("formats.further")
        elif last == 2:  # noqa: PLR2004 one part, and what does not fit
            label = texts.plain("formats.whole")
        yield TextInput(
            name,
            label,
            sheet.faults.get(name, ""),
            text,
            multiline=True,
            optional=number > 1,
            longest=CHARACTERS,
        )


def _told(faulty: Faulty, typed: Joined, texts: Texts) -> Iterator[tuple[str, str]]:
    found: dict[str, list[Fault]] = {}
    for fault in faulty.faults:
        name, line = typed.place(fault.line)
        found.setdefault(name, []).append(replace(fault, line=line, values=_values(fault, name, typed, texts)))
    room = max(TOLD_AT_LEAST, min(TOLD, room_left(typed.text) // max(1, len(found))))
    for name, faults in found.items():
        yield name, _listed([plain(fault, texts) for fault in faults], room, texts)


def _values(fault: Fault, name: str, typed: Joined, texts: Texts) -> Mapping[str, object]:
    """Another line that is spoken of is counted in its part, too."""
    first = fault.values.get("first")
    if not isinstance(first, int):
        return fault.values
    there, line = typed.place(first)
    told = line if there == name else texts.plain("formats.line_of_part", line=line, n=there.removeprefix(PART))
    return {**fault.values, "first": told}


def _listed(told: list[str], room: int, texts: Texts) -> str:
    """As many as there is room for, and how many more there are."""
    kept = list[str]()
    for each in told:
        room -= len(each) + 1
        if kept and room < 0:
            return "\n".join([*kept, texts.plain_count("formats.and_more", len(told) - len(kept))])
        kept.append(each)
    return "\n".join(kept)
