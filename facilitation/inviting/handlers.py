"""Inviting, consenting, coming in by a code; and who sponsors the community."""

from facilitation.audit import record
from facilitation.capability import Capability, Fill, Press, Verb, listen
from facilitation.events import (
    AccountMoves,
    ButtonPressed,
    CameIn,
    ChangedOutside,
    CommandGiven,
    FormSubmitted,
    MemberLeft,
    MemberLeftCommunity,
)
from facilitation.facilitators import facilitators, is_facilitator
from facilitation.inviting import cards, codes, terms
from facilitation.inviting.consenting import ask, may_consent, open_it, tell_inviter
from facilitation.inviting.model import ASKED_AT_MOST, CALLED_AT_MOST, TERM, As, Invitation, InvitingWork, Stage
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, ReplaceCard, Whisper
from facilitation.people import Community, SideId
from facilitation.ports.audit import Change
from facilitation.ports.links import sides_in
from facilitation.wording import for_actor


def on_invite(command: CommandGiven, said: str, work: InvitingWork) -> Answer:
    """`/kring invite`: a form for whom."""
    return OpenForm(cards.form(As.GUEST, work.community, for_actor(work)))


def on_propose(press: ButtonPressed, work: InvitingWork) -> Answer:
    return OpenForm(cards.form(As.SPONSOR, work.community, for_actor(work)))


def on_invited(form: FormSubmitted, work: InvitingWork) -> Answer:
    return _begin(form, As.GUEST, Change.INVITED, work)


def on_proposed(form: FormSubmitted, work: InvitingWork) -> Answer:
    return _begin(form, As.SPONSOR, Change.SPONSOR_PROPOSED, work)


def on_show(press: ButtonPressed, work: InvitingWork) -> Answer:
    """From the queue, for whoever facilitates by now."""
    invitation, texts = _asked(press, work), for_actor(work)
    if invitation is None:
        return Whisper(Notice(texts("inviting.over")))
    inviter = work.people.account(invitation.inviter)
    by = inviter.name if inviter else texts.plain("inviting.somebody")
    return Whisper(cards.asked(invitation, by, work.community, texts))


def on_agree(press: ButtonPressed, work: InvitingWork) -> Answer:
    invitation, texts = _asked(press, work), for_actor(work)
    if invitation is None:
        return ReplaceCard(Notice(texts("inviting.over")))
    me = work.account.ref
    if me not in invitation.agreed:
        invitation.agreed = (*invitation.agreed, me)
        if invitation.kind is As.SPONSOR:
            record(work, Change.SPONSOR_CONSENT)
    if may_consent(invitation, work):
        return ReplaceCard(Notice(texts("inviting.agreed_waits", called=invitation.called)))
    open_it(invitation, work)
    if invitation.inviter == me:
        return ReplaceCard(cards.is_open(invitation, work.community, texts))
    return ReplaceCard(Notice(texts("inviting.agreed", called=invitation.called)))


def on_rather_not(press: ButtonPressed, work: InvitingWork) -> Answer:
    """One who does not consent is enough; the log does not tell who it was."""
    invitation, texts = _asked(press, work), for_actor(work)
    if invitation is None:
        return ReplaceCard(Notice(texts("inviting.over")))
    invitation.stage = Stage.REFUSED
    tell_inviter(invitation, lambda texts: Notice(texts("inviting.refused", called=invitation.called)), work)
    told = "inviting.you_refused_alone" if len(facilitators(work)) == 1 else "inviting.you_refused"
    return ReplaceCard(Notice(texts(told, called=invitation.called)))


def on_code(press: ButtonPressed, work: InvitingWork) -> Answer:
    """A new one each time; the one before lets nobody in."""
    invitation, texts = work.invitations.get(press.subject.id), for_actor(work)
    if invitation is None or invitation.stage is not Stage.OPEN or invitation.inviter != work.account.ref:
        return Whisper(Notice(texts("inviting.over")))
    return Whisper(cards.code(invitation, codes.make(invitation, work.now), texts), fleeting=True)


def on_come_in(command: CommandGiven, said: str, work: InvitingWork) -> Answer:
    """`/kring come in CODE`: single use, and good for those whom Kring can meet where the community is."""
    texts, me = for_actor(work), work.account
    if not said.strip():
        return Whisper(Notice(texts("inviting.needs_code")))
    invitation = work.invitations.by_digest(codes.digest(said))
    community = work.people.community(invitation.community_id) if invitation else None
    if invitation is None or community is None or not codes.is_good(invitation, work.now):
        return Whisper(Notice(texts("inviting.no_code")))
    if not _is_near(community, work):
        return Whisper(Notice(texts("inviting.not_here")))
    if work.people.member(community.id, me.ref):
        return Whisper(Notice(texts(f"inviting.member_already.{invitation.kind}", community=community.name)))
    if work.sponsors.is_one(community.id, me.ref):
        return Whisper(Notice(texts("inviting.no_guest_either", community=community.name)))
    invitation.stage, invitation.digest = Stage.TAKEN, None
    invitation.workspace, invitation.user = me.workspace, me.user
    invitation.until = work.now + TERM if invitation.kind is As.SPONSOR else None
    work.announce(
        CameIn(
            community_id=community.id,
            account=me.ref,
            side=_only_side(community, work),
            invitation_id=invitation.id,
            kind=invitation.kind,
        )
    )
    return Whisper(Notice(texts(f"inviting.came_in.{invitation.kind}", community=community.name)))


