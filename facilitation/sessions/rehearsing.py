"""A rehearsal: one person goes through a playbook alone and has every role in it. Nothing of it stays."""

from collections.abc import Mapping
from dataclasses import replace

from facilitation.messages import Button, Card, Small, Subject
from facilitation.people import LANGUAGES, MemberId
from facilitation.playbooks.asking import Seat
from facilitation.playbooks.schema import FACILITATOR, SCRIBE, Capture, Playbook, Role
from facilitation.playbooks.words import ShortWords
from facilitation.sessions.course.values import Course, Setup
from facilitation.sessions.rooms import Floor
from facilitation.sessions.view import View
from facilitation.texts import texts_in

AGAIN = "formats.try"
SHOW = "formats.show"
NOBODY_ELSE = "nobody_else"
"""What the others are called where everybody has a role: no phase names them."""


def as_tried(playbook: Playbook) -> Playbook:
    """So that one person can have all of it: the others are a role like any, nobody is put in, nothing is kept."""
    title = playbook.others_title or ShortWords(
        **{language: texts_in(language).plain("sessions.role.others") for language in LANGUAGES}
    )
    nothing = Capture(kind="nothing", title=playbook.capture.title)
    others = {playbook.others: Role(title=title, needed=False)}
    changes = {"roles": {**playbook.roles, **others}, "others": NOBODY_ELSE, "members": False, "capture": nothing}
    return playbook.model_copy(update=changes)


def course(playbook: Playbook, setup: Setup, who: MemberId) -> Course:
    """Before it begins. A seat that a phase asks for is free until then, so that it can be asked for."""
    asked = {phase.asks.role for phase in playbook.phases.values() if isinstance(phase.asks, Seat)}
    held = {role for role, declared in playbook.roles.items() if not declared.rotates} - asked
    seats: Mapping[str, MemberId] = dict.fromkeys((*sorted(held), FACILITATOR, SCRIBE), who)
    return Course(setup=replace(setup, minimum=0), host=who, participants=(who,), seats=seats)


def forget(floor: Floor) -> None:
    """It is over: what was typed in it goes at once."""
    session = floor.session
    floor.work.sessions.purge(session.id)
    session.purged, session.subject = True, ""
    session.course = replace(session.course, setup=replace(session.course.setup, questions=()))
    floor.say(_over)


def _over(view: View) -> Card:
    texts, about = view.texts, Subject(view.session.community_id, view.session.playbook)
    return Card(
        texts.plain("formats.rehearsal_over"),
        (Small(texts("formats.rehearsal_forgotten")),),
        (
            Button(texts.plain("formats.try_again"), AGAIN, about, opens_form=True),
            Button(texts.plain("formats.to_playbook"), SHOW, about),
        ),
    )
