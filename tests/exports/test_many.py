"""Two thousand items: how long they take to go and to come, and how much memory."""

import gc
import time
import uuid
from pathlib import Path

import pytest

from storage.store import Store
from tests.exports.parcels import HOW, Lines, bring_in, export, resealed
from tests.exports.test_refusals import of_all

ITEMS = 2_000
LONGER = HOW * 10  # about five hundred characters


def multiplied(lines: Lines) -> None:
    """The last item and its version, many times under other ids; its page is left out."""
    item, version = of_all(lines, "knowledge_items")[-1], of_all(lines, "knowledge_versions")[-1]
    many = sorted(uuid.uuid4().hex for _ in range(ITEMS))
    passages = [{**passage, "text": passage["text"] + LONGER} for passage in item["passages"]]
    items = [{**item, "id": each, "title": f"Item {each}", "passages": passages} for each in many]
    versions = [{**version, "item_id": each, "passages": passages} for each in many]
    rest = [line for line in lines if line.get("table") not in ("knowledge_items", "knowledge_versions", "pages")]
    before = next(at for at, line in enumerate(rest) if line.get("table") == "members")
    lines[:] = [*rest[:before], *items, *rest[before:], *versions]


@pytest.mark.long
def test_two_thousand_items_go_and_come_within_seconds(empty: Store, parcel: Path, tmp_path: Path) -> None:
    resealed(parcel, multiplied)
    for page in parcel.rglob("*.md"):
        page.unlink()
    before, began = forget_peak(), time.monotonic()
    bring_in(empty, parcel)
    came = time.monotonic()
    export(empty, tmp_path / "out.zip")
    went = time.monotonic()
    size = (parcel / "community.jsonl").stat().st_size / 2**20
    print(
        f"\n{ITEMS} items, {size:.0f} MB of records: in within {came - began:.1f} s, out (.zip) within "
        f"{went - came:.1f} s; {peak() - before:.0f} MB more memory at most"
    )
    assert peak() - before < 300


def forget_peak() -> float:
    """From now on the kernel counts anew how much memory there was at most; returns what there is, in MB."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> float:
    """In MB."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
