"""Who is in a team or a channel: asked of Teams, which tells its members of each conversation that Kring is in."""

import time
from datetime import timedelta

from adapters.teams import calls
from adapters.teams.connector import Connector
from adapters.teams.tenants import Tenants
from facilitation.people import AccountRef, Address
from facilitation.ports.platform import PlaceGone

FRESH = timedelta(minutes=2)
_REMEMBERED = 10_000  # answers


class Rosters:
    def __init__(self, connector: Connector, tenants: Tenants) -> None:
        self._connector, self._tenants = connector, tenants
        self._told: dict[tuple[AccountRef, str], tuple[float, bool]] = {}

    async def has(self, person: AccountRef, conversation: str, address: Address | None) -> bool:
        """Whether they are in it, and Kring too. Raises: TryLater, Unsupported, Ambiguous."""
        asked, is_in = self._told.get((person, conversation), (0.0, False))
        if asked and time.monotonic() - asked < FRESH.total_seconds():
            return is_in
        to = self._tenants.reach(person.workspace, address)
        try:
            await self._connector.do(calls.member(to, conversation, person.user))
            is_in = True
        except PlaceGone:
            is_in = False
        if len(self._told) >= _REMEMBERED:
            self._told.clear()
        self._told[person, conversation] = time.monotonic(), is_in
        return is_in
