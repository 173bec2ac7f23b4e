"""Finding, in a transaction that only reads: beside the writers, which it does not hold up."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from facilitation.events import Found
from facilitation.ports.clock import Clock
from facilitation.ports.search import Wanted
from storage.blinds import key_in
from storage.meanings import Meanings, Memory
from storage.search import MANY, Candidate, Sight
from storage.search_indexes import index_over
from storage.tables.search import documents
from storage.transaction import Transaction
from storage.weighing import Nearness, looked_for, nearness

ENOUGH = 10_000  # documents; how many more there are makes no word rarer
COUNT = select(func.count()).select_from(
    select(documents.c.id).where(documents.c.community_id == bindparam("of_community")).limit(ENOUGH).subquery()
)


class Finder:
    """Over a session of its own; whoever asks closes that."""

    def __init__(self, session: Session, clock: Clock, memory: Memory) -> None:
        self._transaction = Transaction(session, clock)
        self._index = index_over(self._transaction)
        self._meanings = Meanings(self._transaction, memory)

    def find(self, wanted: Wanted) -> Sequence[Found]:
        """Best first."""
        self._transaction.scope.enter(wanted.community)
        self._transaction.scope.require()
        key = key_in(self._transaction) if wanted.reader or wanted.sides else b""
        sight = Sight(wanted.community, wanted.reader, key, wanted.sides)
        counts = self._index.rarest(sight, wanted.words)
        candidates = self._holding(sight, counts, wanted.kinds)
        cosines: Mapping[Candidate, float] = {}
        meaning = wanted.meant() if wanted.words.strip() else None
        if meaning:
            cosines = self._meanings.near(sight, meaning, wanted.kinds, candidates)
        weighed = self._weigh(sight, wanted, counts, {**dict.fromkeys(candidates), **cosines})
        best = sorted(weighed, key=lambda each: (-weighed[each].order, each.kind, each.id))[: wanted.limit]
        return [Found(each.kind, each.id, weighed[each].confidence) for each in best]

    def _holding(self, sight: Sight, counts: Mapping[str, int], kinds: Sequence[str]) -> Sequence[Candidate]:
        if not counts:
            return ()
        unheard = [word for word, count in counts.items() if not count]
        found = self._index.candidates(sight, _telling(counts), kinds)
        return list(dict.fromkeys([*found, *self._index.alike(sight, unheard, kinds)]))

    def _weigh(
        self, sight: Sight, wanted: Wanted, counts: Mapping[str, int], among: Mapping[Candidate, float | None]
    ) -> Mapping[Candidate, Nearness]:
        """Those with nothing in common with what is looked for are left out."""
        documents = self._documents(sight)
        words = looked_for(wanted.words, counts, documents, sight.blind if sight.names else None)
        told = self._index.told(sight, list(among))
        weighed = {each: nearness(words, said, among[each], documents) for each, said in told.items()}
        return {each: near for each, near in weighed.items() if not near.is_far}

    def _documents(self, sight: Sight) -> int:
        counted = self._transaction.row(COUNT, {"of_community": sight.community})
        return counted[0] if counted else 0


def _telling(counts: Mapping[str, int]) -> Sequence[str]:
    """The rarest words, as many as not too many documents hold: those that hold them all are among these."""
    held = list(accumulate(counts.values()))
    return [word for word, so_many in zip(counts, held, strict=True) if so_many <= 2 * MANY] or list(counts)[:1]
