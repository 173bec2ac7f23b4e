"""Codes that link accounts, as `facilitation.accounts.model.AccountLinks`. Of no community."""

import hmac

from sqlalchemy import ColumnElement, and_, case, or_, select, update

from facilitation.accounts.model import TRIES, TRIES_WITHIN, VALID_FOR
from facilitation.people import AccountRef, WorkspaceId
from storage.own_keys import made_key, own_keys
from storage.tables.people import links
from storage.transaction import Transaction
from storage.upsert import add_if_new

KEY = "account_links"
ADD = add_if_new(links)
ROW = links.c


class SqlAccountLinks:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def give(self, code: str, account: AccountRef) -> None:
        self._change(account, digest=self._digest(code), code_until=self._transaction.now + VALID_FOR)

    def may_try(self, account: AccountRef) -> bool:
        now = self._transaction.now
        over = or_(ROW.tries_since.is_(None), ROW.tries_since <= now - TRIES_WITHIN)
        self._change(
            account,
            tries=case((over, 1), else_=ROW.tries + 1),
            tries_since=case((over, now), else_=ROW.tries_since),
        )
        row = self._transaction.row(select(ROW.tries).where(_is(account)))
        return row is not None and row.tries <= TRIES

    def take(self, code: str, by: AccountRef) -> AccountRef | None:
        valid = and_(ROW.digest == self._digest(code), ROW.code_until > self._transaction.now, ~_is(by))
        row = self._transaction.row(select(ROW.workspace, ROW.user).where(valid))
        taken = update(links).where(valid).values(digest=None, code_until=None)
        if row is None or self._transaction.do(taken) != 1:
            return None
        return AccountRef(WorkspaceId(row.workspace), row.user)

    def ask(self, account: AccountRef, other: AccountRef) -> None:
        self._change(
            account,
            other_workspace=other.workspace,
            other_user=other.user,
            other_until=self._transaction.now + VALID_FOR,
        )

    def confirmed(self, account: AccountRef) -> AccountRef | None:
        valid = and_(_is(account), ROW.other_until > self._transaction.now)
        row = self._transaction.row(select(ROW.other_workspace, ROW.other_user).where(valid))
        nobody = {"other_workspace": None, "other_user": None, "other_until": None}
        if row is None or self._transaction.do(update(links).where(valid).values(nobody)) != 1:
            return None
        return AccountRef(WorkspaceId(row.other_workspace), row.other_user)

    def _change(self, account: AccountRef, **values: object) -> None:
        new = dict.fromkeys(column.name for column in links.columns)
        self._transaction.do(ADD, {**new, "workspace": account.workspace, "user": account.user, "tries": 0})
        self._transaction.do(update(links).where(_is(account)).values(values))

    def _digest(self, code: str) -> str:
        key = own_keys(self._transaction, (KEY,)).get(KEY) or made_key(self._transaction, KEY)
        return hmac.new(key, code.encode(), "sha256").hexdigest()


def _is(account: AccountRef) -> ColumnElement[bool]:
    return and_(ROW.workspace == account.workspace, ROW.user == account.user)
