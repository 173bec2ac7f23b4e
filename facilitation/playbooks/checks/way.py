"""Every phase is reached, every way leads to the end, and what is gone round is gone round whole."""

from collections.abc import Iterator

from facilitation.playbooks.asking import Choice
from facilitation.playbooks.checks.naming import before, behind
from facilitation.playbooks.checks.seats import names
from facilitation.playbooks.faults import Finding, Path, unknown
from facilitation.playbooks.schema import END, Playbook


def lead_ins(playbook: Playbook, name: str) -> Iterator[Finding]:
    """They come first, something follows them, and whoever chooses them sees what they are called."""
    marked = [phase for phase, step in playbook.phases.items() if step.lead_in]
    main = [phase for phase in playbook.phases if phase not in marked]
    for phase in marked:
        if main and main[0] in before(playbook, phase):
            yield Finding(("phases", phase, "lead_in"), "lead_in_late", {"first": main[0]})
    if marked and not main:
        yield Finding(("phases", marked[0], "lead_in"), "lead_in_only")
    if marked and playbook.lead_in is None:
        yield Finding(("phases", marked[0], "lead_in"), "lead_in_untitled")
    if playbook.lead_in is not None and not marked:
        yield Finding(("lead_in",), "lead_in_without")


def jumps(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Forward only."""
    for path, phase, target in _jumps(playbook):
        ahead = (*behind(playbook, phase), END)
        if target in playbook.phases and target not in ahead:
            yield Finding(path, "not_ahead", {"word": target, "those": ahead})
        elif target not in ahead:
            yield unknown(path, "no_phase", target, ahead)


def loops(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Back only."""
    for phase, step in playbook.phases.items():
        if step.loop is None:
            continue
        path, back = ("phases", phase, "loop", "to"), (*before(playbook, phase), phase)
        if step.loop.to in behind(playbook, phase):
            yield Finding(path, "not_back", {"word": step.loop.to, "those": back})
        elif step.loop.to not in back:
            yield unknown(path, "no_phase", step.loop.to, back)
        elif playbook.phases[step.loop.to].lead_in and not step.lead_in:
            yield Finding(path, "back_to_lead_in", {"word": step.loop.to})


def rotations(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Of what is gone through for each, nothing leads out before the last phase or back in, nor into its midst."""
    role = next((role for role, declared in playbook.roles.items() if declared.rotates), None)
    order = [*playbook.phases, END]
    named = [order.index(phase) for phase, step in playbook.phases.items() if role and names(step, role)]
    for path, phase, target in (*_jumps(playbook), *_loops(playbook)) if named else ():
        if target not in order:
            continue
        here, there = order.index(phase), order.index(target)
        inside, into = named[0] <= here <= named[-1], named[0] <= there <= named[-1]
        onward = len(path) == len(("phases", phase, "next")) and (into or here == named[-1])
        if not (onward if inside else there == named[0] or not into):
            values = {"word": target, "role": role, "first": order[named[0]], "last": order[named[-1]]}
            yield Finding(path, "rotation_broken", values)


def reached(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Some way leads to each, as far as all ways are known to lead somewhere."""
    if any(jumps(playbook, name)):
        return
    order = list(playbook.phases)
    main = next((phase for phase, step in playbook.phases.items() if not step.lead_in), order[0])
    found, new = set[str](), {order[0], main}
    while new:
        phase = new.pop()
        found.add(phase)
        new |= {target for target in _following(playbook, phase) if target in playbook.phases} - found
    for phase in order:
        if phase not in found:
            yield Finding(("phases", phase), "unreached", {"word": phase})


def _following(playbook: Playbook, phase: str) -> Iterator[str]:
    """Also where nobody chose anything: `next`, or what is below."""
    step = playbook.phases[phase]
    below = behind(playbook, phase)[:1]
    yield from (step.next,) if step.next else below
    yield from (target for _, source, target in (*_jumps(playbook), *_loops(playbook)) if source == phase)


def _jumps(playbook: Playbook) -> Iterator[tuple[Path, str, str]]:
    """Where it is said, in which phase, and where to."""
    for phase, step in playbook.phases.items():
        if step.next is not None:
            yield ("phases", phase, "next"), phase, step.next
        for option, told in step.asks.options.items() if isinstance(step.asks, Choice) else ():
            if told.next is not None:
                yield ("phases", phase, "asks", "options", option, "next"), phase, told.next


def _loops(playbook: Playbook) -> Iterator[tuple[Path, str, str]]:
    for phase, step in playbook.phases.items():
        if step.loop is not None:
            yield ("phases", phase, "loop", "to"), phase, step.loop.to
