"""Who is in the example workspace, and which channels it starts with: read from `example.yaml`."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from facilitation.people import AccountRef, WorkspaceId

WORKSPACE = WorkspaceId("playground:local")
KRING = "kring"
EXAMPLE = Path(__file__).with_name("example.yaml")


class Person(BaseModel):
    """Someone the visitor can speak as. `role` names a text, `hue` (1 to 6) a colour of the avatar.

    `place` is written where the zone's name doesn't write it well.
    """

    model_config = ConfigDict(frozen=True)

    user: str
    name: str
    role: str
    language: str
    zone: str
    hue: int
    place: str = ""

    @property
    def ref(self) -> AccountRef:
        return AccountRef(WORKSPACE, self.user)

    @property
    def initials(self) -> str:
        parts = self.name.split()
        return parts[0][0] + parts[-1][0]

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


class Opening(BaseModel):
    """A channel as it is when the workspace is new. `members` are users; `kring` says whether Kring is in.

    The `invitation` stands where else the purpose does until a community has begun there.
    """

    id: str
    purpose: str
    invitation: str = ""
    members: tuple[str, ...]
    kring: bool


class Line(BaseModel):
    """One step of the example's story, told by `seed.py`, some `minutes` after the one before.

    `says` writes in channel `where`, or as a reply `under` the newest post that holds these words. `presses` is the
    action of a button on a card that `by` can see; `fills_in` says what goes into the form that comes of it (for a
    choice, words of its label will do). `reacts` is an emoji, `to` words of a post.
    """

    model_config = ConfigDict(extra="forbid")

    by: str
    where: str
    minutes: int = 0
    says: str = ""
    under: str = ""
    presses: str = ""
    fills_in: Mapping[str, str | tuple[str, ...]] | None = None
    reacts: str = ""
    to: str = ""


class Example(BaseModel):
    people: tuple[Person, ...]
    channels: tuple[Opening, ...]
    story: tuple[Line, ...]

    @cached_property
    def by_user(self) -> Mapping[str, Person]:
        return {person.user: person for person in self.people}


def load_example() -> Example:
    return Example.model_validate(yaml.safe_load(EXAMPLE.read_text(encoding="utf-8")))
