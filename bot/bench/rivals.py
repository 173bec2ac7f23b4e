"""What search is measured against: each way of finding by itself, as one gets it without further thought."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager

import numpy as np
import psycopg

from bot.bench.judged import TOP
from facilitation.ports.embedder import Vector
from storage.stems import words_of

Rank = Callable[[str], Sequence[str]]
"""From a query to items, best first."""

THREE = 3  # letters: what FTS5's trigram tokenizer indexes
CONFIGURATIONS = {"en": "english", "nl": "dutch", "fr": "french"}


@contextmanager
def fts5(items: Mapping[str, str], tokenizer: str) -> Iterator[Rank]:
    """All words but those that every text has, any of which will do, in the order of bm25."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE items USING fts5(id UNINDEXED, text, tokenize = '{tokenizer}')")
        connection.executemany("INSERT INTO items VALUES (?, ?)", items.items())

        def rank(words: str) -> Sequence[str]:
            query = " OR ".join(f'"{word}"' for word in _words(words, tokenizer))
            found = "SELECT id FROM items WHERE items MATCH ? ORDER BY bm25(items), rowid LIMIT ?"
            return [row[0] for row in connection.execute(found, (query, TOP))] if query else []

        yield rank


@contextmanager
def tsvector(items: Mapping[str, str], language: str, address: str) -> Iterator[Rank]:
    """All words, any of which will do, in the order of ts_rank."""
    with psycopg.connect(address.replace("postgresql+psycopg", "postgresql")) as connection:
        connection.execute("CREATE TEMPORARY TABLE items (id text, terms tsvector) ON COMMIT PRESERVE ROWS")
        how = CONFIGURATIONS.get(language, "simple")
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO items VALUES (%s, to_tsvector(%s::regconfig, %s))",
                [(identity, how, text.replace("\0", " ")) for identity, text in items.items()],
            )

        def rank(words: str) -> Sequence[str]:
            rows = connection.execute(
                "SELECT id FROM items, (SELECT replace(plainto_tsquery(%(how)s::regconfig, %(words)s)::text, '&', '|')"
                "::tsquery AS query) AS asked WHERE terms @@ query ORDER BY ts_rank(terms, query) DESC, id"
                " LIMIT %(top)s",
                {"how": how, "words": words.replace("\0", " "), "top": TOP},
            )
            return [row[0] for row in rows]

        yield rank
        connection.execute("DROP TABLE items")


def vectors(items: Sequence[str], of_items: Sequence[Vector], asked: Callable[[str], Vector]) -> Rank:
    """The nearest."""
    matrix = np.array([np.frombuffer(vector, "<f4") for vector in of_items])

    def rank(words: str) -> Sequence[str]:
        cosines = matrix @ np.frombuffer(asked(words), "<f4")
        return [items[place] for place in np.argsort(-cosines, kind="stable")[:TOP]]

    return rank


def _words(text: str, tokenizer: str) -> Sequence[str]:
    """Where only threes are indexed, none that is shorter."""
    words = words_of(text)
    return [word for word in words if len(word) >= THREE] if tokenizer == "trigram" else words
