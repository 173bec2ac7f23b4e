"""The forms of putting a playbook together: what it is as a whole, and one phase of it."""

from collections.abc import Iterator
from typing import Any

from facilitation.events import FormSubmitted
from facilitation.messages import NO_CHOICE, ChoiceInput, Form, Input, Option, Small, Subject, TextInput
from facilitation.playbooks.asking import Text
from facilitation.playbooks.kinds import Purpose, Visibility
from facilitation.playbooks.schema import ALL, HOST
from facilitation.sessions.formats.content import (
    AS_IT_IS,
    KINDS,
    NOTHING,
    Basics,
    Content,
    Step,
    option_lines,
    part,
    told_in,
)
from facilitation.texts import Texts

BASICS = "formats.basics"
PHASE = "formats.phase"
TITLE = 60  # characters; as the schema's
SENTENCE = 400
OPTIONS = 800
CHANGE_IT, MOVE_UP, REMOVE = "change", "up", "remove"
OTHERS = "group"
KEPT = ("nothing", "story", "answer", "practice", "tool", "standard", "decision", "lesson")


def basics_form(content: Content, about: Subject, texts: Texts) -> Form:
    size, capture = part(content, "size"), part(content, "capture")
    purposes = tuple(Option(purpose, texts.plain(f"sessions.wish.{purpose}")) for purpose in Purpose)
    kinds = tuple(Option(kind, texts.plain(f"formats.keeps.{kind}")) for kind in KEPT)
    chosen = content.get("purpose")
    said = {name: told_in(content.get(name), texts.language) for name in ("title", "summary")}
    return Form(
        title=texts.plain("formats.basics"),
        action=BASICS,
        submit=texts.plain("formats.go_on"),
        subject=about,
        intro=(Small(texts("formats.one_language")), Small(texts("formats.private_until"))),
        inputs=(
            TextInput("title", texts.plain("formats.title_input"), "", said["title"], longest=TITLE),
            ChoiceInput("purpose", texts.plain("formats.purpose"), purposes, initial=(str(chosen),) if chosen else ()),
            TextInput("summary", texts.plain("formats.summary"), "", said["summary"], multiline=True, longest=SENTENCE),
            TextInput("least", texts.plain("formats.least"), "", str(size.get("least", 2)), longest=4),
            TextInput("most", texts.plain("formats.most"), "", str(size.get("most", "")), optional=True, longest=4),
            ChoiceInput("keeps", texts.plain("formats.keeps"), kinds, initial=(str(capture.get("kind", NOTHING)),)),
        ),
    )


def basics(form: FormSubmitted) -> Basics:
    return Basics(
        title=form.line("title"),
        summary=form.text("summary"),
        purpose=form.choice("purpose"),
        least=form.line("least"),
        most=form.line("most"),
        keeps=form.choice("keeps") or NOTHING,
    )


def phase_form(content: Content, name: str, about: Subject, texts: Texts) -> Form:
    """Of one that is there, or an empty one."""
    phase = part(part(content, "phases"), name)
    return Form(
        title=texts.plain("formats.phase"),
        action=PHASE,
        submit=texts.plain("formats.go_on"),
        subject=about,
        intro=(Small(texts("formats.one_language")),),
        inputs=(
            *(_what_now(texts) if phase else ()),
            *_words(phase, texts),
            *_people(content, phase, texts),
            *_times(phase, texts),
            *_asked(content, name, part(phase, "asks"), texts),
        ),
    )


def phase(form: FormSubmitted) -> Step:
    return Step(
        title=form.line("title"),
        prompt=form.text("prompt"),
        who=form.choice("who"),
        visibility=form.choice("visibility"),
        minutes=form.line("minutes"),
        days=form.line("days"),
        asks=form.choice("asks"),
        at_most=form.line("at_most"),
        options=tuple(
            dict.fromkeys(" ".join(line.split()) for line in form.text("options").splitlines() if line.strip())
        ),
        of=form.choice("of"),
        listens=form.choice("listens").removeprefix(NO_CHOICE),
    )


