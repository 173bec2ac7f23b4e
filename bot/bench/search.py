"""`./kring bench search`: how well and how fast what people look for is found, beside each way of finding by itself.

Measured is what Kring does, over a real store: items are put and understood as documents are. Quality on sets that
somebody judged, and that Kring does not ship; growth on items mixed from theirs.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import mean, quantiles

from bot.bench.bookcase import Bookcase, bookcase, mixed
from bot.bench.judged import TOP, Judged, Query, ndcg, read, recall
from bot.bench.rivals import Rank, fts5, tsvector, vectors
from bot.bench.told import MILLISECONDS, verdict
from bot.meaning.understanding import load
from facilitation.events import Found
from facilitation.people import CommunityId
from facilitation.ports.embedder import Embedder, Meaning
from facilitation.ports.search import Wanted
from facilitation.questions.first_look import AT_MOST, alike

SETS = Path("../shared/retrieval")  # where they lie beside a checkout, if they do
FEW, MANY = 5_000, 50_000  # items
ASKED = 300  # queries, where growth is measured
BEST, SAME_LANGUAGE, FAST, GROWTH = 1.0, 1.15, 60.0, 4.0  # times, times, milliseconds, times
WORDS_ALONE = "FTS5, bm25"


@dataclass
class Score:
    """Of one way of finding, on one set."""

    ndcg: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)

    def add(self, order: Sequence[str], query: Query) -> None:
        self.ndcg.append(ndcg(order, query.relevant))
        self.recall.append(recall(order, query.relevant))


@dataclass
class Shown:
    """What is found and how surely, and what the first look would show of it."""

    right: int = 0
    wrong: int = 0
    silent: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, found: Sequence[Found], query: Query) -> None:
        shown = alike(found)
        right = sum(query.relevant.get(each.id, 0) > 0 for each in shown)
        self.right += right
        self.wrong += len(shown) - right
        self.silent += not shown


class Understood:
    """Texts with what they mean, made on all processors; `seconds` that one takes one of them."""

    def __init__(self, embedder: Embedder, texts: Sequence[str]) -> None:
        self.embedder = embedder
        self.seconds: list[float] = []
        self._beside = ThreadPoolExecutor(1)
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            self._of = dict(zip(texts, threads.map(self._one, texts), strict=True))

    def means(self, items: Mapping[str, str]) -> Mapping[str, Meaning]:
        return {name: self._of[text] for name, text in items.items()}

    def asked(self, words: str) -> Callable[[], Meaning]:
        """Begun, as for a first look: beside what is looked up by words."""
        return self._beside.submit(self._meaning, words).result

    def _meaning(self, words: str) -> Meaning:
        return Meaning(self.embedder.name, self.embedder.asked(words))

    def _one(self, text: str) -> Meaning:
        begun = time.perf_counter()
        (vector,) = self.embedder.told([text])
        self.seconds.append(time.perf_counter() - begun)
        return Meaning(self.embedder.name, vector)


def measure(
    postgresql: str | None = None,
    sets: Path | None = None,
    embedder: Embedder | None = None,
    sizes: tuple[int, int] = (FEW, MANY),
) -> Iterator[str]:
    """Lines to print. `postgresql`: the address of an empty database. `sizes`: between which growth is measured."""
    folder = sets or SETS
    judged = read(folder) if folder.is_dir() else ()
    if not judged:
        yield f"no sets{f' in {sets}' if sets else ''}: give --sets FOLDER with NAME.items.jsonl and NAME.queries.jsonl"
        return
    texts = list(dict.fromkeys(chain.from_iterable(each.items.values() for each in judged)))
    understood = Understood(embedder or load(), texts)
    yield f"{len(texts)} texts understood, {mean(understood.seconds) * MILLISECONDS:.0f} ms each"
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as home:
        stores = {"SQLite": f"sqlite:///{home}/kring.sqlite3", **({"PostgreSQL": postgresql} if postgresql else {})}
        if not postgresql:
            yield "tsvector and PostgreSQL: not measured, give --postgresql ADDRESS of an empty database"
        for name, database in stores.items():
            with bookcase(database) as shelves:
                yield from _quality(name, shelves, judged, understood, postgresql)
        with bookcase(f"sqlite:///{home}/growth.sqlite3") as shelves:
            yield from _growth(shelves, judged, understood, sizes)


def _quality(
    store: str, shelves: Bookcase, judged: Sequence[Judged], understood: Understood, postgresql: str | None
) -> Iterator[str]:
    ratios: list[float] = []
    for each in judged:
        community = CommunityId(each.name)
        shelves.found(community)
        means = understood.means(each.items)
        begun = time.perf_counter()
        shelves.add(community, each.items, each.language, means)
        put = (time.perf_counter() - begun) / len(each.items)
        ours, shown = _ours(shelves, community, each, understood)
        others = _others(each, means, understood, postgresql)
        yield f"{each.name} on {store}: {len(each.queries)} queries, {len(each.items)} items"
        yield from _told_quality(ours, others)
        yield _told_shown(shown, len(each.queries), put)
        if each.is_of_one_language:
            ratios.append(mean(ours.ndcg) / mean(others[WORDS_ALONE].ndcg))
    if ratios:
        reached = verdict(mean(ratios) >= SAME_LANGUAGE, f"at least {SAME_LANGUAGE:.2f}×")
        yield f"beside {WORDS_ALONE}, average of the sets of one language, on {store}: {mean(ratios):.3f}×  {reached}"


def _ours(shelves: Bookcase, community: CommunityId, judged: Judged, understood: Understood) -> tuple[Score, Shown]:
    score, shown = Score(), Shown()
    for query in judged.queries:
        begun = time.perf_counter()
        found = shelves.find(Wanted(community, query.text, TOP, meant=understood.asked(query.text)))
        shown.seconds.append(time.perf_counter() - begun)
        shown.add(found, query)
        score.add([each.id for each in found], query)
    return score, shown


def _others(
    judged: Judged, means: Mapping[str, Meaning], understood: Understood, postgresql: str | None
) -> Mapping[str, Score]:
    with ExitStack() as stack:
        ranks: dict[str, Rank] = {
            WORDS_ALONE: stack.enter_context(fts5(judged.items, "unicode61")),
            "FTS5, three letters": stack.enter_context(fts5(judged.items, "trigram")),
        }
        if postgresql:
            ranks["tsvector"] = stack.enter_context(tsvector(judged.items, judged.language, postgresql))
        of_items = [means[name].vector for name in judged.items]
        ranks["vectors alone"] = vectors(list(judged.items), of_items, understood.embedder.asked)
        scores = {name: Score() for name in ranks}
        for query in judged.queries:
            for name, rank in ranks.items():
                scores[name].add(rank(query.text), query)
    return scores


def _told_quality(ours: Score, others: Mapping[str, Score]) -> Iterator[str]:
    for name, score in others.items():
        yield f"  {name:<24}nDCG@10 {mean(score.ndcg):.3f}   recall@5 {mean(score.recall):.3f}"
    ratio = mean(ours.ndcg) / max(mean(score.ndcg) for score in others.values())
    reached = verdict(round(ratio, 2) >= BEST, f"at least {BEST:.2f}× the best by itself")
    yield f"  {'Kring':<24}nDCG@10 {mean(ours.ndcg):.3f}   recall@5 {mean(ours.recall):.3f}   {ratio:.3f}×  {reached}"


def _told_shown(shown: Shown, queries: int, put: float) -> str:
    several = shown.right + shown.wrong
    precision = f"{shown.right / several:.2f} of them right" if several else "none"
    return (
        f"  a first look shows {several / queries:.2f} a query, {precision}, nothing at {shown.silent / queries:.0%};"
        f" {mean(shown.seconds) * MILLISECONDS:.0f} ms a query, {put * MILLISECONDS:.1f} ms to put an item"
    )


def _growth(
    shelves: Bookcase, judged: Sequence[Judged], understood: Understood, sizes: tuple[int, int]
) -> Iterator[str]:
    """One community's, in which every set's items are mixed."""
    community, (fewer, more) = CommunityId("growth"), sizes
    shelves.found(community)
    items = {f"{each.name} {name}": text for each in judged for name, text in each.items.items()}
    texts, means = mixed(items, understood.means(items), more)
    names = list(texts)
    queries = [query.text for each in judged for query in each.queries]
    queries = queries[:: max(1, len(queries) // ASKED)]
    yield f"a whole first look on SQLite, understanding what is asked included; {len(queries)} queries"
    half_alone, alone = _marks(queries, understood.embedder.asked)
    yield f"  understanding alone    p50 {half_alone:5.1f} ms   p99 {alone:5.1f} ms"
    marks = []
    for some in (names[:fewer], names[fewer:]):
        shelves.add(community, {name: texts[name] for name in some}, "en", means)
        marks.append(_marks(queries, partial(_look, shelves, community, understood)))
    (half_few, few), (half_many, many) = marks
    yield f"  with {fewer:>6,} items   p50 {half_few:5.1f} ms   p99 {few:5.1f} ms"
    fast = verdict(many < FAST, f"p99 below {FAST:.0f} ms")
    yield f"  with {more:>6,} items   p50 {half_many:5.1f} ms   p99 {many:5.1f} ms  {fast}"
    grown = verdict(half_many / half_few <= GROWTH and many / few <= GROWTH, f"at most {GROWTH:.0f}×")
    yield f"  growth                p50 {half_many / half_few:5.2f}×     p99 {many / few:5.2f}×     {grown}"


def _look(shelves: Bookcase, community: CommunityId, understood: Understood, words: str) -> None:
    shelves.find(Wanted(community, words, AT_MOST, meant=understood.asked(words)))


def _marks(queries: Sequence[str], ask: Callable[[str], object]) -> tuple[float, float]:
    """The median and the 99th percentile, in milliseconds. The first look reads the vectors in, and is not counted."""
    took: list[float] = []
    for words in (queries[0], *queries):
        begun = time.perf_counter()
        ask(words)
        took.append((time.perf_counter() - begun) * MILLISECONDS)
    marks = quantiles(took[1:], n=100)
    return marks[49], marks[98]
