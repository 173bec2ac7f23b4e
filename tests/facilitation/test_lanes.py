"""A community's events keep their order, also while it becomes known which community a place belongs to."""

from datetime import UTC, datetime

from facilitation.events import Actor, ButtonPressed, MessagePosted, Place, TimerDue
from facilitation.lanes import Lanes
from facilitation.messages import Subject
from facilitation.people import AccountRef, CommunityId, PlaceRef, WorkspaceId

WORKSPACE = WorkspaceId("slack:T1")
COMMUNITY = CommunityId("writers")
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SOMEBODY = Actor(ref=AccountRef(WORKSPACE, "U1"))


def posted(thread: str | None = None) -> MessagePosted:
    place = Place(ref=PlaceRef(WORKSPACE, "C1", thread))
    return MessagePosted(
        delivery_id="1", workspace=WORKSPACE, at=NOON, by=SOMEBODY, place=place, message_id="1", text="Hello"
    )


def test_an_unknown_place_queues_with_its_workspace() -> None:
    with Lanes().queued(posted()) as lane:
        assert lane == WORKSPACE


def test_a_place_changes_lanes_only_when_nothing_of_it_is_under_way() -> None:
    lanes = Lanes()
    with lanes.queued(posted("root")) as first:
        lanes.learn(posted("root"), COMMUNITY)
        with lanes.queued(posted()) as second:
            assert first == second == WORKSPACE
    with lanes.queued(posted("other")) as third:
        assert third == COMMUNITY


def test_what_names_its_community_queues_there() -> None:
    due = TimerDue(community_id=COMMUNITY, timer_id="t", kind="k", subject="s", due_at=NOON)
    place = Place(ref=PlaceRef(WORKSPACE, "D1"))
    press = ButtonPressed(
        delivery_id="2",
        workspace=WORKSPACE,
        at=NOON,
        by=SOMEBODY,
        place=place,
        message_id=None,
        action="a",
        subject=Subject(COMMUNITY),
    )
    for event in (due, press):
        with Lanes().queued(event) as lane:
            assert lane == COMMUNITY
