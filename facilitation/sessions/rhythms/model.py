"""What recurs: a series of sessions of one playbook, and what became of each of its occurrences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from facilitation.people import CommunityId, MemberId, PlaceRef, SideId, WorkspaceId
from facilitation.recurrence import Occurrence, Rhythm
from facilitation.sessions.course.values import Setup
from facilitation.sessions.model import SessionWork

GRACE = timedelta(hours=2)  # later than this, an occurrence is recorded as missed rather than opened
TOLD_AHEAD = 3


class SeriesState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    PLACE_GONE = "place_gone"  # paused by Kring, because it can't post there
    STOPPED = "stopped"


class MeetingState(StrEnum):
    """What became of an occurrence; while nothing did, it has no meeting."""

    OPENED = "opened"
    MISSED = "missed"
    SKIPPED = "skipped"
    MOVED = "moved"  # to another moment, which is still to come


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is chosen for a series. `rule` as in RFC 5545; `times` on the clock of `zone`, one occurrence each in turn.

    `own_clocks`: each member is asked when their own clock shows that time, from the first to the last of them.
    """

    setup: Setup
    subject: str
    rule: str
    times: tuple[time, ...]
    zone: str
    since: date
    place: PlaceRef
    call_link: str = ""
    own_clocks: bool = False
    side: SideId | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Who asked whom to change places in the rota, before the occurrence of which day."""

    asks: MemberId
    asked: MemberId
    day: date


@dataclass(kw_only=True, eq=False)
class Series:
    """A playbook that comes back. `edition`: its digest, as it was when the series was set or changed.

    Its sessions keep what held when they began. `rota`: who volunteered to host, whose turn is next first;
    `note`: what the last host left for the next one, for their eyes only, until they host.
    """

    community_id: CommunityId
    id: str
    playbook: str
    edition: str
    subject: str
    setup: Setup
    rule: str
    times: tuple[time, ...]
    zone: str
    since: date
    own_clocks: bool
    workspace: WorkspaceId
    channel: str
    call_link: str
    created_at: datetime
    state: SeriesState = SeriesState.RUNNING
    paused_until: date | None = None
    next_at: datetime | None = None
    """When the next occurrence is due; None while it doesn't run, or when its rule has come to its end."""
    rota: tuple[MemberId, ...] = ()
    swaps: tuple[Swap, ...] | None = None
    """What was asked for and not agreed to yet; None where nobody ever asked."""
    told_host: date | None = None
    """Of which occurrence somebody was told that they host it."""
    host_wanted: bool = False
    """Whether the community was asked for a host since there was one."""
    note: str = ""
    empty: int = 0
    """How many of its sessions in a row nobody came to."""
    asked_on: datetime | None = None
    """When the community was asked how to go on; None when that has been decided, or was not asked."""
    voices: Mapping[MemberId, str] = field(default_factory=dict)
    """What members said to that, one each."""
    side: SideId | None = None
    """For the people of which workspace alone, where the community stands in several."""

    @property
    def place(self) -> PlaceRef:
        return PlaceRef(self.workspace, self.channel)

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(self.rule, self.zone, self.times[0], self.since, self.times[1:])

    @property
    def open_for(self) -> timedelta | None:
        """How long a session's one phase is open, where that was chosen."""
        return next(iter(self.setup.windows.values()), None)

    def change(self, plan: Plan, edition: str) -> None:
        """Take over the plan; choosing again where it is posted mends a lost place."""
        self.setup, self.subject, self.edition, self.call_link = plan.setup, plan.subject, edition, plan.call_link
        self.rule, self.times, self.zone, self.since = plan.rule, plan.times, plan.zone, plan.since
        self.own_clocks, self.side = plan.own_clocks, plan.side
        self.workspace, self.channel = plan.place.workspace, plan.place.channel
        if self.state is SeriesState.PLACE_GONE:
            self.state = SeriesState.RUNNING

    def is_late(self, occurrence: Occurrence, now: datetime) -> bool:
        """Too late to open: beyond its grace, or it would have closed by now."""
        over = self.open_for is not None and now >= occurrence.at + self.open_for
        return over or now - occurrence.at > GRACE


@dataclass(kw_only=True, eq=False)
class Meeting:
    """One occurrence of a series. `day` and `slot` are its identity: there is one, whoever opens it, whenever."""

    community_id: CommunityId
    series_id: str
    day: date
    slot: int
    state: MeetingState
    at: datetime
    session_id: str | None = field(default=None)


def planned(plan: Plan, community: CommunityId, identity: str, playbook: tuple[str, str], now: datetime) -> Series:
    """A new series; `playbook` is its name and edition."""
    name, edition = playbook
    return Series(
        community_id=community,
        id=identity,
        playbook=name,
        edition=edition,
        subject=plan.subject,
        setup=plan.setup,
        rule=plan.rule,
        times=plan.times,
        zone=plan.zone,
        since=plan.since,
        own_clocks=plan.own_clocks,
        workspace=plan.place.workspace,
        channel=plan.place.channel,
        call_link=plan.call_link,
        created_at=now,
        side=plan.side,
    )


class Rhythms(Protocol):
    """The entered community's."""

    def add(self, series: Series) -> None: ...

    def series(self, identity: str) -> Series | None: ...

    def all_series(self) -> Sequence[Series]:
        """Those not stopped, oldest first."""
        ...

    def add_meeting(self, meeting: Meeting) -> None: ...

    def meeting(self, series_id: str, day: date, slot: int) -> Meeting | None:
        """The one of that occurrence, whatever became of it."""
        ...

    def meetings(self, series_id: str, since: date) -> Sequence[Meeting]:
        """Those of occurrences from that local date on, the earliest first."""
        ...

    def moved(self, series_id: str) -> Sequence[Meeting]:
        """Those that were moved and are still to come, the earliest first."""
        ...


class RhythmWork(SessionWork, Protocol):
    @property
    def rhythms(self) -> Rhythms: ...
