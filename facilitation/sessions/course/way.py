"""Which phase comes next: after what was chosen, the next topic, the next holder of a rotating role, a loop, or below.

It always leads on: backwards only by a loop, which counts, or by a rotating role, which everybody has once.
"""

from dataclasses import dataclass, replace

from facilitation.people import MemberId
from facilitation.playbooks.asking import Choice, Dots, Ratings, Seat
from facilitation.playbooks.schema import END, Phase, Playbook
from facilitation.sessions.course.units import empty_seat, seat, speakers
from facilitation.sessions.course.values import Course, Outcome, Step


@dataclass(frozen=True, slots=True)
class Next:
    """`vacancy`: the seat that must be taken before it can begin."""

    phase: str
    holder: MemberId | None = None
    topic: str | None = None
    runoff: tuple[MemberId, ...] = ()
    vacancy: str | None = None


Way = tuple[Course, Next | None]
"""The course with what it now knows of its way, and what comes; None at its end."""


@dataclass(frozen=True, slots=True)
class Block:
    """The phases that are gone through for each holder of a rotating role."""

    first: str
    last: str


def first(course: Course, playbook: Playbook) -> Way:
    return _enter(course, playbook, next(iter(playbook.phases)), None)


def again(course: Course, playbook: Playbook, phase: str) -> Way:
    """The same phase once more, for what it waited for may be there now."""
    holder = course.held[-1] if block(playbook, phase) and course.held else None
    if holder and holder not in course.participants:
        return _enter(course, playbook, *_onward(course, playbook, phase, holder))
    return _enter(course, playbook, phase, holder)


def after(course: Course, playbook: Playbook, closed: Step, outcome: Outcome) -> Way:
    """What follows a step whose outcome is in the course already."""
    phase, holder = playbook.phases[closed.phase], closed.holder
    offered = volunteers(course, playbook, phase, outcome)
    if len(offered) > 1 and not closed.runoff:
        return course, Next(closed.phase, runoff=offered)
    if course.agenda and speakers(course, playbook, phase, holder):
        return replace(course, agenda=course.agenda[1:]), Next(closed.phase, holder, course.agenda[0])
    course = replace(course, agenda=())
    pointed = _pointed(course, phase, outcome)
    onward = (pointed, None) if pointed else _onward(course, playbook, closed.phase, holder)
    return _enter(course, playbook, *onward)


def below(playbook: Playbook, phase: str) -> str:
    """Or where the phase says that it leads."""
    names = [*playbook.phases, END]
    return playbook.phases[phase].next or names[names.index(phase) + 1]


def block(playbook: Playbook, phase: str) -> Block | None:
    """The one that a phase belongs to."""
    names, phases = list(playbook.phases), playbook.phases.values()
    rotating = {role for role, declared in playbook.roles.items() if declared.rotates}
    named = [place for place, each in enumerate(phases) if rotating & {each.who, each.listens, each.about}]
    if named and named[0] <= names.index(phase) <= named[-1]:
        return Block(names[named[0]], names[named[-1]])
    return None


def volunteers(course: Course, playbook: Playbook, phase: Phase, outcome: Outcome) -> tuple[MemberId, ...]:
    """Who would take the seat that the step was to fill, as long as nobody has it."""
    if not isinstance(phase.asks, Seat) or seat(course, playbook, phase.asks.role, None):
        return ()
    return tuple(MemberId(name) for name, _ in outcome.tally if name in course.participants)


def is_decided(course: Course, playbook: Playbook) -> bool:
    """Whether what is captured stands: by what was chosen, where the playbook says that it depends on a choice."""
    when = playbook.capture.when
    outcomes = course.outcomes(when.phase) if when else ()
    return when is None or (bool(outcomes) and outcomes[-1].option == when.option)


def ahead(course: Course, playbook: Playbook) -> tuple[str, ...]:
    """The phases below the open one, or from the one that waits for a seat on; for telling what comes."""
    names = list(playbook.phases)
    if course.step:
        names = names[names.index(course.step.phase) + 1 :]
    elif course.awaits:
        names = names[names.index(course.awaits) :]
    return tuple(name for name in names if not playbook.phases[name].lead_in or course.setup.lead_in)


def coming(course: Course, playbook: Playbook) -> str | None:
    """The phase that follows the open step as far as can be said, or `END`; None where that is being decided in it."""
    step = course.step
    if step is None:
        return course.awaits
    phase = playbook.phases[step.phase]
    if _decides(phase):
        return None
    if course.agenda:
        return step.phase
    turning = block(playbook, step.phase)
    if turning and step.phase == turning.last:
        name = turning.first if _next_holder(course) else below(playbook, turning.last)
    else:
        name = phase.loop.to if phase.loop else below(playbook, step.phase)
    while name != END and _is_left_out(course, playbook, name):
        name = below(playbook, name)
    return name


