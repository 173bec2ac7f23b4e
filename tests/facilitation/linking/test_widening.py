"""What was asked on one side only is asked on every side, when its asker says so: then it is one thread."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor
from facilitation.messages import ChoiceInput
from tests.facilitation.linking.ground import ANNA, BRAM, JONAS, NOOR, Side, end, home, link, northwind
from tests.shown import buttons, opened, words
from tests.village import Village, a_village, someone

A_WEEK = timedelta(days=7)
TITLE = "Who reads contracts?"
TOMAS = someone("Tomas")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS)
        link(made)
        northwind(made).command(ANNA, "join")
        northwind(made).command(BRAM, "join")
        yield made


def asked_on_its_side(side: Side, by: Actor) -> None:
    side.fill(by, side.command(by, "ask"), title=TITLE, reach=("side",))


def widened(village: Village, side: Side, by: Actor) -> None:
    village.pass_time(A_WEEK)
    offer = [post for post in village.private(by) if "Nobody has replied yet" in words(post)][-1]
    assert "Ask it on every side" in buttons(offer)
    assert "all members of the community read it with your name" in words(offer)
    side.press(by, offer, "Ask it on every side")


@pytest.mark.parametrize("begins_at_home", [True, False])
def test_it_stands_on_every_side_and_its_thread_is_one(village: Village, begins_at_home: bool) -> None:
    near, far = (home(village), northwind(village)) if begins_at_home else (northwind(village), home(village))
    asker, other = (JONAS, BRAM) if begins_at_home else (BRAM, JONAS)
    asked_on_its_side(near, asker)
    assert TITLE not in "".join(map(words, far.channel()))
    widened(village, near, asker)
    there = far.card(TITLE)
    far.say(other, "I do, on Tuesdays.", thread=there.id)
    assert any("on Tuesdays" in said for said in near.thread(near.card(TITLE).id))
    near.say(asker, "Thank you!", thread=near.card(TITLE).id)
    assert any("Thank you!" in said for said in far.thread(there.id))
    assert "only" not in words(there)


@pytest.mark.parametrize("is_the_first", [True, False])
def test_what_it_stood_together_with_stays_on_its_side(village: Village, is_the_first: bool) -> None:
    side, secret = home(village), "What do we pay the printer?"
    asked_on_its_side(side, JONAS)
    side.fill(NOOR, side.command(NOOR, "ask"), title=secret, reach=("side",))
    together = side.card(secret if is_the_first else TITLE)
    form = side.press(NOOR, side.press(NOOR, together, "What else I can do"), "Put it together")
    (choice,) = (each for each in opened(form).inputs if isinstance(each, ChoiceInput))
    side.fill(NOOR, form, other=(choice.options[0].value,))
    widened(village, side, JONAS)
    assert "Together with" not in words(northwind(village).card(TITLE))
    assert not any("Together with" in words(post) for post in side.channel())
    assert not any(secret in words(post) for post in northwind(village).channel())


def test_what_is_asked_on_every_side_already_is_not_offered(village: Village) -> None:
    home(village).fill(JONAS, home(village).command(JONAS, "ask"), title=TITLE, reach=("community",))
    village.pass_time(A_WEEK)
    offer = [post for post in village.private(JONAS) if "Nobody has replied yet" in words(post)][-1]
    assert "Ask it on every side" not in buttons(offer)
    assert "all members of the community read it" not in words(offer)


def test_who_has_an_account_at_home_too_stays_when_their_side_goes(village: Village) -> None:
    told = words(northwind(village).command(ANNA, "link me"))
    typed = home(village).command(TOMAS, f"link me {told.split('link me ')[1][:9]}")
    home(village).press(TOMAS, typed, "Yes, both are mine")
    end(home(village), NOOR)
    members = {member.ref for member in village.within(lambda unit: unit.people.members(unit.community.id))}
    assert ANNA.ref in members
    assert BRAM.ref not in members
