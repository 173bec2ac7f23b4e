"""Plain YAML with the line of each of its parts: the one place that knows YAML.

Only what a playbook needs: anchors, aliases and tags are refused, and `on`, `yes` and dates are words, as in YAML 1.2.
Nothing is executed, and no text makes reading take long.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from facilitation.playbooks.faults import Fault, Faulty, Finding, Path, shown

CHARACTERS = 50_000
DEPTH = 12  # a playbook needs 8
SURROGATE = re.compile("[\ud800-\udfff]")
PREFIX = "tag:yaml.org,2002:"
KINDS = {  # YAML 1.2, core schema, without numbers that nobody writes; and by what characters each may begin
    "bool": (re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), [*"tTfF"]),
    "null": (re.compile(r"(?:~|null|Null|NULL|)$"), [*"~nN", ""]),
    "int": (re.compile(r"[-+]?[0-9]{1,15}$"), [*"-+0123456789"]),
    "float": (re.compile(r"[-+]?(?:\.[0-9]{1,15}|[0-9]{1,15}\.[0-9]{0,15})$"), [*"-+.0123456789"]),
}
USUAL = {  # part of what PyYAML says, and what mostly is the matter
    "mapping values": "colon",
    "find expected ':'": "no_colon",
    "unexpected end of": "quote",
    "character '\\t'": "tab",
    "character '@'": "odd_start",
    "character '`'": "odd_start",
    "character '%'": "odd_start",
    "found another document": "two_documents",
    "scanning an alias": "alias",
    "scanning an anchor": "alias",
    "scanning a tag": "tag",
    "tag handle": "tag",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What a text says, the line on which each part of it begins, and what is wrong with its form."""

    content: Mapping[str, Any]
    lines: Mapping[Path, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def line(self, path: Path) -> int:
        """Of what stands there, or else of what it would stand in."""
        return next((self.lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.lines), 1)

    def fault(self, finding: Finding) -> Fault:
        return Fault(self.line(finding.path), _where(finding.path), finding.key, finding.values)


def open_page(text: str, name: str) -> Page:
    """Raises: Faulty where it can't be told what the text says."""
    if len(text) > CHARACTERS:
        raise Faulty(name, [Fault(1, "", "too_large", {"limit": CHARACTERS, "length": len(text)})])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = _Lines(text)
    try:
        loader = _Loader(text)
    except yaml.reader.ReaderError as error:
        raise Faulty(name, [Fault(lines.at(error.position), "", "odd_character")]) from None
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise Faulty(name, [_unreadable(lines, error)]) from None
    except (ValueError, OverflowError):  # an escape or a version with a number that can't be
        raise Faulty(name, [Fault(lines.at(loader.index), "", "odd_character")]) from None
    if not isinstance(root, yaml.MappingNode):
        raise Faulty(name, [Fault(1, "", "no_playbook")])
    return _Builder(lines).page(root)


def firm(content: Any) -> Any:
    """With tuples for lists, as a page has it, so that the same content is equal wherever it came from."""
    if isinstance(content, dict):
        return {key: firm(value) for key, value in content.items()}
    return tuple(firm(value) for value in content) if isinstance(content, list) else content


def loose(content: Any) -> Any:
    """A copy of a page's content that can be changed."""
    if isinstance(content, Mapping):
        return {key: loose(value) for key, value in content.items()}
    return [loose(value) for value in content] if isinstance(content, tuple | list) else content


class _Lines:
    """Which line a character is on, counted as editors do."""

    def __init__(self, text: str) -> None:
        self._begins = [0, *(match.end() for match in re.finditer("\n", text) if match.end() < len(text))]

    def at(self, index: int) -> int:
        return bisect_right(self._begins, index)

    def column(self, index: int) -> int:
        return index - self._begins[self.at(index) - 1] + 1


class _Refused(yaml.MarkedYAMLError):
    """YAML that could be read, but is not plain; the problem is the fault's key."""


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  PyYAML's own name; filled below
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call] # PyYAML's types leave it out
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Refused(problem="alias", problem_mark=event.start_mark)
        if event.tag:
            raise _Refused(problem="tag", problem_mark=event.start_mark)
        if self.depth > DEPTH:
            raise _Refused(problem="too_deep", problem_mark=event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


for _kind, (_pattern, _beginnings) in KINDS.items():
    _Loader.add_implicit_resolver(PREFIX + _kind, _pattern, _beginnings)


def _unreadable(lines: _Lines, error: yaml.MarkedYAMLError) -> Fault:
    said = f"{error.context} {error.problem}"
    usual = next((key for part, key in USUAL.items() if part in said), "no_yaml")
    key = str(error.problem) if isinstance(error, _Refused) else usual
    mark = error.context_mark if key == "quote" else error.problem_mark
    index = mark.index if mark else 0
    return Fault(lines.at(index), "", key, {"column": lines.column(index)})


class _Builder:
    """Makes values of nodes, and notes where each begins."""

    def __init__(self, lines: _Lines) -> None:
        self._places = lines
        self._lines: dict[Path, int] = {}
        self._faults: list[Fault] = []

    def page(self, root: yaml.MappingNode) -> Page:
        return Page(self._mapping(root, ()), self._lines, tuple(self._faults))

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            inner = (*path, key.value) if isinstance(key, yaml.ScalarNode) else path
            if inner == path:
                self._say("odd_key", key, path)
            elif key.value in found:
                self._say("twice", key, inner, word=shown(key.value), first=self._lines[inner])
            else:
                self._lines[inner] = self._line(key)
                found[self._words(key, inner)] = self._value(value, inner)
        return found

    def _value(self, node: yaml.Node, path: Path) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self._items(node, path))
        words = self._words(node, path)
        match node.tag.removeprefix(PREFIX):
            case "null":
                return None
            case "bool":
                return words.lower() == "true"
            case "int":
                return int(words)
            case "float":
                return float(words)
            case _:
                return words

    def _items(self, node: yaml.SequenceNode, path: Path) -> Iterator[Any]:
        for place, item in enumerate(node.value):
            self._lines[*path, place] = self._line(item)
            yield self._value(item, (*path, place))

    def _words(self, node: yaml.Node, path: Path) -> str:
        words = str(node.value)
        if SURROGATE.search(words):
            self._say("odd_character", node, path)
        return SURROGATE.sub("?", words)

    def _line(self, node: yaml.Node) -> int:
        return self._places.at(node.start_mark.index)

    def _say(self, key: str, node: yaml.Node, path: Path, **values: object) -> None:
        self._faults.append(Fault(self._line(node), _where(path), key, values))


def _where(path: Path) -> str:
    return ".".join(shown(step) for step in path if isinstance(step, str))
