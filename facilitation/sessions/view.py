"""A session as its cards need it: with its playbook, the names of those who take part, and the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from facilitation.messages import Card, Notice
from facilitation.people import MemberId
from facilitation.playbooks.schema import FACILITATOR, HOST, SCRIBE, Phase, Playbook
from facilitation.playbooks.words import Words
from facilitation.sessions.course.values import Course, Unit
from facilitation.sessions.model import Session
from facilitation.texts import Texts

Draw = Callable[["View"], Card | Notice]


@dataclass(frozen=True, slots=True)
class View:
    session: Session
    playbook: Playbook
    course: Course
    names: Mapping[MemberId, str]
    texts: Texts

    def name(self, member: MemberId | None) -> str:
        return (self.names.get(member) if member else None) or self.texts.plain("sessions.somebody")

    def unit_name(self, unit: Unit) -> str:
        """A person's name, or those of a small group; a party's with theirs."""
        names = self.texts.all_of(self.name(member) for member in unit.members)
        if unit.name not in self.course.parties.values():
            return names
        return self.texts.plain("sessions.role_held", role=unit.name, name=names) if names else unit.name

    def told(self, words: Words) -> str:
        return words.told_in(self.texts.language)

    def phase_title(self, phase: str) -> str:
        return self.told(self.playbook.phases[phase].title)

    def role_title(self, role: str) -> str:
        declared = self.playbook.roles.get(role)
        if declared:
            return self.told(declared.title)
        if role in (HOST, FACILITATOR, SCRIBE):
            return self.texts.plain(f"sessions.role.{role}")
        return self.others_title()

    def others_title(self) -> str:
        titled = self.playbook.others_title
        return self.told(titled) if titled else self.texts.plain("sessions.role.others")

    def title(self) -> str:
        playbook = self.told(self.playbook.title)
        subject = self.session.subject
        return self.texts.plain("sessions.called", playbook=playbook, subject=subject) if subject else playbook

    def prompts(self, phase: Phase) -> tuple[str, ...]:
        """What is asked: in the playbook's words, or as whoever set it up worded it."""
        own = self.course.setup.questions if phase.questions else ()
        return own or (self.told(phase.prompt),)
