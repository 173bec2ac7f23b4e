"""What a person in Teams has open, and how Kring answered them."""

from dataclasses import dataclass
from typing import Any

from tests.emulators import teams_cards

Json = dict[str, Any]


@dataclass(frozen=True)
class Delivered:
    """How Kring answered a delivery; `body` is None when it said nothing."""

    status: int
    body: Json | None


@dataclass
class Dialog:
    """What a person has open. `name`: the invoke that sends it."""

    task: Json
    name: str
    conversation: str
    under: str | None
    value: Json

    @property
    def title(self) -> str:
        return str(self.task["title"])

    @property
    def card(self) -> Json:
        card: Json = self.task["card"]["content"]
        return card

    @property
    def words(self) -> str:
        return f"{self.title}\n{teams_cards.words_of([self.card])}"

    @property
    def hidden(self) -> Json:
        """The data of the button that sends the form."""
        rows = [node["actions"] for node in self.card["body"] if node["type"] == "ActionSet"]
        found = [each["data"] for row in rows for each in row if "form" in each.get("data", {}).get("kring", {})]
        assert found, "the dialog holds no form"
        data: Json = found[0]
        return data
