"""A store of a measurement: communities with items that can be found, and what they mean."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import partial

import numpy as np

from bot.bench.workspace import SECRET_KEY, WORKSPACE
from bot.capabilities import repertoire
from bot.clock import SystemClock
from facilitation.engine import Engine
from facilitation.people import Community, CommunityId
from facilitation.ports.embedder import Meaning, Vector
from facilitation.ports.search import Document
from facilitation.ports.upkeep import Failed
from facilitation.reception import Reception
from storage.migrations import migrate
from storage.store import Store, open_store
from storage.unit import SqlUnit

KIND = "questions.answered"
AT_ONCE = 500  # items in a transaction
LEASE = timedelta(hours=1)
SOWN = 7  # the same items in every run


class Bookcase:
    def __init__(self, store: Store) -> None:
        self.find = store.find
        self._clock = SystemClock()
        reception: Reception[SqlUnit] = Reception(repertoire(), lambda _: frozenset())
        self._engine = Engine(store.units, store.writers, reception)

    def found(self, community: CommunityId) -> None:
        self._do(lambda unit: unit.people.add_community(self._community(community)))

    def add(
        self, community: CommunityId, items: Mapping[str, str], language: str, means: Mapping[str, Meaning]
    ) -> None:
        """As handlers put documents, and as they are understood then."""
        names = list(items)
        for start in range(0, len(names), AT_ONCE):
            some = [
                Document(id=name, kind=KIND, title=items[name], text=items[name], language=language)
                for name in names[start : start + AT_ONCE]
            ]
            self._do(partial(_put, community, some))
            self._do(partial(_understand, means))

    def _do(self, job: Callable[[SqlUnit], object]) -> None:
        """In a transaction of its own. Raises: whatever the job raised."""
        (outcome,) = self._engine.perform([job])
        if isinstance(outcome, Failed):
            raise outcome.error

    def _community(self, identity: CommunityId) -> Community:
        return Community(
            id=identity,
            name=identity.title(),
            language="en",
            zone="Europe/Brussels",
            workspace=WORKSPACE,
            channel=f"C{identity}",
            created_at=self._clock.now(),
        )


@contextmanager
def bookcase(database: str) -> Iterator[Bookcase]:
    migrate(database, SECRET_KEY)
    with closing(open_store(database, SystemClock(), SECRET_KEY)) as store:
        yield Bookcase(store)


def mixed(
    items: Mapping[str, str], means: Mapping[str, Meaning], many: int
) -> tuple[dict[str, str], dict[str, Meaning]]:
    """So many more items, each of two of these put together, lying halfway between them."""
    chance = random.Random(SOWN)  # noqa: S311 nothing secret
    names = list(items)
    texts: dict[str, str] = {}
    halfway: dict[str, Meaning] = {}
    for number in range(many):
        one, other = chance.choice(names), chance.choice(names)
        name = f"mixed {number}"
        texts[name] = f"{items[one]} {items[other]}"
        halfway[name] = _between(means[one], means[other])
    return texts, halfway


def _between(one: Meaning, other: Meaning) -> Meaning:
    both = np.frombuffer(one.vector, "<f4") + np.frombuffer(other.vector, "<f4")
    return Meaning(one.model, Vector((both / np.linalg.norm(both)).astype("<f4").tobytes()))


def _put(community: CommunityId, some: Sequence[Document], unit: SqlUnit) -> None:
    unit.enter(unit.people.community(community), None)
    for document in some:
        unit.search.put(document)


def _understand(means: Mapping[str, Meaning], unit: SqlUnit) -> None:
    for each in unit.understanding.claim(AT_ONCE, LEASE):
        unit.understanding.understood(each, means[each.id])
