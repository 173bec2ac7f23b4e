"""A round, as its cards need it."""

from dataclasses import dataclass
from datetime import date, datetime

from facilitation.people import Community
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course.values import Course, Step
from facilitation.sessions.keys import card_key
from facilitation.sessions.model import Session
from facilitation.texts import Texts

QUESTION_AT_MOST = 150  # characters; fits a title on every platform
ANSWER_AT_MOST = 2000  # characters; three answers fit one message on every platform
FIRST = 1  # the number of a session's first step; a round has no other


@dataclass(frozen=True, slots=True)
class Round:
    """One that is open, or was when it closed. `channel` is its name, or "" when nobody told."""

    session: Session
    playbook: Playbook
    step: Step
    own_questions: tuple[str, ...]
    community: Community
    channel: str

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
        return self.playbook.title.told_in(texts.language)

    def questions(self, texts: Texts) -> tuple[str, ...]:
        """As whoever set it worded them, or the playbook's own."""
        (phase,) = self.playbook.phases.values()
        return self.own_questions or (phase.prompt.told_in(texts.language),)


def round_in(session: Session, playbook: Playbook, course: Course, step: Step, where: tuple[Community, str]) -> Round:
    community, channel = where
    return Round(session, playbook, step, course.setup.questions, community, channel)
