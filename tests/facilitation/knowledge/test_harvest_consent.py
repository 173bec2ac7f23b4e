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
from sqlalchemy import select

from facilitation.events import Actor
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.model import Keeping, Stage
from facilitation.people import AccountRef
from storage.unit import SqlUnit
from tests.carrier import Post
from tests.examples import some
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TOMAS
from tests.facilitation.knowledge.indexed import exported, indexed
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
        """So that there is something to agree to from the start, and something to take back."""
        self.drafts(NOOR, [[NOOR], [JONAS], [JONAS, NOOR]], "community")
        self.somebody_says_yes(0)
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

    @rule(choose=CHOICE)
    def somebody_says_yes(self, choose: int) -> None:
        for by, post in self.one_with("Yes", choose):
            self.agreed[button(post, "Yes").subject.id].add(by.ref.user)
            self.session.press(by, post, "Yes")

    @rule(choose=CHOICE, label=st.sampled_from(["No", "Take"]))
    def somebody_wants_their_words_out(self, choose: int, label: str) -> None:
        for by, post in self.one_with(label, choose):
            keeping = button(post, label).subject.id
            self.session.press(by, post, label)
            self.agreed[keeping].discard(by.ref.user)

    @rule(choose=CHOICE, label=st.sampled_from(["Yes", "No", "Take", "Show"]), by=ANYBODY)
    def somebody_meddles(self, choose: int, label: str, by: Actor) -> None:
        """Presses a button that was made for another: it speaks for nobody but themselves."""
        for owner, post in self.one_with(label, choose):
            if owner.ref != by.ref:
                if label == "Yes":
                    self.agreed[button(post, label).subject.id].add(by.ref.user)
                answer = self.session.village.press(by, replace(post), label)
                for token in TOKEN.findall(words(answer)) if answer else ():
                    assert self.may_be_kept(token)

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
        for token in TOKEN.findall(self.session.village.within(lambda unit: indexed(unit, self.authors))):
            assert self.may_be_kept(token)

    @rule()
    def nothing_is_exported_without_it_or_for_the_session_alone(self) -> None:
        village = self.session.village
        text = exported(village.store, village.community().id)
        few = {item.id for item in village.within(_items) if item.readers is not None}
        assert not [identity for identity in few if identity in text]
        for token in TOKEN.findall(text):
            assert self.may_be_kept(token)

    @invariant()
    def what_is_for_the_session_is_found_by_those_who_took_part(self) -> None:
        """Noor took part in what she drafted, and where she is quoted."""
        hers = {keeping.id for keeping in self.keepings() if keeping.by == NOOR.ref}
        items = self.session.village.within(_items)
        seen = [item for item in items if item.readers is None or item.id in hers or NOOR.ref in item.authors]
        told = words(self.session.village.command(NOOR, "find rather"))
        assert set(TOKEN.findall(told)) <= {token for item in seen for token in TOKEN.findall(str(item.passages))}

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


def _items(unit: SqlUnit) -> Sequence[KnowledgeItem]:
    return unit._transaction.session.scalars(select(KnowledgeItem)).all()


def _keepings(unit: SqlUnit) -> Sequence[Keeping]:
    return unit._transaction.session.scalars(select(Keeping)).all()


TestConsent = Community.TestCase
TestConsent.settings = settings(
    max_examples=some(12, long=60), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
