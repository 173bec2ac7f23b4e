"""Writes a playbook's content as plain YAML, so that reading it gives the same content again."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from facilitation.people import LANGUAGES

WIDE = 110  # characters of a line that holds several values
STEP = "  "
BARE = re.compile(r"(?!(?:true|false|null)\Z)[a-z][a-z0-9_]*")
ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
SEVERAL = 2  # words that no two languages have in common by chance


def written(content: Mapping[str, Any], untranslated: str = "") -> str:
    """`untranslated`: the note beside texts that are the same in several languages."""
    return "\n".join(_mapping(content, "", untranslated)) + "\n"


def is_untranslated(texts: Mapping[str, Any]) -> bool:
    """Whether one of these stands for another: all are the same, or two that are too long to be so by chance."""
    said = [str(texts.get(language)) for language in LANGUAGES]
    different = set(said)
    return len(different) == 1 or any(said.count(each) > 1 and len(each.split()) > SEVERAL for each in different)


def is_text(node: object) -> bool:
    """Whether it is one text in all languages."""
    return isinstance(node, Mapping) and set(node) == set(LANGUAGES)


def _mapping(node: Mapping[str, Any], indent: str, note: str) -> Iterator[str]:
    for key, value in node.items():
        told = f"  # {note}" if note and is_text(value) and is_untranslated(value) else ""
        line = f"{indent}{_scalar(key)}: {_flow(value)}"
        if not isinstance(value, Mapping) or not value or (_is_flat(value) and len(line) <= WIDE):
            yield f"{line}{told}"
        else:
            yield f"{indent}{_scalar(key)}:{told}"
            yield from _mapping(value, indent + STEP, note)


def _is_flat(node: Mapping[str, Any]) -> bool:
    return not any(isinstance(value, Mapping) for value in node.values())


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_scalar(key)}: {_flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value)


def _scalar(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case _:
            return str(value) if BARE.fullmatch(str(value)) else _quoted(str(value))


def _quoted(text: str) -> str:
    return ODD.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    """No playbook has half a character."""
    return "?" if "\ud800" <= match[0] <= "\udfff" else f"\\u{ord(match[0]):04x}"