def _what_now(texts: Texts) -> Iterator[Input]:
    options = tuple(Option(what, texts.plain(f"formats.what.{what}")) for what in (CHANGE_IT, MOVE_UP, REMOVE))
    yield ChoiceInput("what", texts.plain("formats.what"), options, initial=(CHANGE_IT,))


def _words(phase: Content, texts: Texts) -> Iterator[Input]:
    title, prompt = (told_in(phase.get(name), texts.language) for name in ("title", "prompt"))
    yield TextInput("title", texts.plain("formats.phase_title"), "", title, longest=TITLE)
    hint = texts.plain("formats.prompt_hint")
    yield TextInput("prompt", texts.plain("formats.prompt"), hint, prompt, multiline=True, longest=SENTENCE)


def _people(content: Content, phase: Content, texts: Texts) -> Iterator[Input]:
    roles = [Option(role, told_in(part(node, "title"), texts.language)) for role, node in _roles(content)]
    others = str(content.get("others", OTHERS))
    everybody = [Option(who, texts.plain(f"formats.who.{key}")) for who, key in ((ALL, "all"), (HOST, "host"))]
    speaking = (*everybody, Option(others, texts.plain("formats.who.others")), *roles)
    yield ChoiceInput("who", texts.plain("formats.who"), speaking, initial=(str(phase.get("who", ALL)),))
    sees = tuple(Option(kind, texts.plain(f"formats.sees.{kind}")) for kind in Visibility)
    seen: Any = phase.get("visibility", Visibility.OPEN.value)
    if not isinstance(seen, str):
        sees, seen = (*sees, Option(AS_IT_IS, texts.plain("formats.as_it_is"))), AS_IT_IS
    yield ChoiceInput("visibility", texts.plain("formats.sees"), sees, initial=(seen,))
    listening = (Option(NO_CHOICE, texts.plain("formats.nobody")), *everybody[1:], *roles)
    yield ChoiceInput(
        "listens",
        texts.plain("formats.listens"),
        listening,
        initial=(str(phase.get("listens", NO_CHOICE)),),
        optional=True,
    )


def _times(phase: Content, texts: Texts) -> Iterator[Input]:
    window = part(phase, "window") or {"minutes": 10, "days": 1}
    by_person = "minutes" not in window
    hint = texts.plain("formats.minutes_each") if by_person else ""
    minutes = str(window.get("minutes", ""))
    yield TextInput("minutes", texts.plain("formats.minutes"), hint, minutes, optional=by_person, longest=6)
    yield TextInput("days", texts.plain("formats.days"), "", str(window.get("days", 1)), longest=2)


def _asked(content: Content, name: str, asks: Content, texts: Texts) -> Iterator[Input]:
    does = str(asks.get("does", "text"))
    kinds = [Option(kind, texts.plain(f"formats.asks.{kind}")) for kind in KINDS]
    if does not in KINDS:
        kinds, does = [*kinds, Option(AS_IT_IS, texts.plain("formats.as_it_is"))], AS_IT_IS
    yield ChoiceInput("asks", texts.plain("formats.asks"), tuple(kinds), initial=(does,))
    at_most = str(asks.get("at_most", Text().at_most))
    yield TextInput("at_most", texts.plain("formats.at_most"), "", at_most, optional=True, longest=2)
    lines = "\n".join(option_lines(asks, texts.language)) if does in KINDS else ""
    hint = texts.plain("formats.options_hint")
    yield TextInput("options", texts.plain("formats.options"), hint, lines, True, True, OPTIONS)
    earlier = _earlier(content, name, texts)
    if earlier:
        on = str(asks.get("on", ""))
        yield ChoiceInput("of", texts.plain("formats.of"), earlier, initial=(on,) if on else (), optional=True)


def _earlier(content: Content, name: str, texts: Texts) -> tuple[Option, ...]:
    phases = part(content, "phases")
    names = list(phases)[: list(phases).index(name)] if name in phases else list(phases)
    return tuple(Option(each, told_in(phases[each].get("title"), texts.language) or each) for each in names)


def _roles(content: Content) -> Iterator[tuple[str, Content]]:
    yield from ((role, node) for role, node in part(content, "roles").items() if isinstance(node, dict))
