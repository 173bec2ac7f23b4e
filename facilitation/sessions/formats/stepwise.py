"""Putting a playbook together step by step. What comes of it is the same YAML, which stays the one source."""

from collections.abc import Iterator, Mapping, Sequence

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import (
    Answer,
    Block,
    Button,
    Card,
    Notice,
    OpenForm,
    Paragraph,
    RefuseForm,
    ReplaceCard,
    Small,
    Subject,
    Tone,
    Whisper,
)
from facilitation.playbooks.faults import Fault, Faulty, what_is_wrong
from facilitation.playbooks.pages import CHARACTERS, loose, open_page
from facilitation.playbooks.writing import written
from facilitation.sessions.formats import cards, content, keeping, steps_forms
from facilitation.sessions.formats.content import Content
from facilitation.sessions.formats.judging import judged
from facilitation.sessions.formats.overview import gone
from facilitation.sessions.formats.writing import kept, source_of
from facilitation.sessions.model import SessionWork
from facilitation.sessions.own_playbooks import OwnPlaybook
from facilitation.texts import Texts
from facilitation.wording import for_actor

PHASE = steps_forms.PHASE
BASICS = steps_forms.BASICS
DONE = "formats.done"
DISCARD = "formats.discard"
OF_WHOLE = {"title": "title", "purpose": "purpose", "summary": "summary", "size.least": "least", "size.most": "most"}
OF_PHASE = {
    "title": "title",
    "prompt": "prompt",
    "who": "who",
    "listens": "listens",
    "visibility": "visibility",
    "window.days": "days",
    "window": "minutes",
    "asks.options": "options",
    "asks.scale": "options",
    "asks.on": "of",
    "asks.at_most": "at_most",
    "asks": "asks",
}
"""Which input asks for what stands there in the YAML; the first that fits."""


def on_steps_new(press: ButtonPressed, work: SessionWork) -> Answer:
    return OpenForm(steps_forms.basics_form({}, Subject(work.community.id), for_actor(work)))


def on_adapt_steps(press: ButtonPressed, work: SessionWork) -> Answer:
    """A draft of one's own that says the same at first."""
    text = source_of(press.subject.id, work)
    if text is None:
        return gone(work)
    return Whisper(_builder(keeping.begun(press.subject.id, work, text), work))


def on_steps(press: ButtonPressed, work: SessionWork) -> Answer:
    own = keeping.changeable(press.subject.id, work)
    return Whisper(_builder(own, work)) if own else gone(work)


def on_basics(press: ButtonPressed, work: SessionWork) -> Answer:
    own = keeping.changeable(press.subject.id, work)
    if own is None:
        return gone(work)
    return OpenForm(steps_forms.basics_form(_read(own, work), press.subject, for_actor(work)))


def on_basics_typed(form: FormSubmitted, work: SessionWork) -> Answer:
    own, texts = keeping.changeable(form.subject.id, work), for_actor(work)
    if form.subject.id and own is None:
        return gone(work)
    before = _read(own, work) if own else {}
    changed = content.with_basics(before, steps_forms.basics(form), texts.language)
    text = written(changed, texts.plain("formats.to_be_translated"))
    errors = _errors(_faults(text, form.subject.id, work), "", OF_WHOLE, texts)
    if errors:
        return RefuseForm(errors)
    if own is None:
        return Whisper(_builder(keeping.begun(form.line("title"), work, text), work))
    own.draft = text
    return ReplaceCard(_builder(own, work))


def on_phase(press: ButtonPressed, work: SessionWork) -> Answer:
    own = keeping.changeable(press.subject.id, work)
    if own is None:
        return gone(work)
    return OpenForm(steps_forms.phase_form(_read(own, work), press.subject.detail, press.subject, for_actor(work)))


def on_phase_typed(form: FormSubmitted, work: SessionWork) -> Answer:
    own, texts, name = keeping.changeable(form.subject.id, work), for_actor(work), form.subject.detail
    if own is None:
        return gone(work)
    before, what = _read(own, work), form.choice("what")
    if name and name not in before.get("phases", {}):
        return gone(work)
    if what == steps_forms.REMOVE:
        changed = content.without_phase(before, name)
    elif what == steps_forms.MOVE_UP:
        changed = content.moved_up(before, name)
    else:
        changed, name = content.with_phase(before, name, steps_forms.phase(form), texts.language)
        text = written(changed)
        errors = _errors(_faults(text, own.name, work), f"phases.{name}", OF_PHASE, texts)
        if errors:
            return RefuseForm(errors)
    own.draft = written(changed, texts.plain("formats.to_be_translated"))
    return ReplaceCard(_builder(own, work))


