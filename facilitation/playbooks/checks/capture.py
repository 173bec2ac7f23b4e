"""What is kept at the end are words that others could see, and no further than was promised."""

from collections.abc import Iterator

from facilitation.playbooks.asking import Choice
from facilitation.playbooks.checks.naming import gives_words, seen
from facilitation.playbooks.faults import Finding, unknown
from facilitation.playbooks.kinds import Audience, Visibility
from facilitation.playbooks.schema import Playbook


def held(playbook: Playbook, name: str) -> Iterator[Finding]:
    fitting = tuple(
        phase for phase, step in playbook.phases.items() if gives_words(step) and not _is_direct(seen(step))
    )
    for place, phase in enumerate(playbook.capture.of):
        path, values = ("capture", "of", place), {"word": phase, "those": fitting}
        if phase not in playbook.phases:
            yield unknown(path, "no_phase", phase, fitting)
        elif phase in playbook.capture.of[:place]:
            yield Finding(path, "named_twice", values)
        elif not gives_words(playbook.phases[phase]):
            yield Finding(path, "captures_no_words", values)
        elif phase not in fitting:
            yield Finding(path, "captures_direct", values)


def each_time(playbook: Playbook, name: str) -> Iterator[Finding]:
    capture = playbook.capture
    for place, phase in enumerate(capture.each_time):
        if phase not in capture.of:
            yield unknown(("capture", "each_time", place), "no_phase", phase, capture.of)


def kept(playbook: Playbook, name: str) -> Iterator[Finding]:
    capture = playbook.capture
    if capture.kind == "nothing" and capture.of:
        yield Finding(("capture", "of"), "captures_nothing")
    if capture.kind != "nothing" and not capture.of:
        yield Finding(("capture",), "captures_of_nothing", {"word": capture.kind})
    if playbook.confidential and capture.audience is not Audience.SESSION:
        yield Finding(("capture", "audience"), "case_told", {"word": capture.audience.value})


def decided(playbook: Playbook, name: str) -> Iterator[Finding]:
    """What it depends on can be chosen."""
    when = playbook.capture.when
    if when is None:
        return
    choices = {phase: step.asks.options for phase, step in playbook.phases.items() if isinstance(step.asks, Choice)}
    if when.phase not in choices:
        yield unknown(("capture", "when", "phase"), "no_phase", when.phase, choices)
    elif when.option not in choices[when.phase]:
        yield unknown(("capture", "when", "option"), "no_option", when.option, choices[when.phase])


def _is_direct(visibilities: tuple[Visibility, ...]) -> bool:
    return Visibility.DIRECT in visibilities
