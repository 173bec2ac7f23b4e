"""Sets of queries whose answers somebody judged, and how well an order of items does on them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

TOP, FIRST = 10, 5  # places that nDCG and recall look at
ITEMS, QUERIES = ".items.jsonl", ".queries.jsonl"


@dataclass(frozen=True, slots=True)
class Query:
    """`relevant`: how much each item is what is looked for."""

    text: str
    relevant: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """`name` ends with the items' language: "topic-en", "topic-nl-en" when queries are in another one."""

    name: str
    items: Mapping[str, str]
    queries: Sequence[Query]

    @property
    def language(self) -> str:
        return self.name.rpartition("-")[2]

    @property
    def is_of_one_language(self) -> bool:
        """Two languages at its end are those of its queries and of its items."""
        return self.name.split("-")[-2:-1] not in (["en"], ["nl"], ["fr"], ["de"], ["es"], ["it"], ["pt"])


def read(folder: Path) -> Sequence[Judged]:
    """All sets in a folder, by name: `NAME.items.jsonl` (id, text) and `NAME.queries.jsonl` (text, relevant)."""
    names = sorted(file.name.removesuffix(ITEMS) for file in folder.glob(f"*{ITEMS}"))
    return [
        Judged(
            name,
            {str(item["id"]): item["text"] for item in _lines(folder / f"{name}{ITEMS}")},
            [Query(query["text"], query["relevant"]) for query in _lines(folder / f"{name}{QUERIES}")],
        )
        for name in names
    ]


def ndcg(order: Sequence[str], relevant: Mapping[str, float]) -> float:
    """Normalised discounted cumulative gain at ten (Järvelin & Kekäläinen, 2002), with linear gains."""
    gained = sum(relevant.get(each, 0.0) / log2(place + 2) for place, each in enumerate(order[:TOP]))
    best = sorted(relevant.values(), reverse=True)[:TOP]
    whole = sum(gain / log2(place + 2) for place, gain in enumerate(best))
    return gained / whole if whole else 0.0


def recall(order: Sequence[str], relevant: Mapping[str, float]) -> float:
    """At five: the share of what is relevant that is there, or of five where there is more."""
    wanted = {each for each, grade in relevant.items() if grade > 0}
    return len(wanted.intersection(order[:FIRST])) / min(FIRST, len(wanted)) if wanted else 0.0


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
