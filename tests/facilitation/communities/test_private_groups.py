"""What happens in a private group that a community claimed is the community's, and says nothing of its own channel."""

from collections.abc import Iterator

import pytest

from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import Actor, Loss, MemberJoined, MemberLeft, MessageLost, Place, PlaceClosed
from facilitation.messages import Card, ToGroup, ToThread
from facilitation.people import AccountRef, GroupRef, PlaceRef
from storage.unit import SqlUnit
from tests.carrier import Post, place_of
from tests.shown import words
from tests.village import CHANNEL, WORKSPACE, Village, a_village, someone

NOOR, JONAS, MARTA = someone("Noor"), someone("Jonas"), someone("Marta")
PAIR = GroupRef((JONAS.ref, MARTA.ref))
KRING = Actor(ref=AccountRef(WORKSPACE, "kring"), is_bot=True)
SECOND = PlaceRef(WORKSPACE, "field-notes")


@pytest.fixture
def village() -> Iterator[Village]:
    """Noor facilitates; Jonas and Marta are members of two communities."""
    with a_village([COMMUNITIES, CONVERSATION]) as village:
        for name, channel in (("Clear writing", CHANNEL), ("Field notes", SECOND)):
            village.found(NOOR, name, channel=channel)
            village.join(JONAS, MARTA, channel=channel)
        yield village


def opened(village: Village) -> Post:
    """A group of the first community, and its first message."""

    def post(unit: SqlUnit) -> None:
        unit.enter(unit.people.community_at(CHANNEL), None)
        unit.outbox.post(ToGroup(PAIR.members), Card("A case"), key="room")
        unit.outbox.post(ToThread("room"), Card("The first step"))

    village.look(post)
    village.say(NOOR, "something else")
    (root,) = [each for each in village.carrier.posts.values() if each.to == PAIR]
    village.within(lambda unit: unit.people.claim(place_of(root.to, root.id)))
    return root


def test_what_is_said_there_is_the_communitys(village: Village) -> None:
    assert "Which community" in words(village.command(JONAS, "community", channel=PlaceRef(WORKSPACE, "nowhere")))
    root = opened(village)
    assert [words(post) for post in village.thread(root.id)] == ["The first step"]
    group = place_of(root.to, root.id)
    for thread in (None, root.id):
        assert "Clear writing" in words(village.command(JONAS, "community", channel=group, thread=thread))


def test_who_leaves_a_private_group_is_a_member_still(village: Village) -> None:
    group = Place(ref=place_of(PAIR, opened(village).id))
    village.happen(MemberLeft(by=JONAS, place=group, **village.delivery()))
    assert village.within(lambda unit: unit.people.member(unit.community.id, JONAS.ref))


def test_a_private_group_that_ends_is_not_the_communitys_channel(village: Village) -> None:
    group = Place(ref=place_of(PAIR, opened(village).id))
    village.happen(PlaceClosed(place=group, **village.delivery()))
    village.happen(MemberLeft(by=KRING, place=group, is_kring=True, **village.delivery()))
    assert not village.community().place_gone
    village.happen(PlaceClosed(place=Place(ref=CHANNEL), **village.delivery()))
    village.happen(MemberJoined(by=KRING, place=group, is_kring=True, **village.delivery()))
    assert village.community().place_gone


def test_who_comes_into_one_does_not_come_back_into_the_channel(village: Village) -> None:
    group = Place(ref=place_of(PAIR, opened(village).id))
    village.happen(MemberLeft(by=MARTA, place=Place(ref=CHANNEL), **village.delivery()))
    village.happen(MemberJoined(by=MARTA, place=group, **village.delivery()))
    gone = village.within(lambda unit: unit.people.past_member(unit.community.id, MARTA.ref))
    assert gone
    assert gone.left_place


def test_a_doubt_about_a_message_there_does_not_send_anybody_to_the_channel(village: Village) -> None:
    root = opened(village)
    place = PlaceRef(WORKSPACE, place_of(PAIR, root.id).channel, root.id)
    lost = MessageLost(community_id=village.community().id, key=None, loss=Loss.UNCERTAIN, place=place)
    village.happen(lost)
    told = words(village.private(NOOR)[-1])
    assert "private group of Clear writing may or may not have arrived" in told
    assert "#" not in told
