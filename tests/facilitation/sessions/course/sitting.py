"""A session to try, said briefly: who takes part, what they do, what time it is, and what came of it.

Between any two happenings it is restarted: its course goes through JSON and back. Everything that must hold always is
looked at after each (`promises`).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from pydantic import TypeAdapter

from facilitation.people import Account, MemberId, WorkspaceId
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course import advance
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.around import Around
from facilitation.sessions.course.effects import Effect, Nudged, Refused, StepClosed, Why
from facilitation.sessions.course.values import Course, Setup, Stage, Step, Tempo
from tests.facilitation.sessions.course.promises import Witness

T = TypeVar("T")
E = TypeVar("E", bound=Effect)

TUESDAY_TEN = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # in Brussels, where everybody is unless said otherwise
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SYNC, ASYNC = Tempo.SYNC, Tempo.ASYNC
ANN, BEN, CAI, DEE, EVA, FAY, GUS, HAL = (
    MemberId(name) for name in ("ann", "ben", "cai", "dee", "eva", "fay", "gus", "hal")
)
PEOPLE = (ANN, BEN, CAI, DEE, EVA, FAY, GUS, HAL)
COURSES = TypeAdapter(Course)


class SeededChance:
    def __init__(self, seed: int = 1) -> None:
        self._random = Random(seed)

    def token(self) -> str:
        return self._random.randbytes(32).hex()

    def identity(self) -> str:
        return self._random.randbytes(16).hex()

    def shuffled(self, things: Sequence[T]) -> list[T]:
        mixed = list(things)
        self._random.shuffle(mixed)
        return mixed


def somebody(name: str, **chosen: Any) -> Account:
    return Account(workspace=WorkspaceId("playground:village"), user=name, **{"zone": "Europe/Brussels", **chosen})


def words(text: str) -> dict[str, str]:
    return {"en": text, "nl": text, "fr": text}


def a_playbook(phases: Mapping[str, Mapping[str, Any]], **more: Any) -> Playbook:
    """Each phase ten minutes or one working day, unless it says otherwise."""
    usual = {"title": words("A phase"), "prompt": words("What?"), "window": {"minutes": 10, "days": 1}}
    for kind in ("roles", "variants"):
        more[kind] = {name: {"title": words(name), **part} for name, part in more.get(kind, {}).items()}
    whole = {
        "title": words("A playbook"),
        "purpose": "hear_everyone",
        "summary": words("To try."),
        "size": {"least": 1},
        "phases": {name: {**usual, **phase} for name, phase in phases.items()},
        "capture": {"kind": "nothing", "title": words("Nothing")},
    }
    return Playbook.model_validate({**whole, **more})


class Sitting:
    """`now` can be moved; `effects` are those of the latest happening, `told` are all so far."""

    def __init__(self, playbook: Playbook, setup: Setup, seed: int = 1, now: datetime = TUESDAY_TEN) -> None:
        self.playbook, self.now = playbook, now
        self.accounts: dict[MemberId, Account] = {name: somebody(name) for name in PEOPLE}
        self.facilitators: frozenset[MemberId] = frozenset()
        self.asked_at: dict[MemberId, datetime] = {}
        self.course = Course(setup=setup, host=ANN)
        self.effects: list[Effect] = []
        self.told: list[Effect] = []
        self._chance = SeededChance(seed)
        self._witness = Witness(playbook)

    # What happens

    def does(self, happening: of.Happening) -> "Sitting":
        around = Around(self.now, self._chance, "Europe/Brussels", self.accounts, self.facilitators, self.asked_at)
        before = COURSES.validate_json(COURSES.dump_json(self.course))
        assert before == self.course, "a restart changes nothing"
        self.course, self.effects = advance(before, happening, self.playbook, around)
        self._witness.look(before, happening, self.course, self.effects, around)
        self.told += self.effects
        return self

    def join(self, *people: MemberId, party: str = "") -> "Sitting":
        for who in people:
            self.does(of.Joined(who, party))
        return self

    def leave(self, *people: MemberId) -> "Sitting":
        for who in people:
            self.does(of.Left(who))
        return self

    def begin(self, by: MemberId | None = ANN, *, anyway: bool = False) -> "Sitting":
        return self.does(of.Began(by, anyway=anyway))

    def give(self, who: MemberId, *texts: str | tuple[int, str], **more: Any) -> "Sitting":
        """With `step`, into another one than the open one; `marks`, `source` and `named_if_few` as in `Given`."""
        said = tuple((0, text) if isinstance(text, str) else text for text in texts)
        return self.does(of.Given(who, more.pop("step", self._number), said, **more))

    def pick(self, who: MemberId, *picked: str | tuple[str, str], **more: Any) -> "Sitting":
        return self.give(who, marks=tuple((each, "") if isinstance(each, str) else each for each in picked), **more)

    def all_give(self, *people: MemberId) -> "Sitting":
        """Each says their own name."""
        for who in people:
            self.give(who, who)
        return self

    def pass_(self, *people: MemberId) -> "Sitting":
        for who in people:
            self.does(of.Passed(who, self._number))
        return self

    def extend(self, who: MemberId, step: int | None = None) -> "Sitting":
        return self.does(of.Extended(who, step or self._number))

    def next(self, by: MemberId = ANN, step: int | None = None) -> "Sitting":
        return self.does(of.MovedOn(by, step or self._number))

    def wake(self) -> "Sitting":
        return self.does(of.Woken())

    def time_passes(self, span: timedelta) -> "Sitting":
        """Waking it whenever it wants to be woken."""
        until = self.now + span
        while self.course.wakes_at is not None and self.course.wakes_at <= until:
            self.now = max(self.now, self.course.wakes_at)
            self.wake()
        self.now = until
        return self

    def window_ends(self) -> "Sitting":
        return self.time_passes(self.step.ends_at - self.now)

    # What can be seen

    @property
    def step(self) -> Step:
        assert self.course.step is not None, f"no step is open, {self.course.stage}"
        return self.course.step

    @property
    def phase(self) -> str | None:
        return self.course.step.phase if self.course.step else None

    @property
    def asked(self) -> list[tuple[MemberId, ...]]:
        return [unit.members for unit in self.step.units]

    @property
    def turn(self) -> tuple[MemberId, ...]:
        [unit] = self.step.active
        return unit.members

    @property
    def is_closed(self) -> bool:
        return self.course.stage is Stage.CLOSED

    @property
    def is_polled(self) -> bool:
        return self.step.poll is not None

    @property
    def refused(self) -> Why | None:
        found = [effect.why for effect in self.effects if isinstance(effect, Refused)]
        return found[0] if found else None

    @property
    def left_of_window(self) -> timedelta:
        return self.step.closes_at - self.now

    @property
    def nudged(self) -> list[tuple[MemberId, str]]:
        """All so far: who, and of what."""
        return [(effect.member, effect.nudge.value) for effect in self.all_told(Nudged)]

    @property
    def way(self) -> list[str]:
        """The phases gone through so far."""
        return [outcome.phase for outcome in self.course.trail]

    def now_told(self, kind: type[E]) -> list[E]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def all_told(self, kind: type[E]) -> list[E]:
        return [effect for effect in self.told if isinstance(effect, kind)]

    def result(self, phase: str) -> StepClosed:
        """Of the latest time it was gone through."""
        return [closed for closed in self.all_told(StepClosed) if closed.step.phase == phase][-1]

    def said(self, phase: str) -> dict[str, list[str]]:
        """What was shown of it by name, in its order."""
        return {given.marker: [each.text for each in given.texts] for given in self.result(phase).gathered}

    def items(self, phase: str) -> dict[str, str]:
        """The ids of what it gave, by their text."""
        closed = self.result(phase)
        texts = {each.id: each.text for given in closed.gathered for each in given.texts}
        texts.update({each.id: each.text for each in closed.voices})
        return {texts[item.id]: item.id for item in closed.items}

    @property
    def _number(self) -> int:
        return self.course.step.number if self.course.step else 0


def gathering(playbook: Playbook, *people: MemberId, tempo: Tempo = SYNC, **setup: Any) -> Sitting:
    return Sitting(playbook, Setup(tempo, **setup)).join(*people)


def begun(playbook: Playbook, *people: MemberId, tempo: Tempo = SYNC, **setup: Any) -> Sitting:
    return gathering(playbook, *people, tempo=tempo, **setup).begin(anyway=True)
