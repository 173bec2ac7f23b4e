"""`/kring resources`: what is at hand, add to it, take away what is one's own. No address is ever visited by Kring."""

from collections.abc import Iterator
from typing import Protocol
from urllib.parse import urlsplit

from facilitation.capability import Capability, Fill, Press, Verb
from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted
from facilitation.facilitators import is_facilitator
from facilitation.messages import TITLE_AT_MOST, Answer, Card, Notice, OpenForm, RefuseForm, ReplaceCard, Whisper
from facilitation.ports.memory import UnitOfWork
from facilitation.ports.resources import AT_MOST, Resource, Resources
from facilitation.resources import cards
from facilitation.texts import Texts
from facilitation.wording import for_actor


class ResourceWork(UnitOfWork, Protocol):
    @property
    def resources(self) -> Resources: ...


def on_resources(command: CommandGiven, said: str, work: ResourceWork) -> Answer:
    return Whisper(_card(work))


def on_add(press: ButtonPressed, work: ResourceWork) -> Answer:
    """A link, or the item whose card was pressed."""
    texts, item = for_actor(work), press.subject.id
    title = work.resources.title_of(item) if item else ""
    if title is None:
        return Whisper(Notice(texts("resources.gone")))
    if len(work.resources.all()) >= AT_MOST:
        return Whisper(Notice(texts.count("resources.full", AT_MOST)))
    return OpenForm(cards.form(work.community, texts, item, title))


def on_added(form: FormSubmitted, work: ResourceWork) -> Answer:
    texts, item = for_actor(work), form.subject.id
    title = work.resources.title_of(item) if item else form.line("title")
    if title is None:
        return Whisper(Notice(texts("resources.gone")))
    errors = dict(_errors(form, texts, is_item=bool(item)))
    if errors:
        return RefuseForm(errors)
    there = work.resources.all()
    address = "" if item else form.line("address")
    if any((each.resource.item_id, each.resource.address) == (item or None, address) for each in there):
        return Whisper(Notice(texts("resources.there_already", title=title)))
    if len(there) >= AT_MOST:
        return Whisper(Notice(texts.count("resources.full", AT_MOST)))
    by = work.account.ref
    work.resources.add(
        Resource(
            community_id=work.community.id,
            title="" if item else title,
            address=address,
            item_id=item or None,
            why=form.line("why"),
            workspace=by.workspace,
            user=by.user,
            at=work.now,
        )
    )
    return Whisper(_card(work))


def on_take_away(press: ButtonPressed, work: ResourceWork) -> Answer:
    """By whoever added it, or a facilitator."""
    texts = for_actor(work)
    there = (each.resource for each in work.resources.all())
    found = next((each for each in there if each.id == press.subject.id), None)
    if found is None:
        return ReplaceCard(_card(work))
    if not _may_take(found, work):
        return Whisper(Notice(texts("resources.not_yours")))
    work.resources.remove(found)
    return ReplaceCard(_card(work))


def _may_take(resource: Resource, work: ResourceWork) -> bool:
    return resource.by == work.account.ref or is_facilitator(work)


def _card(work: ResourceWork) -> Card:
    there = work.resources.all()
    accounts = work.people.accounts([each.resource.by for each in there])
    names = {ref: account.name for ref, account in accounts.items()}
    mine = {each.resource.id for each in there if _may_take(each.resource, work)}
    return cards.at_hand(there, names, mine, work.community, for_actor(work))


def _errors(form: FormSubmitted, texts: Texts, *, is_item: bool) -> Iterator[tuple[str, str]]:
    if not 0 < len(form.line("why")) <= cards.WHY_AT_MOST:
        yield "why", texts.plain_count("resources.why_length", cards.WHY_AT_MOST)
    if is_item:
        return
    if not 0 < len(form.line("title")) <= TITLE_AT_MOST:
        yield "title", texts.plain_count("resources.why_length", TITLE_AT_MOST)
    if not _is_address(form.line("address")):
        yield "address", texts.plain("resources.address_wrong")


def _is_address(text: str) -> bool:
    """On the web, where a browser goes: nothing else is made a link of."""
    try:
        parts = urlsplit(text)
        there = bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
    plain = text.isprintable() and not any(each.isspace() or each in "<>\"'`\\" for each in text)
    return parts.scheme in ("http", "https") and there and plain and len(text) <= cards.ADDRESS_AT_MOST


RESOURCES: Capability[ResourceWork] = Capability(
    name="resources",
    verbs=(Verb("resources", on_resources),),
    buttons={cards.ADD: Press(on_add), cards.TAKE_AWAY: Press(on_take_away)},
    forms={cards.ADD: Fill(on_added)},
)
