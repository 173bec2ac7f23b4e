"""Who comes with what a browser carries: the links they opened, and the account they signed in with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from facilitation.handbook.model import READS_FOR
from facilitation.knowledge.kinds import Reader
from facilitation.people import Account, AccountRef, Community, CommunityId, Member, WorkspaceId
from storage.reading import SqlReading

COOKIE = "kring_handbook"
LINKS_CARRIED = 12  # each is 64 characters of a cookie
SIGNED_IN_FOR = timedelta(hours=12)  # then the workspace is asked again whether they are still there


@dataclass(frozen=True, slots=True)
class Carried:
    """What the cookie says. `until`: when the signing-in is over."""

    links: tuple[str, ...] = ()
    account: AccountRef | None = None
    until: datetime | None = None

    @classmethod
    def read(cls, value: Mapping[str, object]) -> "Carried":
        links, workspace, user, until = (value.get(name) for name in ("links", "workspace", "user", "until"))
        account = AccountRef(WorkspaceId(str(workspace)), str(user)) if workspace and user else None
        return cls(
            tuple(str(each) for each in links) if isinstance(links, list) else (),
            account,
            datetime.fromisoformat(str(until)) if account and until else None,
        )

    def written(self) -> Mapping[str, object]:
        account, until = self.account, self.until
        return {
            "links": list(self.links),
            "workspace": account.workspace if account else None,
            "user": account.user if account else None,
            "until": until.isoformat() if until else None,
        }

    def with_link(self, digest: str) -> "Carried":
        others = [each for each in self.links if each != digest]
        return replace(self, links=(digest, *others)[:LINKS_CARRIED])

    def signed_in(self, account: AccountRef, now: datetime) -> "Carried":
        return replace(self, account=account, until=now + SIGNED_IN_FOR)


KEPT = int(READS_FOR.total_seconds())


@dataclass(frozen=True)
class Visitor:
    """`links`: the members whose links those are, that still lead somewhere. `signed_in`: whoever the platform told."""

    links: Mapping[CommunityId, Member] = field(default_factory=dict)
    signed_in: AccountRef | None = None
    account: Account | None = None

    @property
    def is_anybody(self) -> bool:
        return bool(self.links) or self.signed_in is not None

    def reads(self, community: Community, unit: SqlReading) -> Reader:
        member = self.links.get(community.id)
        if member is None and self.signed_in:
            member = unit.people.member(community.id, unit.people.person(self.signed_in))
        workspaces = {member.workspace for member in self.links.values()}
        if self.signed_in:
            workspaces.add(self.signed_in.workspace)
        at_home = member is not None or community.workspace in workspaces
        return Reader(member.ref if member else None, member is not None, at_home)

    def communities(self, unit: SqlReading) -> Sequence[Community]:
        """Of which they are a member."""
        linked = [found for found in map(unit.people.community, self.links) if found]
        signed_in = unit.people.communities_of(unit.people.person(self.signed_in)) if self.signed_in else ()
        return [*{community.id: community for community in (*linked, *signed_in)}.values()]


def visitor(carried: Carried, unit: SqlReading) -> Visitor:
    """As things are now: a link that was ended, a member who left and a closed account count no more."""
    links: dict[CommunityId, Member] = {}
    for digest in carried.links:
        owned = unit.handbook_links.owner(digest)
        member = unit.people.member_by_id(owned.community_id, owned.member_id) if owned else None
        if member and member.left_at is None and _is_active(member.ref, unit):
            links.setdefault(member.community_id, member)
    signed_in = carried.account if carried.until and unit.now < carried.until else None
    if signed_in and not _is_active(signed_in, unit):
        signed_in = None
    who = signed_in or next((member.ref for member in links.values()), None)
    return Visitor(links, signed_in, unit.people.account(unit.people.person(who)) if who else None)


def _is_active(ref: AccountRef, unit: SqlReading) -> bool:
    """Whom Kring has not met yet may well be of the workspace."""
    account = unit.people.account(ref)
    return account is None or account.is_active
