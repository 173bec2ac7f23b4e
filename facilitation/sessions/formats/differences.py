"""What is different between two versions of a playbook, told in a line."""

from collections.abc import Iterator
from typing import Any

from facilitation.playbooks.schema import Playbook
from facilitation.texts import Texts


def told(before: Playbook, now: Playbook, texts: Texts) -> str:
    """Plain; phases by their titles, the rest by its key in the YAML."""
    return "; ".join(_told(before, now, texts)) or texts.plain("formats.same")


def _told(before: Playbook, now: Playbook, texts: Texts) -> Iterator[str]:
    came = [_title(now, name, texts) for name in now.phases if name not in before.phases]
    went = [_title(before, name, texts) for name in before.phases if name not in now.phases]
    stayed = [name for name in now.phases if name in before.phases]
    if came:
        yield texts.plain("formats.added", phases=texts.all_of(came))
    if went:
        yield texts.plain("formats.removed", phases=texts.all_of(went))
    if stayed != [name for name in before.phases if name in now.phases]:
        yield texts.plain("formats.reordered")
    for name in stayed:
        keys = _changed(before.phases[name].model_dump(), now.phases[name].model_dump())
        if keys:
            title = _title(now, name, texts)
            yield texts.plain("formats.changed_phase", phase=title, keys=texts.all_of(keys))
    whole = [key for key in _changed(before.model_dump(), now.model_dump()) if key != "phases"]
    if whole:
        yield texts.plain("formats.changed_whole", keys=texts.all_of(whole))


def _changed(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [key for key in now if now[key] != before.get(key)]


def _title(playbook: Playbook, phase: str, texts: Texts) -> str:
    return f"“{playbook.phases[phase].title.told_in(texts.language)}”"
