"""The entered community's digest, as `facilitation.digest.model.Digests`. Raises: NotEntered."""

from facilitation.digest.model import Weekly
from storage.transaction import Transaction


class SqlDigests:
    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def weekly(self) -> Weekly | None:
        return self._transaction.get(Weekly, self._transaction.scope.require())

    def add(self, weekly: Weekly) -> None:
        self._transaction.add(weekly)

    def remove(self, weekly: Weekly) -> None:
        self._transaction.remove(weekly)
