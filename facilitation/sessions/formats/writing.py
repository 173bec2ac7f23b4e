"""Writing a playbook as YAML: a new one, one that adapts another, or the next version of one's own."""

from collections.abc import Iterator

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import Answer, Block, Card, OpenForm, Paragraph, Small, Subject, Whisper
from facilitation.playbooks import shelf, wording
from facilitation.playbooks.faults import Faulty
from facilitation.playbooks.pages import Page
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.formats import cards, content, differences, forms, keeping, parts
from facilitation.sessions.formats.judging import judged
from facilitation.sessions.formats.overview import gone, shown_again
from facilitation.sessions.model import SessionWork
from facilitation.sessions.own_playbooks import OwnPlaybook
from facilitation.texts import Texts
from facilitation.wording import for_actor

ANYWAY = "anyway"
REMARKS_SHOWN = 12


def on_yaml_new(press: ButtonPressed, work: SessionWork) -> Answer:
    return _open(forms.blank(), Subject(work.community.id), work, new=True)


def on_adapt(press: ButtonPressed, work: SessionWork) -> Answer:
    """The other one's own text, comments and all; what is kept will be a new one."""
    text = source_of(press.subject.id, work)
    return _open(text, Subject(work.community.id), work, new=True) if text else gone(work)


def on_change(press: ButtonPressed, work: SessionWork) -> Answer:
    own = keeping.changeable(press.subject.id, work)
    if own is None:
        return gone(work)
    text, about = keeping.text_of(own, work), Subject(work.community.id, own.name)
    if press.subject.detail != ANYWAY and not parts.fits_anywhere(text):
        shown = Subject(work.community.id, own.name, ANYWAY)
        return Whisper(cards.long_card(shown, cards.CHANGE, len(text), for_actor(work)))
    return _open(text, about, work, new=False)


def on_written(form: FormSubmitted, work: SessionWork) -> Answer:
    texts, name, typed = for_actor(work), form.subject.id, parts.joined(form.values)
    own = keeping.changeable(name, work) if name else None
    if name and own is None:
        return gone(work)
    try:
        playbook, page = judged(typed.text, name, work)
    except Faulty as faulty:
        return forms.refused(faulty, typed, form, texts, title=_title(texts, new=own is None))
    own = own or keeping.begun(playbook.title.told_in(texts.language), work)
    return Whisper(kept(own, typed.text, playbook, page, work))


def kept(own: OwnPlaybook, text: str, playbook: Playbook, page: Page, work: SessionWork) -> Card:
    """Keep it, and show it with what is new in it and how it is worded: that is for its author to decide."""
    texts = for_actor(work)
    is_new = keeping.keep(own, text, work)
    earlier = keeping.before(own, own.newest, work)
    notes: list[Block] = [Paragraph(texts("formats.kept" if is_new else "formats.kept_before", number=own.newest))]
    if is_new and earlier:
        notes.append(Small(texts("formats.since", told=differences.told(earlier, playbook, texts))))
    notes += remarks(playbook, page, texts)
    return shown_again(own, work, notes)


def remarks(playbook: Playbook, page: Page, texts: Texts) -> Iterator[Block]:
    """What steers, and what is to be translated."""
    found = wording.remarks(playbook, page)
    if found:
        yield Paragraph(texts("formats.wording"))
        yield from (
            Small(texts("formats.remark", told=wording.told(remark, texts))) for remark in found[:REMARKS_SHOWN]
        )
        if len(found) > REMARKS_SHOWN:
            yield Small(texts.count("formats.and_more", len(found) - REMARKS_SHOWN))
    waiting = content.untranslated(page.content)
    if waiting:
        yield Small(texts.count("formats.untranslated", waiting))


def source_of(name: str, work: SessionWork) -> str | None:
    """What is adapted: a built-in one's file, or the version that is shown to whoever acts."""
    own = work.own_playbooks.get(name)
    number = keeping.shown_version(own, work) if own else None
    version = work.own_playbooks.version(name, number) if number else None
    return version.text if version else shelf.text_of(name)


def _open(text: str, about: Subject, work: SessionWork, *, new: bool) -> Answer:
    texts = for_actor(work)
    return OpenForm(forms.yaml_form(forms.sheet_of(text), about, texts, title=_title(texts, new=new)))


def _title(texts: Texts, *, new: bool) -> str:
    return texts.plain("formats.new" if new else "formats.change")
