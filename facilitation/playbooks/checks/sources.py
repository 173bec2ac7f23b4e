"""What a phase works on was given before, and may be seen."""

from collections.abc import Iterator

from facilitation.playbooks.asking import Dots, Ratings, Text
from facilitation.playbooks.checks.naming import before, seen
from facilitation.playbooks.faults import Finding, Path, unknown
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Phase, Playbook

Kinds = tuple[type, ...]


def worked_on(playbook: Playbook, name: str) -> Iterator[Finding]:
    for phase, step in playbook.phases.items():
        earlier = before(playbook, phase)
        for path, source, kinds in _sources(phase, step):
            fitting = tuple(each for each in earlier if _fits(playbook.phases[each], kinds))
            if source not in fitting:
                yield _wrong(playbook, path, source, kinds, fitting)


def _wrong(playbook: Playbook, path: Path, source: str, kinds: Kinds, fitting: tuple[str, ...]) -> Finding:
    if source not in playbook.phases:
        return unknown(path, "no_phase", source, fitting)
    phase = playbook.phases[source]
    values = {"word": source, "those": fitting}
    if not isinstance(phase.asks, kinds):
        return Finding(path, "unfit_source", values)
    return Finding(path, "unseen_source" if Visibility.DIRECT in seen(phase) else "not_earlier", values)


def _fits(phase: Phase, kinds: Kinds) -> bool:
    return isinstance(phase.asks, kinds) and Visibility.DIRECT not in seen(phase)


def _sources(phase: str, step: Phase) -> Iterator[tuple[Path, str, Kinds]]:
    """Where it is said, which phase it is, and of what kinds it may be."""
    if isinstance(step.asks, Dots):
        yield ("phases", phase, "asks", "on"), step.asks.on, (Text,)
    if isinstance(step.asks, Ratings):
        yield ("phases", phase, "asks", "of"), step.asks.of, (Text,)
    if step.shows is not None:
        yield ("phases", phase, "shows"), step.shows, (Text,)
    if step.topics is not None:
        yield ("phases", phase, "topics", "of"), step.topics.of, (Text, Dots)
