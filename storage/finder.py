"""Finding, in a transaction that only reads: beside the writers, which it does not hold up."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from facilitation.events import Found
from facilitation.ports.clock import Clock
from facilitation.ports.search import Wanted
from storage.blinds import key_in
from storage.meanings import Meanings, Memory
from storage.search import Candidate, Sight
from storage.search_indexes import index_over
from storage.transaction import Transaction
from storage.weighing import looked_for, nearness

ENOUGH = 10_000  # documents; how many more there are makes no word rarer


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
        holding = self._index.holding(sight, wanted.words, wanted.kinds)
        unheard = [word for word, count in holding.counts.items() if not count]
        told = {**holding.told, **self._index.alike(sight, unheard, wanted.kinds)}
        among = self._index.count(sight, ENOUGH)
        words = looked_for(wanted.words, holding.counts, among, sight.blind if sight.names else None)
        # All above is done while the meaning is being made; here it is waited for.
        cosines = self._cosines(sight, wanted, list(told))
        told |= self._index.told(sight, [each for each in cosines if each not in told])
        weighed = {each: nearness(words, said, cosines.get(each), among) for each, said in told.items()}
        found = {each: near for each, near in weighed.items() if not near.is_far}
        best = sorted(found, key=lambda each: (-found[each].order, each.kind, each.id))[: wanted.limit]
        return [Found(each.kind, each.id, found[each].confidence) for each in best]

    def _cosines(self, sight: Sight, wanted: Wanted, besides: Sequence[Candidate]) -> Mapping[Candidate, float]:
        meaning = wanted.meant() if wanted.words.strip() else None
        return self._meanings.near(sight, meaning, wanted.kinds, besides) if meaning else {}
