"""When Kring can't post where a rhythm is held: it is paused, facilitators are told once, and it can go on."""

from collections.abc import Sequence
from functools import partial

from facilitation.events import Loss, MemberJoined, MemberLeft, MessageLost, PlaceBack, PlaceClosed
from facilitation.facilitators import tell_facilitators
from facilitation.people import PlaceRef
from facilitation.sessions.rhythms import cards, opening
from facilitation.sessions.rhythms.model import RhythmWork, Series, SeriesState

KEYS = ("session/", "series/")


def on_message_lost(lost: MessageLost, work: RhythmWork) -> None:
    """A message of ours found its channel gone."""
    ours = (lost.key or "").startswith(KEYS)
    if ours and lost.loss is Loss.PLACE_GONE and lost.place and work.in_community:
        _lose(lost.place.whole, work)


def on_place_closed(closed: PlaceClosed, work: RhythmWork) -> None:
    if work.in_community:
        _lose(closed.place.ref.whole, work)


def on_left(left: MemberLeft, work: RhythmWork) -> None:
    if left.is_kring and left.place and work.in_community:
        _lose(left.place.ref.whole, work)


def on_joined(joined: MemberJoined, work: RhythmWork) -> None:
    """Kring is there again, so what it had paused goes on."""
    if not joined.is_kring or not joined.place or not work.in_community:
        return
    _regain(joined.place.ref.whole, work)


def on_place_back(back: PlaceBack, work: RhythmWork) -> None:
    _regain(back.place, work)


def _regain(place: PlaceRef, work: RhythmWork) -> None:
    for series in _at(place, SeriesState.PLACE_GONE, work):
        series.state = SeriesState.RUNNING
        opening.schedule(series, work)


def _lose(place: PlaceRef, work: RhythmWork) -> None:
    affected = _at(place, SeriesState.RUNNING, work)
    for series in affected:
        series.state = SeriesState.PLACE_GONE
        opening.schedule(series, work)
    channel = work.people.place_name(place)
    for side in dict.fromkeys(series.side for series in affected):
        named = [(series, work.sessions.edition(series.edition)) for series in affected if series.side == side]
        tell_facilitators(work, partial(cards.place_gone, named, channel), side=side)


def _at(place: PlaceRef, state: SeriesState, work: RhythmWork) -> Sequence[Series]:
    return [series for series in work.rhythms.all_series() if series.place == place and series.state is state]
