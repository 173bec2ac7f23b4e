"""A place is linked no longer: either side said so, or it is not there any more. What stands in it stays as it is."""

from facilitation.audit import record
from facilitation.events import (
    ButtonPressed,
    ChatEvent,
    CommandGiven,
    Loss,
    MemberLeft,
    MessageLost,
    Place,
    PlaceClosed,
    PlaceUnlinked,
    Uninstalled,
)
from facilitation.facilitators import is_facilitator, tell_facilitators
from facilitation.linking import cards
from facilitation.linking.crossing import link_of
from facilitation.messages import Answer, Notice, ToPlace, Whisper
from facilitation.people import AccountRef, Member
from facilitation.ports.audit import Change
from facilitation.ports.links import LinkedPlace, twins_of
from facilitation.ports.memory import UnitOfWork
from facilitation.wording import for_actor, for_all


def on_unlink(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring unlink place`: where the community stands too, with a button for what the actor may end."""
    links = [(link, _name_of(link, work)) for link in work.links.of(work.community.id)]
    if not links:
        return Whisper(Notice(for_actor(work)("linking.none", community=work.community.name)))
    mine = [link for link, _ in links if _may_end(link, command, work)]
    return Whisper(cards.places(work.community, links, mine, for_actor(work)))


def on_end(press: ButtonPressed, work: UnitOfWork) -> Answer:
    texts = for_actor(work)
    link = next((each for each in work.links.of(work.community.id) if each.id == press.subject.id), None)
    if link is None:
        return Whisper(Notice(texts("linking.none", community=work.community.name)))
    if not _may_end(link, press, work):
        return Whisper(Notice(texts("linking.not_yours")))
    if press.subject.detail != cards.SURELY:
        return Whisper(cards.end_surely(work.community, link, len(_who_leave(link, work)), texts))
    _announce(link, work, by=press.by.ref)
    return Whisper(cards.ended(work.community, link, texts))


def on_unlinked(unlinked: PlaceUnlinked, work: UnitOfWork) -> None:
    """Nothing more goes there, from this moment on; both sides are told, where there still is one."""
    community = work.community
    link = next((each for each in work.links.of(community.id) if each.id == unlinked.link_id), None)
    if link is None:
        return
    work.outbox.forget(twins_of(link))
    work.links.end(link)
    record(work, Change.PLACE_UNLINKED, by=unlinked.by, named=link.side)
    notice = cards.ended(community, link, for_all(community))
    work.outbox.post(ToPlace(community.place), notice)
    if unlinked.by:
        work.outbox.post(ToPlace(link.place), notice)
        return
    tell_facilitators(work, lambda texts: Notice(texts("linking.gone", community=community.name, side=link.side)))


def on_place_closed(closed: PlaceClosed, work: UnitOfWork) -> None:
    _gone(closed.place, work)


def on_kring_left(left: MemberLeft, work: UnitOfWork) -> None:
    if left.is_kring and left.place:
        _gone(left.place, work)


def on_message_lost(lost: MessageLost, work: UnitOfWork) -> None:
    if lost.loss is Loss.PLACE_GONE and lost.place:
        _gone(Place(ref=lost.place), work)


def on_uninstalled(uninstalled: Uninstalled, work: UnitOfWork) -> None:
    for workspace in (uninstalled.workspace, *uninstalled.also):
        for link in work.links.in_workspace(workspace):
            _announce(link, work)


def _name_of(link: LinkedPlace, work: UnitOfWork) -> str:
    """What a private channel is called, is told to those in it."""
    is_there = work.member is not None and link.side_id in work.member.sides
    return work.people.place_name(link.place) if link.hears_all or is_there else ""


def _who_leave(link: LinkedPlace, work: UnitOfWork) -> list[Member]:
    """Those who met the community there only."""
    members = work.people.members(link.community_id)
    if link.is_own_side:
        return [each for each in members if link.hears_all and each.sides == (link.side_id,)]
    return [each for each in members if each.workspace == link.workspace]


def _gone(place: Place, work: UnitOfWork) -> None:
    link = link_of(place.ref, work) if work.in_community else None
    if isinstance(link, LinkedPlace):
        _announce(link, work)


def _may_end(link: LinkedPlace, event: ChatEvent, work: UnitOfWork) -> bool:
    """Who holds the process; and on its own side whoever linked it, or each member once that one takes part no more."""
    if event.workspace != link.workspace or is_facilitator(work):
        return is_facilitator(work)
    if link.is_own_side and link.side_id not in work.me.sides:
        return False
    return link.by == work.account.ref or link.by is None or work.people.member(link.community_id, link.by) is None


def _announce(link: LinkedPlace, work: UnitOfWork, by: AccountRef | None = None) -> None:
    work.announce(
        PlaceUnlinked(
            community_id=link.community_id, link_id=link.id, side=link.side_id, heard_all=link.hears_all, by=by
        )
    )
