"""Words in items that live on: whoever writes, keeps, edits, remarks, widens and takes back, in whatever order.

At each moment words are in an item, a version, the search, the tags or an export only with consent of whose they are
to that very item: by having written them for it, or by a yes to the card that showed them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from facilitation.events import Actor, Contributed, FormValue
from facilitation.knowledge.model import Keeping, Stage
from facilitation.knowledge.passages import Passage
from facilitation.messages import Form, OpenForm
from storage.exporting import records
from tests.examples import some
from tests.facilitation.clear_writing import EVERYTHING, JONAS, MARTA, NOOR, TOMAS, ask, begin
from tests.facilitation.knowledge.brought import TOKEN, harvest, keep_form, keepings, one_with, own, put_together
from tests.facilitation.knowledge.held import held, passages, tags, written_apart
from tests.facilitation.knowledge.indexed import indexed
from tests.shown import button, buttons, opened, words
from tests.stores import FreshDatabase
from tests.village import Village, a_village

PEOPLE = (JONAS, MARTA, NOOR, TOMAS)
AUTHORS = st.sampled_from(PEOPLE)
MEMBERS = st.sampled_from([JONAS, MARTA, NOOR])
CHOICE = st.integers(0, 20)
WAYS = st.sampled_from(["change", "add", "replace", "move", "title", "tags"])
SOME = "read write ask tell wait sing"  # of no language's small words

Held = dict[str, str]
"""By item, all that is held of it, as text."""


class Library(RuleBasedStateMachine):
    """Every text has a word of its own, `said7byjonas`, that tells where it turns up and whose it is."""

    village_made: Callable[[], AbstractContextManager[Village]] = staticmethod(lambda: a_village(EVERYTHING))

    def __init__(self) -> None:
        super().__init__()
        self.doors = ExitStack()
        self.village: Village = begin(self.doors.enter_context(self.village_made()))
        self.count = 0
        self.agreed: dict[str, set[str]] = defaultdict(set)  # by item
        self.unnamed: set[str] = set()
        self.answered: set[tuple[str, str]] = set()  # item and person
        self.asked: set[str] = set()  # in questions, where every member reads it

    def teardown(self) -> None:
        self.doors.close()

    def word(self, by: Actor) -> str:
        self.count += 1
        return f"said{self.count}by{by.ref.user}"

    @initialize(ways=st.lists(st.tuples(MEMBERS, WAYS), min_size=1, max_size=3), named=st.booleans(), back=MEMBERS)
    def some_were_written_and_edited(self, ways: list[tuple[Actor, str]], named: bool, back: Actor) -> None:
        """So that there is something to take back from the start, and somebody does."""
        self.writes(NOOR, named=True, tag=True)
        self.writes(JONAS, named=False, tag=False)
        self.picks(MARTA, [JONAS, TOMAS], "m1")
        self.says_yes(0, named)
        self.says_yes(1, not named)
        self.time_passes(9)
        for number, (by, way) in enumerate([(JONAS, "change"), (MARTA, "change"), *ways]):
            self.edits(by, number, way)
        for number in range(3):
            self.takes_back(back, number)

    # What people do

    @rule(by=MEMBERS, named=st.booleans(), tag=st.booleans())
    def writes(self, by: Actor, named: bool, tag: bool) -> None:
        words = [self.word(by) for _ in range(3)]
        before = set(self.held())
        form = self.village.command(by, "keep practice")
        values: dict[str, FormValue] = {"title": f"Sing {words[0]}", "field_how": f"Wait and {words[1]}."}
        values |= {"tags": words[2]} if tag else {}
        self.village.fill(by, form, **values, name=("named" if named else "unnamed",))
        (identity,) = set(self.held()) - before
        self.agree(identity, words, named)

    @rule(by=MEMBERS, authors=st.lists(AUTHORS, min_size=1, max_size=3), thread=st.sampled_from(["m1", "m2"]))
    def picks(self, by: Actor, authors: list[Actor], thread: str) -> None:
        """Others' words are in no item yet; the title and the own words of whoever picks are agreed to by picking."""
        form: object = None
        for author in authors:
            form = self.village.use_shortcut(by, "keep", author, f"Tell {self.word(author)}.", thread)
        if isinstance(form, OpenForm):
            title = self.word(by)
            self.agree(form.form.subject.id, [title, *own(words(form), by)], named=True)
            self.village.fill(by, form, title=f"Ask {title}")

    @rule(by=MEMBERS, helper=MEMBERS, again=MEMBERS, together=st.booleans())
    def asks_and_would_keep_what_helped(self, by: Actor, helper: Actor, again: Actor, together: bool) -> None:
        """A question's own words stand where it was asked; an alike one is put together with it and is in no item."""
        mine, said, too = self.word(by), self.word(helper), self.word(again)
        self.asked |= {mine, too}
        card = ask(self.village, by, f"Ask {mine}?")
        if together:
            put_together(self.village, ask(self.village, again, f"Ask {too} as well?"))
        self.village.react(by, self.village.say(helper, f"Read {said}.", thread=card.id))
        for identity, form in keep_form(self.village, by):
            self.agree(identity, [mine, said] if by == helper else [mine], named=True)
            self.village.fill(by, form)

    @rule(by=MEMBERS, authors=st.lists(MEMBERS, min_size=1, max_size=3, unique=True))
    def harvests_a_session(self, by: Actor, authors: list[Actor]) -> None:
        """Who drafts it agrees by that, to its title too; nobody else's contribution is kept before they do."""
        before, title = {each.id for each in self.keepings()}, self.word(by)
        said = [Contributed(authors=(each.ref,), name=each.name, text=f"Tell {self.word(each)}.") for each in authors]
        harvest(self.village, by, said, f"Ask {title}", f"session{self.count}")
        for identity in {each.id for each in self.keepings()} - before:
            self.agree(identity, [title, *own(str(said), by)], named=True)

    @rule(choose=CHOICE, named=st.booleans())
    def says_yes(self, choose: int, named: bool) -> None:
        label = "Yes, keep" if named else "Yes, without"
        for by, post in one_with(self.village, PEOPLE, label, choose):
            identity = button(post, label).subject.id
            if (identity, by.ref.user) not in self.answered:  # what was said first holds; the card is there no more
                self.agree(identity, own(words(post), by), named)
            self.answered.add((identity, by.ref.user))
            self.village.press(by, replace(post), label)

    @rule(choose=CHOICE)
    def says_no(self, choose: int) -> None:
        for by, post in one_with(self.village, PEOPLE, "No, leave", choose):
            self.answered.add((button(post, "No").subject.id, by.ref.user))
            self.village.press(by, replace(post), "No")

    @rule(by=MEMBERS, choose=CHOICE, way=WAYS)
    def edits(self, by: Actor, choose: int, way: str) -> None:
        for identity, form in self.form_of(by, "Edit", choose):
            mine = self.word(by)
            field = next(each for each in form.inputs if each.name in ("field_how", "field_free"))
            there = str(getattr(field, "initial", ""))
            ways: dict[str, dict[str, FormValue]] = {
                "change": {field.name: f"{there} And {mine}."},
                "add": {field.name: f"{there}\n\nAsk {mine}."},
                "replace": {field.name: f"Rather {mine}."},
                "move": {field.name: "", "field_free": there} if field.name != "field_free" else {},
                "title": {"title": f"Rather {mine}"},
                "tags": {"tags": f"{getattr(form.inputs[-2], 'initial', '')}, {mine}"},
            }
            self.agree(identity, [mine], named=True)
            self.village.fill(by, form, **ways[way])

    @rule(by=MEMBERS, choose=CHOICE, label=st.sampled_from(["Say where", "Say why", "I tried"]))
    def remarks(self, by: Actor, choose: int, label: str) -> None:
        for identity, form in self.form_of(by, label, choose):
            mine = self.word(by)
            self.agree(identity, [mine], named=True)
            self.village.fill(by, form, note=f"Write {mine}.")

    @rule(by=MEMBERS, choose=CHOICE)
    def restores(self, by: Actor, choose: int) -> None:
        for _, form in self.form_of(by, "Versions", choose):
            compared = self.village.fill(by, form)
            for label in buttons(compared):
                if label.startswith("Bring back version"):
                    self.village.press(by, compared, label)

    @rule(by=MEMBERS, choose=CHOICE)
    def takes_back(self, by: Actor, choose: int) -> None:
        """Everything of theirs in one item, by its own button."""
        for identity, card in self.card_of(by, choose):
            if "Take my words back" in buttons(card):
                self.takes_and_leaves_what_is_apart(by, identity, card)

    @rule(choose=CHOICE)
    def takes_back_privately(self, choose: int) -> None:
        for by, post in one_with(self.village, PEOPLE, "Take my words back", choose):
            self.takes(by, button(post, "Take").subject.id, replace(post))

    def takes_and_leaves_what_is_apart(self, by: Actor, identity: str, card: object) -> None:
        apart = self.village.within(lambda unit: written_apart(unit, identity, by))
        self.takes(by, identity, card)
        assert not apart or self.village.within(lambda unit: unit.knowledge.item(identity)), identity

    def takes(self, by: Actor, identity: str, card: object) -> None:
        self.agreed[identity] -= own(" ".join(self.agreed[identity]), by)
        answer = self.village.press(by, card, "Take my words back")
        if "Yes, take my words back" in buttons(answer):
            self.village.press(by, answer, "Yes, take my words back")

    @rule(by=MEMBERS, choose=CHOICE, say=st.sampled_from(["Yes, it may", "Rather not"]))
    def widens(self, by: Actor, choose: int, say: str) -> None:
        for _, form in self.form_of(by, "Let it reach", choose):
            self.village.fill(by, form, audience=("public",))
        for person, post in one_with(self.village, PEOPLE, say, choose):
            self.village.press(person, replace(post), say)

    @rule(thread=st.sampled_from(["m1", "m2"]), choose=CHOICE)
    def deletes_at_the_source(self, thread: str, choose: int) -> None:
        picked = [each.message for keeping in self.keepings() for each in keeping.passages if each.message]
        if picked:
            self.village.delete(picked[choose % len(picked)])

    @rule(by=MEMBERS)
    def leaves_and_comes_back(self, by: Actor) -> None:
        self.village.command(by, "leave")
        self.village.join(by)

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.village.pass_time(timedelta(days=days))

    # What must hold

    @invariant()
    def nothing_is_in_an_item_or_a_version_without_consent_to_it(self) -> None:
        for identity, texts in self.held().items():
            assert set(TOKEN.findall(texts)) <= self.agreed[identity], identity

    @invariant()
    def what_is_settled_holds_no_words(self) -> None:
        settled = [each for each in self.keepings() if each.stage in (Stage.KEPT, Stage.ENDED)]
        assert not TOKEN.findall(" ".join(f"{vars(each)}" for each in settled))

    @invariant()
    def nothing_is_found_read_or_exported_without_consent(self) -> None:
        everything = self.asked.union(*(self.agreed[identity] for identity in self.held()))
        for seen in (self.village.within(indexed), self.village.within(tags), self.exported()):
            assert set(TOKEN.findall(seen)) <= everything
        assert set(TOKEN.findall(words(self.village.command(TOMAS, f"find {SOME}")))) == set()
        assert set(TOKEN.findall(words(self.village.command(NOOR, f"find {SOME}")))) <= everything

    @invariant()
    def nobody_is_named_with_words_that_are_to_be_without_a_name(self) -> None:
        for passage in self.passages():
            for person in PEOPLE:
                theirs = own(passage.text, person)
                if theirs and theirs <= self.unnamed:
                    assert person.name not in passage.name.split(", "), passage

    def agree(self, identity: str, words: object, named: bool) -> None:
        agreed = set(TOKEN.findall(str(words)))
        self.agreed[identity] |= agreed
        if not named:
            self.unnamed |= agreed

    def card_of(self, by: Actor, choose: int) -> Iterator[tuple[str, object]]:
        """An item, and all that can be done with it."""
        found = self.village.command(by, f"find {SOME}")
        shows = [each for each in buttons(found) if each.startswith("Show: ")]
        if shows:
            shown = self.village.press(by, found, shows[choose % len(shows)])
            yield button(shown, "More").subject.id, self.village.press(by, shown, "More")

    def form_of(self, by: Actor, label: str, choose: int) -> Iterator[tuple[str, Form]]:
        found = self.village.command(by, f"find {SOME}")
        shows = [each for each in buttons(found) if each.startswith("Show: ")]
        if not shows:
            return
        shown = self.village.press(by, found, shows[choose % len(shows)])
        card = (
            shown if any(each.startswith(label) for each in buttons(shown)) else self.village.press(by, shown, "More")
        )
        if any(each.startswith(label) for each in buttons(card)):
            pressed = self.village.press(by, card, label)
            if isinstance(pressed, OpenForm):
                yield button(shown, "More").subject.id, opened(pressed)

    def held(self) -> Held:
        return self.village.within(held)

    def keepings(self) -> list[Keeping]:
        return self.village.within(keepings)

    def passages(self) -> list[Passage]:
        return self.village.within(passages)

    def exported(self) -> str:
        community = self.village.community().id
        return self.village.within(lambda unit: str(list(records(unit._transaction.connection, community, EXPORTED))))


EXPORTED = ("knowledge_items", "knowledge_versions", "keepings", "consents", "knowledge_links")


def test_it_holds_on_postgresql_as_well(fresh_database: FreshDatabase) -> None:
    class OnPostgresql(Library):
        village_made = staticmethod(lambda: a_village(EVERYTHING, address=fresh_database("postgresql")))

    few = settings(TestLivingConsent.settings, max_examples=2, stateful_step_count=6)
    run_state_machine_as_test(OnPostgresql, settings=few)


TestLivingConsent = Library.TestCase
TestLivingConsent.settings = settings(
    max_examples=some(8, long=40),
    stateful_step_count=12,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # shrinking takes minutes: ids are random, and with them what is found first
    suppress_health_check=list(HealthCheck),
)