def on_done(press: ButtonPressed, work: SessionWork) -> Answer:
    """Kept as a version, or all that is still wrong said on the card."""
    own = keeping.changeable(press.subject.id, work)
    text = keeping.text_of(own, work) if own else ""
    if own is None:
        return gone(work)
    try:
        playbook, page = judged(text, own.name, work)
    except Faulty as faulty:
        return ReplaceCard(_builder(own, work, faulty.faults))
    return ReplaceCard(kept(own, text, playbook, page, work))


def on_discard(press: ButtonPressed, work: SessionWork) -> Answer:
    """What is not kept yet goes; with it the playbook, where nothing was kept before."""
    own = keeping.changeable(press.subject.id, work)
    if own is None:
        return gone(work)
    own.draft = ""
    if own.newest == 0:
        work.own_playbooks.drop(own)
    return ReplaceCard(Notice(for_actor(work)("formats.discarded")))


def _read(own: OwnPlaybook, work: SessionWork) -> Content:
    try:
        found: Content = loose(open_page(keeping.text_of(own, work), own.name).content)
    except Faulty:  # nothing that was ever kept
        return {}
    return found


def _faults(text: str, name: str, work: SessionWork) -> Sequence[Fault]:
    try:
        judged(text, name, work)
    except Faulty as faulty:
        return faulty.faults
    return ()


def _errors(faults: Sequence[Fault], under: str, inputs: Mapping[str, str], texts: Texts) -> dict[str, str]:
    """What is wrong, at the input that asks for it; what stands elsewhere is said when all is done."""
    found: dict[str, str] = {}
    for fault in faults:
        where = fault.where.removeprefix(under).lstrip(".") if fault.where.startswith(under) else None
        named = None if where is None else next((name for key, name in inputs.items() if _is_in(where, key)), None)
        if named:
            found.setdefault(named, what_is_wrong(fault, texts))
        elif fault.key == "too_large":
            found.setdefault("title", texts.plain("playbooks.fault.too_large", limit=CHARACTERS, length=""))
    return found


def _is_in(where: str, key: str) -> bool:
    return where == key or where.startswith(f"{key}.")


def _builder(own: OwnPlaybook, work: SessionWork, faults: Sequence[Fault] = ()) -> Card:
    whole, texts = _read(own, work), for_actor(work)
    title = content.told_in(whole.get("title"), texts.language) or own.name
    told = cards.faulty_card(faults, texts).body if faults else ()
    return Card(
        texts.plain("formats.together", title=title),
        (*told, *_body(own, whole, texts)),
        tuple(_ways(own, whole, texts)),
    )


def _body(own: OwnPlaybook, whole: Content, texts: Texts) -> Iterator[Block]:
    for number, phase in enumerate(whole.get("phases", {}).values(), start=1):
        said = {name: content.told_in(phase.get(name), texts.language) for name in ("title", "prompt")}
        yield Paragraph(texts("formats.step", n=number, title=said["title"], prompt=said["prompt"]))
    if not whole.get("phases"):
        yield Paragraph(texts("formats.no_phase"))
    waiting = content.untranslated(whole)
    if waiting:
        yield Small(texts.count("formats.untranslated", waiting))
    if own.newest and "#" in own.draft:
        yield Small(texts("formats.comments_go"))
    yield Small(texts("formats.private_until"))


def _ways(own: OwnPlaybook, whole: Content, texts: Texts) -> Iterator[Button]:
    about = Subject(own.community_id, own.name)
    yield Button(texts.plain("formats.add_phase"), PHASE, about, Tone.PRIMARY, opens_form=True)
    for name, phase in whole.get("phases", {}).items():
        title = content.told_in(phase.get("title"), texts.language) or name
        label = texts.plain("formats.change_phase", phase=title)
        yield Button(label, PHASE, Subject(own.community_id, own.name, name), opens_form=True)
    yield Button(texts.plain("formats.change_basics"), BASICS, about, opens_form=True)
    yield Button(texts.plain("formats.as_yaml"), cards.CHANGE, about, opens_form=True)
    yield Button(texts.plain("formats.done"), DONE, about)
    if own.draft:
        yield Button(texts.plain("formats.discard"), DISCARD, about, Tone.DANGER)
