"""How one is invited, let in, and told."""

from collections.abc import Sequence

from facilitation.inviting.model import CALLED_AT_MOST, GOOD_FOR, TERM, As, Invitation
from facilitation.messages import (
    Action,
    Block,
    Button,
    Card,
    Facts,
    Form,
    Paragraph,
    Small,
    Subject,
    TextInput,
    Tone,
)
from facilitation.people import Account, Community
from facilitation.ports.outlook import Outlook
from facilitation.texts import Md, Texts, escape

INVITE = "inviting.invite"
PROPOSE = "inviting.propose"
AGREE = "inviting.agree"
RATHER_NOT = "inviting.rather_not"
CODE = "inviting.code"
END = "inviting.end"
SHOW = "inviting.show"
SHOW_ITEM = "knowledge.show"
TITLES = 8  # of what is released


def form(kind: As, community: Community, texts: Texts) -> Form:
    return Form(
        title=texts.plain(f"inviting.form.{kind}"),
        action=INVITE if kind is As.GUEST else PROPOSE,
        submit=texts.plain("inviting.submit"),
        subject=Subject(community.id),
        intro=(Small(texts(f"inviting.what.{kind}")),),
        inputs=(
            TextInput(
                "called", texts.plain("inviting.called"), texts.plain("inviting.called_hint"), longest=CALLED_AT_MOST
            ),
        ),
    )


def asked(invitation: Invitation, by: str, community: Community, texts: Texts) -> Card:
    """To each who is to consent, privately."""
    subject = Subject(community.id, invitation.id)
    title = texts.plain(f"inviting.asked.{invitation.kind}", by=by, called=invitation.called, community=community.name)
    return Card(
        title,
        (Paragraph(texts(f"inviting.asked_what.{invitation.kind}", called=invitation.called)),),
        (
            Button(texts.plain(f"inviting.agree.{invitation.kind}"), AGREE, subject, Tone.PRIMARY),
            Button(texts.plain("inviting.rather_not"), RATHER_NOT, subject),
        ),
    )


def answer_button(invitation: Invitation, texts: Texts) -> Button:
    """To be asked once more."""
    label = texts.plain("inviting.queue_show", called=invitation.called)
    return Button(label, SHOW, Subject(invitation.community_id, invitation.id))


def is_open(invitation: Invitation, community: Community, texts: Texts) -> Card:
    """To whoever invited: the code is made when they want it."""
    return Card(
        texts.plain(f"inviting.open.{invitation.kind}", called=invitation.called, community=community.name),
        (Paragraph(texts("inviting.open_what", called=invitation.called)),),
        (Button(texts.plain("inviting.code"), CODE, Subject(community.id, invitation.id), Tone.PRIMARY),),
    )


def code(invitation: Invitation, said: Md, texts: Texts) -> Card:
    return Card(
        texts.plain("inviting.code_title", called=invitation.called),
        (
            Paragraph(texts("inviting.code_how", said=said)),
            Small(texts("inviting.code_small", days=GOOD_FOR.days)),
        ),
    )


def sponsors(
    held: Sequence[tuple[Invitation, Account]], community: Community, texts: Texts, *, facilitates: bool
) -> Card:
    lines = [
        texts("inviting.sponsor_until", name=each.name, date=texts.date(by.until or by.asked_at)) for by, each in held
    ]
    told = Md("\n".join(f"- {line}" for line in lines)) if lines else texts("inviting.no_sponsor")
    ends = [Button(texts.plain("inviting.end", name=each.name), END, Subject(community.id, by.id)) for by, each in held]
    propose = Button(texts.plain("inviting.propose"), PROPOSE, Subject(community.id), Tone.PRIMARY, opens_form=True)
    return Card(
        texts.plain("inviting.sponsors", community=community.name),
        (Paragraph(told), Small(texts("inviting.sponsors_small", months=TERM.days // 30))),
        (propose, *ends) if facilitates else (),
    )


def outlook(held: Invitation, seen: Outlook, community: Community, texts: Texts) -> Card:
    """What a sponsor sees: numbers that tell of nobody, and what its authors let the organisation read."""
    facts = Facts(tuple((texts.plain(f"inviting.counts.{name}"), _told(number, texts)) for name, number in seen.counts))
    body: list[Block] = [Small(texts("inviting.outlook_what")), facts]
    if seen.released:
        body.append(Paragraph(Md("\n".join(f"- **{escape(each.title)}**" for each in seen.released[:TITLES]))))
    else:
        body.append(Paragraph(texts("inviting.outlook_nothing")))
    actions: list[Action] = [
        Button(each.title, SHOW_ITEM, Subject(community.id, each.id)) for each in seen.released[:TITLES]
    ]
    actions.append(Button(texts.plain("inviting.end_mine"), END, Subject(community.id, held.id)))
    return Card(texts.plain("inviting.outlook", community=community.name), tuple(body), tuple(actions))


def _told(number: int | None, texts: Texts) -> str:
    return texts.plain("inviting.few") if number is None else str(number)
