"""Verbs and buttons of a community, and what happens to its people and its place."""

from collections import Counter

from facilitation.capability import Capability, Fill, Press, Verb, listen
from facilitation.communities import (
    cards,
    finding,
    following,
    founding,
    leaving_sides,
    levels,
    membership,
    model,
    recording,
    terms,
    whereabouts,
    workspaces,
)
from facilitation.events import (
    CameIn,
    ChangedOutside,
    CommandGiven,
    CommunityBroughtIn,
    CommunityFounded,
    FallsSilent,
    Installed,
    LeftSide,
    MemberJoined,
    MemberLeft,
    MemberLeftCommunity,
    MessageLost,
    MessageSent,
    PermissionMissed,
    PersonErased,
    PlaceClosed,
    PlaceUnlinked,
    ProfileChanged,
    ProfileSeen,
    TokenRunsOut,
    Uninstalled,
)
from facilitation.facilitators import facilitators
from facilitation.messages import Answer, Whisper
from facilitation.ports.memory import UnitOfWork
from facilitation.wording import for_actor


def on_about(command: CommandGiven, said: str, work: UnitOfWork) -> Answer:
    """`/kring community`: what it is for, who holds the process, how many take part."""
    community = work.community
    return Whisper(
        cards.about(
            community,
            place=work.people.place_name(community.place),
            levels=Counter(member.level for member in work.people.members(community.id)),
            mine=work.member.level if work.member else None,
            facilitators=[account.name for account in facilitators(work)],
            texts=for_actor(work),
        )
    )


COMMUNITIES: Capability[model.CommunityWork] = Capability(
    name="communities",
    verbs=(
        Verb("community", on_about),
        Verb("community create", founding.on_create, opens_form=True),
        Verb("join", membership.on_join),
        Verb("communities", finding.on_list, alone=True),
        Verb("installed", finding.on_installed_here, alone=True),
        Verb("community settings", finding.on_settings, opens_form=True),
        Verb("level", levels.on_level, opens_form=True),
        Verb("leave", membership.on_leave, alone=True),
        Verb("where I am", whereabouts.on_where, opens_form=True),
        Verb("facilitate", terms.on_facilitate),
    ),
    buttons={
        cards.JOIN: Press(membership.on_join_pressed),
        cards.FACILITATE: Press(terms.on_facilitate_pressed),
        cards.OFFER: Press(terms.on_offer),
        cards.TOGETHER: Press(terms.on_together),
        cards.GO_ON: Press(terms.on_go_on),
        cards.LAY_DOWN: Press(terms.on_lay_down),
    },
    forms={
        cards.FOUND: Fill(founding.on_founded),
        finding.SET: Fill(finding.on_set),
        levels.LEVEL: Fill(levels.on_said),
        whereabouts.WHERE: Fill(whereabouts.on_placed),
    },
    timers={terms.TERM_ENDS: terms.on_term_ends},
    queue=terms.queue,
    listeners=(
        listen(CommunityFounded, founding.on_begun),
        listen(MemberJoined, following.on_somebody_came),
        listen(MemberLeft, following.on_somebody_gone),
        listen(ProfileChanged, following.on_profile_changed),
        listen(PlaceClosed, following.on_place_closed),
        listen(Installed, workspaces.on_installed),
        listen(CameIn, levels.on_came_in),
        listen(ProfileSeen, levels.on_profile),
        listen(MemberLeftCommunity, recording.on_left),
        listen(MemberLeftCommunity, leaving_sides.on_left),
        listen(LeftSide, leaving_sides.on_left_side),
        listen(ChangedOutside, recording.on_outside),
        listen(PersonErased, recording.on_erased),
        listen(CommunityBroughtIn, recording.on_brought_in),
        listen(Uninstalled, workspaces.on_uninstalled),
        listen(TokenRunsOut, workspaces.on_token_runs_out),
        listen(FallsSilent, workspaces.on_falls_silent),
        listen(PlaceUnlinked, following.on_unlinked),
        listen(MessageLost, following.on_message_lost),
        listen(MessageSent, following.on_message_sent),
        listen(PermissionMissed, following.on_permission_missed),
    ),
)
