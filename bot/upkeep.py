"""What ticker, delivery and adapters' notes ask of the engine."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from facilitation.capability import Handled
from facilitation.events import Event
from facilitation.ports.upkeep import EngineUnit

T = TypeVar("T")

Step = Callable[[EngineUnit], Sequence[Event]]
"""Marks what was done, and returns the events that follow from it."""


class Upkeep(Protocol):
    """`facilitation.engine.Engine`, whatever its unit of work."""

    async def handle(self, event: Event) -> Handled: ...

    async def run(self, lane: str, job: Callable[[EngineUnit], T]) -> T: ...

    async def settle(self, lane: str, step: Step) -> None: ...
