"""A community's calendar: what was held, what goes on, what is to come; and the link by which it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from facilitation.people import CommunityId
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.cards import lengths
from facilitation.sessions.course.values import Course
from facilitation.sessions.model import Room
from facilitation.sessions.rhythms import hosting
from facilitation.sessions.rhythms.coming import upcoming
from facilitation.sessions.rhythms.model import MeetingState, RhythmWork, Series
from facilitation.sessions.view import View
from facilitation.texts import Texts
from facilitation.wording import for_all

AHEAD = 26  # occurrences of each rhythm; half a year of a weekly one
BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Entry:
    """`uid` stays the same for the same occurrence, so that a calendar moves it rather than showing it twice."""

    uid: str
    begins: datetime
    ends: datetime
    title: str
    place: str


class CalendarLinks(Protocol):
    def token(self) -> str | None:
        """The entered community's."""
        ...

    def keep(self, token: str) -> None:
        """In the place of the one before, which leads nowhere any more."""
        ...

    def community(self, token: str) -> CommunityId | None:
        """Whose link it is; known before any community is entered."""
        ...

    def address(self, token: str) -> str:
        """The whole link."""
        ...


class FeedWork(RhythmWork, Protocol):
    @property
    def calendar_links(self) -> CalendarLinks: ...


def entries(work: RhythmWork) -> Sequence[Entry]:
    """What the channel shows, and no more."""
    texts = for_all(work.community)
    found = [entry for series in work.rhythms.all_series() for entry in _of_series(series, work, texts)]
    return (*found, *_once(work, texts))


def _of_series(series: Series, work: RhythmWork, texts: Texts) -> Iterator[Entry]:
    playbook, place = work.sessions.edition(series.edition), work.people.place_name(series.place)
    title, takes = hosting.title(series, playbook, texts), _takes(series, playbook)
    held = work.rhythms.meetings(series.id, (work.now - BACK).date())
    opened = [(each.day, each.slot, each.at) for each in held if each.state is MeetingState.OPENED]
    coming = [(one.day, one.slot, one.at) for one in upcoming(series, work, AHEAD)]
    for day, slot, at in (*opened, *coming):
        yield Entry(f"{series.id}-{day.isoformat()}-{slot}", at, at + takes, title, place)


def _once(work: RhythmWork, texts: Texts) -> Iterator[Entry]:
    """Sessions that go on and are of no series; what is rehearsed is nobody else's."""
    for session in work.sessions.under_way():
        if session.series_id is None and session.room is not Room.REHEARSAL:
            playbook = work.sessions.edition(session.edition)
            title = View(session, playbook, session.course, {}, texts).title()
            least = timedelta(minutes=lengths.minutes(playbook, 0, session.course))
            began = session.created_at
            yield Entry(session.id, began, began + least, title, work.people.place_name(session.place))


def _takes(series: Series, playbook: Playbook) -> timedelta:
    """Of a round only that it begins: it asks for minutes, whenever they suit."""
    if series.open_for:
        return timedelta(minutes=lengths.FIVE)
    return timedelta(minutes=lengths.minutes(playbook, 0, Course(setup=series.setup, host=None)))
