"""What holds of every session whatever happens: looked at after each happening, by whoever tries one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from pydantic import TypeAdapter

from facilitation.attention import next_moment
from facilitation.playbooks.asking import Text
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.around import Around
from facilitation.sessions.course.effects import (
    Effect,
    HasClosed,
    Nudged,
    Refused,
    Said,
    StepChanged,
    StepClosed,
    StepOpened,
    TooLate,
)
from facilitation.sessions.course.markers import marker, waiting_for
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST, Course, Nudge, Stage, Step

COURSES = TypeAdapter(Course)
LONG_ENOUGH = 10  # characters; shorter words may be found anywhere by accident
NEVER_CLOSE = (of.Joined, of.Extended, of.Reworded, of.WasAway, of.Paused, of.SkipChanged)


@dataclass
class Witness:
    """Remembers by itself what was accepted, and what was told."""

    playbook: Playbook
    given: dict[tuple[int, str], list[tuple[int, str, str]]] = field(default_factory=dict)
    """By step and unit: question, text, and the message it was said in."""
    named_if_few: set[tuple[int, str]] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=count)
    keys: set[str] = field(default_factory=set)
    reminded: set[tuple[int, str]] = field(default_factory=set)

    def look(self, before: Course, happening: of.Happening, after: Course, told: list[Effect], around: Around) -> None:
        self._remember(before, happening, told)
        refused_changes_nothing(before, after, told)
        waits_for_something(happening, after, around)
        self._waits_for_somebody(after)
        keeps_its_windows(before, happening, after, told, around)
        self._shows_nothing_before_its_time(before, told)
        shows_how_it_stands(after, told)
        self._disturbs_nobody(after, told, around)
        self._forgets_its_keys(before, after, told)
        for closed in told:
            if isinstance(closed, StepClosed):
                self._loses_nothing(closed)
        if after.stage is Stage.CLOSED and before.stage is not Stage.CLOSED:
            assert sum(isinstance(each, HasClosed) for each in told) == 1

    def _waits_for_somebody(self, after: Course) -> None:
        """An open step is about one who takes part, and somebody may still speak in it, or it has to stay open."""
        step = after.step
        assert after.stage in (Stage.GATHERING, Stage.CLOSED) or after.participants
        if step and after.stage is Stage.RUNNING:
            assert step.holder is None or step.holder in after.participants
            stays_open = step.phase in after.setup.windows or self.playbook.phases[step.phase].minimum
            assert waiting_for(after) or stays_open

    def _remember(self, before: Course, happening: of.Happening, told: Sequence[Effect]) -> None:
        step = before.step
        if step is None or any(isinstance(each, Refused | TooLate) for each in told):
            return
        if isinstance(happening, of.Given):
            unit = next(unit.name for unit in step.units if happening.who in unit.members)
            place = (step.number, unit)
            source = self._said_in(happening, step)
            said = [(question, text, source) for question, text in happening.texts if text.strip()]
            kept = [each for each in self.given.get(place, []) if source and each[2] != source]
            self.given[place] = kept + said
            self.named_if_few.discard(place)
            if happening.named_if_few:
                self.named_if_few.add(place)
        elif isinstance(happening, of.Reworded) and happening.source:
            for place, said in self.given.items():
                if place[0] == step.number:
                    reworded = [
                        (question, happening.text if source == happening.source else text, source)
                        for question, text, source in said
                    ]
                    self.given[place] = [each for each in reworded if each[1].strip()]

    def _said_in(self, happening: of.Given, step: Step) -> str:
        """What the same again takes the place of: a message, in a small group one's own form, in a talk nothing."""
        phase = self.playbook.phases[step.phase]
        if happening.source or (isinstance(phase.asks, Text) and phase.asks.talk):
            return happening.source or f"form {next(self.numbers)}"
        return happening.who if phase.groups else ""

    def _loses_nothing(self, closed: StepClosed) -> None:
        """What was given is shown as it was promised, all of it and nothing else."""
        step = closed.step
        given = {unit: said for (number, unit), said in self.given.items() if number == step.number}
        if step.visibility is not Visibility.ANONYMOUS:
            assert _texts(closed) == {unit: [text for _, text, _ in said] for unit, said in given.items() if said}
            shown = closed.items if step.visibility is not Visibility.DIRECT else None
            assert shown is None or Counter(item.by for item in shown) == Counter(
                unit for unit, said in given.items() for _ in said
            )
        elif closed.outcome.given is None:
            named = {unit: said for unit, said in given.items() if (step.number, unit) in self.named_if_few and said}
            assert _texts(closed) == {unit: [text for _, text, _ in said] for unit, said in named.items()}
            assert not closed.voices
            gone = [text for unit, said in given.items() if unit not in named for _, text, _ in said]
            assert not any(text in repr(closed) for text in gone if len(text) >= LONG_ENOUGH)
        else:
            self._is_loose(closed, given)

    def _is_loose(self, closed: StepClosed, given: Mapping[str, Sequence[tuple[int, str, str]]]) -> None:
        assert closed.outcome.given is not None
        assert closed.outcome.given >= ANONYMOUS_AT_LEAST
        people = Counter(question for said in given.values() for question in {question for question, _, _ in said})
        wanted = Counter(
            (question, text)
            for said in given.values()
            for question, text, _ in said
            if people[question] >= ANONYMOUS_AT_LEAST
        )
        assert Counter((voice.question, voice.text) for voice in closed.voices) == wanted
        assert [voice.id for voice in closed.voices] == sorted(voice.id for voice in closed.voices)
        assert not closed.gathered
        assert not any(voice.source for voice in closed.voices)
        assert {item.by for item in closed.items} <= {""}
        assert {item.id for item in closed.items} == {voice.id for voice in closed.voices}

    def _forgets_its_keys(self, before: Course, after: Course, told: Sequence[Effect]) -> None:
        """Of a closed anonymous step neither key nor any marker is left, nor any id that its words had before."""
        for step in (before.step, *(each.step for each in told if isinstance(each, StepOpened))):
            if step and step.key and not (after.step and after.step.number == step.number):
                closed = [each for each in told if isinstance(each, StepClosed) and each.step.number == step.number]
                markers = {marker(step, unit.name) for unit in step.units} | {each.marker for each in before.gathered}
                left = COURSES.dump_json(after).decode() + repr(closed)
                assert not any(secret in left for secret in (step.key, *markers))
                if closed and closed[0].outcome.given is not None:
                    assert not any(words.id in left for each in before.gathered for words in each.texts)

    def _shows_nothing_before_its_time(self, before: Course, told: Sequence[Effect]) -> None:
        """Words of a step that is not open to all are in nothing that is told, but in what its close shows."""
        for each in told:
            assert not isinstance(each, Said) or each.step.visibility is Visibility.OPEN
            assert not isinstance(each, StepClosed) or each.step.key is None
        if before.step and before.step.visibility is not Visibility.OPEN:
            said = [
                text for (number, _), said in self.given.items() if number == before.step.number for _, text, _ in said
            ]
            shown = repr([each for each in told if not isinstance(each, StepClosed | TooLate)])
            assert not any(text in shown for text in said if len(text) >= LONG_ENOUGH)

    def _disturbs_nobody(self, after: Course, told: Sequence[Effect], around: Around) -> None:
        for each in told:
            if isinstance(each, Nudged):
                account = around.accounts[each.member]
                assert next_moment(account, around.now, around.zone) == around.now
                assert account.is_active
                assert not account.is_bot
                assert after.stage is Stage.RUNNING
                self._is_reminded_once(each)
                if after.step and after.step.number == each.step.number and each.nudge is not Nudge.LISTEN:
                    assert each.member in {member for unit in waiting_for(after) for member in unit.members}

    def _is_reminded_once(self, told: Nudged) -> None:
        """For each time that they were asked: who left and came back is asked anew."""
        place = (told.step.number, told.member)
        if told.nudge is Nudge.PROMPT:
            self.reminded.discard(place)
        elif told.nudge is Nudge.REMINDER:
            assert place not in self.reminded
            self.reminded.add(place)


