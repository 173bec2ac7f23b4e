"""By what else an item is found: what belongs with it, its tags; and what was looked for in vain."""

from dataclasses import dataclass
from datetime import datetime

from facilitation.people import CommunityId


@dataclass(kw_only=True, eq=False)
class Link:
    """From one item to another that belongs with it; read both ways."""

    community_id: CommunityId
    item_id: str
    other_id: str
    at: datetime


@dataclass(kw_only=True, eq=False)
class Tagged:
    """In the index of tags: `tag` is the digest of `word`, by which it is looked up."""

    community_id: CommunityId
    item_id: str
    tag: str
    word: str


@dataclass(kw_only=True, eq=False)
class Wanted:
    """A word that was looked for in vain. It is told once enough different people looked for it, and to nobody before.

    `seekers` are digests under `salt`, so that one person counts once; both go when it is told, or with its time.
    """

    community_id: CommunityId
    id: str
    word: str
    salt: str | None
    seekers: tuple[str, ...] | None
    since: datetime
    told: bool = False
