"""The entered community's own playbooks, as `facilitation.sessions.own_playbooks.OwnPlaybooks`."""

from collections.abc import Sequence

from sqlalchemy import select

from facilitation.sessions.own_playbooks import OwnPlaybook, PlaybookVersion
from storage.tables import own_playbooks as tables
from storage.transaction import Transaction

_playbooks, _versions = tables.playbooks.c, tables.versions.c


class SqlOwnPlaybooks:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, playbook: OwnPlaybook) -> None:
        self._transaction.add(playbook)

    def get(self, name: str) -> OwnPlaybook | None:
        return self._transaction.get(OwnPlaybook, (self._transaction.scope.require(), name))

    def all(self) -> Sequence[OwnPlaybook]:
        return self._transaction.session.scalars(select(OwnPlaybook).order_by(_playbooks.name)).all()

    def drop(self, playbook: OwnPlaybook) -> None:
        self._transaction.remove(playbook)

    def keep(self, version: PlaybookVersion) -> None:
        self._transaction.add(version)

    def version(self, name: str, number: int) -> PlaybookVersion | None:
        return self._transaction.get(PlaybookVersion, (self._transaction.scope.require(), name, number))

    def versions(self, name: str) -> Sequence[PlaybookVersion]:
        wanted = select(PlaybookVersion).where(_versions.name == name)
        return self._transaction.session.scalars(wanted.order_by(_versions.number.desc())).all()
