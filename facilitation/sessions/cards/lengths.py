"""How long and for how many, in words."""

import math

from facilitation.playbooks.schema import Playbook, Size
from facilitation.sessions.course.gathering import size_of
from facilitation.sessions.course.usual import gone_through
from facilitation.sessions.course.values import Course, Setup, Tempo
from facilitation.sessions.course.windows import minutes as window_minutes
from facilitation.sessions.course.windows import window_of
from facilitation.sessions.view import View
from facilitation.texts import Texts

FIVE = 5  # minutes; nobody plans a meeting to the minute
PLAIN = Course(setup=Setup(tempo=Tempo.SYNC), host=None)
"""Nothing was chosen yet."""


def whole(view: View) -> str:
    return told(view.playbook, view.course.setup.tempo, len(view.course.participants), view.texts, view.course)


def told(playbook: Playbook, tempo: Tempo, people: int, texts: Texts, course: Course = PLAIN) -> str:
    """About how long it takes as a rule, with so many people, or with the least it is for."""
    if tempo is Tempo.ASYNC:
        return texts.plain_count("sessions.about_days", days(playbook, people, course))
    if playbook.total_each and course is PLAIN:
        return texts.plain_count("sessions.about_minutes_each", round(playbook.total_each))
    return texts.plain_count("sessions.about_minutes", minutes(playbook, people, course))


def minutes(playbook: Playbook, people: int, course: Course = PLAIN) -> int:
    people = max(people, size_of(course, playbook).least)
    phases = gone_through(course, playbook, people)
    total = sum(
        times * window_minutes(window_of(course, playbook, name), playbook, people, people) for name, times in phases
    )
    return FIVE * math.ceil(total / FIVE)


def days(playbook: Playbook, people: int, course: Course = PLAIN) -> int:
    phases = gone_through(course, playbook, max(people, size_of(course, playbook).least))
    return sum(times * window_of(course, playbook, name).days for name, times in phases)


def people(view: View) -> str:
    return sizes(size_of(view.course, view.playbook), view.texts)


def sizes(size: Size, texts: Texts) -> str:
    if size.most is None:
        return texts.plain("sessions.people_from", least=size.least)
    if size.most == size.least:
        return texts.plain("sessions.people_exactly", least=size.least)
    return texts.plain("sessions.people_between", least=size.least, most=size.most)
