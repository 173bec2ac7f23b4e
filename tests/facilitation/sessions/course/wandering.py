"""Any session, however it may go: people of any zone and hours who come, go, click twice, late or on old cards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from facilitation.people import Account, MemberId
from facilitation.playbooks.asking import Choice, Dots, Ratings, Score, Seat
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course import advance
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.around import Around
from facilitation.sessions.course.values import Course, Setup, Stage, Tempo
from tests.facilitation.sessions.course.sitting import ANN, HAL, HOUR, MINUTE, PEOPLE, SeededChance, Sitting, somebody

ZONES = ("Europe/Brussels", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "Asia/Riyadh", None)
QUIET = (None, (time(22), time(6)), (time(6), time(14)), (time(9), time(9)))
JUMPS = (timedelta(0), timedelta(seconds=20), MINUTE, 7 * MINUTE, HOUR, 24 * HOUR, 60 * HOUR)
WAKES_AT_MOST = 2000  # until a session that is left alone closes; each step has two private words a person at most
MOSTLY = 9  # of ten
Marks = tuple[tuple[str, str], ...]
Move = tuple[str, MemberId, int]


@dataclass
class Wandering:
    """What the session has gone through, so that it can be gone through once more."""

    sitting: Sitting
    seed: int
    gone_through: list[tuple[datetime, Mapping[MemberId, Account], of.Happening]] = field(default_factory=list)
    number: int = 0

    def move(self, move: Move) -> None:
        """By somebody whose move it is, mostly."""
        kind, who, many = move
        likely = self._likely(kind)
        if likely and many < MOSTLY:
            who = likely[PEOPLE.index(who) % len(likely)]
        found = MOVES[kind](self, who, many)
        if found is not None:
            self.does(found)

    def does(self, happening: of.Happening) -> None:
        self.gone_through.append((self.sitting.now, dict(self.sitting.accounts), happening))
        self.sitting.does(happening)

    def is_left_alone(self) -> None:
        """Nobody acts any more, and it is woken whenever it wants to be."""
        for _ in range(WAKES_AT_MOST):
            moment = self.sitting.course.wakes_at
            if moment is None:
                return
            self.sitting.now = max(self.sitting.now, moment)
            self.does(of.Woken())
        raise AssertionError("it never ends")

    def once_more(self) -> Course:
        """The same again, without a restart."""
        first = self.sitting
        course, chance = Course(setup=first.course.setup, host=ANN), SeededChance(self.seed)
        for now, accounts, happening in self.gone_through:
            around = Around(now, chance, "Europe/Brussels", accounts, first.facilitators)
            course, _ = advance(course, happening, first.playbook, around)
        return course

    def _likely(self, kind: str) -> Sequence[MemberId]:
        course = self.sitting.course
        if kind == "joins":
            return ()
        if kind in SPEAKING and course.step:
            return [member for unit in course.step.active for member in unit.members]
        return course.participants

    @property
    def step(self) -> int:
        return self.sitting.course.step.number if self.sitting.course.step else 1

    def words(self, who: MemberId) -> str:
        self.number += 1
        return f"the words of {who}, number {self.number}"


def _gives(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    texts = tuple((number % 3, wandering.words(who)) for number in range(1 + many % 3))
    return of.Given(who, wandering.step, texts, _marks(wandering.sitting, many), named_if_few=many % 2 == 0)


def _gives_anything(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    """As no form would have it."""
    marks = _marks(wandering.sitting, many)
    wrong: Sequence[Marks] = ((), (*marks, *marks), (("unknown", "1"),), tuple((what, "17") for what, _ in marks))
    texts = ((0, wandering.words(who)),) if many % 2 else ()
    return of.Given(who, wandering.step, texts, wrong[many % len(wrong)])


def _says(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    return of.Given(who, wandering.step, ((0, wandering.words(who)),), source=f"message-{many}-of-{who}")


def _rewords(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    return of.Reworded(f"message-{many // 2}-of-{who}", wandering.words(who) if many % 2 else "")


def _late(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    """A click on an old card."""
    step = max(1, wandering.step - 1 - many % 2)
    clicks: Sequence[Callable[[], of.Happening]] = (
        lambda: of.Given(who, step, ((0, wandering.words(who)),)),
        lambda: of.Passed(who, step),
        lambda: of.Extended(who, step),
        lambda: of.MovedOn(who, step),
        lambda: of.PollAnswered(who, step, go_on=True),
    )
    return clicks[many % len(clicks)]()


def _skips(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    phases = list(wandering.sitting.playbook.phases)
    return of.SkipChanged(_leader(wandering), phases[many % len(phases)], skip=many % 3 > 0)


def _takes_seat(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    return of.SeatTaken(who, _role(wandering, many))


def _fills_vacancy(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    return of.SeatTaken(who, wandering.sitting.course.vacancy or "facilitator")


def _returns_seat(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    role = _role(wandering, many)
    return of.SeatReturned(wandering.sitting.course.seats.get(role, who), role)


def _hands_over(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    return of.HandedOver(_leader(wandering), None if many == 0 else who)


def _time_passes(wandering: Wandering, who: MemberId, many: int) -> None:
    """Nobody is there to wake it."""
    wandering.sitting.now += JUMPS[many % len(JUMPS)]


def _window_ends(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    """It is woken in time, or somewhat late. A pause is seldom waited out."""
    sitting = wandering.sitting
    if sitting.course.stage is Stage.PAUSED and many < MOSTLY:
        return of.Resumed(_leader(wandering))
    sitting.now = max(sitting.now, sitting.course.wakes_at or sitting.now) + JUMPS[many % 3]
    return of.Woken()


def _was_away(wandering: Wandering, who: MemberId, many: int) -> of.Happening:
    since = wandering.sitting.now
    wandering.sitting.now += JUMPS[many % len(JUMPS)]
    return of.WasAway(since)


def _changes_hours(wandering: Wandering, who: MemberId, many: int) -> None:
    wandering.sitting.accounts[who] = an_account(who, many, many + 1)


def _once_more(wandering: Wandering, who: MemberId, many: int) -> of.Happening | None:
    """Delivered twice, or clicked twice."""
    return wandering.gone_through[-1][2] if wandering.gone_through else None


MOVES: Mapping[str, Callable[[Wandering, MemberId, int], of.Happening | None]] = {
    "gives": _gives,
    "gives anything": _gives_anything,
    "says": _says,
    "rewords": _rewords,
    "passes": lambda wandering, who, many: of.Passed(who, wandering.step),
    "extends": lambda wandering, who, many: of.Extended(who, wandering.step),
    "answers": lambda wandering, who, many: of.PollAnswered(who, wandering.step, go_on=many % 2 == 0),
    "is late": _late,
    "joins": lambda wandering, who, many: of.Joined(who, ("", "north", "south")[many % 3]),
    "leaves": lambda wandering, who, many: of.Left(who),
    "takes a seat": _takes_seat,
    "fills the vacancy": _fills_vacancy,
    "returns a seat": _returns_seat,
    "hands over": _hands_over,
    "begins": lambda wandering, who, many: of.Began(who, anyway=True),
    "goes on": lambda wandering, who, many: of.MovedOn(_leader(wandering), wandering.step),
    "skips": _skips,
    "pauses": lambda wandering, who, many: of.Paused(_leader(wandering)),
    "resumes": lambda wandering, who, many: of.Resumed(_leader(wandering)),
    "ends": lambda wandering, who, many: of.EndedEarly(who) if many == 9 else None,
    "wakes": lambda wandering, who, many: of.Woken(),
    "window ends": _window_ends,
    "time passes": _time_passes,
    "was away": _was_away,
    "changes hours": _changes_hours,
    "once more": _once_more,
}
SPEAKING = ("gives", "says", "passes")
OFTEN = ("gives",) * 16 + ("says", "passes", "window ends", "fills the vacancy", "resumes", "goes on") * 3
MANY = 60
moves = st.lists(
    st.tuples(st.sampled_from([*MOVES, *OFTEN]), st.sampled_from(PEOPLE), st.integers(0, 9)),
    min_size=MANY // 2,
    max_size=MANY,
)


def an_account(who: MemberId, zone: int, quiet: int) -> Account:
    hours = QUIET[quiet % len(QUIET)]
    chosen: dict[str, Any] = {"quiet_from": hours[0], "quiet_until": hours[1]} if hours else {}
    return somebody(who, zone=ZONES[zone % len(ZONES)], is_bot=zone == quiet == 7, **chosen)


@st.composite
def wanderings(draw: st.DrawFn, playbook: Playbook) -> Wandering:
    """Gathered, with whoever is needed in their seats, and mostly begun."""
    visibilities = {
        name: draw(st.sampled_from(phase.visibility))
        for name, phase in playbook.phases.items()
        if isinstance(phase.visibility, tuple)
    }
    setup = Setup(
        tempo=draw(st.sampled_from(Tempo)),
        variant=draw(st.sampled_from([None, *playbook.variants])),
        lead_in=draw(st.booleans()),
        minimum=draw(st.integers(1, 4)),
        visibility=visibilities,
        windows=dict.fromkeys(draw(st.sampled_from([(), (), (), tuple(playbook.phases)])), 30 * HOUR),
    )
    seed = draw(st.integers(0, 9))
    wandering = Wandering(Sitting(playbook, setup, seed), seed)
    sitting = wandering.sitting
    sitting.facilitators = frozenset(draw(st.sampled_from([(), (HAL,)])))
    sitting.accounts = {who: an_account(who, draw(st.integers(0, 7)), draw(st.integers(0, 7))) for who in PEOPLE}
    sitting.now += draw(st.integers(0, 6)) * timedelta(days=1, hours=5)
    people = PEOPLE[: draw(st.sampled_from([5, 8, 6, 3, 4, 7, 2, 1]))]
    for who in people:
        wandering.does(of.Joined(who, draw(st.sampled_from(["", "north", "south"]))))
    for number, (role, declared) in enumerate(playbook.roles.items()):
        if not declared.rotates:
            wandering.does(of.SeatTaken(people[(number + 1) % len(people)], role))
    wandering.does(of.Began(ANN, anyway=True))
    return wandering


def _leader(wandering: Wandering) -> MemberId:
    return wandering.sitting.course.host or HAL


def _role(wandering: Wandering, many: int) -> str:
    roles = [*wandering.sitting.playbook.roles, "host", "facilitator", "scribe"]
    return roles[many % len(roles)]


def _marks(sitting: Sitting, many: int) -> Marks:
    """Such as the open step asks for."""
    course = sitting.course
    if course.step is None or course.stage is Stage.CLOSED:
        return ()
    if course.step.runoff:
        return ((course.step.runoff[many % len(course.step.runoff)], ""),)
    match sitting.playbook.phases[course.step.phase].asks:
        case Dots() as asks:
            items = course.items_of(asks.on)
            return tuple((items[(many + dot) % len(items)].id, "1") for dot in range(1 + many % asks.dots))
        case Ratings() as asks:
            scale = list(asks.scale)
            return tuple(
                (item.id, scale[(many + place) % len(scale)]) for place, item in enumerate(course.items_of(asks.of))
            )
        case Score() as asks:
            return ((list(asks.scale)[many % len(asks.scale)], ""),)
        case Choice() as asks:
            return ((list(asks.options)[many % len(asks.options)], ""),)
        case Seat():
            return ()
        case _:
            return ()
