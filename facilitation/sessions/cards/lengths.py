"""How long and for how many, in words."""

import math

from facilitation.playbooks.schema import Playbook, Size
from facilitation.sessions.course.values import Course, Tempo
from facilitation.sessions.course.windows import window_of
from facilitation.sessions.view import View
from facilitation.texts import Texts

FIVE = 5  # minutes; nobody plans a meeting to the minute


def whole(view: View) -> str:
    return told(view.playbook, view.course.setup.tempo, len(view.course.participants), view.texts, view.course)


def told(playbook: Playbook, tempo: Tempo, people: int, texts: Texts, course: Course | None = None) -> str:
    """About how long all phases take, with so many people, or with the least it is for."""
    if tempo is Tempo.ASYNC:
        return texts.plain_count("sessions.about_days", days(playbook, course))
    return texts.plain_count("sessions.about_minutes", minutes(playbook, max(people, playbook.size.least), course))


def minutes(playbook: Playbook, people: int, course: Course | None = None) -> int:
    total = 0.0
    for name, phase in playbook.phases.items():
        if phase.lead_in and not (course and course.setup.lead_in):
            continue
        window = window_of(course, playbook, name) if course else phase.window
        each = window.each * people if window.each else 0
        share = window.share / 100 * (playbook.total_each or 0) * people if window.share else 0
        total += (window.minutes or 0) + each + share
    return FIVE * math.ceil(total * _times(playbook, people) / FIVE)


def days(playbook: Playbook, course: Course | None = None) -> int:
    return sum(
        (window_of(course, playbook, name) if course else phase.window).days
        for name, phase in playbook.phases.items()
        if not phase.lead_in or (course and course.setup.lead_in)
    )


def people(view: View) -> str:
    variant = view.playbook.variants.get(view.course.setup.variant or "")
    return sizes(variant.size if variant else view.playbook.size, view.texts)


def sizes(size: Size, texts: Texts) -> str:
    if size.most is None:
        return texts.plain("sessions.people_from", least=size.least)
    if size.most == size.least:
        return texts.plain("sessions.people_exactly", least=size.least)
    return texts.plain("sessions.people_between", least=size.least, most=size.most)


def _times(playbook: Playbook, people: int) -> int:
    """A role that everybody has once makes the whole as many times as long, where all phases are about it."""
    rotating = [role for role, declared in playbook.roles.items() if declared.rotates]
    about = [phase for phase in playbook.phases.values() if {phase.who, phase.listens, phase.about} & set(rotating)]
    return people if rotating and len(about) >= len(playbook.phases) / 2 else 1
