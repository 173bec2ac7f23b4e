"""A playbook's content while it is put together step by step: plain values, changed phase by phase.

What a form doesn't ask about stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from facilitation.people import LANGUAGES
from facilitation.playbooks.asking import Text
from facilitation.playbooks.writing import is_text, is_untranslated
from facilitation.sessions.formats.keeping import fresh_name

Content = dict[str, Any]
WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")
NUMBER = re.compile(r"[0-9]{1,6}[.,][0-9]{1,3}")
AS_IT_IS = "as_it_is"
KINDS = ("text", "choice", "score", "dots")
NOTHING = "nothing"
UNSEEN = ("anonymous", "direct")
RESERVED = ("end",)


@dataclass(frozen=True, slots=True)
class Basics:
    """As typed, in one language."""

    title: str
    summary: str
    purpose: str
    least: str
    most: str
    keeps: str


@dataclass(frozen=True, slots=True)
class Step:
    """A phase as typed, in one language. `options` are lines; `of` an earlier phase, for dots."""

    title: str
    prompt: str
    who: str
    visibility: str
    minutes: str
    days: str
    asks: str
    at_most: str
    options: tuple[str, ...]
    of: str
    listens: str


def with_basics(content: Content, typed: Basics, language: str) -> Content:
    changed = {"version": 1, "title": {}, "purpose": "", "summary": {}, "size": {}, **content}
    changed["title"] = words(content.get("title"), typed.title, language)
    changed["summary"] = words(content.get("summary"), typed.summary, language)
    changed["purpose"] = typed.purpose
    size = {**part(content, "size"), "least": number(typed.least), "most": number(typed.most)}
    changed["size"] = {key: value for key, value in size.items() if value != ""}
    phases, capture = changed.pop("phases", {}), dict(part(changed, "capture"))
    changed.pop("capture", None)
    title = capture.get("title") or changed["title"]
    before = capture.get("kind", NOTHING)
    capture |= {"kind": typed.keeps, "title": title}
    if typed.keeps == NOTHING:
        capture.pop("of", None)
    elif before == NOTHING:
        capture["of"] = [name for name, phase in phases.items() if _can_be_kept(phase)]
    return {**changed, "phases": phases, "capture": capture}


def with_phase(content: Content, name: str, typed: Step, language: str) -> tuple[Content, str]:
    """`name` "" adds one at the end. Returns the phase's name, too."""
    phases, capture = dict(part(content, "phases")), dict(part(content, "capture"))
    is_new = name not in phases
    called = fresh_name(typed.title, [*phases, *RESERVED]) if is_new else name
    phases[called] = _phase(phases.get(name, {}), typed, language)
    if is_new and capture.get("kind") != NOTHING and _can_be_kept(phases[called]):
        capture["of"] = [*capture.get("of", ()), called]
    return {**content, "phases": phases, "capture": capture}, called


def without_phase(content: Content, name: str) -> Content:
    phases, capture = dict(part(content, "phases")), dict(part(content, "capture"))
    phases.pop(name, None)
    if "of" in capture:
        capture["of"] = [each for each in capture["of"] if each != name]
    if part(capture, "when").get("phase") == name:
        del capture["when"]
    return {**content, "phases": phases, "capture": capture}


def moved_up(content: Content, name: str) -> Content:
    phases = part(content, "phases")
    order = list(phases)
    if name in order[1:]:
        place = order.index(name)
        order[place - 1], order[place] = order[place], order[place - 1]
    return {**content, "phases": {each: phases[each] for each in order}}


def words(before: object, typed: str, language: str) -> dict[str, Any]:
    """In that language; in the others too, where nothing of their own stands there."""
    if not isinstance(before, dict) or not is_text(before):
        return dict.fromkeys(LANGUAGES, typed)
    same = [each for each in LANGUAGES if before[each] == before[language]]
    replaced = same if is_untranslated(before) else [language]
    return {**before, **dict.fromkeys(replaced, typed)}


def told_in(node: object, language: str) -> str:
    """Of a text in all languages; "" where there is none."""
    return str(node.get(language) or "") if isinstance(node, Mapping) else ""


def untranslated(node: object) -> int:
    """How many texts are the same in several languages."""
    return sum(is_untranslated(text) for text in _texts(node))


def number(typed: str) -> object:
    """Or the words themselves, which the schema then refuses."""
    if WHOLE_NUMBER.fullmatch(typed):
        return int(typed)
    return float(typed.replace(",", ".")) if NUMBER.fullmatch(typed) else typed


def _phase(before: Content, typed: Step, language: str) -> Content:
    made: Content = {"title": words(before.get("title"), typed.title, language), "who": typed.who}
    if typed.listens:
        made["listens"] = typed.listens
    made["visibility"] = before.get("visibility") if typed.visibility == AS_IT_IS else typed.visibility
    made["window"] = _window(part(before, "window"), typed)
    if asks := _asks(before, typed, language):
        made["asks"] = asks
    made["prompt"] = words(before.get("prompt"), typed.prompt, language)
    rest = {key: value for key, value in before.items() if key not in ("listens", "asks")}
    return {**made, **{key: value for key, value in rest.items() if key not in made}}


def _window(before: Content, typed: Step) -> Content:
    """What counts for each, or by shares, does so until minutes are typed."""
    kept = {key: value for key, value in before.items() if key in ("each", "share") and not typed.minutes}
    minutes = {"minutes": number(typed.minutes)} if typed.minutes else {}
    return {**kept, **minutes, "days": number(typed.days)}


def _asks(before: Content, typed: Step, language: str) -> Content:
    asked = part(before, "asks")
    match typed.asks:
        case "choice":
            kept = asked if asked.get("does") == "choice" else {"does": "choice"}
            options = {name: {**_option(asked, name), "title": text} for name, text in _named(asked, typed, language)}
            return {**kept, "options": options}
        case "score":
            return {"does": "score", "scale": dict(_named(asked, typed, language))}
        case "dots":
            return {"dots": 3, **(asked if asked.get("does") == "dots" else {}), "does": "dots", "on": typed.of}
        case "text":
            at_most = number(typed.at_most or "1")
            talks = {"talk": True} if asked.get("talk") else {}
            asks = talks if at_most == Text().at_most else {**talks, "at_most": at_most}
            return {"does": "text", **asks} if asks else {}
        case _:
            return asked


def _named(asked: Content, typed: Step, language: str) -> Iterator[tuple[str, Content]]:
    """What was there under the same words keeps its name, and its words in other languages."""
    known = {told_in(_title(node), language): name for name, node in _choices(asked).items()}
    taken = set[str]()
    for line in typed.options:
        name = known.get(line) or fresh_name(line, {*taken, *known.values()})
        taken.add(name)
        yield name, words(_title(_choices(asked).get(name)), line, language)


def option_lines(asked: Content, language: str) -> list[str]:
    return [told_in(_title(node), language) for node in _choices(asked).values()]


def _choices(asked: Content) -> Content:
    return part(asked, "options") or part(asked, "scale")


def _option(asked: Content, name: str) -> Content:
    return part(part(asked, "options"), name)


def _title(node: object) -> object:
    return node.get("title", node) if isinstance(node, Mapping) else None


def _can_be_kept(phase: Content) -> bool:
    return part(phase, "asks").get("does", "text") == "text" and phase.get("visibility") not in UNSEEN


def _texts(node: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping) and is_text(node):
        yield node
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _texts(value)


def part(content: Mapping[str, Any], key: str) -> Content:
    """A copy of what stands there, if it has keys; nobody knows what was typed there."""
    found = content.get(key)
    return dict(found) if isinstance(found, Mapping) else {}
