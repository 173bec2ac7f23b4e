"""Who is in the example workspace, and which channels it starts with: read from `example.yaml`."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from facilitation.people import AccountRef, WorkspaceId

WORKSPACE = WorkspaceId("playground:local")
KRING = "kring"
EXAMPLE = Path(__file__).with_name("example.yaml")


class Person(BaseModel):
    """Someone the visitor can speak as. `role` names a text, `hue` (1 to 6) a colour of the avatar."""

    model_config = ConfigDict(frozen=True)

    user: str
    name: str
    role: str
    language: str
    zone: str
    hue: int

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
    """A channel as it is when the workspace is new. `members` are users; `kring` says whether Kring is in."""

    id: str
    purpose: str
    members: tuple[str, ...]
    kring: bool


class Line(BaseModel):
    """One step of the example conversation; what each `does` needs is said in `seed.py`."""

    does: str
    by: str
    where: str = ""
    text: str = ""
    values: Mapping[str, str | Sequence[str]] = {}
    on: str = ""


class Example(BaseModel):
    people: tuple[Person, ...]
    channels: tuple[Opening, ...]
    story: tuple[Line, ...]

    @cached_property
    def by_user(self) -> Mapping[str, Person]:
        return {person.user: person for person in self.people}


def load_example() -> Example:
    return Example.model_validate(yaml.safe_load(EXAMPLE.read_text(encoding="utf-8")))
