"""The entered community's support requests, as `facilitation.support.model.Requests`. Raises: NotEntered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from facilitation.people import AccountRef
from facilitation.support.model import Stage, SupportReply, SupportRequest
from storage.tables.support import replies, requests
from storage.transaction import Transaction


class SqlRequests:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, request: SupportRequest) -> None:
        self._transaction.add(request)

    def get(self, identity: str) -> SupportRequest | None:
        return self._transaction.get(SupportRequest, (self._transaction.scope.require(), identity))

    def open(self) -> Sequence[SupportRequest]:
        self._transaction.scope.require()
        still = select(SupportRequest).where(requests.c.stage == Stage.OPEN)
        return self._transaction.session.scalars(still.order_by(requests.c.asked_at, requests.c.id)).all()

    def by(self, asker: AccountRef) -> Sequence[SupportRequest]:
        self._transaction.scope.require()
        theirs = requests.c.workspace == asker.workspace, requests.c.user == asker.user
        return self._transaction.session.scalars(select(SupportRequest).where(*theirs)).all()

    def settled_by(self, account: AccountRef) -> Sequence[SupportRequest]:
        self._transaction.scope.require()
        theirs = requests.c.settler_workspace == account.workspace, requests.c.settler_user == account.user
        return self._transaction.session.scalars(select(SupportRequest).where(*theirs)).all()

    def remove(self, request: SupportRequest) -> None:
        for reply in self.replies(request.id):
            self._transaction.remove(reply)
        self._transaction.flush()
        self._transaction.remove(request)

    def reply(self, reply: SupportReply) -> None:
        self._transaction.add(reply)

    def replies(self, request_id: str) -> Sequence[SupportReply]:
        self._transaction.scope.require()
        of_it = select(SupportReply).where(replies.c.request_id == request_id)
        return self._transaction.session.scalars(of_it.order_by(replies.c.at, replies.c.id)).all()

    def replied_since(self, since: datetime) -> Sequence[SupportRequest]:
        self._transaction.scope.require()
        replied = exists().where(
            replies.c.community_id == requests.c.community_id,
            replies.c.request_id == requests.c.id,
            replies.c.at > since,
        )
        shown = select(SupportRequest).where(requests.c.stage != Stage.WITHDRAWN, replied)
        return self._transaction.session.scalars(shown.order_by(requests.c.asked_at, requests.c.id)).all()

    def replied_by(self, account: AccountRef) -> Sequence[SupportReply]:
        self._transaction.scope.require()
        theirs = replies.c.workspace == account.workspace, replies.c.user == account.user
        return self._transaction.session.scalars(select(SupportReply).where(*theirs)).all()

    def take_back(self, reply: SupportReply) -> None:
        self._transaction.remove(reply)
        self._transaction.flush()
