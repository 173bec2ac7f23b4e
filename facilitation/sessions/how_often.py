"""How often something comes back, in words."""

from facilitation.recurrence import WEEK, Rhythm, beat
from facilitation.texts import Texts

WEEKS = {1: "rhythms.every", 2: "rhythms.every_two", 4: "rhythms.every_four"}


def every(rhythm: Rhythm, texts: Texts) -> str:
    """ "Every Monday and Thursday at 09:00 (Europe/Brussels)"; with the times in turn where there are several."""
    said, times = beat(rhythm.rule), texts.all_of(texts.time(at) for at in (rhythm.at, *rhythm.then))
    days = texts.all_of(texts.weekday(day) for day in said.weekdays)
    key = WEEKS.get(said.weeks, "rhythms.every_weeks")
    if said.ordinal is not None:
        key = f"rhythms.every_month.{said.ordinal}"
    elif len(said.weekdays) == WEEK and said.weeks == 1:
        key = "rhythms.every_day"
    told = texts.plain(key, days=days, weeks=said.weeks)
    at = "rhythms.at_time_in_turn" if rhythm.then else "rhythms.at_time"
    return texts.plain(at, every=told, time=times, zone=rhythm.zone)
