"""Which phase comes next: after what was chosen, the next topic, the next holder of a rotating role, a loop, or below.

It always leads on: backwards only by a loop, which counts, or by a rotating role, which everybody has once.
"""

from dataclasses import dataclass, replace

from facilitation.people import MemberId
from facilitation.playbooks.asking import Choice, Dots, Ratings, Seat
from facilitation.playbooks.schema import END, Phase, Playbook
from facilitation.sessions.course.units import seat, speakers
from facilitation.sessions.course.values import Course, Outcome, Step


@dataclass(frozen=True, slots=True)
class Next:
    """`vacancy`: the seat that must be taken before it can begin."""

    phase: str
    holder: MemberId | None = None
    topic: str | None = None
    runoff: tuple[MemberId, ...] = ()
    vacancy: str | None = None


def first(course: Course, playbook: Playbook) -> tuple[Course, Next | None]:
    return _enter(course, playbook, next(iter(playbook.phases)), None)


def again(course: Course, playbook: Playbook, phase: str) -> tuple[Course, Next | None]:
    """The same phase once more, for what it waited for may be there now."""
    return _enter(course, playbook, phase, course.held[-1] if block(playbook, phase) and course.held else None)


def after(course: Course, playbook: Playbook, closed: Step, outcome: Outcome) -> tuple[Course, Next | None]:
    """What follows a step whose outcome is in the course already."""
    phase = playbook.phases[closed.phase]
    if isinstance(phase.asks, Seat) and not closed.runoff and len(outcome.tally) > 1:
        return course, Next(closed.phase, runoff=tuple(MemberId(name) for name, _ in outcome.tally))
    if phase.topics and course.agenda:
        return replace(course, agenda=course.agenda[1:]), Next(closed.phase, closed.holder, course.agenda[0])
    if isinstance(phase.asks, Choice) and outcome.option:
        chosen = phase.asks.options[outcome.option].next
        if chosen:
            return _enter(course, playbook, chosen, None)
    if phase.loop and len(course.outcomes(closed.phase)) <= phase.loop.at_most:
        return _enter(course, playbook, phase.loop.to, None)
    return _onward(course, playbook, closed.phase, closed.holder)


def block(playbook: Playbook, phase: str) -> tuple[str, str, str] | None:
    """The rotating role that a phase belongs to, with the first and last phase gone through for each holder."""
    names = list(playbook.phases)
    for role, declared in playbook.roles.items():
        if not declared.rotates:
            continue
        places = [place for place, name in enumerate(names) if _names(playbook.phases[name], role)]
        if places and places[0] <= names.index(phase) <= places[-1]:
            return role, names[places[0]], names[places[-1]]
    return None


def ahead(course: Course, playbook: Playbook) -> tuple[str, ...]:
    """The phases below the open one that have not been gone through, in their order; for telling what comes."""
    names = list(playbook.phases)
    at = names.index(course.step.phase) + 1 if course.step else 0
    return tuple(name for name in names[at:] if not playbook.phases[name].lead_in or course.setup.lead_in)


def _onward(course: Course, playbook: Playbook, phase: str, holder: MemberId | None) -> tuple[Course, Next | None]:
    turning = block(playbook, phase)
    if turning and turning[2] == phase and _next_holder(course):
        return _enter(course, playbook, turning[1], None)
    inside = holder if turning and turning[2] != phase else None
    following = playbook.phases[phase].next or _below(playbook, phase)
    return _enter(course, playbook, following, inside)


def _enter(course: Course, playbook: Playbook, name: str, holder: MemberId | None) -> tuple[Course, Next | None]:
    """The first phase from `name` on that can be gone through."""
    while name != END:
        phase = playbook.phases[name]
        turning = block(playbook, name)
        if turning and holder is None:
            holder = _next_holder(course)
            if holder is None:
                name = _after(playbook, turning[2])
                continue
            course = replace(course, held=(*course.held, holder))
        course, found = _stop_at(course, playbook, name, holder)
        if found:
            return course, found
        if turning and turning[2] == name:
            name, holder = (turning[1], None) if _next_holder(course) else (_after(playbook, name), None)
        else:
            name = phase.next or _below(playbook, name)
            holder = holder if turning else None
    return course, None


def _stop_at(course: Course, playbook: Playbook, name: str, holder: MemberId | None) -> tuple[Course, Next | None]:
    """That phase, unless it is passed over: left out, without anything to work on, or with nobody to speak."""
    phase = playbook.phases[name]
    if name in course.skipping:
        return replace(course, skipping=course.skipping - {name}), None
    if (phase.lead_in and not course.setup.lead_in) or _has_nothing_to_work_on(course, phase):
        return course, None
    if not speakers(course, playbook, phase, holder):
        declared = playbook.roles.get(phase.who)
        waits = declared is not None and declared.needed and seat(course, playbook, phase.who, holder) is None
        return course, Next(name, holder, vacancy=phase.who) if waits and course.participants else None
    if not phase.topics:
        return course, Next(name, holder)
    agenda = _agenda(course, playbook, phase)
    return (replace(course, agenda=agenda[1:]), Next(name, holder, agenda[0])) if agenda else (course, None)


def _has_nothing_to_work_on(course: Course, phase: Phase) -> bool:
    match phase.asks:
        case Dots():
            return not course.items_of(phase.asks.on)
        case Ratings():
            return not course.items_of(phase.asks.of)
        case _:
            return False


def _agenda(course: Course, playbook: Playbook, phase: Phase) -> tuple[str, ...]:
    """The things an earlier phase gave, in their order; where they were voted on, the most voted first."""
    if phase.topics is None:
        return ()
    asked = playbook.phases[phase.topics.of].asks
    if not isinstance(asked, Dots):
        return tuple(item.id for item in course.items_of(phase.topics.of))[: phase.topics.at_most]
    votes = dict(course.outcomes(phase.topics.of)[-1].tally) if course.outcomes(phase.topics.of) else {}
    items = sorted(course.items_of(asked.on), key=lambda item: -votes.get(item.id, 0))
    return tuple(item.id for item in items)[: phase.topics.at_most]


def _next_holder(course: Course) -> MemberId | None:
    return next((member for member in course.participants if member not in course.held), None)


def _names(phase: Phase, role: str) -> bool:
    return role in (phase.who, phase.listens, phase.about)


def _after(playbook: Playbook, phase: str) -> str:
    return playbook.phases[phase].next or _below(playbook, phase)


def _below(playbook: Playbook, phase: str) -> str:
    names = list(playbook.phases)
    place = names.index(phase) + 1
    return names[place] if place < len(names) else END
