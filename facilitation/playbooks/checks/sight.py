"""What is said about who sees a contribution can be kept, and what is asked fits who is asked."""

from collections.abc import Iterator

from facilitation.playbooks.asking import Choice, Score, Seat, Text
from facilitation.playbooks.checks.naming import seats, seen
from facilitation.playbooks.faults import Finding
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Phase, Playbook

NOT_ALONE = 5  # contributors, or nothing anonymous is shown


def hidden(playbook: Playbook, name: str) -> Iterator[Finding]:
    for phase, step in playbook.phases.items():
        path = ("phases", phase, "visibility")
        if Visibility.ANONYMOUS in seen(step):
            yield from (Finding(path, key, values) for key, values in _known_anyway(playbook, step))
        if Visibility.DIRECT in seen(step):
            yield from (Finding(path, key, values) for key, values in _shared_anyway(step))
        if len(set(seen(step))) < len(seen(step)):
            yield Finding(path, "named_twice")


def alone(playbook: Playbook, name: str) -> Iterator[Finding]:
    """One person makes no round, no groups and no parties."""
    for phase, step in playbook.phases.items():
        if step.who in seats(playbook):
            for apart in _apart(step):
                yield Finding(("phases", phase, apart), "apart_alone", {"word": apart, "role": step.who})


def asked(playbook: Playbook, name: str) -> Iterator[Finding]:
    for phase, step in playbook.phases.items():
        if step.questions is not None and not isinstance(step.asks, Text):
            yield Finding(("phases", phase, "questions"), "questions_without_text", {"word": step.asks.does})
        if step.minimum and not isinstance(step.asks, Choice):
            yield Finding(("phases", phase, "minimum"), "minimum_without_choice", {"word": step.asks.does})
    if playbook.members and playbook.confidential:
        yield Finding(("members",), "case_for_all", {"word": "case" if playbook.case else "private"})
    if playbook.case and playbook.private:
        yield Finding(("private",), "private_anyway")
    if playbook.meetings is not None and not playbook.recurring:
        yield Finding(("meetings",), "meetings_once", {"word": playbook.meetings})


def _known_anyway(playbook: Playbook, phase: Phase) -> Iterator[tuple[str, dict[str, object]]]:
    most = [playbook.size.most, *(variant.size.most for variant in playbook.variants.values())]
    if phase.who in seats(playbook):
        yield "anonymous_alone", {"role": phase.who, "least": NOT_ALONE}
    elif all(each is not None and each < NOT_ALONE for each in most):
        yield "anonymous_few", {"limit": max(each or 0 for each in most), "least": NOT_ALONE}
    for apart in _apart(phase):
        yield "anonymous_apart", {"word": apart}
    if isinstance(phase.asks, Seat):
        yield "anonymous_seat", {}


def _shared_anyway(phase: Phase) -> Iterator[tuple[str, dict[str, object]]]:
    for apart in _apart(phase):
        yield "direct_apart", {"word": apart}
    if not isinstance(phase.asks, Text | Score):
        yield "direct_counted", {"word": phase.asks.does}


def _apart(phase: Phase) -> tuple[str, ...]:
    marks = {"turns": phase.turns, "groups": phase.groups is not None, "parties": phase.parties}
    return tuple(mark for mark, is_set in marks.items() if is_set)
