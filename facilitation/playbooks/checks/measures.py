"""How long and for how many: windows of one kind, shares that add up, sizes that leave a way out."""

from collections.abc import Iterator, Mapping
from itertools import chain

from facilitation.playbooks.faults import Finding, Path, unknown
from facilitation.playbooks.outline import LENGTHS
from facilitation.playbooks.schema import Playbook, Size, Window

ALL_OF_IT = 100  # percent


def windows(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Exactly one kind of length in a meeting; what extends a topic is in minutes."""
    for path, window in _windows(playbook):
        kinds = tuple(kind for kind in LENGTHS if getattr(window, kind) is not None)
        if path[-1] == "extended" and kinds != ("minutes",):
            yield Finding(path, "extended_otherwise", {"those": kinds})
        elif not kinds:
            yield Finding(path, "window_of_none", {"those": LENGTHS})
        elif len(kinds) > 1:
            yield Finding(path, "window_of_two", {"those": kinds})


def shares(playbook: Playbook, name: str) -> Iterator[Finding]:
    """Parts of a total that there is, and not of more than all of it."""
    shared = [path for path, window in _windows(playbook) if window.share is not None]
    if playbook.total_each is None:
        yield from (Finding((*path, "share"), "share_of_nothing") for path in shared)
    elif not shared:
        yield Finding(("total_each",), "total_for_nothing")
    own = {phase: step.window for phase, step in playbook.phases.items()}
    yield from _too_much(own, {phase: ("phases", phase, "window") for phase in own})
    for variant, other in playbook.variants.items():
        changed = {phase: ("variants", variant, "windows", phase) for phase in other.windows if phase in own}
        yield from _too_much({**own, **{phase: other.windows[phase] for phase in changed}}, changed)


def sizes(playbook: Playbook, name: str) -> Iterator[Finding]:
    for path, size in _sizes(playbook):
        if size.most is not None and size.least > size.most:
            yield Finding((*path, "most"), "least_over_most", {"least": size.least, "limit": size.most})
        if size.fewer is not None:
            yield from _way_out(playbook, (*path, "fewer"), size, size.fewer)
        if size.more is not None:
            yield from _way_out(playbook, (*path, "more"), size, size.more)


def variants(playbook: Playbook, name: str) -> Iterator[Finding]:
    """They give other windows to phases that there are; nothing is offered instead of itself."""
    for variant, other in playbook.variants.items():
        for phase in other.windows:
            if phase not in playbook.phases:
                yield unknown(("variants", variant, "windows", phase), "no_phase", phase, playbook.phases)
    for path, size in _sizes(playbook):
        own = path[1] if path[0] == "variants" else name
        for key in ("fewer", "more"):
            if getattr(size, key) == own:
                yield Finding((*path, key), "instead_of_itself", {"word": own})


def groups(playbook: Playbook, name: str) -> Iterator[Finding]:
    """No small group is larger than all together."""
    most = [size.most or 0 for _, size in _sizes(playbook) if all(each.most for _, each in _sizes(playbook))]
    for phase, step in playbook.phases.items():
        if step.groups is not None and most and step.groups > max(most):
            yield Finding(("phases", phase, "groups"), "groups_too_large", {"word": step.groups, "limit": max(most)})


def _way_out(playbook: Playbook, path: Path, size: Size, other: str) -> Iterator[Finding]:
    """It may be needed, and if it is a variant of this playbook, it takes those whom this one does not."""
    end = {"fewer": size.least == 1, "more": size.most is None}[str(path[-1])]
    if end:
        yield Finding(path, f"never_{path[-1]}", {"least": size.least})
    elif other in playbook.variants:
        there = playbook.variants[other].size
        takes = there.least < size.least if path[-1] == "fewer" else (there.most or 1001) > (size.most or 0)
        if not takes:
            yield Finding(path, f"takes_no_{path[-1]}", {"word": other, "least": size.least, "limit": size.most})


def _too_much(all_of: Mapping[str, Window], told: Mapping[str, Path]) -> Iterator[Finding]:
    """Told at the last of those that can be told."""
    total = sum(window.share or 0 for window in all_of.values())
    shared = [phase for phase in told if all_of[phase].share is not None]
    if total > ALL_OF_IT:
        yield from (Finding(told[phase], "shares_too_much", {"sum": total}) for phase in shared[-1:])


def _windows(playbook: Playbook) -> Iterator[tuple[Path, Window]]:
    for phase, step in playbook.phases.items():
        yield ("phases", phase, "window"), step.window
        if step.topics and step.topics.extended:
            yield ("phases", phase, "topics", "extended"), step.topics.extended
    for variant, other in playbook.variants.items():
        for phase, window in other.windows.items():
            yield ("variants", variant, "windows", phase), window


def _sizes(playbook: Playbook) -> Iterator[tuple[Path, Size]]:
    others = ((("variants", variant, "size"), other.size) for variant, other in playbook.variants.items())
    yield from chain([(("size",), playbook.size)], others)
