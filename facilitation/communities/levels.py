"""How somebody takes part: said by themselves, never reckoned. A guest of the workspace is a guest here."""

from facilitation.audit import record
from facilitation.communities import model, terms
from facilitation.events import CameIn, ChangedOutside, CommandGiven, FormSubmitted, ProfileSeen
from facilitation.messages import (
    Answer,
    ChoiceInput,
    Form,
    Notice,
    OpenForm,
    Option,
    RefuseForm,
    Small,
    Subject,
    Whisper,
)
from facilitation.people import Account, Community, Level, Member, Standing
from facilitation.ports.audit import Change
from facilitation.ports.memory import UnitOfWork
from facilitation.wording import for_actor

LEVEL = "communities.level"
GUEST = "guest"  # an invitation's kind
DECLARED = (Level.CORE, Level.FULL, Level.PERIPHERAL)
OUTSIDERS = (Standing.GUEST, Standing.STRANGER)


def level_for(member: Member, account: Account, *, where_members_join: bool) -> Level:
    """With which somebody joins: a guest of the workspace is one here, and whoever comes back goes on as before.

    Whoever was invited as a guest is one no more once they join where members do, and only there.
    """
    if account.standing in OUTSIDERS:
        return Level.GUEST
    return Level.FULL if where_members_join and member.level is Level.GUEST else member.level


def grows(member: Member, account: Account) -> bool:
    """Whether a guest can become a member: who was invited can, where members join; a guest of the workspace can't."""
    return member.level is Level.GUEST and account.standing not in OUTSIDERS


def on_level(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring level`: a form with what holds now."""
    texts, community = for_actor(work), work.community
    options = tuple(Option(each, texts.plain(f"communities.level_means.{each}")) for each in DECLARED)
    choice = ChoiceInput("level", texts.plain("communities.level"), options, initial=(work.me.level,))
    return OpenForm(
        Form(
            title=texts.plain("communities.level_of", community=community.name),
            action=LEVEL,
            submit=texts.plain("common.keep"),
            subject=Subject(community.id),
            intro=(Small(texts("communities.level_small")),),
            inputs=(choice,),
        )
    )


def on_said(form: FormSubmitted, work: UnitOfWork) -> Answer:
    texts, chosen = for_actor(work), form.choice("level")
    if chosen not in DECLARED:
        return RefuseForm({"level": texts.plain("communities.choose_level")})
    me, level = work.me, Level(chosen)
    if me.level is not level:
        me.level = level
        record(work, Change.LEVEL, named=level)
    return Whisper(Notice(texts("communities.level_kept", level=texts.plain(f"communities.level_one.{level}"))))


def on_came_in(came: CameIn, work: UnitOfWork) -> None:
    """A guest whom a facilitator let in."""
    if came.kind == GUEST:
        model.join(work.community, came.account, work, came.side).level = Level.GUEST
        record(work, Change.GUEST_JOINED, by=came.account)


def on_profile(profile: ProfileSeen, work: UnitOfWork) -> None:
    """The platform tells that somebody is a guest only after they joined, at times."""
    if profile.standing in OUTSIDERS:
        for community in work.people.communities_of(profile.account):
            member = work.people.member(community.id, profile.account)
            if member and member.level is not Level.GUEST:
                _is_guest_now(member, community, work)


def _is_guest_now(member: Member, community: Community, work: UnitOfWork) -> None:
    member.level = Level.GUEST
    changes = [Change.GUEST_OF_WORKSPACE]
    if model.end_term(member, work.now, work):
        changes.append(Change.FACILITATES_NO_MORE)
        terms.offer_if_nobody(community, work)
    for change in changes:
        work.announce(ChangedOutside(community_id=community.id, change=change, by=member.ref))
