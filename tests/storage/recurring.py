"""A series and a session of it, to be remembered."""

from datetime import date, time, timedelta

from facilitation.people import CommunityId, MemberId
from facilitation.playbooks import shelf
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.course.values import Contribution, Course, Setup, Tempo, Words
from facilitation.sessions.model import Room, Session
from facilitation.sessions.rhythms.model import Series, Swap
from storage.unit import SqlUnit
from tests.storage.shelf import CIRCLE, NOON, WORKSPACE

TUESDAY = date(2026, 3, 3)
SETUP = Setup(
    Tempo.ASYNC,
    visibility={"ask": Visibility.SEALED},
    questions=("What did you try?", "¿Y ahora? 🎉"),
    windows={"ask": timedelta(hours=36)},
)


def an_edition(unit: SqlUnit) -> str:
    playbook = shelf.built_in("check_in")
    assert playbook
    digest = unit.sessions.keep_edition("check_in", playbook)
    unit.flush()
    return digest


def a_series(
    unit: SqlUnit,
    identity: str = "s",
    community: CommunityId = CIRCLE,
    setup: Setup = SETUP,
    after: timedelta = timedelta(0),
) -> Series:
    return Series(
        community_id=community,
        id=identity,
        playbook="check_in",
        edition=an_edition(unit),
        subject="",
        setup=setup,
        rule="FREQ=WEEKLY;BYDAY=TU",
        times=(time(9, 15), time(21, 0)),
        zone="Europe/Brussels",
        since=TUESDAY,
        own_clocks=False,
        workspace=WORKSPACE,
        channel="C1",
        call_link="",
        created_at=NOON + after,
        next_at=NOON + timedelta(hours=1),
        rota=(MemberId("ann"), MemberId("bo")),
        swaps=(Swap(MemberId("ann"), MemberId("bo"), TUESDAY),),
        voices={MemberId("ann"): "go_on"},
    )


def a_session(unit: SqlUnit, setup: Setup = SETUP) -> Session:
    return Session(
        community_id=CIRCLE,
        id="r",
        playbook="check_in",
        edition=an_edition(unit),
        subject="",
        workspace=WORKSPACE,
        channel="C1",
        room=Room.THREAD,
        course=Course(setup, None),
        created_at=NOON,
    )


def given(marker: str, text: str) -> Contribution:
    return Contribution(marker, (Words(f"w-{marker}", text),))
