"""Connections to chat platforms, each in a module of its own that is only loaded when its platform is set up.

Slack's library takes 0.6 s to import and Teams' 1 s, more than all the rest of a start together; so the
modules are found by name here, and nowhere else.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from starlette.routing import BaseRoute

from adapters.notes import Notes
from adapters.teams.tab.visitors import Visitors
from bot.installations import KeptInstallations
from bot.mover import Mover
from bot.offers import Offers
from bot.settings import Settings
from facilitation.people import WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.installations import Installations
from facilitation.ports.platform import Handle, Platform


class Adapter(Protocol):
    """One platform's way in and out. Its platform is there once it has been started."""

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Read once, before the start."""
        ...

    @property
    def platform(self) -> Platform: ...

    @property
    def problem(self) -> str | None:
        """Why it can't work just now, in plain words and without a secret."""
        ...

    def serves(self, workspace: WorkspaceId) -> bool: ...

    async def start(self) -> None:
        """Waits for no network: what must be fetched is fetched meanwhile, and missed as a `problem`."""
        ...

    async def stop(self) -> None:
        """All platforms have three seconds (`wiring.GOODBYE`), after which what is under way is left."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an adapter may need. `mover` is None where time can't be moved, `installations` where nothing is kept,
    `visitors`, who tell Teams' tab whose it is, where no pages are served.
    """

    settings: Settings
    handle: Handle
    clock: Clock
    notes: Callable[[str], Notes]
    installations: KeptInstallations | None
    offers: Offers
    mover: Mover | None
    visitors: Visitors | None = None


def _nothing() -> None:
    return None


def _nothing_to_say(_: Installations) -> Sequence[str]:
    return ()


async def _nothing_more() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Connection:
    """`hang_up` ends what a client would keep open for ever; `settle_in` is called once everything runs.

    `check` is called on its own, without a start: it asks the platform whether what is in the settings will do,
    and returns why not, in plain words and without a secret.
    `remark` tells where, by what is kept of its workspaces, Kring falls silent unless somebody does something: each in
    a sentence, which names the workspace and is for nobody outside.
    """

    name: str
    adapter: Adapter
    hang_up: Callable[[], None] = _nothing
    settle_in: Callable[[], Awaitable[None]] = _nothing_more
    check: Callable[[], Awaitable[str | None]] = _nothing_more
    remark: Callable[[Installations], Sequence[str]] = _nothing_to_say


def connect(surroundings: Surroundings) -> Sequence[Connection]:
    return [_load(name)(surroundings) for name in surroundings.settings.platforms]


def _load(name: str) -> Callable[[Surroundings], Connection]:
    made: Callable[[Surroundings], Connection] = import_module(f"bot.connect.{name}").connect
    return made
