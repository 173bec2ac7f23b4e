"""A session's end: what it was about, what of it may be kept, what becomes of a case, a question about what follows."""

from collections.abc import Iterator

from facilitation.messages import Block, Button, Card, Paragraph, Quote, Small, Tone
from facilitation.playbooks.asking import Choice
from facilitation.sessions.cards.session_card import subject
from facilitation.sessions.course.way import is_decided
from facilitation.sessions.view import View

HARVEST = "sessions.harvest"
TAKE_OUT = "sessions.take_out"
TAKE_OUT_SURELY = "sessions.take_out_surely"


def closing_card(view: View, *, may_be_kept: bool, decision: str = "") -> Card:
    """`decision`: the words on which was decided, where the playbook is for that and it was."""
    texts = view.texts
    return Card(
        texts.plain("sessions.closing", title=view.title()),
        tuple(_body(view, decision, may_be_kept=may_be_kept)),
        tuple(_actions(view, may_be_kept=may_be_kept)),
    )


def take_out_button(view: View) -> Button:
    return Button(view.texts.plain("sessions.take_out"), TAKE_OUT, subject(view))


def take_out_surely(view: View) -> Card:
    """Says what that means, and asks."""
    texts = view.texts
    button = Button(texts.plain("sessions.take_out_surely"), TAKE_OUT_SURELY, subject(view), Tone.DANGER)
    title = texts.plain("sessions.take_out_what", title=view.title())
    return Card(title, (Paragraph(texts("sessions.take_out_means")),), (button,))


def _body(view: View, decision: str, *, may_be_kept: bool) -> Iterator[Block]:
    texts = view.texts
    yield Paragraph(texts(f"sessions.closing.{view.course.ending}", title=view.title()))
    yield from _decision(view, decision)
    if may_be_kept:
        yield Small(texts("sessions.may_be_kept", card=view.told(view.playbook.capture.title)))
    else:
        yield Small(_why_nothing(view))
    if view.playbook.confidential:
        yield Small(texts("sessions.raw_goes" if view.playbook.case else "sessions.raw_goes_private"))
    yield Paragraph(texts("sessions.what_follows_case" if view.playbook.case else "sessions.what_follows"))


def _decision(view: View, decision: str) -> Iterator[Block]:
    when = view.playbook.capture.when
    asks = view.playbook.phases[when.phase].asks if when else None
    if when and isinstance(asks, Choice) and decision:
        yield Paragraph(view.texts("sessions.decided"))
        yield Quote(decision)


def _actions(view: View, *, may_be_kept: bool) -> Iterator[Button]:
    if may_be_kept:
        label = view.texts.plain("sessions.draft")
        yield Button(label, HARVEST, subject(view), Tone.PRIMARY, opens_form=True)
    if view.playbook.case and view.course.trail:
        yield take_out_button(view)


def _why_nothing(view: View) -> str:
    when = view.playbook.capture.when
    asks = view.playbook.phases[when.phase].asks if when else None
    if when is None or not isinstance(asks, Choice) or is_decided(view.course, view.playbook):
        return view.texts("sessions.nothing_kept")
    option = view.told(asks.options[when.option].title)
    return view.texts("sessions.not_decided", phase=view.phase_title(when.phase), option=option)
