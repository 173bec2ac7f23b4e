"""Linking another place by invitation, and ending it from either side."""

from collections.abc import Iterator
from datetime import timedelta

from facilitation.audit import record
from facilitation.capability import Capability, Fill, Press, Verb, listen
from facilitation.channels import free_channel
from facilitation.codes import grouped, new_code, read
from facilitation.events import (
    CommandGiven,
    FormSubmitted,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessageLost,
    MessagePosted,
    PersonErased,
    Place,
    PlaceChosen,
    PlaceClosed,
    PlaceLinked,
    PlaceUnlinked,
    Uninstalled,
)
from facilitation.facilitators import is_facilitator
from facilitation.linking import cards, ending, relaying
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, ToPlace, Whisper
from facilitation.people import Community
from facilitation.ports.audit import Change
from facilitation.ports.links import Invitation, LinkedPlace, side_begun, stands_in
from facilitation.ports.memory import UnitOfWork
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_all, shorten

GOOD_FOR = timedelta(days=1)


def on_link(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring link place`: a form, and then the invitation."""
    return OpenForm(cards.invite_form(work.community, for_actor(work)))


def on_invited(form: FormSubmitted, work: UnitOfWork) -> Answer:
    texts = for_actor(work)
    errors = dict(_side_problem(form, texts))
    if errors:
        return RefuseForm(errors)
    code = _invite(form.line("side"), work)
    record(work, Change.PLACE_INVITED)
    return Whisper(cards.invitation(grouped(code), work.community, texts), fleeting=True)


def _invite(home_side: str, work: UnitOfWork) -> str:
    """Its code."""
    code = new_code()
    invitation = Invitation(community_id=work.community.id, home_side=home_side, until=work.now + GOOD_FOR)
    work.links.invite(code, invitation)
    return code


def on_link_here(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring link here CODE`, in the other channel: what it would mean, before anything happens.

    Whoever facilitates a community needs no code for a channel of a workspace where it stands. Said to Kring itself, or
    where a mention opens no form, the channel is chosen in the form.
    """
    texts, code = for_actor(work), read(said)
    if not code and _is_near_its_own(command, work):
        code = _invite(shorten(work.community.name, cards.SIDE_AT_MOST), work)
    if not code:
        return Whisper(Notice(texts("linking.here_how")))
    invitation = work.links.invitation(code)
    community = work.people.community(invitation.community_id) if invitation else None
    if invitation is None or community is None:
        return Whisper(Notice(texts("linking.no_invitation")))
    label, hint = texts.plain("linking.channel"), texts.plain("linking.channel_hint")
    channel = free_channel(command, label, hint, work)
    if stands_in(community, command.workspace, work.links):
        return OpenForm(cards.own_side_form(code, community, channel, texts))
    members, side = len(work.people.members(community.id)), invitation.home_side
    what = texts.count("linking.accept_what", members, community=community.name, side=side)
    return OpenForm(cards.accept_form(code, what, community, channel, texts))


def _is_near_its_own(command: CommandGiven, work: UnitOfWork) -> bool:
    near = work.in_community and stands_in(work.community, command.workspace, work.links)
    return near and is_facilitator(work)


def on_accepted(form: FormSubmitted, work: UnitOfWork) -> Answer:
    texts, code = for_actor(work), form.subject.id
    channel, invitation = form.channel("channel"), work.links.invitation(code)
    community = work.people.community(invitation.community_id) if invitation else None
    if invitation is None or community is None:
        return Whisper(Notice(texts("linking.no_invitation")))
    errors = dict(_side_problem(form, texts))
    problem = _channel_problem(channel, form, work)
    if problem:
        errors["channel"] = texts.plain(problem)
    if errors or channel is None:
        return RefuseForm(errors)
    if not work.links.take(code):
        return Whisper(Notice(texts("linking.no_invitation")))
    link = _place(form, channel, community, invitation, work)
    work.people.see_place(Place(ref=link.place, name=channel.name, address=channel.address))
    work.links.begin(link)
    work.announce(PlaceLinked(community_id=community.id, link_id=link.id, by=form.by.ref))
    if not link.hears_all:
        return Whisper(Notice(texts("linking.begun_some", community=community.name, side=link.side)))
    return Whisper(Notice(texts("linking.done", community=community.name)))


def _place(
    form: FormSubmitted, channel: PlaceChosen, community: Community, invitation: Invitation, work: UnitOfWork
) -> LinkedPlace:
    own = stands_in(community, channel.ref.workspace, work.links)
    return LinkedPlace(
        side_id=side_begun(channel.ref, community, work.links),
        hears_all=not own or form.choice("hears") == cards.ALL,
        workspace=channel.ref.workspace,
        channel=channel.ref.channel,
        community_id=community.id,
        side=form.line("side"),
        home_side=invitation.home_side,
        since=work.now,
        by_workspace=work.account.workspace,
        by_user=work.account.user,
    )


def on_linked(linked: PlaceLinked, work: UnitOfWork) -> None:
    """Both sides hear of it, where all can read it."""
    community, texts = work.community, for_all(work.community)
    link = next(each for each in work.links.of(community.id) if each.id == linked.link_id)
    record(work, Change.PLACE_LINKED, by=linked.by, named=link.side)
    work.outbox.post(ToPlace(community.place), cards.begun(community, link, texts))
    work.outbox.post(ToPlace(link.place), cards.linked_here(community, link, texts))


def _side_problem(form: FormSubmitted, texts: Texts) -> Iterator[tuple[str, str]]:
    side = form.line("side")
    if not side or len(side) > cards.SIDE_AT_MOST:
        yield "side", texts.plain_count("linking.side_length", cards.SIDE_AT_MOST)


def _channel_problem(channel: PlaceChosen | None, form: FormSubmitted, work: UnitOfWork) -> str:
    """A place is of one community, and of the workspace in which it is said to be."""
    if channel is None or channel.ref.workspace != form.workspace:
        return "common.choose_channel"
    if not channel.kring_is_in:
        return "common.kring_not_in_channel"
    return "common.channel_taken" if work.people.community_at(channel.ref) else ""


LINKING: Capability[UnitOfWork] = Capability(
    name="linking",
    verbs=(
        Verb("link place", on_link, opens_form=True),
        Verb("link here", on_link_here, opens_form=True, fleeting=True),
        Verb("unlink place", ending.on_unlink),
    ),
    buttons={cards.END: Press(ending.on_end)},
    forms={cards.INVITE: Fill(on_invited), cards.ACCEPT: Fill(on_accepted)},
    timers={relaying.FOLLOWED: relaying.on_over},
    listeners=(
        listen(PlaceLinked, on_linked),
        listen(PlaceUnlinked, ending.on_unlinked),
        listen(PlaceClosed, ending.on_place_closed),
        listen(MemberLeft, ending.on_kring_left),
        listen(MessageLost, ending.on_message_lost),
        listen(Uninstalled, ending.on_uninstalled),
        listen(MessagePosted, relaying.on_posted),
        listen(MessageEdited, relaying.on_edited),
        listen(MessageDeleted, relaying.on_deleted),
        listen(PersonErased, relaying.on_erased),
    ),
)
