"""The measurement measures: what it finds depends on the machine, that it finds something doesn't."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.bench import handbook, pace, search, sessions, spine
from tests.concepts import Concepts
from tests.stores import Cluster


@pytest.mark.long
async def test_every_figure_is_printed_with_its_verdict() -> None:
    lines = await spine.measure()
    print(*lines, sep="\n")
    assert sum("reached: " in line or "MISSED: " in line for line in lines) == 4


@pytest.mark.long
async def test_sessions_are_measured_on_both_databases(cluster: Cluster) -> None:
    lines = await sessions.measure(cluster.empty())
    print(*lines, sep="\n")
    assert sum("reached: " in line or "MISSED: " in line for line in lines) == 3


@pytest.mark.long
async def test_pages_of_the_handbook_are_measured() -> None:
    lines = await handbook.measure()
    print(*lines, sep="\n")
    assert sum("reached: " in line or "MISSED: " in line for line in lines) == 1


@pytest.mark.long
async def test_the_pace_of_invitations_is_measured_on_both_databases(cluster: Cluster) -> None:
    lines = await pace.measure(cluster.empty(), people=200)
    print(*lines, sep="\n")
    assert sum("reached: " in line or "MISSED: " in line for line in lines) == 10


def test_search_is_measured_beside_each_way_of_finding_by_itself(cluster: Cluster, tmp_path: Path) -> None:
    """On a set of a few lines, and with an embedder that knows a few words."""
    items = {"short": "Short meetings with a timer", "bread": "Bake your own bread", "large": "Elephants in a meeting"}
    asked = {"hoe houd je een vergadering kort": {"short": 1}, "brood bakken": {"bread": 1}}
    _write(tmp_path / "talk-nl-en.items.jsonl", ({"id": name, "text": said} for name, said in items.items()))
    _write(
        tmp_path / "talk-nl-en.queries.jsonl", ({"text": words, "relevant": wanted} for words, wanted in asked.items())
    )
    lines = list(search.measure(cluster.empty(), tmp_path, Concepts(), sizes=(20, 60)))
    ours = [line for line in lines if line.lstrip().startswith("Kring")]
    assert len(ours) == 2
    assert all("nDCG@10 1.000   recall@5 1.000" in line for line in ours)
    for rival in ("FTS5, bm25", "FTS5, three letters", "tsvector", "vectors alone"):
        assert sum(line.lstrip().startswith(rival) for line in lines) == 2
    assert [line for line in lines if "MISSED" in line and "×" in line and "growth" not in line] == []
    assert any(line.lstrip().startswith("growth") for line in lines)


def test_without_sets_it_is_said_what_is_missing(tmp_path: Path) -> None:
    (line,) = search.measure(sets=tmp_path / "nowhere")
    assert "--sets" in line


def _write(file: Path, lines: Iterable[object]) -> None:
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
