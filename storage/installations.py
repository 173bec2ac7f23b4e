"""ports.installations.Installations, over SQL."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, or_, select, update

from facilitation.people import WorkspaceId
from facilitation.ports.installations import Installation
from storage.tables.installations import attempts, installations
from storage.transaction import Transaction
from storage.upsert import add_if_new, put

_here = installations.c
MOMENT = _here.ended_at.type
ONE = _here.workspace == bindparam("of_workspace")
READ = select(installations).where(ONE)
KEEP = put(installations, *(column.name for column in _here if column.name != "workspace"))
ADMIT = put(installations, "within", "installed_at", "ended_at")
MEET = add_if_new(installations)
END = (
    update(installations)
    .where(
        or_(
            _here.workspace.in_(bindparam("those", expanding=True)),
            _here.within.in_(bindparam("those", expanding=True)),
        ),
        _here.ended_at.is_(None),
        _here.installed_at <= bindparam("at", type_=MOMENT),
    )
    .values(secrets=None, expires_at=None, refused=None, leased_until=None, ended_at=bindparam("at", type_=MOMENT))
    .returning(_here.workspace)
)
STILL = ONE & (_here.turn == bindparam("of_turn")) & _here.ended_at.is_(None)
LEASE = (
    update(installations)
    .where(STILL, or_(_here.leased_until.is_(None), _here.leased_until <= bindparam("now", type_=MOMENT)))
    .values(leased_until=bindparam("until", type_=MOMENT))
)
RENEW = (
    update(installations)
    .where(STILL)
    .values(
        secrets=bindparam("new_secrets", type_=_here.secrets.type),
        expires_at=bindparam("new_expiry", type_=MOMENT),
        turn=bindparam("new_turn"),
        refused=None,
        leased_until=None,
    )
)
RUNS_OUT = update(installations).where(STILL).values(refused=bindparam("why"))
GOES_ON = _here.ended_at.is_(None)
RUNNING_OUT = select(installations).where(_here.refused.is_not(None), GOES_ON).order_by(_here.workspace)
THERE = select(_here.workspace).where(ONE | (_here.within == bindparam("of_workspace")), GOES_ON)
BEGIN = insert(attempts)
REDEEM = delete(attempts).where(
    attempts.c.digest == bindparam("of_digest"), attempts.c.until > bindparam("now", type_=MOMENT)
)


class SqlInstallations:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def begin(self, digest: str, until: datetime) -> None:
        self._transaction.do(BEGIN, {"digest": digest, "until": until})

    def redeem(self, digest: str) -> bool:
        return self._transaction.do(REDEEM, {"of_digest": digest, "now": self._transaction.now}) == 1

    def keep(self, installation: Installation) -> bool:
        before = self._row(installation.workspace)
        told = {name: getattr(installation, name) for name in ("workspace", "name", "app", "bot_user", "turn")}
        self._transaction.do(
            KEEP,
            {
                **told,
                "within": None,
                "scopes": list(installation.scopes),
                "secrets": _secrets(installation),
                "expires_at": installation.expires_at,
                "refused": None,
                "leased_until": None,
                "installed_at": self._transaction.now,
                "ended_at": None,
            },
        )
        return before is not None

    def find(self, workspace: WorkspaceId, organisation: WorkspaceId | None = None) -> Installation | None:
        row = self._row(workspace)
        if row is None and organisation is not None and (found := _read(self._row(organisation))):
            self._transaction.do(MEET, self._within(workspace, organisation))
            return found
        if row is None or row.ended_at is not None:
            return None
        return _read(self._row(row.within)) if row.within else _read(row)

    def admit(self, workspaces: Sequence[WorkspaceId], organisation: WorkspaceId | None) -> None:
        for workspace in workspaces:
            known = self._row(workspace)
            if known is None or known.ended_at or (organisation and known.within):
                self._transaction.do(ADMIT, self._within(workspace, organisation))

    def end(self, workspaces: Sequence[WorkspaceId], at: datetime) -> Sequence[WorkspaceId]:
        rows = self._transaction.rows(END, {"those": list(workspaces), "at": at})
        self._transaction.scrub = self._transaction.scrub or bool(rows)
        never_kept = [workspace for workspace in workspaces if self._row(workspace) is None]
        return [*never_kept, *(WorkspaceId(row.workspace) for row in rows)]

    def lease(self, installation: Installation, span: timedelta) -> bool:
        now = self._transaction.now
        return self._transaction.do(LEASE, {**_still(installation), "now": now, "until": now + span}) == 1

    def runs_out(self, workspace: WorkspaceId, turn: str, why: str) -> Sequence[WorkspaceId]:
        still = {"of_workspace": workspace, "of_turn": turn, "why": why}
        if not self._transaction.do(RUNS_OUT, still):
            return ()
        return [WorkspaceId(row.workspace) for row in self._transaction.rows(THERE, {"of_workspace": workspace})]

    def running_out(self) -> Sequence[Installation]:
        return [each for each in map(_read, self._transaction.rows(RUNNING_OUT)) if each]

    def renew(self, before: Installation, renewed: Installation) -> bool:
        new = {"new_secrets": _secrets(renewed), "new_expiry": renewed.expires_at, "new_turn": renewed.turn}
        self._transaction.scrub = True
        return self._transaction.do(RENEW, {**_still(before), **new}) == 1

    def _row(self, workspace: str) -> Row[Any] | None:
        return self._transaction.row(READ, {"of_workspace": workspace})

    def _within(self, workspace: WorkspaceId, organisation: WorkspaceId | None) -> dict[str, object]:
        nothing: dict[str, object] = {"name": "", "app": "", "bot_user": "", "scopes": [], "turn": ""}
        return {
            **nothing,
            "workspace": workspace,
            "within": organisation,
            "secrets": None,
            "expires_at": None,
            "refused": None,
            "leased_until": None,
            "installed_at": self._transaction.now,
            "ended_at": None,
        }


def _secrets(installation: Installation) -> str:
    return json.dumps([installation.token, installation.refresh_token])


def _read(row: Row[Any] | None) -> Installation | None:
    if row is None or row.secrets is None:
        return None
    token, refresh_token = json.loads(row.secrets)
    return Installation(
        workspace=WorkspaceId(row.workspace),
        name=row.name,
        app=row.app,
        bot_user=row.bot_user,
        scopes=tuple(row.scopes),
        token=token,
        refresh_token=refresh_token,
        expires_at=row.expires_at,
        refused=row.refused or "",
        turn=row.turn,
    )


def _still(installation: Installation) -> dict[str, object]:
    return {"of_workspace": installation.workspace, "of_turn": installation.turn}
