"""One item of knowledge as a Markdown file: front matter, and its words under marks that a reader doesn't see."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.bundles.catalogue import Catalogue
from facilitation.knowledge.passages import Part

ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
MARK = re.compile(r"<!-- (\d+): ([a-z]+) -->")
OPENING = "---"
ITEMS = "knowledge_items"

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """One passage as it stands on the page: under its mark, up to the next one; `head` says what it is about."""

    number: int
    part: Part
    head: str
    lines: Sequence[str]

    @property
    def mark(self) -> str:
        return f"<!-- {self.number}: {self.part} -->"

    @property
    def is_open(self) -> bool:
        """Whether members write it together, so that others' hands may be in it."""
        return self.part is Part.TEXT

    @property
    def content(self) -> list[str]:
        return [*([self.headline, ""] if self.head else []), *self.lines]

    @property
    def headline(self) -> str:
        return f"## {self.head}"


@dataclass(frozen=True, slots=True)
class Page:
    """`heading`: the front matter, in its order. Tags stand there, and nowhere else."""

    heading: Values
    blocks: Sequence[Block]

    @property
    def text(self) -> str:
        lines = [OPENING, *_front(self.heading), OPENING, "", f"# {_one_line(self.heading['title'])}", ""]
        for block in self.blocks:
            lines += [block.mark, "", *block.content, ""]
        return "\n".join(lines)

    @property
    def is_clear(self) -> bool:
        """Whether no words look like a mark, so that it is sure what was whose."""
        return not any(MARK.fullmatch(line.strip()) for block in self.blocks for line in block.lines)


def page_of(item: Values, catalogue: Catalogue) -> Page:
    blocks, before = [], ""
    for number, passage in enumerate(item["passages"], 1):
        if passage["part"] != Part.TAG:
            about = catalogue.about(passage)
            blocks.append(_block(number, passage, about if about != before else ""))
            before = about
    return Page(_heading(item, catalogue), blocks)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _heading(item: Values, catalogue: Catalogue) -> Values:
    told = {
        "title": item["title"],
        "kind": item["kind"].rpartition(".")[2],
        "assurance": item["assurance"],
        "audience": item["audience"],
        "language": item["language"],
        "tags": _each_once(each["text"] for each in item["passages"] if each["part"] == Part.TAG),
        "authors": _each_once(each["name"] for each in item["passages"] if each["part"] != Part.TAG),
        "steward": catalogue.names.get((item["steward_workspace"], item["steward_user"])),
        "version": item["number"],
        "kept": item["kept_at"],
        "changed": item["changed_at"],
        "review": item["review_at"],
        "unattended": item["unattended_since"],
        "from": _origin(item, catalogue),
        "links": catalogue.beside(item["id"]),
        "id": item["id"],
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _origin(item: Values, catalogue: Catalogue) -> str:
    title = item["origin_title"] or catalogue.questions.get(item["origin_id"], "")
    return f"{item['origin_kind']}: {title}" if title else str(item["origin_kind"])


def _block(number: int, passage: Values, head: str) -> Block:
    part, lines = Part(passage["part"]), passage["text"].split("\n")
    if part is not Part.TEXT:
        by = ["", f"— {passage['name']}"] if passage["name"] else []
        lines = [f"> {line}".rstrip() for line in (*lines, *by)]
    return Block(number, part, head, lines)


def _front(heading: Values) -> Iterator[str]:
    for name, value in heading.items():
        if isinstance(value, list):
            yield f"{name}:"
            yield from (f"  - {_quoted(each)}" for each in value)
        else:
            yield f"{name}: {_quoted(value) if isinstance(value, str) else value}"


def _quoted(text: str) -> str:
    """As both JSON and YAML read it."""
    return ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", json.dumps(text, ensure_ascii=False))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _each_once(texts: Iterator[str]) -> list[str]:
    return [*dict.fromkeys(text for text in texts if text)]
