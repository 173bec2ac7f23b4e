"""Who there is: accounts, communities, memberships and sponsors. Readable before a community is entered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from facilitation.events import Actor, Place
from facilitation.people import (
    Account,
    AccountRef,
    Community,
    CommunityId,
    Member,
    MemberId,
    PlaceRef,
    Role,
    RoleTerm,
    WorkspaceId,
)


class People(Protocol):
    """Accounts, communities and memberships: the directory, readable before a community is entered."""

    def meet(self, actor: Actor) -> Account:
        """The account of whoever acted, made if new, brought up to date with what the actor tells."""
        ...

    def account(self, ref: AccountRef) -> Account | None: ...

    def accounts(self, refs: Sequence[AccountRef]) -> Mapping[AccountRef, Account]:
        """Those that there are; of whoever linked theirs, the principal one."""
        ...

    def person(self, account: AccountRef) -> AccountRef:
        """The account under which whoever that is does everything: their principal one, or the only one."""
        ...

    def linked_to(self, person: AccountRef) -> Sequence[Account]:
        """The other accounts of a person, in no order."""
        ...

    def been_in(self, person: AccountRef) -> Sequence[CommunityId]:
        """The communities in which they are a member, or were, or in whose threads they may have replied elsewhere."""
        ...

    def carry_over(self, was: AccountRef, now: AccountRef) -> None:
        """All that the entered community remembers of one account is the other's, but for the membership itself.

        What both have of which there can be one stays as the other's. Entities in hand are stale afterwards.
        """
        ...

    def see_place(self, place: Place) -> None:
        """Remember a channel's name and address."""
        ...

    def place_name(self, place: PlaceRef) -> str:
        """What the channel is called, without `#`; "" when nobody told."""
        ...

    def places(self, workspace: WorkspaceId) -> Sequence[tuple[PlaceRef, str]]:
        """The channels Kring has seen in a workspace, with their names, but for those where another community meets."""
        ...

    def add_community(self, community: Community) -> None: ...

    def community(self, community_id: CommunityId) -> Community | None: ...

    def community_at(self, place: PlaceRef) -> Community | None:
        """The community that meets in this channel, or whose private group it is."""
        ...

    def community_under(self, place: PlaceRef, at: datetime) -> Community | None:
        """The one whose words that thread was under then, though another one meets there; else as `community_at`."""
        ...

    def claim(self, place: PlaceRef) -> None:
        """From now on this place, with all that is said in it, is the entered community's, beside its channel.

        Meant for a private group, once `MessageSent` tells where it is. Another community may claim the same place
        later: then what is said there is that one's, but for the threads under this one's messages.
        """
        ...

    def release(self, place: PlaceRef) -> None:
        """It is the entered community's no longer."""
        ...

    def communities_in(self, workspace: WorkspaceId) -> Sequence[Community]:
        """Those that are at home there."""
        ...

    def communities_of(self, account: AccountRef) -> Sequence[Community]:
        """Those in which the account is a member now, oldest first."""
        ...

    def findable(self, workspace: WorkspaceId) -> Sequence[Community]:
        """Those that want to be found, by their names."""
        ...

    def add_member(self, member: Member) -> None: ...

    def member(self, community_id: CommunityId, account: AccountRef) -> Member | None:
        """The current membership; None when never joined or left."""
        ...

    def past_member(self, community_id: CommunityId, account: AccountRef) -> Member | None:
        """The membership even when it has ended."""
        ...

    def member_by_id(self, community_id: CommunityId, member_id: MemberId) -> Member | None: ...

    def members_by_id(self, community_id: CommunityId, identities: Sequence[MemberId]) -> Sequence[Member]:
        """Those, whether they have left since or not, in no order."""
        ...

    def members(self, community_id: CommunityId) -> Sequence[Member]:
        """Current members, in the order they joined."""
        ...

    def sites(self, community_id: CommunityId) -> Sequence[str]:
        """Where current members say they are, in the order of the alphabet."""
        ...

    def affiliations(self, community_id: CommunityId) -> Sequence[str]:
        """What current members say they are to the organisation, in the same order."""
        ...

    def add_role_term(self, term: RoleTerm) -> None: ...

    def role_terms(self, community_id: CommunityId, role: Role, at: datetime) -> Sequence[RoleTerm]:
        """Terms of current members that cover the moment `at`."""
        ...


class Sponsors(Protocol):
    """Who sponsors a community now: known before one is entered."""

    def of(self, community_id: CommunityId) -> Sequence[AccountRef]: ...

    def is_one(self, community_id: CommunityId, account: AccountRef) -> bool: ...

    def sponsored_by(self, account: AccountRef) -> Sequence[Community]:
        """Oldest first."""
        ...
