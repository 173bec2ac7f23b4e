"""What the schema's types can't say: that names name something, that the way leads on, that promises can be kept."""

from facilitation.playbooks.checks import capture, measures, names, seats, sight, sources, way
from facilitation.playbooks.faults import Finding
from facilitation.playbooks.schema import Playbook


def findings(playbook: Playbook, name: str) -> tuple[Finding, ...]:
    """All that is wrong. `name` is the playbook's own."""
    checks = (
        *(names.taken, names.speaking, names.listening, names.concerned, names.answering, names.seated),
        *(seats.rotating, seats.waited_for, seats.standing, seats.given, seats.enough_people),
        *(way.lead_ins, way.jumps, way.loops, way.rotations, way.reached),
        *(sources.worked_on,),
        *(measures.windows, measures.shares, measures.sizes, measures.variants, measures.groups),
        *(sight.hidden, sight.alone, sight.asked),
        *(capture.held, capture.each_time, capture.kept, capture.decided),
    )
    return tuple(finding for check in checks for finding in check(playbook, name))
