"""Exports to try things on: of a village in which something is kept, taken apart and sealed again."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot import exporting, importing
from facilitation.events import Actor
from facilitation.knowledge.items import Change, KnowledgeItem
from facilitation.knowledge.kinds import Audience, Kind, OriginKind
from facilitation.knowledge.model import Consent, Keeping, Say, Stage
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.recording import record
from storage.store import Store
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR
from tests.village import CHANNEL, Village

HOW = "First read it aloud.\nThen cut half of it."
WHEN = "Before a letter goes out."
QUOTE = "I cut half,\n\nand nobody missed it."
Lines = list[dict[str, Any]]


def a_practice(
    village: Village, title: str = "Cut by half", how: str = HOW, audience: Audience = Audience.COMMUNITY
) -> str:
    """Written together, with a quote, where it holds, a doubt and tags; returns its id."""
    item = KnowledgeItem(
        community_id=village.community().id,
        origin_kind=OriginKind.WRITTEN,
        origin_id="w",
        kind=Kind.PRACTICE,
        audience=audience,
        taking_part=(NOOR.ref, JONAS.ref) if audience is Audience.SESSION else None,
        title=title,
        title_workspace=NOOR.ref.workspace,
        title_user=NOOR.ref.user,
        passages=(
            said(NOOR, Part.TEXT, WHEN, "when"),
            said(NOOR, Part.TEXT, how, "how"),
            said(JONAS, Part.CONTRIBUTION, QUOTE),
            said(MARTA, Part.CONTEXT, "letters to tenants"),
            said(JONAS, Part.DISSENT, "contracts need every word"),
            said(NOOR, Part.TAG, "letters"),
        ),
        language="en",
        workspace=CHANNEL.workspace,
        channel=CHANNEL.channel,
        thread=None,
        kept_at=village.clock.now(),
    )

    def add(unit: Any) -> None:
        unit.knowledge.add(item)
        record(item, Change.KEPT, NOOR.ref, unit)

    village.within(add)
    return item.id


def said(by: Actor, part: Part, text: str, head: str = "") -> Passage:
    return Passage(part, by.ref.workspace, by.ref.user, by.name, text, head=head)


def export(store: Store, to: Path, community: str | None = None) -> Path:
    exporting.export(store, exporting.chosen(store, community), to)
    return to


def bring_in(store: Store, where: Path, *, replace: bool = False, only_try: bool = False) -> importing.Imported:
    return importing.bring_in(store, where, replace=replace, only_try=only_try)


def files(of: Path) -> dict[str, bytes]:
    return {path.relative_to(of).as_posix(): path.read_bytes() for path in of.rglob("*") if path.is_file()}


def page(of: Path, begins: str = "cut-by-half") -> Path:
    (found,) = (path for path in of.rglob("*.md") if path.name.startswith(begins))
    return found


def resealed(where: Path, change: Callable[[Lines], None]) -> None:
    """Change the records, and have the last line fit, as somebody would who knows how."""
    file = where / "community.jsonl"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()[:-1]]
    change(lines)
    body = "".join(json.dumps(line) + "\n" for line in lines).encode()
    end = json.dumps({"records": len(lines) - 1, "sha256": hashlib.sha256(body).hexdigest()})
    file.write_bytes(body + end.encode() + b"\n")


def told(village: Village, to: Path) -> str:
    """All that an export says."""
    return "\n".join(said.decode() for said in files(export(village.store, to)).values())


def records(text: str, table: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(f'{{"table":"{table}"')]


def a_keeping(unit: Any, **fields: object) -> Keeping:
    values: dict[str, Any] = {
        "community_id": unit.community.id,
        "origin_kind": OriginKind.WRITTEN,
        "origin_id": "w",
        "workspace": NOOR.ref.workspace,
        "user": NOOR.ref.user,
        "title": "",
        "passages": (),
        "channel": "clear-writing",
        "thread": None,
        "stage": Stage.KEPT,
        "offered_at": unit.now,
        **fields,
    }
    keeping = Keeping(**values)
    unit.knowledge.add_keeping(keeping)
    return keeping


def a_consent(keeping: Keeping, of: Actor, say: Say = Say.GIVEN, *, unnamed: bool = False) -> Consent:
    return Consent(
        community_id=keeping.community_id,
        keeping_id=keeping.id,
        workspace=of.ref.workspace,
        user=of.ref.user,
        say=say,
        unnamed=unnamed,
        said_at=keeping.offered_at,
    )