def refused_changes_nothing(before: Course, after: Course, told: Sequence[Effect]) -> None:
    if any(isinstance(each, Refused | TooLate) for each in told):
        assert after == before
        assert len(told) == 1


def waits_for_something(happening: of.Happening, after: Course, around: Around) -> None:
    """A session that goes on wakes up again, and one that is over does not; none is woken in vain."""
    has_begun_to_gather = bool(after.participants) or after.ends_at is not None or after.stage is not Stage.GATHERING
    if has_begun_to_gather:
        assert (after.wakes_at is None) == (after.stage is Stage.CLOSED)
    if after.stage is Stage.CLOSED:
        assert after.step is None
        assert (after.gathered, after.pending, after.agenda, after.vacancy, after.awaits) == ((), (), (), None, None)
    if isinstance(happening, of.Woken) and after.wakes_at is not None:
        assert after.wakes_at > around.now
    assert after.stage is not Stage.RUNNING or after.step is not None
    assert after.stage is Stage.PAUSED or after.vacancy is None


def keeps_its_windows(
    before: Course, happening: of.Happening, after: Course, told: Sequence[Effect], around: Around
) -> None:
    step = before.step
    if step is None:
        return
    if after.step and after.step.number == step.number:
        assert after.step.turn != step.turn or after.step.closes_at >= step.closes_at
    closed = [each for each in told if isinstance(each, StepClosed) and each.step.number == step.number]
    assert len(closed) == (after.step is None or after.step.number != step.number), "it closes once, and says so"
    if closed or (after.step and after.step.turn != step.turn and not isinstance(happening, of.Left)):
        assert not isinstance(happening, NEVER_CLOSE)
        if isinstance(happening, of.Woken):
            assert around.now >= step.ends_at or before.stage is Stage.PAUSED
        if isinstance(happening, of.Given | of.Passed):
            assert _all_have_spoken(before, step, happening)
            assert step.turn is not None or step.phase not in before.setup.windows


def shows_how_it_stands(after: Course, told: Sequence[Effect]) -> None:
    changed = [each for each in told if isinstance(each, StepChanged)]
    assert not changed or (told[-1:] == changed and changed[0].step == after.step)


def _all_have_spoken(before: Course, step: Step, happening: of.Given | of.Passed) -> bool:
    """Who may speak now, with this one."""
    waiting = waiting_for(before)
    return all(happening.who in unit.members for unit in waiting)


def _texts(closed: StepClosed) -> dict[str, list[str]]:
    return {given.marker: [each.text for each in given.texts] for given in closed.gathered if given.texts}
