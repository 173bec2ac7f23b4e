"""What one workspace may still be sent: what its platform told to wait, and how much it was sent of late.

Both are stored, so that a restart forgets neither and processes share them. A budget is kept as one moment: until when
it is spent. Each drawing moves it on by its rate's `every`; while it lies no further ahead than what may come at once,
there is something left.

On PostgreSQL one process at a time draws on a workspace's budgets; another one passes it by meanwhile.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, or_, select, text

from facilitation.people import AccountRef, WorkspaceId
from facilitation.ports.pacing import Bound, Errand, Paces, Rate
from storage.tables.traffic import budgets, holds
from storage.transaction import Transaction
from storage.upsert import add_if_new, put

EVERYTHING = "*"
TRY_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended('budgets ' || :workspace, 0))")
HELD = select(holds.c.budget, holds.c.until).where(
    holds.c.workspace == bindparam("of_workspace"), holds.c.until > bindparam("now")
)
SPENT = select(budgets.c.spent_until).where(
    budgets.c.workspace == bindparam("of_workspace"), budgets.c.budget == bindparam("of_budget")
)
HOLD = add_if_new(holds)
SPEND = put(budgets, "spent_until")
OVER = delete(holds).where(holds.c.until < bindparam("now"))
UNSPENT = delete(budgets).where(budgets.c.spent_until < bindparam("now"))


def place_of(row: Row[Any]) -> str:
    """The budget of where it goes: a direct conversation is known by its person, and a group is new."""
    return f"@{row.user}" if row.user else f"#{row.channel}" if row.channel else ""


def hold(transaction: Transaction, row: Row[Any], bound: Bound, until: datetime) -> None:
    """From now on nothing within that bound is claimed before `until`."""
    held = {Bound.PLACE: place_of(row), Bound.ERRAND: str(row.errand), Bound.WORKSPACE: EVERYTHING}[bound]
    if held:
        transaction.do(HOLD, {"workspace": row.workspace, "budget": held, "until": until})


def forget_past(transaction: Transaction) -> int:
    now = {"now": transaction.now}
    return transaction.do(OVER, now) + transaction.do(UNSPENT, now)


def forget_person(transaction: Transaction, person: AccountRef) -> None:
    """That anything was sent to them of late."""
    for table in (budgets, holds):
        ours = or_(table.c.budget == f"@{person.user}", table.c.budget.startswith(f"@{person.user}/", autoescape=True))
        transaction.do(delete(table).where(table.c.workspace == person.workspace, ours))


class Budgets:
    """Of one workspace, while its next messages are claimed: as they are at one moment, `now`."""

    def __init__(self, transaction: Transaction, workspace: WorkspaceId, paces: Paces, now: datetime) -> None:
        self._now = now
        self._transaction = transaction
        self._workspace = workspace
        self._paces = paces
        self._spent: dict[str, datetime] = {}
        self._drawn: set[str] = set()
        self._held: Mapping[str, datetime] = _latest(transaction.rows(HELD, {"of_workspace": workspace, "now": now}))

    @classmethod
    def open(cls, transaction: Transaction, workspace: WorkspaceId, paces: Paces, now: datetime) -> "Budgets | None":
        """None while another process draws on them."""
        if transaction.is_shared:
            got = transaction.row(TRY_LOCK, {"workspace": workspace})
            if not (got and got[0]):
                return None
        return cls(transaction, workspace, paces, now)

    def errand_from(self, errand: Errand) -> datetime:
        """When the next errand of that kind may go, as far as its place lets it."""
        return self._free((EVERYTHING, self._paces.workspace), (errand.value, self._paces.errands.get(errand)))

    def place_from(self, row: Row[Any]) -> datetime:
        place = place_of(row)
        if Errand(row.errand).only_asks or not place:
            return self._now
        return self._free((place, None), *self._rates_of(place))

    def draw(self, row: Row[Any]) -> None:
        errand, place = Errand(row.errand), place_of(row)
        drawn = [(EVERYTHING, self._paces.workspace), (errand.value, self._paces.errands.get(errand))]
        if place and not errand.only_asks:
            drawn += self._rates_of(place)
        for name, rate in drawn:
            if rate:
                self._spent[name] = max(self._spent_until(name), self._now) + rate.every
                self._drawn.add(name)

    def close(self) -> None:
        """Write down what was drawn."""
        for name in self._drawn:
            self._transaction.do(
                SPEND, {"workspace": self._workspace, "budget": name, "spent_until": self._spent[name]}
            )

    def _rates_of(self, place: str) -> Iterator[tuple[str, Rate]]:
        return ((f"{place}/{rate.every / timedelta(seconds=1):g}", rate) for rate in self._paces.place)

    def _free(self, *of: tuple[str, Rate | None]) -> datetime:
        moments = [self._now, *(self._held[name] for name, _ in of if name in self._held)]
        moments += [self._spent_until(name) - rate.every * (rate.at_once - 1) for name, rate in of if rate]
        return max(moments)

    def _spent_until(self, name: str) -> datetime:
        if name not in self._spent:
            found = self._transaction.row(SPENT, {"of_workspace": self._workspace, "of_budget": name})
            self._spent[name] = found.spent_until if found else self._now
        return self._spent[name]


def _latest(rows: Any) -> Mapping[str, datetime]:
    latest: dict[str, datetime] = {}
    for row in rows:
        latest[row.budget] = max(row.until, latest.get(row.budget, row.until))
    return latest
