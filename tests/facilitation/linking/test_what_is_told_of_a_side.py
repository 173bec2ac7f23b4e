"""What is said of a channel that is a side of its own: in forms, to those in it, to others there, and when it ends."""

from collections.abc import Iterator

import pytest

from bot.capabilities import repertoire
from facilitation.messages import ChoiceInput, PlaceInput, TextInput
from facilitation.people import PlaceRef, own_side
from facilitation.questions.model import Stage
from facilitation.sides import members_of
from tests.facilitation.linking.ground import Side, end, home
from tests.facilitation.linking.some import ELS, JONAS, NOOR, STAFF, ask, begin, come, leave, staff
from tests.shown import buttons, opened, waiting, words
from tests.village import WORKSPACE, Village, a_village, someone

SECRET = "a secret of staff"
SUPPLIERS = PlaceRef(WORKSPACE, "suppliers")
WIM = someone("Wim")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS, ELS)
        begin(village)
        come(village, NOOR, JONAS)
        yield village


def test_who_asked_there_withdraws_it_when_the_side_has_ended(village: Village) -> None:
    side = staff(village)
    ask(side, JONAS, SECRET)
    card = side.card(SECRET)
    end(side, NOOR, "Staff")
    assert "found by nobody until" in words(side.channel()[-1])
    assert buttons(side.press(JONAS, card, "What else I can do")) == ["Withdraw this question"]
    assert "no longer there" in str(side.press(NOOR, card, "Withdraw this question"))
    surely = side.press(JONAS, card, "Withdraw this question")
    side.press(JONAS, surely, "Yes, withdraw this question")
    assert not any(SECRET in words(post) for post in side.channel())
    assert SECRET not in str(village.home(JONAS))


def test_who_asked_there_withdraws_it_after_they_went(village: Village) -> None:
    ask(staff(village), JONAS, SECRET)
    root = staff(village).card(SECRET).id
    staff(village).say(NOOR, "An answer for staff.", root)
    leave(village, JONAS)
    left = next(each for each in waiting(village.home(JONAS)) if SECRET in words(each))
    assert "An answer" not in str(village.home(JONAS))
    assert SECRET not in str(village.home(ELS))
    surely = home(village).press(JONAS, left, "Withdraw this question")
    home(village).press(JONAS, surely, "Yes, withdraw this question")
    assert not any(SECRET in words(post) for post in staff(village).channel())
    stages = village.within(lambda unit: [each.stage for each in unit.questions.asked_by(JONAS.ref)])
    assert stages in ([], [Stage.WITHDRAWN])


def test_what_ends_with_a_place_for_some_is_not_a_membership(village: Village) -> None:
    told = str(home(village).command(NOOR, "unlink place"))
    assert "leave the community" not in told
    assert "found by nobody until" in told
    begin(village, place=SUPPLIERS, called="Suppliers", hears=("all",))
    assert "asked once more" in str(home(village).command(NOOR, "unlink place"))
    assert "asked once more" not in str(home(village).command(ELS, "unlink place"))


def test_who_will_read_it_comes_first_in_a_form_that_is_for_the_side(village: Village) -> None:
    there = str(opened(staff(village).command(JONAS, "ask")).intro)
    assert -1 < there.index("Members of that side".lower()) < there.index("whole community") < there.index("Everyone")
    at_home = str(opened(home(village).command(JONAS, "ask")).intro)
    assert at_home.index("Everyone") < at_home.index("members of that side")


def test_who_is_no_member_is_told_there_that_one_joins_at_home(village: Village) -> None:
    come(village, WIM)
    for said in ("help", "hello", "ask", "join"):
        answer = staff(village).command(WIM, said)
        assert not any("join" in each.lower() for each in buttons(answer)), said
        assert "one click" not in str(answer)
    for said in ("help", "ask", "join"):
        assert "ask a member to let you in" in str(staff(village).command(WIM, said))
    assert any("join" in each.lower() for each in buttons(home(village).command(WIM, "help")))


def test_the_form_of_an_own_side_speaks_of_one_organisation(village: Village) -> None:
    there = Side(village, SUPPLIERS)
    form = opened(there.command(NOOR, "link here"))
    told = str(form.intro)
    assert not any(each in told for each in ("both sides", "Either side", "those threads", "becomes a place of it"))
    assert "Employees" in next(each.hint for each in form.inputs if isinstance(each, TextInput))
    assert any(isinstance(each, PlaceInput) and each.initial == SUPPLIERS for each in form.inputs)
    invited = opened(home(village).command(NOOR, "link place"))
    assert "a side of its own" in str(invited.intro)
    assert any(isinstance(each, ChoiceInput) and each.initial == ("some",) for each in form.inputs)


def test_who_was_there_before_presses_once_and_is_on_it(village: Village) -> None:
    card = staff(village).card("A place for Staff")
    assert "Press once" in words(card)
    staff(village).press(ELS, card, "Open questions")
    on_it = village.within(lambda unit: [each.ref for each in members_of(own_side(STAFF), unit)])
    assert ELS.ref in on_it
