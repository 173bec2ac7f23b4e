"""Who is asked in the open step, after people or seats changed: who went is taken out, who came is put in."""

from dataclasses import dataclass, replace

from facilitation.people import MemberId
from facilitation.playbooks.schema import Phase, Playbook
from facilitation.sessions.course.markers import given_by
from facilitation.sessions.course.units import speakers
from facilitation.sessions.course.values import Course, Step, Unit


@dataclass(frozen=True, slots=True)
class Cast:
    """The open step with those who are asked now, and who of them was not, or is not any more."""

    step: Step
    came: tuple[MemberId, ...]
    went: tuple[MemberId, ...]


def cast(course: Course, step: Step, playbook: Playbook) -> Cast:
    """A unit whose members all went, and who neither gave anything nor passed, is none any more."""
    phase = playbook.phases[step.phase]
    asked = course.participants if step.runoff else speakers(course, playbook, phase, step.holder)
    before = dict.fromkeys(member for unit in step.units for member in unit.members)
    came = tuple(member for member in asked if member not in before)
    went = tuple(before.keys() - set(asked))
    if not came and not went:
        return Cast(step, (), ())
    on = None if step.turn is None else step.units[step.turn].name
    left = (replace(unit, members=tuple(each for each in unit.members if each not in went)) for unit in step.units)
    units = [unit for unit in left if unit.members or unit.name == on or given_by(course, unit)]
    for member in came:
        units = _with(units, member, course.parties.get(member, ""), phase)
    turn = None if on is None else [unit.name for unit in units].index(on)
    return Cast(replace(step, units=tuple(units), turn=turn), came, went)


def _with(units: list[Unit], who: MemberId, party: str, phase: Phase) -> list[Unit]:
    """In their party, in the smallest group, or under their own name."""
    name = (phase.parties and party) or who
    into = next((unit for unit in units if unit.name == name), None)
    if phase.groups and units:
        into = min([unit for unit in units if unit.members] or units, key=lambda unit: len(unit.members))
    if into is None:
        return [*units, Unit(name, (who,))]
    return [replace(unit, members=(*unit.members, who)) if unit is into else unit for unit in units]
