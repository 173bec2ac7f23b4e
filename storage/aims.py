"""Where messages go: in which line, and to which channel, thread, person or group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select

from facilitation.events import Loss
from facilitation.messages import To, ToCommunity, ToGroup, ToPerson, ToPlace, ToThread
from facilitation.people import Account, AccountRef, PlaceRef, SideId, WorkspaceId, new_id, workspace_of
from facilitation.ports.pacing import Errand
from storage.line import WITHOUT_WORDS, line_of
from storage.posted import SqlPosted
from storage.tables.people import accounts
from storage.tables.traffic import outbox
from storage.transaction import Transaction

OPEN = (outbox.c.key == bindparam("of_key")) & outbox.c.final_at.is_(None)
OPEN_POST = select(*WITHOUT_WORDS).where(OPEN, outbox.c.errand == Errand.POST).order_by(outbox.c.seq.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Aim:
    """Where something goes. With `root`, under the message of that key, once that is posted.

    `members` are the users of a group that is yet to be made.
    """

    place_key: str
    workspace: WorkspaceId
    channel: str | None = None
    thread: str | None = None
    user: str | None = None
    root: str | None = None
    members: tuple[str, ...] = ()


NOWHERE = Aim("", WorkspaceId(""))


class Aims:
    def __init__(self, transaction: Transaction, posted: SqlPosted) -> None:
        self._transaction = transaction
        self._posted = posted

    def of(self, to: To) -> Aim | Loss:
        """Or why it is lost already: it goes under a message that never was and never will be posted."""
        match to:
            case ToPlace(place) | ToCommunity(place):
                return Aim(line_of(place), place.workspace, place.channel, place.thread)
            case ToPerson(account, _, here, side):
                account = account if here else self._reached(account, side)
                return Aim(line_of(account), account.workspace, user=account.user)
            case ToThread(key):
                return self._under(key) or Loss.PLACE_GONE
            case ToGroup(members):
                return _at_group(members)

    def at_posted(self, key: str) -> Aim | None:
        standing = self._posted.standing(key)
        if standing is None:
            return None
        place = standing.message.place
        return Aim(standing.place_key, place.workspace, place.channel, place.thread, standing.user)

    def _reached(self, person: AccountRef, side: SideId | None) -> AccountRef:
        """Where whoever that is wants private messages to arrive; or on that side, if they are there at all."""
        known = self._transaction.get(Account, (person.workspace, person.user))
        if known and known.principal:
            known = self._transaction.get(Account, (known.principal.workspace, known.principal.user))
        if known is None:
            return person
        if side is None or known.reached_at.workspace == workspace_of(side):
            return known.reached_at
        theirs = select(Account).where(
            accounts.c.principal_workspace == known.workspace, accounts.c.principal_user == known.user
        )
        all_of_them = (known, *self._transaction.session.scalars(theirs))
        there = (each.ref for each in all_of_them if each.workspace == workspace_of(side) and each.is_active)
        return next(there, known.reached_at)

    def _under(self, key: str) -> Aim | None:
        """Asked again after the root's row was free: it may have been posted meanwhile."""
        aim = self._at_root(key)
        if aim:
            return aim
        root = self._transaction.held(OPEN_POST, {"of_key": key})
        if root:
            return Aim(f"{root.workspace}|^|{key}", root.workspace, root=key)
        return self._at_root(key) if self._transaction.is_shared else None

    def _at_root(self, key: str) -> Aim | None:
        root = self._posted.under(key)
        if root is None:
            return None
        place = PlaceRef(root.place.workspace, root.place.channel, root.place.thread or root.message_id)
        return Aim(line_of(place), place.workspace, place.channel, place.thread)


def aim_of(post: Row[Any]) -> Aim:
    return Aim(post.place_key, post.workspace, post.channel, post.thread, post.user, post.root)


def _at_group(members: Sequence[AccountRef]) -> Aim | Loss:
    """In a line of its own, as the group is made for this message. None is of nobody, or of several workspaces."""
    workspaces = {member.workspace for member in members}
    if len(workspaces) != 1:
        return Loss.UNSUPPORTED
    (workspace,) = workspaces
    users = tuple(dict.fromkeys(member.user for member in members))
    return Aim(f"{workspace}|&|{new_id()}", workspace, members=users)
