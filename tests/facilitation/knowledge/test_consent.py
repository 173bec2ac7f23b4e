"""Consent, whatever happens in whatever order: nobody's words are kept, found or shown elsewhere without it."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from sqlalchemy import select

from facilitation.events import Actor
from facilitation.knowledge.items import KnowledgeItem
from facilitation.people import AccountRef
from storage.unit import SqlUnit
from tests.carrier import Post
from tests.examples import some
from tests.facilitation.clear_writing import EVERYTHING, JONAS, MARTA, NOOR, TOMAS, ask, begin
from tests.facilitation.knowledge.brought import TOKEN, one_with, own
from tests.facilitation.knowledge.indexed import exported, indexed
from tests.shown import button, buttons, words
from tests.village import Village, a_village

PEOPLE = (JONAS, MARTA, NOOR, TOMAS)
AUTHORS = st.sampled_from(PEOPLE)
MEMBERS = st.sampled_from([JONAS, MARTA, NOOR])
CHOICE = st.integers(0, 20)


class Community(RuleBasedStateMachine):
    """Every message has a word of its own, `said7byjonas`, that tells where it turns up and whose it is."""

    cards = Bundle("cards")
    replies = Bundle("replies")

    def __init__(self) -> None:
        super().__init__()
        self.doors = ExitStack()
        self.village: Village = begin(self.doors.enter_context(a_village(EVERYTHING)))
        self.count = self.looked = 0
        self.agreed: dict[str, set[str]] = defaultdict(set)  # by keeping, the words whose author agrees now
        self.asked: set[str] = set()  # the words of questions: to ask is to agree that they are shown
        self.shown: dict[str, int] = {}  # updates of each post that were looked at

    def teardown(self) -> None:
        self.doors.close()

    def word(self, by: Actor) -> str:
        self.count += 1
        return f"said{self.count}by{by.ref.user}"

    @initialize(target=replies, choices=st.lists(CHOICE, max_size=6))
    def three_were_helped(self, choices: list[int]) -> object:
        """So that there is something to agree to from the start."""
        helped = [self.help(*pair) for pair in ((MARTA, JONAS), (NOOR, TOMAS), (JONAS, JONAS))]
        for choose in choices:
            self.somebody_keeps(choose) if choose % 2 else self.somebody_says_yes(choose)
        return multiple(*helped)

    # What people do

    @rule(target=cards, by=MEMBERS)
    def asks(self, by: Actor) -> tuple[Actor, Post]:
        return self.ask(by)

    @rule(target=replies, card=cards, by=AUTHORS)
    def replies_to(self, card: tuple[Actor, Post], by: Actor) -> tuple[Actor, str]:
        return self.reply(card, by)

    @rule(target=replies, by=MEMBERS, author=AUTHORS)
    def is_helped(self, by: Actor, author: Actor) -> tuple[Actor, str]:
        return self.help(by, author)

    @rule(reply=replies, by=AUTHORS)
    def ticks(self, reply: tuple[Actor, str], by: Actor) -> None:
        self.village.react(by, reply[1])

    @rule(reply=replies)
    def the_asker_ticks(self, reply: tuple[Actor, str]) -> None:
        self.village.react(*reply)

    @rule(reply=replies, by=AUTHORS)
    def edits(self, reply: tuple[Actor, str], by: Actor) -> None:
        self.village.edit(reply[1], f"Rather {self.word(by)}")

    @rule(reply=consumes(replies))
    def deletes(self, reply: tuple[Actor, str]) -> None:
        self.village.delete(reply[1])

    @rule(card=cards)
    def reopens(self, card: tuple[Actor, Post]) -> None:
        if "Reopen" in buttons(card[1]):
            self.village.press(card[0], card[1], "Reopen")

    @rule(target=cards, card=consumes(cards))
    def withdraws(self, card: tuple[Actor, Post]) -> object:
        if "Withdraw" in buttons(card[1]):
            self.village.press(card[0], self.village.press(card[0], card[1], "Withdraw"), "Yes")
        return multiple()

    @rule(choose=CHOICE)
    def somebody_keeps(self, choose: int) -> None:
        """The asker's own words are agreed to by keeping them, also those of a reply of their own."""
        for by, post in one_with(self.village, PEOPLE, "Keep", choose):
            form = self.village.press(by, replace(post), "Keep")
            self.agreed[button(post, "Keep").subject.id] |= own(words(form), by)
            self.village.fill(by, form)

    @rule(choose=CHOICE)
    def somebody_says_yes(self, choose: int) -> None:
        for by, post in one_with(self.village, PEOPLE, "Yes", choose):
            self.agreed[button(post, "Yes").subject.id] |= own(words(post), by)
            self.village.press(by, replace(post), "Yes")

    @rule(choose=CHOICE)
    def somebody_says_no(self, choose: int) -> None:
        for by, post in one_with(self.village, PEOPLE, "No, rather not", choose):
            self.agreed[button(post, "No").subject.id].clear()
            self.village.press(by, replace(post), "No")

    @rule(choose=CHOICE)
    def somebody_takes_back(self, choose: int) -> None:
        for by, post in one_with(self.village, PEOPLE, "Take my words back", choose):
            self.agreed[button(post, "Take").subject.id].clear()
            self.village.press(by, replace(post), "Take")

    @rule(choose=CHOICE, by=AUTHORS, label=st.sampled_from(["Yes", "No", "Keep", "Take", "Show", "Not now"]))
    def meddles(self, choose: int, by: Actor, label: str) -> None:
        """Presses a button that was made for another."""
        for owner, post in one_with(self.village, PEOPLE, label, choose):
            if owner.ref != by.ref:
                answer = self.village.press(by, replace(post), label)
                self.must_be_agreed(words(answer) if answer else "", by.ref.user)

    @rule(by=MEMBERS)
    def leaves_and_comes_back(self, by: Actor) -> None:
        self.village.command(by, "leave")
        self.village.join(by)

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.village.pass_time(timedelta(days=days))

    # What must hold

    @invariant()
    def nothing_is_kept_without_consent(self) -> None:
        for item in self.village.within(_items):
            self.must_be_agreed(f"{item.title} {item.passages}")

    @invariant()
    def nothing_is_found_without_consent(self) -> None:
        self.must_be_agreed(self.village.within(indexed))
        self.looked += 1  # one after the other looks, at each step one of them
        reader = (NOOR, TOMAS)[self.looked % 2]
        self.must_be_agreed(words(self.village.command(reader, "find why not rather found how about")))

    @rule()
    def nothing_is_exported_without_consent(self) -> None:
        self.must_be_agreed(exported(self.village.store, self.village.community().id))

    @invariant()
    def nothing_is_shown_elsewhere_without_consent(self) -> None:
        """Looked at when it is posted or changed: what was shown with consent is not unsaid by taking it back."""
        for post in self.village.carrier.posts.values():
            if self.shown.get(post.id) != post.updates:
                self.shown[post.id] = post.updates
                reader = post.to.user if isinstance(post.to, AccountRef) else ""
                self.must_be_agreed(words(post), reader)

    def ask(self, by: Actor) -> tuple[Actor, Post]:
        self.asked.add(word := self.word(by))
        return by, ask(self.village, by, title=f"How about {word}?")

    def reply(self, card: tuple[Actor, Post], by: Actor) -> tuple[Actor, str]:
        return card[0], self.village.say(by, f"Why not {self.word(by)}", thread=card[1].id)

    def help(self, by: Actor, author: Actor) -> tuple[Actor, str]:
        """Somebody asks, is answered, maybe by themselves, and says that it helped."""
        reply = self.reply(self.ask(by), author)
        self.village.react(by, reply[1])
        return reply

    def must_be_agreed(self, seen: str, reader: str = "") -> None:
        theirs = {word for word in TOKEN.findall(seen) if not reader or not word.endswith(f"by{reader}")}
        assert theirs <= self.asked.union(*self.agreed.values())


def _items(unit: SqlUnit) -> Sequence[KnowledgeItem]:
    return unit._transaction.session.scalars(select(KnowledgeItem)).all()


TestConsent = Community.TestCase
TestConsent.settings = settings(
    max_examples=some(12, long=60), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
