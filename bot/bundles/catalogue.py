"""What the pages of knowledge need of the other records: names, and which page belongs with which."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from facilitation.knowledge.kinds import HEADS
from facilitation.knowledge.passages import Part
from facilitation.texts import texts_in
from storage.exporting import Record

LONGEST_SLUG = 60
PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
TABLES = frozenset({"accounts", "communities", "knowledge_items", "knowledge_links", "questions"})

Person = tuple[str | None, str | None]


@dataclass
class Catalogue:
    """`language`: the community's, in which headings are. Hears all records before it is asked."""

    language: str = "en"
    names: dict[Person, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    _beside: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def hear(self, record: Record) -> None:
        told = record.values
        match record.table:
            case "communities":
                self.language = told["language"]
            case "accounts":
                self.names[told["workspace"], told["user"]] = told["name"]
            case "knowledge_items":
                self.files[told["id"]] = file_of(told)
            case "knowledge_links":
                self._beside[told["item_id"]].append(told["other_id"])
                self._beside[told["other_id"]].append(told["item_id"])
            case "questions":
                self.questions[told["id"]] = told["title"]
            case _:
                pass

    def about(self, passage: Mapping[str, Any]) -> str:
        """What stands over it: where it holds, or which field of its kind's own form it is."""
        texts = texts_in(self.language)
        if passage["part"] in (Part.CONTEXT, Part.DISSENT):
            return texts.plain(f"knowledge.{passage['part']}")
        return texts.plain(f"knowledge.field.{passage['head']}") if passage["head"] in HEADS else ""

    def beside(self, item: str) -> Sequence[str]:
        """The files of those that it is linked with, either way, as seen from its own."""
        there = (self.files[other] for other in self._beside.get(item, ()) if other in self.files)
        return sorted({f"../{name.removeprefix('knowledge/')}" for name in there})


def file_of(item: Mapping[str, Any]) -> str:
    """Its place in an export, from its title and its id: letters, digits and hyphens, whatever was written."""
    kind = re.sub(r"[^a-z_]", "", item["kind"].rpartition(".")[2].lower()) or "item"
    plain = unicodedata.normalize("NFKD", item["title"]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-") or kind
    identity = item["id"]
    if not PLAIN_ID.fullmatch(identity):
        identity = hashlib.sha256(identity.encode()).hexdigest()[:32]
    return f"knowledge/{kind}/{slug}--{identity}.md"
