"""Understanding words: a text becomes a vector, near those of texts that mean the same, in whatever language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType, Protocol

Vector = NewType("Vector", bytes)
"""Little-endian 32-bit floats, of length one together: the cosine of two is the sum of their products."""


class NotUnderstood(Exception):
    """No meaning can be had here, or not now: words are searched without it. The message says why, in plain words."""


class Embedder(Protocol):
    """Takes some 20 ms for a short text, so it is never asked on a writer. May be asked by several threads at once.

    Any text has a vector; of a long one what stands first counts.
    """

    @property
    def name(self) -> str:
        """Of the model and of how it is used: vectors of different ones can't be compared."""
        ...

    def asked(self, words: str) -> Vector:
        """Of what is looked for. Raises: NotUnderstood."""
        ...

    def told(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Of what can be found, one for each. Raises: NotUnderstood."""
        ...


@dataclass(frozen=True, slots=True)
class Meaning:
    """A text's vector, and the name of the `Embedder` it is from."""

    model: str
    vector: Vector
