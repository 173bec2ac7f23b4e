"""Somebody's two memberships become one: they are in a rota once, and have one voice on how it goes on."""

from facilitation.events import AccountMoved
from facilitation.sessions.rhythms.model import RhythmWork


def on_moved(moved: AccountMoved, work: RhythmWork) -> None:
    gone, to = moved.merged, moved.member_id
    if gone is None or not work.in_community:
        return
    for series in work.rhythms.all_series():
        if gone in series.rota:
            series.rota = tuple(dict.fromkeys(to if each == gone else each for each in series.rota))
        if series.swaps:
            series.swaps = tuple(each for each in series.swaps if gone not in (each.asks, each.asked))
        if gone in series.voices:
            others = {member: said for member, said in series.voices.items() if member != gone}
            series.voices = {to: series.voices[gone], **others}
