"""When Kring can't post where a check-in is to be: it is paused, facilitators are told once, and it can go on."""

from collections.abc import Sequence

from facilitation.check_ins import cards, keys, rounds
from facilitation.check_ins.model import CheckInWork, Series, SeriesState
from facilitation.events import Loss, MemberJoined, MemberLeft, MessageLost, PlaceClosed
from facilitation.facilitators import tell_facilitators
from facilitation.people import PlaceRef


def on_message_lost(lost: MessageLost, work: CheckInWork) -> None:
    """One of a round's messages found its channel gone."""
    ours = keys.is_a_rounds(lost.key or "")
    if ours and lost.loss is Loss.PLACE_GONE and lost.place and work.in_community:
        _lose(lost.place.whole, work)


def on_place_closed(closed: PlaceClosed, work: CheckInWork) -> None:
    if work.in_community:
        _lose(closed.place.ref.whole, work)


def on_left(left: MemberLeft, work: CheckInWork) -> None:
    if left.is_kring and left.place and work.in_community:
        _lose(left.place.ref.whole, work)


def on_joined(joined: MemberJoined, work: CheckInWork) -> None:
    """Kring is there again, so what it had paused goes on."""
    if not joined.is_kring or not joined.place or not work.in_community:
        return
    for series in _at(joined.place.ref.whole, SeriesState.PLACE_GONE, work):
        series.state = SeriesState.RUNNING
        rounds.schedule(series, work)


def _lose(place: PlaceRef, work: CheckInWork) -> None:
    affected = _at(place, SeriesState.RUNNING, work)
    for series in affected:
        series.state = SeriesState.PLACE_GONE
        rounds.schedule(series, work)
    if affected:
        channel = work.people.place_name(place)
        tell_facilitators(work, lambda texts: cards.place_gone(affected, channel, texts))


def _at(place: PlaceRef, state: SeriesState, work: CheckInWork) -> Sequence[Series]:
    return [series for series in work.check_ins.all_series() if series.place == place and series.state is state]
