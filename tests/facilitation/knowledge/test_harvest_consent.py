"""Consent to a session's card, whatever happens in whatever order: no words anywhere but with all who said them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select, text

from facilitation.events import Actor
from facilitation.knowledge.model import Keeping, KnowledgeItem, Stage
from facilitation.people import AccountRef
from storage.unit import SqlUnit
from tests.carrier import Post
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TOMAS
from tests.facilitation.knowledge.retrospect import Retrospect, Said, a_retrospect
from tests.shown import button, words

PEOPLE = (JONAS, MARTA, NOOR, TOMAS)
TOOK_PART = (JONAS.ref, MARTA.ref)
ANYBODY = st.sampled_from(PEOPLE)
MEMBERS = st.sampled_from([JONAS, MARTA, NOOR])
GROUPS = st.lists(ANYBODY, min_size=1, max_size=3, unique_by=lambda person: person.ref)
CHOICE = st.integers(0, 20)
TOKEN = re.compile(r"said\d+x")


class Community(RuleBasedStateMachine):
    """Every contribution has a word of its own, `said7x`, that tells where it turns up."""

    def __init__(self) -> None:
        super().__init__()
        self.doors = ExitStack()
        self.session: Retrospect = self.doors.enter_context(a_retrospect())
        self.authors: dict[str, frozenset[str]] = {}
        self.agreed: dict[str, set[str]] = defaultdict(set)  # by keeping, who agrees now
        self.shown: dict[str, int] = {}  # updates of each post that were looked at

    def teardown(self) -> None:
        self.doors.close()

    @initialize()
    def three_drafts(self) -> None:
        """So that there is something to agree to from the start."""
        self.drafts(NOOR, [[JONAS], [MARTA], [JONAS, MARTA]], "community")
        self.drafts(JONAS, [[JONAS, TOMAS], [NOOR], [MARTA]], "session")
        self.drafts(MARTA, [[MARTA], [TOMAS]], "session")

    @rule(
        by=MEMBERS, groups=st.lists(GROUPS, min_size=1, max_size=4), audience=st.sampled_from(["session", "community"])
    )
    def drafts(self, by: Actor, groups: Sequence[Sequence[Actor]], audience: str) -> None:
        """To draft it is to agree to one's own words in it."""
        before = {keeping.id for keeping in self.keepings()}
        said: list[Said] = [(group, f"Rather {self.word(group)}") for group in groups]
        count = len(self.authors)
        self.session.drafts(by, *said, title=f"Card {count}", audience=audience, taking_part=TOOK_PART)
        for keeping in self.keepings():
            if keeping.id not in before:
                self.agreed[keeping.id].add(by.ref.user)

    @rule(choose=CHOICE, who=st.none() | ANYBODY)
    def somebody_says_yes(self, choose: int, who: Actor | None) -> None:
        for owner, post in self.one_with("Yes", choose):
            by = who or owner
            if by is owner:
                self.agreed[button(post, "Yes").subject.id].add(by.ref.user)
            self.session.village.press(by, replace(post), "Yes")

    @rule(choose=CHOICE, label=st.sampled_from(["No", "Take"]), who=st.none() | ANYBODY)
    def somebody_wants_their_words_out(self, choose: int, label: str, who: Actor | None) -> None:
        for owner, post in self.one_with(label, choose):
            by = who or owner
            self.session.village.press(by, replace(post), label)
            if by is owner:
                self.agreed[button(post, label).subject.id].discard(by.ref.user)

    @rule(by=MEMBERS)
    def leaves_and_comes_back(self, by: Actor) -> None:
        self.session.village.command(by, "leave")
        self.session.village.join(by)

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.session.village.pass_time(timedelta(days=days))

    @invariant()
    def nothing_is_kept_without_consent_of_all_who_said_it(self) -> None:
        for item in self.session.village.within(_items):
            for token in TOKEN.findall(f"{item.title} {item.passages}"):
                assert self.authors[token] <= self.agreed[item.id]

    @invariant()
    def nothing_is_found_without_it(self) -> None:
        for token in TOKEN.findall(self.session.village.within(_index)):
            assert self.may_be_kept(token)

    @invariant()
    def what_is_for_the_session_is_found_by_those_who_took_part(self) -> None:
        for_all = {
            token for item in self.session.village.within(_items) if item.readers is None for token in tokens(item)
        }
        told = words(self.session.village.command(NOOR, "find rather"))
        hers = {token for token, authors in self.authors.items() if "noor" in authors}
        beside_hers = {t for item in self.session.village.within(_items) if hers & tokens(item) for t in tokens(item)}
        assert set(TOKEN.findall(told)) <= for_all | beside_hers

    @invariant()
    def nothing_is_shown_to_others_without_it(self) -> None:
        for post in self.session.village.carrier.posts.values():
            if self.shown.get(post.id) != post.updates:
                self.shown[post.id] = post.updates
                reader = post.to.user if isinstance(post.to, AccountRef) else ""
                for token in TOKEN.findall(words(post)):
                    assert reader in self.authors[token] or self.may_be_kept(token)

    @invariant()
    def when_the_asking_is_over_no_words_are_left_in_it(self) -> None:
        for keeping in self.keepings():
            assert keeping.stage is Stage.ASKED or not keeping.passages

    def word(self, group: Sequence[Actor]) -> str:
        token = f"said{len(self.authors)}x"
        self.authors[token] = frozenset(person.ref.user for person in group)
        return token

    def may_be_kept(self, token: str) -> bool:
        return any(self.authors[token] <= willing for willing in self.agreed.values())

    def keepings(self) -> Sequence[Keeping]:
        return self.session.village.within(_keepings)

    def one_with(self, label: str, choose: int) -> Iterator[tuple[Actor, Post]]:
        """Somebody's direct message with that button, if there is any."""
        found = [(person, post) for person in PEOPLE for post in self.session.offering(person, label)]
        if found:
            yield found[choose % len(found)]


def tokens(item: KnowledgeItem) -> set[str]:
    return set(TOKEN.findall(str(item.passages)))


def _items(unit: SqlUnit) -> Sequence[KnowledgeItem]:
    return unit._transaction.session.scalars(select(KnowledgeItem)).all()


def _keepings(unit: SqlUnit) -> Sequence[Keeping]:
    return unit._transaction.session.scalars(select(Keeping)).all()


def _index(unit: SqlUnit) -> str:
    """All that the search holds, as its tables hold it."""
    tables = (text(f"SELECT * FROM {table}") for table in ("search_documents", "search_index"))
    return " ".join(str(row) for table in tables for row in unit._transaction.rows(table))


TestConsent = Community.TestCase
TestConsent.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
