"""What the schema's types refuse, as findings: where it stands, what is wrong and what would be right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from facilitation.people import LANGUAGES
from facilitation.playbooks import outline
from facilitation.playbooks.faults import AT_MOST, Finding, Path, shown, unknown

Loc = tuple[str | int, ...]
Details = Mapping[str, Any]
"""One of pydantic's errors."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """`loc` is where the schema has it, `finding.path` where the file has it."""

    loc: Loc
    kind: str
    finding: Finding


def refusals(error: ValidationError) -> tuple[Refusal, ...]:
    """One for each place."""
    found: dict[Path, Refusal] = {}
    for details in error.errors(include_url=False)[:AT_MOST]:
        loc = _cut(details["loc"])
        path = tuple(step for place, step in enumerate(loc) if not _is_tag(loc, place) and step != "[key]")
        found.setdefault(path, Refusal(loc, details["type"], _finding(path, loc, details)))
    meant = {
        (*path[:-1], refusal.finding.values.get("nearest")) for path, refusal in found.items() if _is_extra(refusal)
    }
    return tuple(refusal for path, refusal in found.items() if refusal.kind != "missing" or path not in meant)


def _is_extra(refusal: Refusal) -> bool:
    return refusal.kind == "extra_forbidden"


def _cut(loc: Loc) -> Loc:
    """Which of the two forms of a visibility was tried is nobody's concern."""
    return loc[:3] if loc[:1] == ("phases",) and loc[2:3] == ("visibility",) else loc


def _is_tag(loc: Loc, place: int) -> bool:
    """Behind `asks` pydantic names the kind."""
    return loc[:place] == ("phases", *loc[1:2], "asks")


def _finding(path: Path, loc: Loc, details: Details) -> Finding:
    if loc[2:] == ("visibility",) and loc[0] == "phases":
        return _visibility(path, loc, details["input"])
    tell = TELLING.get(details["type"])
    if tell:
        return tell(path, loc, details)
    told = SIMPLE.get(details["type"], "unfit") if details["input"] is not None or loc[-1] not in LANGUAGES else "empty"
    limits: Mapping[str, Any] = details.get("ctx", {})
    limit = next((limits[name] for name in LIMITS if name in limits), "")
    return Finding(path, told, {"word": shown(details["input"]), "limit": _number(limit)})


def _visibility(path: Path, loc: Loc, given: object) -> Finding:
    known = outline.one_of(loc)
    wrong = [word for word in _each(given) if word not in known]
    return unknown(path, "visibility", wrong[0] if wrong else given, known)


def _each(given: object) -> Sequence[object]:
    return given if isinstance(given, tuple) else (given,)


def _unknown_key(path: Path, loc: Loc, details: Details) -> Finding:
    return unknown(path, "unknown_key", loc[-1], outline.keys(loc[:-1]))


def _missing(path: Path, loc: Loc, details: Details) -> Finding:
    if loc[-1] in LANGUAGES:
        return Finding(path, "missing_language", {"language": loc[-1]})
    return Finding(path, "missing", {"word": loc[-1]})


def _one_of(path: Path, loc: Loc, details: Details) -> Finding:
    return unknown(path, "one_of", details["input"], outline.one_of(loc))


def _kind(path: Path, loc: Loc, details: Details) -> Finding:
    given = details["input"]
    if not isinstance(given, dict):
        return unknown(path, "kind", given, outline.one_of(loc))
    if "does" not in given:
        return Finding(path, "no_kind", {"those": outline.one_of(loc)})
    return unknown((*path, "does"), "kind", given["does"], outline.one_of(loc))


def _parts(path: Path, loc: Loc, details: Details) -> Finding:
    """Something else stands where keys should."""
    keys = outline.keys(loc)
    if keys == LANGUAGES:
        return Finding(path, "three_languages", {"word": shown(details["input"])})
    return Finding(path, "parts" if keys else "names", {"word": shown(details["input"]), "those": keys})


def _name(path: Path, loc: Loc, details: Details) -> Finding:
    return Finding(path, "bad_name", {"word": shown(details["input"])})


def _number(limit: object) -> object:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit


TELLING: Mapping[str, Callable[[Path, Loc, Details], Finding]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "enum": _one_of,
    "literal_error": _one_of,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _kind,
    "model_attributes_type": _kind,
    "model_type": _parts,
    "dict_type": _parts,
    "string_pattern_mismatch": _name,
}
SIMPLE = {
    "string_type": "no_text",
    "string_too_short": "empty",
    "string_too_long": "too_many_characters",
    "int_type": "no_whole_number",
    "int_parsing": "no_whole_number",
    "int_parsing_size": "no_whole_number",
    "int_from_float": "no_whole_number",
    "float_type": "no_number",
    "float_parsing": "no_number",
    "finite_number": "no_number",
    "bool_type": "no_yes_or_no",
    "bool_parsing": "no_yes_or_no",
    "greater_than": "above",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "too_short": "too_few_parts",
    "too_long": "too_many_parts",
    "sequence_str": "no_list",
    "is_instance_of": "no_list",
}
LIMITS = ("gt", "ge", "le", "max_length", "min_length")
