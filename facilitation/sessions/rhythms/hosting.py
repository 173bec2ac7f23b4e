"""What is told about hosting: to whose turn it is, to all when nobody's is, and who is in the rota."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.messages import (
    Action,
    Block,
    Button,
    Card,
    ChoiceInput,
    Form,
    Option,
    Paragraph,
    Quote,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import MemberId
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.rhythms.model import Series
from facilitation.texts import Texts, escape

VOLUNTEER = "rhythms.volunteer"
WITHDRAW = "rhythms.withdraw"
PASS_ONCE = "rhythms.pass_once"  # noqa: S105 nobody's word to get in
SWAP = "rhythms.swap"
SWAP_AGREED = "rhythms.swap_agreed"
NOTE = "rhythms.note"
NOTE_AT_MOST = 1500  # characters


def your_turn(
    series: Series, playbook: Playbook, at: datetime, texts: Texts, moved: tuple[datetime, datetime] | None = None
) -> Card:
    """Privately, a working day before, and once more where it was `moved` since, from one moment to another."""
    moment = texts.moment(at)
    body: list[Block] = []
    if moved:
        before, to = map(texts.moment, moved)
        body.append(Paragraph(texts("rhythms.moved", moment=before, to=to)))
    body.append(Paragraph(texts("rhythms.your_turn_what", title=title(series, playbook, texts), moment=moment)))
    if series.note:
        body += [Small(texts("rhythms.note_from_last")), Quote(series.note)]
    body.append(Small(texts("rhythms.your_turn_ways")))
    return Card(
        texts.plain("rhythms.your_turn"),
        tuple(body),
        (
            Button(texts.plain("rhythms.pass_once"), PASS_ONCE, subject(series)),
            Button(texts.plain("rhythms.swap"), SWAP, subject(series), opens_form=True),
        ),
    )


def wanted(series: Series, playbook: Playbook, at: datetime, texts: Texts) -> Card:
    """To all, or to each of a circle, once."""
    return Card(
        texts.plain("rhythms.host_wanted", title=title(series, playbook, texts)),
        (
            Paragraph(texts("rhythms.host_wanted_what", moment=texts.when(at))),
            Small(texts("rhythms.host_wanted_else")),
        ),
        (volunteer_button(series, texts, Tone.PRIMARY),),
    )


def rota_card(series: Series, playbook: Playbook, names: Mapping[MemberId, str], me: MemberId, texts: Texts) -> Card:
    """Whose turn comes when, with what the one who looks can do about theirs."""
    lines = [
        escape(texts.plain("rhythms.rota_line", n=number, name=names.get(each) or texts.plain("rounds.somebody")))
        for number, each in enumerate(series.rota, start=1)
    ]
    body: list[Block] = [Small(texts("rhythms.rota_how"))]
    body.append(Paragraph("\n".join(f"- {line}" for line in lines) if lines else texts("rhythms.rota_empty")))
    heading = texts.plain("rhythms.rota_of", title=title(series, playbook, texts))
    return Card(heading, tuple(body), tuple(_ways(series, me, texts)))


def swap_form(series: Series, others: Sequence[tuple[MemberId, str]], texts: Texts) -> Form:
    options = tuple(Option(member, name) for member, name in others)
    return Form(
        title=texts.plain("rhythms.swap"),
        action=SWAP,
        submit=texts.plain("rhythms.swap_ask"),
        subject=subject(series),
        intro=(Small(texts("rhythms.swap_intro")),),
        inputs=(ChoiceInput("with", texts.plain("rhythms.swap_with"), options),),
    )


def swap_asked(series: Series, playbook: Playbook, asking: tuple[MemberId, str], texts: Texts) -> Card:
    """To whoever was asked to swap, privately."""
    member, name = asking
    agreed = Button(texts.plain("rhythms.swap_agree"), SWAP_AGREED, subject(series, member), Tone.PRIMARY)
    what = texts("rhythms.swap_asked_what", name=name, title=title(series, playbook, texts))
    return Card(texts.plain("rhythms.swap_asked"), (Paragraph(what),), (agreed,))


def note_form(series: Series, texts: Texts) -> Form:
    return Form(
        title=texts.plain("rhythms.note"),
        action=NOTE,
        submit=texts.plain("rhythms.keep"),
        subject=subject(series),
        intro=(Small(texts("rhythms.note_intro")),),
        inputs=(TextInput("note", texts.plain("rhythms.note_label"), multiline=True, longest=NOTE_AT_MOST),),
    )


def volunteer_button(series: Series, texts: Texts, tone: Tone = Tone.PLAIN) -> Button:
    return Button(texts.plain("rhythms.volunteer"), VOLUNTEER, subject(series), tone)


def title(series: Series, playbook: Playbook, texts: Texts) -> str:
    """By which a series goes."""
    named = playbook.title.told_in(texts.language)
    return texts.plain("sessions.called", playbook=named, subject=series.subject) if series.subject else named


def subject(series: Series, detail: str = "") -> Subject:
    return Subject(series.community_id, series.id, detail)


def _ways(series: Series, me: MemberId, texts: Texts) -> list[Action]:
    note = Button(texts.plain("rhythms.note"), NOTE, subject(series), opens_form=True)
    if me not in series.rota:
        return [volunteer_button(series, texts, Tone.PRIMARY), note]
    mine: list[Action] = [Button(texts.plain("rhythms.pass_once"), PASS_ONCE, subject(series))]
    if len(series.rota) > 1:
        mine.append(Button(texts.plain("rhythms.swap"), SWAP, subject(series), opens_form=True))
    return [*mine, Button(texts.plain("rhythms.withdraw"), WITHDRAW, subject(series)), note]
