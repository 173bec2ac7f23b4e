"""On which side somebody is: where they joined or do something in the place, and nowhere for another account alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor, CommandGiven, Place, Said
from facilitation.messages import Answer
from facilitation.people import AccountRef, PlaceKind, PlaceRef, Standing
from tests.facilitation.linking.ground import ANNA, BRAM, JONAS, NOOR, NORTHWIND, Side, end, home, link, northwind
from tests.shown import words
from tests.village import WORKSPACE, Village, a_village

SECRET = "What do we pay the printer?"
GUEST = Actor(ref=AccountRef(WORKSPACE, "bram-too"), name="Bram", locale="en", standing=Standing.GUEST)


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS)
        link(village)
        northwind(village).command(ANNA, "join")
        northwind(village).command(BRAM, "join")
        yield village


def privately(village: Village, who: Actor) -> Side:
    return Side(village, PlaceRef(who.ref.workspace, f"D-{who.ref.user}"))


def say(village: Village, who: Actor, text: str) -> Answer | None:
    side = privately(village, who)
    place = Place(ref=side.place, kind=PlaceKind.DIRECT)
    return village.happen(CommandGiven(by=who, place=place, text=text, said=Said.DIRECT, **side.delivery()))


def link_accounts(village: Village, first: Actor, second: Actor) -> None:
    code = words(say(village, first, "link me")).split("link me ")[1][:9]
    asked = say(village, second, f"link me {code}")
    privately(village, second).press(second, asked, "Yes")


def ask(side: Side, by: Actor, title: str = SECRET) -> None:
    side.fill(by, side.command(by, "ask"), title=title, reach=("side",))


def sees(village: Village, who: Actor) -> bool:
    shown = say(village, who, "open questions")
    return SECRET in "\n".join([str(shown), *(words(post) for post in village.private(who))])


def sides(village: Village, who: Actor) -> tuple[str, ...]:
    member = village.within(lambda unit: unit.people.member(unit.community.id, unit.people.person(who.ref)))
    return member.sides if member else ()


@pytest.mark.parametrize("guest_first", [True, False])
def test_another_account_on_a_side_opens_nothing_there(village: Village, guest_first: bool) -> None:
    ask(home(village), JONAS)
    link_accounts(village, *((GUEST, BRAM) if guest_first else (BRAM, GUEST)))
    assert sides(village, BRAM) == (NORTHWIND,)
    assert not sees(village, GUEST)
    assert not sees(village, BRAM)
    ask(home(village), NOOR, "And the binder?")
    assert village.find("And the binder?", reader=JONAS)
    assert village.find("And the binder?", reader=GUEST) == []


def test_with_it_they_still_read_their_own_side(village: Village) -> None:
    link_accounts(village, GUEST, BRAM)
    ask(northwind(village), ANNA)
    assert sees(village, BRAM)
    assert not sees(village, GUEST)


def test_whoever_does_something_in_a_place_is_on_its_side(village: Village) -> None:
    link_accounts(village, GUEST, BRAM)
    home(village).say(GUEST, "I was let in here.")
    assert sides(village, BRAM) == (NORTHWIND, WORKSPACE)
    ask(home(village), JONAS)
    assert sees(village, GUEST)


def test_who_was_a_member_on_each_side_is_on_both(village: Village) -> None:
    link_accounts(village, JONAS, BRAM)
    assert set(sides(village, JONAS)) == {WORKSPACE, NORTHWIND}
    ask(home(village), NOOR)
    assert sees(village, JONAS)
    assert not sees(village, BRAM)


def test_accounts_that_are_taken_apart_leave_no_side_behind(village: Village) -> None:
    link_accounts(village, JONAS, BRAM)
    shown = say(village, JONAS, "link me")
    privately(village, JONAS).press(JONAS, shown, "Take Bram")
    assert sides(village, JONAS) == (WORKSPACE,)


def test_when_a_place_is_linked_no_more_nobody_is_on_its_side(village: Village) -> None:
    link_accounts(village, GUEST, BRAM)
    end(home(village), NOOR)
    assert sides(village, BRAM) == ()


@pytest.mark.parametrize("reached", ["Jonas", "Bram"])
def test_what_is_of_one_side_is_told_to_their_account_there(village: Village, reached: str) -> None:
    link_accounts(village, JONAS, BRAM)
    if reached == "Bram":
        privately(village, JONAS).press(JONAS, say(village, JONAS, "link me"), "Write to Bram")
    ask(home(village), JONAS)
    side = home(village)
    side.fill(NOOR, side.command(NOOR, "start lean coffee"), subject="Prices", tempo=("async",), reach=("side",))
    side.press(JONAS, side.card("Prices"), "Take part")
    side.press(NOOR, side.card("Prices"), "Take part")
    side.press(NOOR, side.card("Prices"), "Begin")
    village.pass_time(timedelta(days=14))
    here, there = ("\n".join(words(post) for post in village.private(who)) for who in (JONAS, BRAM))
    assert SECRET in here
    assert SECRET not in there
    assert "Prices" not in there


def test_what_is_for_all_is_told_where_they_want_it(village: Village) -> None:
    link_accounts(village, JONAS, BRAM)
    privately(village, JONAS).press(JONAS, say(village, JONAS, "link me"), "Write to Bram")
    home(village).fill(JONAS, home(village).command(JONAS, "ask"), title="Who has a stapler?")
    village.pass_time(timedelta(days=14))
    assert any("stapler" in words(post) for post in village.private(BRAM))
