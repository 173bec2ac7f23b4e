"""Finding within a community. Handlers keep the index; they never search: that is done beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from facilitation.events import Found
from facilitation.people import AccountRef, CommunityId, SideId
from facilitation.ports.embedder import Meaning


@dataclass(frozen=True, slots=True)
class Document:
    """Something findable. `id` is the knowledge item's or question's own.

    `kind` is "<capability>.<what>": the key of its word in the texts. The button "<capability>.show" shows it.
    `shown` is plain text that is told beside the title when it is found, and `by` who said that; neither is searched.
    `readers` alone can find it; None for whoever searches in the community. Of one `side`, whoever is on it then, too.
    """

    id: str
    kind: str
    title: str
    text: str
    language: str
    shown: str = ""
    by: str = ""
    readers: tuple[AccountRef, ...] | None = None
    side: SideId | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found, as it is now."""

    id: str
    kind: str
    title: str
    confidence: float
    shown: str = ""
    by: str = ""


def _unknown() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Any text is a valid query; operators and quotes are words.

    What has `readers` is found for a `reader` among them, and for nobody else; what is of a side, on those `sides`.
    `meant` tells what the words mean, and may wait for it: it is called when the words themselves have been looked up.
    If it tells nothing, these must do.
    """

    community: CommunityId
    words: str
    limit: int
    kinds: tuple[str, ...] = ()
    reader: AccountRef | None = None
    meant: Callable[[], Meaning | None] = _unknown
    sides: frozenset[SideId] = frozenset()


class Search(Protocol):
    """What can be found in the entered community."""

    def put(self, document: Document) -> None:
        """Index it, replacing what was there under this kind and id."""
        ...

    def remove(self, kind: str, identity: str) -> None: ...

    def show(
        self, found: Sequence[Found], reader: AccountRef | None = None, sides: frozenset[SideId] = frozenset()
    ) -> Sequence[Hit]:
        """Those of the found that are still there, in their order, as they are now: of what this reader may find, and
        whoever is on these sides."""
        ...