def likely(course: Course, playbook: Playbook) -> tuple[str, ...]:
    """What comes after the open step, one after the other, until something is decided, a loop, or the end."""
    found: list[str] = []
    name = coming(course, playbook)
    while name and name != END and name not in found:
        found.append(name)
        phase = playbook.phases[name]
        name = None if phase.loop or _decides(phase) else below(playbook, name)
    return tuple(each for each in found if not _is_left_out(course, playbook, each))


def _decides(phase: Phase) -> bool:
    """Whether where it goes from there is being decided in it."""
    return isinstance(phase.asks, Choice) and any(option.next for option in phase.asks.options.values())


def _is_left_out(course: Course, playbook: Playbook, name: str) -> bool:
    return name in course.skipping or (playbook.phases[name].lead_in and not course.setup.lead_in)


def _pointed(course: Course, phase: Phase, outcome: Outcome) -> str | None:
    """The phase to which a choice or a loop leads; in no block, and into none but to its beginning."""
    if isinstance(phase.asks, Choice) and outcome.option:
        chosen = phase.asks.options[outcome.option].next
        if chosen:
            return chosen
    return phase.loop.to if phase.loop else None


def _onward(course: Course, playbook: Playbook, phase: str, holder: MemberId | None) -> tuple[str, MemberId | None]:
    """By the playbook's order: of a block the next holder's round, at its end or when the holder has left."""
    turning = block(playbook, phase)
    if turning and (phase == turning.last or holder not in course.participants):
        return (turning.first, None) if _next_holder(course) else (below(playbook, turning.last), None)
    return below(playbook, phase), holder


def _enter(course: Course, playbook: Playbook, name: str, holder: MemberId | None) -> Way:
    """The first phase from `name` on that can be gone through."""
    while name != END:
        turning = block(playbook, name)
        if turning and holder is None:
            holder = _next_holder(course)
            if holder is None:
                name = below(playbook, turning.last)
                continue
            course = replace(course, held=(*course.held, holder))
        course, found = _stop_at(course, playbook, name, holder)
        if found:
            return course, found
        name, holder = _onward(course, playbook, name, holder)
    return course, None


def _stop_at(course: Course, playbook: Playbook, name: str, holder: MemberId | None) -> Way:
    """That phase, unless it is passed over: left out, looped enough, with nothing to work on, or nobody to speak."""
    phase = playbook.phases[name]
    if name in course.skipping:
        return replace(course, skipping=course.skipping - {name}), None
    if (phase.lead_in and not course.setup.lead_in) or _has_looped_enough(course, phase, name):
        return course, None
    if not _has_what_it_works_on(course, playbook, phase):
        return course, None
    vacancy = empty_seat(course, playbook, phase)
    if vacancy:
        return course, Next(name, holder, vacancy=vacancy)
    if not speakers(course, playbook, phase, holder):
        return course, None
    topics = _agenda(course, playbook, phase)
    return replace(course, agenda=topics[1:]), Next(name, holder, topics[0] if topics else None)


def _has_looped_enough(course: Course, phase: Phase, name: str) -> bool:
    return phase.loop is not None and len(course.outcomes(name)) >= phase.loop.at_most


def _has_what_it_works_on(course: Course, playbook: Playbook, phase: Phase) -> bool:
    match phase.asks:
        case Dots():
            found = bool(course.items_of(phase.asks.on))
        case Ratings():
            found = bool(course.items_of(phase.asks.of))
        case Seat():
            found = seat(course, playbook, phase.asks.role, None) is None
        case _:
            found = True
    return found and (phase.topics is None or bool(_agenda(course, playbook, phase)))


def _agenda(course: Course, playbook: Playbook, phase: Phase) -> tuple[str, ...]:
    """The things an earlier phase gave, in their order; where they were voted on, the most voted first."""
    if phase.topics is None:
        return ()
    asked = playbook.phases[phase.topics.of].asks
    items = course.items_of(asked.on if isinstance(asked, Dots) else phase.topics.of)
    votes = dict(course.outcomes(phase.topics.of)[-1].tally) if course.outcomes(phase.topics.of) else {}
    ordered = sorted(items, key=lambda item: -votes.get(item.id, 0))
    return tuple(item.id for item in ordered)[: phase.topics.at_most]


def _next_holder(course: Course) -> MemberId | None:
    return next((member for member in course.participants if member not in course.held), None)
