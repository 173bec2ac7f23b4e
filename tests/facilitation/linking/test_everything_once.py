"""Whatever people write, edit and take back, and however places are linked: each message stands once in each place."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import Actor, PlaceChosen
from facilitation.linking import LINKING
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from facilitation.questions import QUESTIONS
from tests.examples import some
from tests.facilitation.linking.ground import NOOR, Side, end, home, invitation
from tests.shown import words
from tests.village import CHANNEL, Village, a_village

PLACES = (CHANNEL, *(PlaceRef(WorkspaceId(f"slack:W{number}"), f"C{number}") for number in range(1, 4)))
TITLE = "What do you call this?"

Step = tuple[str, int, int]
"""What is done, in which place, and to which of the messages written there."""

DEEDS = (
    "link",
    "unlink",
    "write",
    "write_outside",
    "let_a_bot_write",
    "take_a_copy_away",
    "edit",
    "delete",
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(DEEDS),
        st.integers(0, len(PLACES) - 1),
        st.integers(0, 5),
    ),
    max_size=12,
)


@dataclass
class Written:
    side: Side
    id: str
    text: str
    seen_in: set[PlaceRef]
    """Where else it has a copy, that follows it."""


@dataclass
class Model:
    """What each place should show: plainly, without keys, links or crossings. `roots`: the question's card there."""

    village: Village
    linked: list[PlaceRef] = field(default_factory=lambda: [CHANNEL])
    roots: dict[PlaceRef, str] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)
    stale: set[tuple[PlaceRef, str]] = field(default_factory=set)
    """What stands where the place was linked then."""
    said: int = 0

    def ask(self) -> None:
        side = home(self.village)
        side.fill(NOOR, side.command(NOOR, "ask"), title=TITLE)
        self.roots = {place: Side(self.village, place).card(TITLE).id for place in self.linked}

    def link(self, place: PlaceRef, _: int) -> None:
        """A place that is linked, or home, can't be again."""
        side, by = Side(self.village, place), someone_of(place)
        form = side.command(by, f"link here {invitation(self.village)}")
        side.fill(by, form, channel=PlaceChosen(place, place.channel), side=place.channel)
        if place not in self.linked:
            self.linked.append(place)

    def unlink(self, place: PlaceRef, _: int) -> None:
        """What stands there stays, and follows nothing any more; nor is what was written there followed."""
        if place in self.linked and place != CHANNEL:
            end(home(self.village), NOOR, place.channel)
            self.linked.remove(place)
            self.roots.pop(place, None)
            self.written = [each for each in self.written if each.side.place != place]
            self.stale |= {(place, each.text) for each in self.written if place in each.seen_in}
            for each in self.written:
                each.seen_in.discard(place)

    def write(self, place: PlaceRef, _: int) -> None:
        if place in self.roots:
            self._say(place, self.roots[place], {each for each in self.roots if each != place})

    def write_outside(self, place: PlaceRef, _: int) -> None:
        self._say(place, None, set())

    def let_a_bot_write(self, place: PlaceRef, _: int) -> None:
        self.said += 1
        robot = replace(someone_of(place), is_bot=True)
        Side(self.village, place).say(robot, f"words {self.said}.", self.roots.get(place))

    def take_a_copy_away(self, place: PlaceRef, _: int) -> None:
        copies = [post for post in self.village.carrier.posts.values() if _place(post.to) == place]
        if copies and copies[-1].id != self.roots.get(place):
            Side(self.village, place).delete(copies[-1].id)

    def edit(self, place: PlaceRef, which: int) -> None:
        for each in self._mine(place, which):
            each.text = self._words()
            each.side.edit(each.id, each.text)

    def delete(self, place: PlaceRef, which: int) -> None:
        for each in self._mine(place, which):
            each.side.delete(each.id)
            self.written.remove(each)

    def check(self) -> None:
        for place in PLACES:
            shown = [words(post) for post in self.village.carrier.posts.values() if _place(post.to) == place]
            copies = Counter(each.rpartition("\n")[2] for each in shown)
            for text in (f"words {number}." for number in range(1, self.said + 1)):
                assert copies[text] <= 1, (place, text)
            for written in self.written:
                if (place, written.text) not in self.stale:
                    assert copies[written.text] == (place in written.seen_in), (place, written.text)

    def _say(self, place: PlaceRef, thread: str | None, seen_in: set[PlaceRef]) -> None:
        text, side = self._words(), Side(self.village, place)
        self.written.append(Written(side, side.say(someone_of(place), text, thread), text, seen_in))

    def _words(self) -> str:
        self.said += 1
        return f"words {self.said}."

    def _mine(self, place: PlaceRef, which: int) -> list[Written]:
        mine = [each for each in self.written if each.side.place == place]
        return [mine[which % len(mine)]] if mine else []


def _place(to: object) -> PlaceRef | None:
    return to.whole if isinstance(to, PlaceRef) else None


def someone_of(place: PlaceRef) -> Actor:
    if place == CHANNEL:
        return NOOR
    return Actor(ref=AccountRef(place.workspace, "them"), name=f"Them of {place.channel}", locale="en", zone="UTC")


@contextmanager
def a_model() -> Iterator[Model]:
    with a_village([QUESTIONS, COMMUNITIES, LINKING, CONVERSATION]) as village:
        village.found(NOOR)
        yield Model(village)


@settings(max_examples=some(15, long=80), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(first=st.sets(st.integers(1, len(PLACES) - 1)), steps=STEPS)
def test_each_message_stands_once_in_each_place(first: set[int], steps: list[Step]) -> None:
    with a_model() as model:
        for number in sorted(first):
            model.link(PLACES[number], 0)
        model.ask()
        for what, place, which in steps:
            getattr(model, what)(PLACES[place], which)
            model.check()
