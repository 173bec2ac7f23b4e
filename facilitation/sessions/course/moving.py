"""A session on its way from one state to the next, while one happening is dealt with."""

from dataclasses import dataclass, field, replace
from typing import Any

from facilitation.people import MemberId
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import FACILITATOR, Phase, Playbook
from facilitation.sessions.course.around import Around
from facilitation.sessions.course.effects import Effect, Noted, Refused, Why
from facilitation.sessions.course.values import Course, Stage, Step


@dataclass
class Moving:
    course: Course
    playbook: Playbook
    around: Around
    effects: list[Effect] = field(default_factory=list)

    @property
    def step(self) -> Step:
        """The open one. Raises: LookupError when none is."""
        if self.course.step is None:
            raise LookupError("no step is open")
        return self.course.step

    @property
    def phase(self) -> Phase:
        """The open step's. Raises: LookupError."""
        return self.playbook.phases[self.step.phase]

    def change(self, **changes: Any) -> None:
        self.course = replace(self.course, **changes)

    def change_step(self, **changes: Any) -> None:
        self.course = replace(self.course, step=replace(self.step, **changes))

    def tell(self, *effects: Effect) -> None:
        self.effects += effects

    def note(self, what: str, by: MemberId | None = None, detail: str = "") -> None:
        self.effects.append(Noted(what, by, detail))

    def refuse(self, why: Why, role: str = "") -> None:
        self.effects.append(Refused(why, role))

    def may_lead(self, who: MemberId | None) -> bool:
        """Whether they may do what is the host's and the facilitator's to do; with None, Kring itself by its rhythm.

        In a round nobody may: it lasts as long as all were told when they were asked.
        """
        if who is None or is_round(self.playbook):
            return who is None
        leads = (self.course.host, self.course.seats.get(FACILITATOR))
        return who in leads or who in self.around.facilitators

    def is_open(self, number: int) -> bool:
        """Whether that step is the open one of a session that goes on; refused if not."""
        if self.course.stage is Stage.CLOSED:
            self.refuse(Why.OVER)
        elif self.course.step is None or self.course.step.number != number:
            self.refuse(Why.MOVED_ON)
        else:
            return True
        return False
