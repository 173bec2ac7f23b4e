"""The schema of playbooks as JSON Schema: for editors, which check and complete with it, and to look up what may stand
where."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from facilitation.playbooks import schema

Node = Mapping[str, Any]
LENGTHS = ("minutes", "each", "share")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def json_schema() -> Node:
    """What `docs/playbook.schema.json` holds. A field is described by the docstring below it."""
    found = schema.Playbook.model_json_schema()
    parts = {schema.Playbook.__name__: found, **found["$defs"]}
    for node in (node for part in parts.values() for node in part.get("properties", {}).values()):
        if "patternProperties" in node:
            node["additionalProperties"] = False
        if "description" in node:
            node["description"] = " ".join(node["description"].split())
    parts["Text"]["required"] = ["does"]  # the kind is left out only together with all of `asks`
    parts["Window"]["oneOf"] = [{"required": [kind]} for kind in LENGTHS]
    return {"$schema": DIALECT, **found}


def at(loc: Sequence[str | int]) -> Node:
    """What may stand there; nothing for a place that there is not. `loc` is as pydantic has it, with its tags."""
    node = json_schema()
    for step in loc:
        node = _inner(_resolved(node), step)
    return _resolved(node)


def keys(loc: Sequence[str | int]) -> tuple[str, ...]:
    """Which ones can stand there, where they are fixed."""
    return tuple(at(loc).get("properties", ()))


def one_of(loc: Sequence[str | int]) -> tuple[str, ...]:
    """The words it can be, where there are only some."""
    node = at(loc)
    kinds = node.get("discriminator", {}).get("mapping", {})
    return tuple(node.get("enum") or kinds)


def example(node: Node) -> Any:
    """The plainest thing that may stand there."""
    node = _resolved(node)
    if node.get("default") is not None:
        return node["default"]
    if "enum" in node or "const" in node:
        return node.get("const", *node.get("enum", [None])[:1])
    match node.get("type"):
        case "object":
            return {name: example(node["properties"][name]) for name in node.get("required", ())}
        case "string":
            return "x"
        case "integer" | "number":
            return node.get("minimum", 1)
        case _:
            return None


def _resolved(node: Node) -> Node:
    """Behind a reference; of alternatives the first, for the others are null or several of the same."""
    if "$ref" in node:
        pointed = json_schema()["$defs"][node["$ref"].rpartition("/")[2]]
        return _resolved({**pointed, **{key: value for key, value in node.items() if key != "$ref"}})
    return _resolved(node["anyOf"][0]) if "anyOf" in node else node


def _inner(node: Node, step: str | int) -> Node:
    if step in node.get("properties", {}):
        return dict(node["properties"][step])
    for inner in node.get("patternProperties", {}).values():
        return dict(inner)
    tagged = node.get("discriminator", {}).get("mapping", {}).get(step)
    if tagged:
        return {"$ref": tagged}
    return dict(node["items"]) if isinstance(step, int) and "items" in node else {}
