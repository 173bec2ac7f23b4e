"""What chat clients make of a moment: they tell it in the zone of whoever reads."""

from datetime import datetime
from zoneinfo import ZoneInfo


def day(moment: datetime, zone: str) -> str:
    """ "Tuesday 3 March 2026"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B %Y}"


def hour(moment: datetime, zone: str) -> str:
    """ "10:00"."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"
