"""A round, as its cards need it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from facilitation.people import Community
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course.values import Step
from facilitation.sessions.keys import card_key
from facilitation.sessions.model import Session, SessionWork
from facilitation.sessions.view import View
from facilitation.sides import where_read
from facilitation.texts import Texts


@dataclass(frozen=True, slots=True)
class Round:
    """One that is open, or was when it closed. `seen_in` names where its answers are read."""

    session: Session
    playbook: Playbook
    step: Step
    community: Community
    seen_in: Callable[[Texts], str]

    @property
    def visibility(self) -> Visibility:
        return self.step.visibility

    @property
    def closes_at(self) -> datetime:
        return self.step.closes_at

    @property
    def day(self) -> date | datetime:
        """In a rhythm, the local date of its occurrence."""
        return self.session.day or self.session.created_at

    @property
    def root(self) -> str:
        """The key of its card in the channel: what people said hangs under it."""
        return card_key(self.session.id)

    def title(self, texts: Texts) -> str:
        return self._view(texts).title()

    def questions(self, texts: Texts) -> tuple[str, ...]:
        return self._view(texts).prompts(self.playbook.phases[self.step.phase])

    def _view(self, texts: Texts) -> View:
        return View(self.session, self.playbook, self.session.course, {}, texts)


def round_of(session: Session, playbook: Playbook, step: Step, work: SessionWork) -> Round:
    def seen_in(texts: Texts) -> str:
        return where_read(session.place, work, texts, session.side)

    return Round(session, playbook, step, work.community, seen_in)
