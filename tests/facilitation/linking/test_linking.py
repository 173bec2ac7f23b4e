"""Linking a place by invitation, what both sides are told first, and ending it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import (
    Actor,
    Event,
    Loss,
    MemberLeft,
    MessageLost,
    Place,
    PlaceChosen,
    PlaceClosed,
    Uninstalled,
)
from facilitation.knowledge import KNOWLEDGE
from facilitation.linking import LINKING
from facilitation.log import LOG
from facilitation.messages import Notice, OpenForm, PlaceInput, RefuseForm, ToCommunity
from facilitation.people import AccountRef, PlaceRef, Standing, WorkspaceId
from facilitation.questions import QUESTIONS
from tests.facilitation.linking.ground import (
    ANNA,
    BRAM,
    CONTRACTS,
    JONAS,
    NOOR,
    NORTHWIND,
    Side,
    accept,
    end,
    home,
    invitation,
    link,
    northwind,
)
from tests.shown import opened, words
from tests.village import CHANNEL, WORKSPACE, Village, a_village

ELSEWHERE = PlaceRef(NORTHWIND, "elsewhere")
THIRD = PlaceRef(WorkspaceId("teams:south"), "sud")
KRING = Actor(ref=AccountRef(NORTHWIND, "kring"), is_bot=True)


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village([QUESTIONS, COMMUNITIES, KNOWLEDGE, LINKING, LOG, CONVERSATION]) as village:
        village.found(NOOR)
        village.join(JONAS)
        yield village


def test_who_links_here_without_a_code_is_told_where_one_is_made(village: Village) -> None:
    assert "/kring link place" in words(northwind(village).command(ANNA, "link here"))


def links(village: Village) -> list[PlaceRef]:
    return village.within(lambda unit: [each.place for each in unit.links.of(unit.community.id)])


def is_member(village: Village, who: Actor) -> bool:
    return village.within(lambda unit: unit.people.member(unit.community.id, who.ref)) is not None


def test_who_will_see_what_is_said_on_both_sides_before_anything_is_linked(village: Village) -> None:
    asked = home(village).command(NOOR, "link place")
    there = northwind(village).command(ANNA, f"link here {invitation(village)}")
    for form in (asked, there):
        assert isinstance(form, OpenForm)
        assert "reach both sides" in words(form)
        assert "stays where it is said" in words(form)
    assert "Clear writing, of City, has 2 members" in words(there)
    assert links(village) == []
    assert northwind(village).channel() == []


def test_both_places_hear_that_they_are_linked(village: Village) -> None:
    link(village)
    assert links(village) == [CONTRACTS]
    assert "City and Northwind" in words(home(village).card("stands in two places"))
    northwind(village).press(ANNA, northwind(village).card("stands here too"), "Join")
    assert is_member(village, ANNA)


def test_an_invitation_is_good_once(village: Village) -> None:
    code = invitation(village)
    accept(village, code)
    assert "No invitation" in words(Side(village, THIRD).command(someone_else(), f"link here {code}"))
    assert links(village) == [CONTRACTS]


def someone_else() -> Actor:
    return Actor(ref=AccountRef(THIRD.workspace, "sara"), name="Sara", locale="en", zone="Europe/Brussels")


def test_an_invitation_is_good_for_a_day(village: Village) -> None:
    code = invitation(village)
    form = northwind(village).command(ANNA, f"link here {code}")
    village.pass_time(timedelta(days=1))
    told = northwind(village).fill(ANNA, form, channel=PlaceChosen(CONTRACTS, "contracts"), side="Northwind")
    assert "No invitation" in words(told)
    assert "No invitation" in words(northwind(village).command(ANNA, f"link here {code}"))


def test_of_an_invitation_stands_only_a_digest(village: Village) -> None:
    code = invitation(village)
    assert code.encode() not in village.store_path.read_bytes()
    assert village.look(lambda unit: unit.links.invitation("")) is None


def test_only_a_facilitator_invites(village: Village) -> None:
    assert not isinstance(home(village).command(JONAS, "link place"), OpenForm)


@pytest.mark.parametrize("standing", [Standing.GUEST, Standing.STRANGER])
def test_who_is_let_into_some_places_only_links_none(village: Village, standing: Standing) -> None:
    code = invitation(village)
    guest = replace(ANNA, standing=standing)
    assert not isinstance(northwind(village).command(guest, f"link here {code}"), OpenForm)
    accepting = northwind(village).command(BRAM, f"link here {code}")
    northwind(village).fill(guest, accepting, channel=PlaceChosen(CONTRACTS, "contracts"), side="Northwind")
    assert links(village) == []


@pytest.mark.parametrize("place", [CHANNEL, replace(CHANNEL, channel="other")])
def test_a_place_is_linked_by_people_of_its_own_workspace(village: Village, place: PlaceRef) -> None:
    code = invitation(village)
    form = northwind(village).command(ANNA, f"link here {code}")
    refused = northwind(village).fill(ANNA, form, channel=PlaceChosen(place, "x"), side="Northwind")
    assert isinstance(refused, RefuseForm)
    assert "channel" in refused.errors
    assert links(village) == []


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", ""), lambda code: code.replace("-", "  ")])
def test_a_code_is_read_however_it_is_typed(village: Village, typed: Callable[[str], str]) -> None:
    code = invitation(village)
    assert [len(group) for group in code.split("-")] == [4] * 6
    assert isinstance(northwind(village).command(ANNA, f"link here {typed(code)}"), OpenForm)


def test_channels_where_a_community_meets_are_not_offered(village: Village) -> None:
    village.found(BRAM, "Southern light", channel=ELSEWHERE)
    before = _channel_of(northwind(village).command(ANNA, f"link here {invitation(village)}"))
    assert before.initial == CONTRACTS
    assert before.taken == {ELSEWHERE}
    link(village)
    after = _channel_of(northwind(village).command(ANNA, f"link here {invitation(village)}"))
    assert after.initial is None
    assert after.taken == {ELSEWHERE, CONTRACTS}
    assert not after.taken & {place for place, _ in after.known}


def _channel_of(form: object) -> PlaceInput:
    return next(each for each in opened(form).inputs if isinstance(each, PlaceInput))


def test_a_place_is_of_one_community(village: Village) -> None:
    village.found(NOOR, "Field notes", channel=PlaceRef(WORKSPACE, "field-notes"))
    village.found(BRAM, "Southern light", channel=ELSEWHERE)
    link(village)
    for taken in (CONTRACTS, ELSEWHERE):
        refused = accept(village, invitation(village), place=taken)
        assert isinstance(refused, RefuseForm)
        assert "channel" in refused.errors
    own = Side(village, PlaceRef(WORKSPACE, "field-notes"))
    code = invitation(village)
    refused = own.fill(NOOR, own.command(NOOR, f"link here {code}"), channel=PlaceChosen(CHANNEL, "x"), side="Us")
    assert isinstance(refused, RefuseForm)
    assert links(village) == [CONTRACTS]


def test_a_linked_place_is_not_offered_nor_taken_for_another_community(village: Village) -> None:
    link(village)
    form = northwind(village).command(BRAM, "community create")
    assert CONTRACTS.channel not in words(form)
    chosen = PlaceChosen(CONTRACTS, "contracts")
    refused = northwind(village).fill(BRAM, form, name="Another", language=("en",), channel=chosen)
    assert isinstance(refused, RefuseForm)
    assert "Another community meets" in refused.errors["channel"]


@pytest.mark.parametrize("by_whom", ["home", "there"])
def test_either_side_ends_it_at_once(village: Village, by_whom: str) -> None:
    link(village)
    northwind(village).command(ANNA, "join")
    side, who = (home(village), NOOR) if by_whom == "home" else (northwind(village), ANNA)
    end(side, who)
    assert links(village) == []
    for each in (home(village), northwind(village)):
        each.card("no longer joins City and Northwind")
    assert not is_member(village, ANNA)
    assert is_member(village, JONAS)
    before = len(northwind(village).channel())
    home(village).fill(JONAS, home(village).command(JONAS, "ask"), title="Who still reads this?")
    assert len(northwind(village).channel()) == before


def test_what_goes_along_is_said_before_it_ends(village: Village) -> None:
    link(village)
    northwind(village).command(ANNA, "join")
    asked = home(village).press(NOOR, home(village).command(NOOR, "unlink place"), "End Northwind")
    assert "1 member of that side leaves Clear writing" in words(asked)
    assert links(village) == [CONTRACTS]


def test_on_its_own_side_whoever_linked_it_ends_it_and_once_they_left_each_member(village: Village) -> None:
    link(village)
    northwind(village).command(ANNA, "join")
    northwind(village).command(BRAM, "join")
    shown = northwind(village).command(ANNA, "unlink place")
    assert "End Northwind" not in words(northwind(village).command(BRAM, "unlink place"))
    northwind(village).press(BRAM, northwind(village).press(ANNA, shown, "End Northwind"), "Yes, end it")
    assert links(village) == [CONTRACTS]
    northwind(village).command(ANNA, "leave")
    end(northwind(village), BRAM)
    assert links(village) == []


def test_who_goes_with_the_link_did_not_leave_of_their_own(village: Village) -> None:
    link(village)
    northwind(village).command(ANNA, "join")
    end(home(village), NOOR)
    told = words(home(village).command(NOOR, "log"))
    assert "Anna left: the place of their side is linked no longer" in told
    assert any("no longer stands in your workspace" in words(post) for post in village.private(ANNA))


def test_who_invited_stands_in_the_log_and_who_accepted(village: Village) -> None:
    link(village)
    told = words(home(village).command(NOOR, "log"))
    assert "Noor made an invitation to link a place" in told
    assert "Anna linked a place: Northwind" in told


def test_a_member_at_home_who_does_not_facilitate_does_not_end_it(village: Village) -> None:
    link(village)
    shown = home(village).command(JONAS, "unlink place")
    assert "Northwind" in words(shown)
    assert "End Northwind" not in words(shown)
    home(village).press(JONAS, home(village).command(NOOR, "unlink place"), "End Northwind")
    assert links(village) == [CONTRACTS]


def test_what_was_on_its_way_when_it_ended_is_not_sent(village: Village) -> None:
    link(village)
    soon = village.clock.now() + timedelta(hours=1)
    village.within(lambda unit: unit.outbox.post(ToCommunity(CHANNEL), Notice("Soon"), key="soon", not_before=soon))
    end(home(village), NOOR)
    village.pass_time(timedelta(hours=2))
    assert words(home(village).channel()[-1]) == "Soon"
    assert "Soon" not in [words(post) for post in northwind(village).channel()]


def gone(village: Village, how: str) -> None:
    there, delivery = Place(ref=CONTRACTS), northwind(village).delivery()
    community = village.community().id
    happened: dict[str, Event] = {
        "archived": PlaceClosed(place=there, **delivery),
        "sent away": MemberLeft(by=KRING, place=there, is_kring=True, **delivery),
        "uninstalled": Uninstalled(**delivery),
        "found missing": MessageLost(community_id=community, key=None, loss=Loss.PLACE_GONE, place=CONTRACTS),
    }
    village.happen(happened[how])


@pytest.mark.parametrize("how", ["archived", "sent away", "uninstalled", "found missing"])
def test_a_place_that_vanishes_is_linked_no_longer_and_home_is_told(village: Village, how: str) -> None:
    link(village)
    northwind(village).command(ANNA, "join")
    gone(village, how)
    assert links(village) == []
    assert not is_member(village, ANNA)
    assert any("not there any more" in words(post) for post in village.private(NOOR))
    assert not village.community().place_gone


def test_when_home_vanishes_the_community_waits_there_and_goes_on_here(village: Village) -> None:
    link(village)
    northwind(village).command(ANNA, "join")
    village.happen(PlaceClosed(place=Place(ref=CHANNEL), **village.delivery()))
    assert links(village) == [CONTRACTS]
    northwind(village).fill(ANNA, northwind(village).command(ANNA, "ask"), title="Are we still here?")
    northwind(village).card("Are we still here?")


def test_who_leaves_the_linked_place_leaves_the_community_and_comes_back_by_it(village: Village) -> None:
    link(village)
    northwind(village).command(ANNA, "join")
    village.happen(MemberLeft(by=ANNA, place=Place(ref=CONTRACTS), **northwind(village).delivery()))
    assert not is_member(village, ANNA)
    northwind(village).command(ANNA, "join")
    assert is_member(village, ANNA)


def test_people_of_a_workspace_without_a_link_can_do_nothing_with_what_they_get_hold_of(village: Village) -> None:
    link(village)
    south = Side(village, THIRD)
    told = south.press(someone_else(), northwind(village).card("stands here too"), "Join")
    assert "Welcome" not in words(told)
    assert not is_member(village, someone_else())
