"""The directory of people, the same on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.events import Actor, Place
from facilitation.messages import Notice, ToGroup
from facilitation.people import (
    AccountRef,
    CommunityId,
    MemberId,
    PlaceKind,
    PlaceRef,
    Role,
    RoleTerm,
    Standing,
    WorkspaceId,
)
from facilitation.ports.pacing import Errand
from storage.scope import NotEntered
from tests.storage.shelf import ANN, BEN, CIRCLE, NOON, WORKSPACE, Shelf, channel

HERE = channel("C-circle")
OTHER = CommunityId("other")


def test_who_acts_first_gets_an_account_with_what_the_platform_told(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        unit.enter(None, Actor(ref=ANN.ref, name="Ann", locale="nl_BE", zone="Europe/Brussels", address={"url": "x"}))
        account = unit.account
    with shelf.unit() as unit:
        known = unit.people.account(ANN.ref)
        assert known is not account
        assert known is not None
        assert (known.name, known.language, known.zone) == ("Ann", "nl", "Europe/Brussels")
        assert known.address == {"url": "x"}


def test_what_a_person_chose_is_not_overwritten_by_their_platform(shelf: Shelf) -> None:
    with shelf.unit(actor=ANN) as unit:
        account = unit.account
        account.language, account.chose_language = "fr", True
        account.zone, account.chose_zone = "Asia/Tokyo", True
    with shelf.unit(actor=Actor(ref=ANN.ref, name="Ann B.", locale="en", zone="Europe/London")) as unit:
        assert (unit.account.language, unit.account.zone, unit.account.name) == ("fr", "Asia/Tokyo", "Ann B.")


def test_an_unknown_language_and_an_empty_name_change_nothing(shelf: Shelf) -> None:
    with shelf.unit(actor=ANN) as unit:
        assert unit.account.language == "en"
    with shelf.unit(actor=Actor(ref=ANN.ref, locale="de-AT")) as unit:
        assert (unit.account.language, unit.account.name) == ("en", "Ann")


def test_a_zone_that_is_none_changes_nothing(shelf: Shelf) -> None:
    """Nobody may break a round for all the others by what their client says of its clock."""
    with shelf.unit(actor=Actor(ref=ANN.ref, zone="Europe/Brussels")) as unit:
        assert unit.account.zone == "Europe/Brussels"
    for zone in ("Middle-earth/Shire", "../../etc/passwd", "\0", "/", "x" * 5000):
        with shelf.unit(actor=Actor(ref=ANN.ref, zone=zone)) as unit:
            assert unit.account.zone == "Europe/Brussels"


def test_who_came_without_a_zone_is_looked_up_once_a_day(shelf: Shelf) -> None:
    for _ in range(3):
        with shelf.unit(actor=BEN) as unit:
            assert unit.account.name == "Ben"
    (errand,) = shelf.claim()
    assert (errand.errand, errand.to, errand.message) == (Errand.LOOK_UP, BEN.ref, None)
    with shelf.unit(actor=BEN) as unit:
        assert unit.dispatch.sent(errand, None)
        assert not unit.account.profile_seen
    assert shelf.claim() == []
    shelf.clock.pass_by(timedelta(days=1))
    with shelf.unit(actor=BEN) as unit:
        assert unit.account.ref == BEN.ref
    assert [errand.errand for errand in shelf.claim()] == [Errand.LOOK_UP]


def test_whose_profile_was_seen_is_not_looked_up(shelf: Shelf) -> None:
    with shelf.unit(actor=ANN) as unit:
        unit.account.profile_seen = True
    with shelf.unit(actor=Actor(ref=ANN.ref)) as unit:
        assert unit.account.profile_seen
    assert shelf.claim() == []


def test_how_somebody_seems_to_belong_counts_until_the_platform_was_asked(shelf: Shelf) -> None:
    stranger = replace(BEN, standing=Standing.STRANGER)
    with shelf.unit(actor=BEN) as unit:
        assert unit.account.standing is Standing.MEMBER
    with shelf.unit(actor=stranger) as unit:
        assert unit.account.standing is Standing.STRANGER
        unit.account.standing, unit.account.profile_seen = Standing.ADMIN, True
    with shelf.unit(actor=stranger) as unit:
        assert unit.account.standing is Standing.ADMIN


def test_several_accounts_are_found_at_once_and_unknown_ones_left_out(shelf: Shelf) -> None:
    shelf.found()
    shelf.join(ANN)
    shelf.join(BEN)
    nobody = AccountRef(WORKSPACE, "UNOBODY")
    with shelf.unit() as unit:
        found = unit.people.accounts([ANN.ref, nobody, BEN.ref])
        assert {ref: account.name for ref, account in found.items()} == {ANN.ref: "Ann", BEN.ref: "Ben"}
        assert unit.people.accounts([]) == {}


def test_the_community_of_a_channel_is_found_in_its_threads_too(shelf: Shelf) -> None:
    shelf.found(where=HERE)
    with shelf.unit() as unit:
        in_thread = unit.people.community_at(PlaceRef(WORKSPACE, HERE.channel, "1.1"))
        assert in_thread is not None
        assert in_thread.id == CIRCLE
        assert unit.people.community_at(channel("elsewhere")) is None


def test_a_community_that_moved_is_found_in_its_new_channel_at_once(shelf: Shelf) -> None:
    shelf.found(where=HERE)
    with shelf.unit(CIRCLE) as unit:
        unit.community.channel = "C-new"
        moved = unit.people.community_at(channel("C-new"))
        assert moved is unit.community
        assert unit.people.community_at(HERE) is None


def test_a_private_group_is_found_as_the_communitys_that_claimed_it(shelf: Shelf) -> None:
    shelf.found(where=HERE)
    group = channel("G1")
    with shelf.unit() as unit, pytest.raises(NotEntered):
        unit.people.claim(group)
    with shelf.unit(CIRCLE) as unit:
        assert unit.people.community_at(group) is None
        unit.people.claim(PlaceRef(WORKSPACE, "G1", "1.1"))
        unit.people.claim(group)
    with shelf.unit() as unit:
        for place in (group, PlaceRef(WORKSPACE, "G1", "1.1"), PlaceRef(WORKSPACE, "G1", "9.9")):
            found = unit.people.community_at(place)
            assert found
            assert found.id == CIRCLE
        assert unit.people.community_at(PlaceRef(WorkspaceId("slack:T2"), "G1")) is None


def test_a_channel_stays_its_communitys_whoever_claims_it(shelf: Shelf) -> None:
    shelf.found(where=HERE)
    shelf.found(OTHER)
    with shelf.unit(OTHER) as unit:
        unit.people.claim(HERE)
    with shelf.unit() as unit:
        found = unit.people.community_at(HERE)
        assert found
        assert found.id == CIRCLE


def test_a_group_that_two_communities_share_is_told_apart_by_thread(shelf: Shelf) -> None:
    """As when the same people meet in both: some platforms have one group for them."""
    group = channel("G1")
    for number, community in enumerate((CIRCLE, OTHER), 1):
        shelf.found(community)
        with shelf.unit(community) as unit:
            unit.outbox.post(ToGroup((ANN.ref, BEN.ref)), Notice("case"), key=community)
        (case,) = shelf.claim()
        shelf.deliver(case, f"{number}.0", group)
        with shelf.unit(community) as unit:
            unit.people.claim(group)
    with shelf.unit() as unit:
        whose = {
            thread: found and found.id
            for thread in ("1.0", "2.0", "3.0", None)
            for found in [unit.people.community_at(PlaceRef(WORKSPACE, "G1", thread))]
        }
    assert whose == {"1.0": CIRCLE, "2.0": OTHER, "3.0": OTHER, None: OTHER}


def test_who_acts_is_a_member_or_nobody_to_count_on(shelf: Shelf) -> None:
    shelf.found()
    ann = shelf.join(ANN)
    with shelf.unit(CIRCLE, ANN) as unit:
        assert unit.me.id == ann
    with shelf.unit(CIRCLE, BEN) as unit, pytest.raises(LookupError):
        _ = unit.me


def test_members_come_in_the_order_they_joined_and_those_who_left_are_kept(shelf: Shelf) -> None:
    shelf.found()
    shelf.join(BEN)
    shelf.clock.pass_by(timedelta(hours=1))
    shelf.join(ANN)
    with shelf.unit(CIRCLE) as unit:
        assert [member.user for member in unit.people.members(CIRCLE)] == ["UBEN", "UANN"]
        ben = unit.people.member(CIRCLE, BEN.ref)
        assert ben is not None
        ben.left_at = shelf.clock.moment
    with shelf.unit(CIRCLE) as unit:
        assert unit.people.member(CIRCLE, BEN.ref) is None
        past = unit.people.past_member(CIRCLE, BEN.ref)
        assert past is not None
        assert past.left_at == shelf.clock.moment
        assert [member.user for member in unit.people.members(CIRCLE)] == ["UANN"]
        assert unit.people.communities_of(BEN.ref) == []
        assert unit.people.member_by_id(CIRCLE, past.id) is past


def test_a_persons_communities_come_oldest_first(shelf: Shelf) -> None:
    for name in ("beta", "alpha"):
        shelf.found(CommunityId(name))
        shelf.join(ANN, CommunityId(name))
    with shelf.unit() as unit:
        assert [community.id for community in unit.people.communities_of(ANN.ref)] == ["alpha", "beta"]


def test_a_role_counts_during_its_term_and_while_its_holder_is_a_member(shelf: Shelf) -> None:
    shelf.found()
    ann = shelf.join(ANN)
    with shelf.unit(CIRCLE) as unit:
        term = RoleTerm(
            community_id=CIRCLE, member_id=ann, role=Role.FACILITATOR, since=NOON, until=NOON + timedelta(days=1)
        )
        unit.people.add_role_term(term)

    def holders(after: timedelta) -> list[MemberId]:
        with shelf.unit(CIRCLE) as unit:
            return [each.member_id for each in unit.people.role_terms(CIRCLE, Role.FACILITATOR, NOON + after)]

    assert holders(timedelta(0)) == [ann]
    assert holders(timedelta(hours=23)) == [ann]
    assert holders(timedelta(days=1)) == []
    assert holders(timedelta(seconds=-1)) == []
    with shelf.unit(CIRCLE) as unit:
        member = unit.people.member_by_id(CIRCLE, ann)
        assert member is not None
        member.left_at = NOON
    assert holders(timedelta(0)) == []


def test_a_channels_name_and_address_are_remembered_and_kept_when_a_payload_leaves_them_out(shelf: Shelf) -> None:
    seen = [
        Place(ref=HERE, name="craft", address={"url": "a"}),
        Place(ref=HERE),
        Place(ref=channel("D1"), kind=PlaceKind.DIRECT, name="not a channel"),
        Place(ref=channel("C-2"), name="also here"),
    ]
    with shelf.unit() as unit:
        for place in seen:
            unit.people.see_place(place)
        assert unit.people.place_name(HERE) == "craft"
        assert unit.people.place_address(HERE) == {"url": "a"}
        assert unit.people.place_name(channel("unseen")) == ""
        assert unit.people.places(WORKSPACE) == [(channel("C-2"), "also here"), (HERE, "craft")]
        unit.people.see_place(Place(ref=HERE, name="crafts"))
        assert unit.people.place_name(HERE) == "crafts"


def test_text_that_no_database_takes_is_kept_without_what_it_can_not_hold(shelf: Shelf) -> None:
    odd = Actor(ref=AccountRef(WORKSPACE, "U\0DD"), name="a\0b \ud800 \U0001f33b \u202eabc")
    with shelf.unit(actor=odd) as unit:
        assert unit.account.user == "U\0DD"
    with shelf.unit() as unit:
        account = unit.people.account(AccountRef(WORKSPACE, "U\0DD"))
        assert account is not None
        assert account.name == "a\ufffdb ? \U0001f33b \u202eabc"
