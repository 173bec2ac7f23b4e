"""What one reader finds of all that is kept: lists, counts and neighbours, of what they may see and nothing else."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from facilitation.knowledge.kinds import Assurance, Audience, Origin, OriginKind, Reader, is_assured
from facilitation.people import AccountRef

NEW_AT_MOST = 10
ALIKE_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is named in an item, as they agreed to be."""

    name: str
    account: AccountRef


@dataclass(frozen=True, slots=True)
class Source:
    """The question or session that words were said in, as readers of an item are told of it."""

    origin: Origin
    title: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What lists show of an item. `kind` is without the capability's name. `readers`: of what is kept for a session."""

    id: str
    kind: str
    title: str
    excerpt: str
    language: str
    assurance: Assurance
    audience: Audience
    readers: frozenset[AccountRef] = frozenset()
    voices: tuple[Voice, ...] = ()
    tags: tuple[str, ...] = ()
    source: Source
    kept_at: datetime
    changed_at: datetime
    unattended: bool = False

    @property
    def names(self) -> Sequence[str]:
        return list(dict.fromkeys(voice.name for voice in self.voices))

    @property
    def is_assured(self) -> bool:
        return is_assured(f"knowledge.{self.kind}", self.assurance)


@dataclass(frozen=True)
class Shelf:
    """The latest change first."""

    leaves: tuple[Leaf, ...]

    @classmethod
    def of(cls, leaves: Iterable[Leaf], reader: Reader) -> "Shelf":
        """By the rule of `KnowledgeItem.is_for`."""
        far = {each for each in Audience if each is not Audience.SESSION and each.reach >= reader.widest.reach}
        near = {Audience.SESSION} if reader.is_member else set()
        seen = [
            leaf
            for leaf in leaves
            if leaf.audience in far or (leaf.audience in near and reader.account in leaf.readers)
        ]
        return cls(tuple(sorted(seen, key=lambda leaf: (leaf.changed_at, leaf.id), reverse=True)))

    @cached_property
    def by_id(self) -> dict[str, Leaf]:
        return {leaf.id: leaf for leaf in self.leaves}

    def these(self, identities: Iterable[str]) -> Sequence[Leaf]:
        return [leaf for leaf in map(self.by_id.get, identities) if leaf]

    def newest(self) -> Sequence[Leaf]:
        return self.leaves[:NEW_AT_MOST]

    def of_kind(self, kind: str) -> Sequence[Leaf]:
        return by_title(leaf for leaf in self.leaves if leaf.kind == kind)

    def tagged(self, tag: str) -> Sequence[Leaf]:
        """The same in capitals."""
        return [leaf for leaf in self.leaves if tag.casefold() in map(str.casefold, leaf.tags)]

    def naming(self, account: AccountRef) -> Sequence[Leaf]:
        return [leaf for leaf in self.leaves if any(voice.account == account for voice in leaf.voices)]

    def from_(self, origin: Origin) -> Sequence[Leaf]:
        return [leaf for leaf in self.leaves if leaf.source.origin == origin]

    def sessions(self) -> Sequence[Source]:
        """Those that something here comes from, the latest first."""
        of_one = (leaf.source for leaf in self.leaves if leaf.source.origin.kind is OriginKind.SESSION)
        return sorted({source.origin: source for source in of_one}.values(), key=lambda one: one.at, reverse=True)

    def alike(self, leaf: Leaf, but_for: Iterable[str] = ()) -> Sequence[Leaf]:
        """By the tags they share, most first."""
        mine, known = {tag.casefold() for tag in leaf.tags}, {leaf.id, *but_for}
        shared = ((len(mine & {tag.casefold() for tag in each.tags}), each) for each in self.leaves)
        best = sorted((pair for pair in shared if pair[0] and pair[1].id not in known), key=lambda pair: -pair[0])
        return [each for _, each in best[:ALIKE_AT_MOST]]

    @cached_property
    def kinds(self) -> dict[str, int]:
        """How many of each there are."""
        return dict(Counter(leaf.kind for leaf in self.leaves))

    @cached_property
    def tags(self) -> Sequence[tuple[str, int]]:
        """With how many items each has, by the alphabet."""
        words: dict[str, str] = {}
        counted: Counter[str] = Counter()
        for leaf in self.leaves:
            for tag in leaf.tags:
                words.setdefault(tag.casefold(), tag)
                counted[tag.casefold()] += 1
        return [(words[tag], counted[tag]) for tag in sorted(words)]


def by_title(leaves: Iterable[Leaf]) -> Sequence[Leaf]:
    return sorted(leaves, key=lambda leaf: (leaf.title.casefold(), leaf.id))
