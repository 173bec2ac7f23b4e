"""The link to a community's calendar: given privately, revoked by making another."""

import secrets
from hashlib import sha256

from facilitation.audit import record
from facilitation.events import ButtonPressed, CommandGiven, MemberLeftCommunity
from facilitation.facilitators import is_facilitator, tell_facilitators
from facilitation.messages import Answer, Button, Card, LinkButton, Paragraph, ReplaceCard, Small, Subject, Whisper
from facilitation.ports.audit import Change
from facilitation.sessions.rhythms.feed import FeedWork
from facilitation.texts import Md, Texts
from facilitation.wording import for_actor

RENEW = "rhythms.calendar_renew"


def on_calendar(command: CommandGiven, said: str, work: FeedWork) -> Answer:
    return Whisper(_card(work.calendar_links.token() or _make(work), work))


def on_renew(press: ButtonPressed, work: FeedWork) -> Answer:
    """The link of before leads nowhere from now on."""
    record(work, Change.CALENDAR_RENEWED)
    return ReplaceCard(_card(_make(work), work, for_actor(work)("rhythms.calendar_renewed")))


def on_member_left(left: MemberLeftCommunity, work: FeedWork) -> None:
    """They may have the link. Facilitators are offered once to revoke it, however many leave meanwhile."""
    token = work.calendar_links.token()
    if token:
        which = sha256(token.encode()).hexdigest()
        tell_facilitators(work, lambda texts: _left_card(work, texts), once=f"calendar/{which}")


def _make(work: FeedWork) -> str:
    token = secrets.token_urlsafe(32)
    work.calendar_links.keep(token)
    return token


def _card(token: str, work: FeedWork, note: Md | None = None) -> Card:
    texts, address = for_actor(work), work.calendar_links.address(token)
    return Card(
        texts.plain("rhythms.calendar", community=work.community.name),
        (
            *((Small(note),) if note else ()),
            Paragraph(texts("rhythms.calendar_how")),
            Paragraph(texts("rhythms.calendar_address", address=address)),
            Small(texts("rhythms.calendar_secret")),
        ),
        (
            LinkButton(texts.plain("rhythms.calendar_link"), address),
            *((_renew(work, texts),) if is_facilitator(work) else ()),
        ),
    )


def _left_card(work: FeedWork, texts: Texts) -> Card:
    title = texts.plain("rhythms.calendar", community=work.community.name)
    return Card(title, (Paragraph(texts("rhythms.calendar_left")),), (_renew(work, texts),))


def _renew(work: FeedWork, texts: Texts) -> Button:
    return Button(texts.plain("rhythms.calendar_renew"), RENEW, Subject(work.community.id))
