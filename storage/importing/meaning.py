"""What no type tells of a record: that its zone, its rule or its playbook is one."""

from collections.abc import Callable, Mapping
from typing import Any

from facilitation.people import LANGUAGES
from facilitation.playbooks import shelf
from facilitation.recurrence import Rhythm, find_zone
from storage.exporting.values import Unfit

Values = Mapping[str, Any]


def check(table: str, values: Values) -> None:
    """Raises: Unfit."""
    if table in CHECKS:
        CHECKS[table](values)


def _on_a_wall(values: Values) -> None:
    zone = values["zone"]
    if zone is not None and find_zone(zone) != zone:
        raise Unfit("zone: must be a time zone, as Europe/Brussels")


def _weekly(values: Values) -> None:
    _on_a_wall(values)
    if values["weekday"] not in range(7):
        raise Unfit("weekday: must be from 0, Monday, to 6")


def _place_in_time(values: Values) -> None:
    _on_a_wall(values)
    language = values["language"]
    if language is not None and language not in LANGUAGES:
        raise Unfit(f"language: must be one of {', '.join(LANGUAGES)}")


def _comes_back(values: Values) -> None:
    times = values["times"]
    try:
        Rhythm(values["rule"], values["zone"], times[0], values["since"], times[1:])
    except (ValueError, LookupError):
        raise Unfit("rule: can't be read as when something comes back") from None


def _is_a_playbook(values: Values) -> None:
    try:
        same = shelf.digest(shelf.from_json(values["body"])) == values["digest"]
    except (ValueError, TypeError, RecursionError):
        raise Unfit("body: is no playbook") from None
    if not same:
        raise Unfit("body: is not the playbook that its digest is of")


CHECKS: Mapping[str, Callable[[Values], None]] = {
    "communities": _place_in_time,
    "accounts": _place_in_time,
    "digests": _weekly,
    "series": _comes_back,
    "playbook_editions": _is_a_playbook,
}
