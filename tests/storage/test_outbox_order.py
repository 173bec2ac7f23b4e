"""Whatever is said, sent, delayed, lost or withdrawn, in whatever order: the outbox does as its simple model does."""

from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from sqlite3 import Connection

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from facilitation.events import Loss
from facilitation.messages import Notice, ToGroup, ToPlace, ToThread
from facilitation.ports.upkeep import Claimed
from storage.migrations import SCRIPTS
from storage.store import Store, open_store
from storage.upgrade import upgrade
from tests.storage.outbox_model import FIRST, LAST, Model, Row
from tests.storage.shelf import ANN, BEN, CIRCLE, KEY, LEASE, MovedClock, Shelf, channel

PLACES = ("C1", "C2")
SECONDS = st.integers(0, 45).map(lambda seconds: timedelta(seconds=seconds))


@cache
def template() -> Store:
    store = open_store("sqlite://", MovedClock(), KEY)
    with store.engine.begin() as connection:
        upgrade(connection, SCRIPTS)
    return store


def in_memory(clock: MovedClock) -> Store:
    """A store of its own; in memory a migrated one is copied faster than migrated again."""
    store = open_store("sqlite://", clock, KEY)
    with closing(template().engine.raw_connection()) as made, closing(store.engine.raw_connection()) as new:
        source, target = made.driver_connection, new.driver_connection
        assert isinstance(source, Connection)
        assert isinstance(target, Connection)
        source.backup(target)
    return store


def words_of(claimed: Claimed) -> str:
    assert isinstance(claimed.message, Notice)
    return claimed.message.text


class OutboxAgainstItsModel(RuleBasedStateMachine):
    keys = Bundle("keys")
    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.clock = MovedClock()
        self.store = in_memory(self.clock)
        self.shelf = Shelf(self.store, self.clock)
        self.shelf.found()
        self.model = Model()
        self.rows: dict[str, Row] = {}
        self.keys_made = count(1)

    def teardown(self) -> None:
        self.store.close()

    @property
    def now(self) -> datetime:
        return self.clock.moment

    @rule(target=keys, place=st.sampled_from(PLACES), delay=st.none() | SECONDS, lasts=st.none() | SECONDS)
    def post(self, place: str, delay: timedelta | None, lasts: timedelta | None) -> str:
        key = f"key {next(self.keys_made)}"
        not_before = None if delay is None else self.now + delay
        expires = None if lasts is None else self.now + lasts
        words = self.model.post(place, key, self.now, not_before or FIRST, expires or LAST)
        with self.shelf.unit(CIRCLE) as unit:
            unit.outbox.post(ToPlace(channel(place)), Notice(words), key=key, not_before=not_before, expires=expires)
        return key

    @rule(target=keys)
    def post_to_a_group(self) -> str:
        """Each in a line of its own, whoever is in it."""
        key = f"key {next(self.keys_made)}"
        words = self.model.post(f"group of {key}", key, self.now, FIRST, LAST)
        with self.shelf.unit(CIRCLE) as unit:
            unit.outbox.post(ToGroup((ANN.ref, BEN.ref)), Notice(words), key=key)
        return key

    @rule(target=keys, root=keys)
    def post_under(self, root: str) -> str:
        key = f"key {next(self.keys_made)}"
        words = self.model.post_under(root, key, self.now)
        with self.shelf.unit(CIRCLE) as unit:
            unit.outbox.post(ToThread(root), Notice(words), key=key)
        return key

    @rule(key=keys)
    def update(self, key: str) -> None:
        words = self.model.update(key, self.now)
        with self.shelf.unit() as unit:
            unit.outbox.update(key, Notice(words))

    @rule(key=keys)
    def withdraw(self, key: str) -> None:
        self.model.withdraw(key)
        with self.shelf.unit() as unit:
            unit.outbox.withdraw(key)

    @rule(target=claims)
    def claim(self) -> object:
        expected = self.model.claim(self.now, self.now + LEASE)
        claimed = self.shelf.claim(limit=1_000)
        assert {words_of(each): each.doubtful for each in claimed} == {
            words: doubtful for words, (_, doubtful) in expected.items()
        }
        for each in claimed:
            self.rows[each.id] = expected[words_of(each)][0]
        return multiple(*claimed)

    def holds(self, claimed: Claimed) -> bool:
        return self.model.holds(self.rows[claimed.id], claimed.fence)

    @rule(claimed=consumes(claims))
    def arrives(self, claimed: Claimed) -> None:
        holds = self.holds(claimed)
        assert self.shelf.deliver(claimed, f"id of {claimed.key}") == holds
        if holds:
            self.model.sent(self.rows[claimed.id])

    @rule(claimed=claims, wait=SECONDS, doubtful=st.booleans())
    def comes_back(self, claimed: Claimed, wait: timedelta, *, doubtful: bool) -> None:
        if self.holds(claimed):
            self.model.put_back(self.rows[claimed.id], self.now + wait, doubtful=doubtful)
        with self.shelf.unit() as unit:
            put_back = unit.dispatch.doubt if doubtful else unit.dispatch.wait
            put_back(claimed, self.now + wait)

    @rule(claimed=consumes(claims), loss=st.sampled_from((Loss.PLACE_GONE, Loss.UNCERTAIN)))
    def is_lost(self, claimed: Claimed, loss: Loss) -> None:
        if self.holds(claimed):
            self.model.lose(self.rows[claimed.id])
        with self.shelf.unit() as unit:
            unit.dispatch.give_up(claimed, loss)

    @rule(span=SECONDS)
    def time_goes_by(self, span: timedelta) -> None:
        self.clock.pass_by(span)

    @rule()
    def what_is_lost_is_told(self) -> None:
        with self.shelf.unit() as unit:
            told = [lost.key for lost in unit.dispatch.expired()]
        assert sorted(told, key=str) == sorted(self.model.expired(self.now), key=str)

    @invariant()
    def delivery_wakes_in_time(self) -> None:
        """Never later than something can be claimed."""
        with self.shelf.unit() as unit:
            wakes = unit.dispatch.next_due()
        first = self.model.first_due(self.now)
        assert first is None or (wakes is not None and wakes <= max(first, self.now))


TestOutboxAgainstItsModel = OutboxAgainstItsModel.TestCase
TestOutboxAgainstItsModel.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
