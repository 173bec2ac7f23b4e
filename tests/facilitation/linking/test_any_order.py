"""In whatever order people come and go, ask, keep, look and end it: nothing of a side is shown to who is not on it.

But what they said there themselves, which is theirs to take out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import Actor
from facilitation.knowledge import KNOWLEDGE
from facilitation.linking import LINKING
from facilitation.people import own_side
from facilitation.questions import QUESTIONS
from tests.facilitation.linking.ground import end, home
from tests.facilitation.linking.some import (
    ELS,
    JONAS,
    NOOR,
    STAFF,
    ask,
    begin,
    come,
    everything_shown,
    keep,
    leave,
    say,
    staff,
)
from tests.village import Village, a_village

PEOPLE = (NOOR, JONAS, ELS)
DEEDS = ("come", "leave", "quit", "join", "ask", "keep", "keep_from_home", "keep_for_all", "end", "begin")
WORDS = ("heron", "walnut", "anvil", "lantern", "mussel", "thistle", "copper", "violin", "saddle", "glacier")
STEPS = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, len(PEOPLE) - 1)), min_size=4, max_size=9)


@dataclass
class Model:
    """Who is in the channel, whether it is a side, and what was said when: plainly."""

    village: Village
    inside: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=lambda: {who.ref.user for who in PEOPLE})
    is_side: bool = True
    secrets: list[str] = field(default_factory=list)
    by: list[Actor] = field(default_factory=list)
    """Whose each of them is."""

    def come(self, who: Actor) -> None:
        come(self.village, who)
        if self.is_side and who.ref.user in self.members:
            self.inside.add(who.ref.user)

    def leave(self, who: Actor) -> None:
        leave(self.village, who)
        self.inside.discard(who.ref.user)

    def quit(self, who: Actor) -> None:
        if who is not NOOR:
            say(self.village, who, "leave")
            self.members.discard(who.ref.user)

    def join(self, who: Actor) -> None:
        home(self.village).command(who, "join")
        if who.ref.user not in self.members:
            self.inside.discard(who.ref.user)  # they are to be seen there again
        self.members.add(who.ref.user)

    def ask(self, who: Actor) -> None:
        if self._acts(who):
            ask(staff(self.village), who, self._secret(who))

    def keep(self, who: Actor) -> None:
        if self._acts(who):
            keep(staff(self.village), who, self._secret(who))

    def keep_from_home(self, who: Actor) -> None:
        if self.on_it(who):
            keep(home(self.village), who, self._secret(who), reach=(own_side(STAFF),))

    def keep_for_all(self, who: Actor) -> None:
        if who.ref.user in self.members:
            keep(home(self.village), who, "no such thing")

    def end(self, who: Actor) -> None:
        if self.is_side:
            end(home(self.village), NOOR, "Staff")
            self.is_side, self.inside = False, set()

    def begin(self, who: Actor) -> None:
        if not self.is_side:
            begin(self.village)
            self.is_side = True

    def on_it(self, who: Actor) -> bool:
        return self.is_side and who.ref.user in self.inside & self.members

    def check(self) -> None:
        for who in PEOPLE:
            before = len(self.village.private(who))
            found = [bool(self.village.find(each, reader=who)) for each in self.secrets]
            shown = everything_shown(self.village, who, since=before)
            if self.on_it(who):
                assert all(found)
            else:
                assert not any(found)
                assert not any(each in shown for each, by in zip(self.secrets, self.by, strict=True) if by != who)

    def _acts(self, who: Actor) -> bool:
        """Whoever does something in the channel is in it."""
        if self.is_side and who.ref.user in self.members:
            self.inside.add(who.ref.user)
        return self.on_it(who)

    def _secret(self, by: Actor) -> str:
        self.by.append(by)
        self.secrets.append(WORDS[len(self.secrets)])
        return self.secrets[-1]


def walk(steps: Sequence[tuple[str, int]]) -> None:
    with a_village([QUESTIONS, KNOWLEDGE, COMMUNITIES, LINKING, CONVERSATION]) as village:
        village.found(NOOR)
        village.join(JONAS, ELS)
        begin(village)
        model = Model(village)
        model.keep(JONAS)
        for what, which in steps:
            getattr(model, what)(PEOPLE[which])
        model.check()


@pytest.mark.long
@settings(max_examples=20, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(steps=STEPS)
def test_nothing_of_a_side_is_shown_to_whoever_is_not_on_it(steps: list[tuple[str, int]]) -> None:
    walk(steps)


def test_nor_where_people_come_and_go_and_come_back() -> None:
    walk([("come", 2), ("ask", 2), ("quit", 2), ("join", 2), ("leave", 1), ("quit", 1), ("join", 1), ("ask", 0)])
