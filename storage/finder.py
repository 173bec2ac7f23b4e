"""Finding by words, in a transaction that only reads: beside the writers, which it does not hold up."""

from collections.abc import Mapping, Sequence
from math import log

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from facilitation.events import Found
from facilitation.ports.clock import Clock
from facilitation.ports.search import Wanted
from storage.blinds import key_in
from storage.search import Candidate, Sight
from storage.search_indexes import index_over
from storage.tables.search import documents
from storage.transaction import Transaction

COUNT = select(func.count()).where(documents.c.community_id == bindparam("of_community"))


class Finder:
    """Over a session of its own; whoever asks closes that."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._transaction = Transaction(session, clock)
        self._index = index_over(self._transaction)

    def find(self, wanted: Wanted) -> Sequence[Found]:
        """Best first."""
        self._transaction.scope.enter(wanted.community)
        self._transaction.scope.require()
        sight = Sight(wanted.community, wanted.reader, key_in(self._transaction) if wanted.reader else b"")
        words = self._index.telling(wanted.words)
        candidates = self._index.candidates(sight, words, wanted.kinds) if words else ()
        if not candidates:
            return ()
        weights = self._weigh(sight, words, candidates)
        best = sorted(candidates, key=lambda candidate: -weights[candidate])[: wanted.limit]
        return [Found(each.kind, each.id, weights[each]) for each in best]

    def _weigh(self, sight: Sight, words: Sequence[str], among: Sequence[Candidate]) -> Mapping[Candidate, float]:
        """How much of the asked words' weight each holds; a word weighs more the fewer documents hold it."""
        counted = self._transaction.row(COUNT, {"of_community": sight.community})
        total = counted[0] if counted else 0
        weights = dict.fromkeys(among, 0.0)
        whole = 0.0
        for word in words:
            held = self._index.holding(sight, word, among)
            weight = log(1 + (total + 1) / (held.count + 0.5))
            whole += weight
            for candidate in held.holders:
                weights[candidate] += weight
        return {candidate: min(1.0, weight / whole) for candidate, weight in weights.items()}
