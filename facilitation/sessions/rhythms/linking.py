"""The link to a community's calendar: given privately, revoked by making another."""

import secrets

from facilitation.events import ButtonPressed, CommandGiven
from facilitation.facilitators import is_facilitator
from facilitation.messages import Answer, Button, Card, LinkButton, Paragraph, ReplaceCard, Small, Subject, Whisper
from facilitation.sessions.rhythms.feed import FeedWork
from facilitation.texts import Md
from facilitation.wording import for_actor

RENEW = "rhythms.calendar_renew"


def on_calendar(command: CommandGiven, said: str, work: FeedWork) -> Answer:
    return Whisper(_card(work.calendar_links.token() or _make(work), work))


def on_renew(press: ButtonPressed, work: FeedWork) -> Answer:
    """The link of before leads nowhere from now on."""
    return ReplaceCard(_card(_make(work), work, for_actor(work)("rhythms.calendar_renewed")))


def _make(work: FeedWork) -> str:
    token = secrets.token_urlsafe(32)
    work.calendar_links.keep(token)
    return token


def _card(token: str, work: FeedWork, note: Md | None = None) -> Card:
    texts, address = for_actor(work), work.calendar_links.address(token)
    renew = Button(texts.plain("rhythms.calendar_renew"), RENEW, Subject(work.community.id))
    return Card(
        texts.plain("rhythms.calendar", community=work.community.name),
        (
            *((Small(note),) if note else ()),
            Paragraph(texts("rhythms.calendar_how")),
            Paragraph(texts("rhythms.calendar_address", address=address)),
            Small(texts("rhythms.calendar_secret")),
        ),
        (LinkButton(texts.plain("rhythms.calendar_link"), address), *((renew,) if is_facilitator(work) else ())),
    )