def on_came_in(came: CameIn, work: InvitingWork) -> None:
    invitation = work.invitations.get(came.invitation_id)
    if invitation is None:
        return
    if invitation.kind is As.SPONSOR:
        record(work, Change.SPONSORS, by=came.account)
        terms.watch(invitation, work)
    else:
        record(work, Change.LET_IN, by=next(iter(invitation.agreed), None), about=came.account)
    account = work.people.account(came.account)
    name = account.name if account else ""
    tell_inviter(invitation, lambda texts: Notice(texts("inviting.is_in", called=invitation.called, name=name)), work)


def on_sponsor(command: CommandGiven, said: str, work: InvitingWork) -> Answer:
    """`/kring sponsor`: who they are; for a sponsor, what they may see."""
    held = work.invitations.sponsoring(work.now)
    own = next((each for each in held if each.who == work.account.ref), None)
    if own and work.member is None:
        return Whisper(cards.outlook(own, work.outlooks.of_community(), work.community, for_actor(work)))
    accounts = work.people.accounts([each.who for each in held if each.who])
    known = [(each, accounts[each.who]) for each in held if each.who and each.who in accounts]
    return Whisper(cards.sponsors(known, work.community, for_actor(work), facilitates=is_facilitator(work)))


def on_end(press: ButtonPressed, work: InvitingWork) -> Answer:
    """By a facilitator, or by the sponsor."""
    invitation, texts = work.invitations.get(press.subject.id), for_actor(work)
    is_theirs = invitation is not None and (is_facilitator(work) or invitation.who == work.account.ref)
    if invitation is None or not is_theirs or not invitation.holds(work.now):
        return Whisper(Notice(texts("inviting.over")))
    terms.end(invitation, work)
    return ReplaceCard(Notice(texts("inviting.ended")))


def on_gone(left: MemberLeft, work: InvitingWork) -> None:
    """Who leaves the workspace sponsors nothing there."""
    if left.place or left.is_kring:
        return
    for invitation in work.invitations.held_by(left.by.ref, work.now):
        invitation.stage, invitation.until = Stage.ENDED, work.now
        work.announce(
            ChangedOutside(community_id=invitation.community_id, change=Change.SPONSORS_NO_MORE, by=left.by.ref)
        )


def on_inviter_left(left: MemberLeftCommunity, work: InvitingWork) -> None:
    """Nobody comes in by the word of somebody who takes no part any more."""
    for invitation in work.invitations.pending_of(left.account):
        invitation.stage, invitation.digest = Stage.ENDED, None


def on_moves(moves: AccountMoves, work: InvitingWork) -> None:
    """A member sponsors nothing here, by whichever account they did. Heard before they are one, or after."""
    both = (moves.was, moves.now)
    if not work.in_community or not any(work.people.member(moves.community_id, each) for each in both):
        return
    for invitation in [held for each in both for held in work.invitations.held_by(each, work.now)]:
        if invitation.community_id == moves.community_id:
            invitation.stage, invitation.until = Stage.ENDED, work.now
            record(work, Change.SPONSORS_NO_MORE, by=moves.now, about=moves.now)


def _begin(form: FormSubmitted, kind: As, change: Change, work: InvitingWork) -> Answer:
    texts, called = for_actor(work), form.line("called")
    if not called or len(called) > CALLED_AT_MOST:
        return RefuseForm({"called": texts.plain_count("inviting.called_length", CALLED_AT_MOST)})
    if not facilitators(work):
        return Whisper(Notice(texts("inviting.nobody_facilitates")))
    me = work.account.ref
    if sum(each.stage is Stage.ASKED for each in work.invitations.pending_of(me)) >= ASKED_AT_MOST:
        return RefuseForm({"called": texts.plain("inviting.enough_asked")})
    invitation = Invitation(
        community_id=work.community.id,
        kind=kind,
        called=called,
        inviter_workspace=me.workspace,
        inviter_user=me.user,
        agreed=(me,) if is_facilitator(work) else (),
        asked_at=work.now,
    )
    work.invitations.add(invitation)
    record(work, change)
    if not may_consent(invitation, work):
        open_it(invitation, work)
        return Whisper(cards.is_open(invitation, work.community, texts))
    ask(invitation, work)
    return Whisper(Notice(texts(f"inviting.is_asked.{kind}", called=called)))


def _asked(press: ButtonPressed, work: InvitingWork) -> Invitation | None:
    invitation = work.invitations.get(press.subject.id)
    return invitation if invitation and invitation.stage is Stage.ASKED else None


def _is_near(community: Community, work: InvitingWork) -> bool:
    """Whether they are of a workspace where the community stands."""
    there = {community.workspace, *(link.workspace for link in work.links.of(community.id))}
    return work.acting.workspace in there


def _only_side(community: Community, work: InvitingWork) -> SideId | None:
    """Where they are, if the community has but one side there; else it is seen by where they do something."""
    sides = sides_in(work.acting.workspace, community, work.links)
    return sides[0] if len(sides) == 1 else None


INVITING: Capability[InvitingWork] = Capability(
    name="inviting",
    verbs=(
        Verb("invite", on_invite, opens_form=True),
        Verb("come in", on_come_in, fleeting=True),
        Verb("sponsor", on_sponsor),
    ),
    buttons={
        cards.PROPOSE: Press(on_propose),
        cards.SHOW: Press(on_show),
        cards.AGREE: Press(on_agree),
        cards.RATHER_NOT: Press(on_rather_not),
        cards.CODE: Press(on_code),
        cards.END: Press(on_end),
    },
    forms={cards.INVITE: Fill(on_invited), cards.PROPOSE: Fill(on_proposed)},
    timers={terms.TERM_ENDS: terms.on_term_ends},
    queue=terms.queue,
    listeners=(
        listen(CameIn, on_came_in),
        listen(MemberLeft, on_gone),
        listen(MemberLeftCommunity, on_inviter_left),
        listen(AccountMoves, on_moves),
    ),
)
