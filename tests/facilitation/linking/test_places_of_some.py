"""A channel of the same workspace as a side of its own: who is in it is on it, and nobody else sees anything of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor, Place, PlaceClosed
from facilitation.messages import ChoiceInput, RefuseForm
from facilitation.people import PlaceRef, own_side
from facilitation.questions import looks
from facilitation.questions.around import Why
from storage.unit import SqlUnit
from tests.facilitation.linking.ground import Side, end, home
from tests.facilitation.linking.some import (
    ELS,
    JONAS,
    NOOR,
    SAM,
    STAFF,
    ask,
    begin,
    come,
    everything_shown,
    keep,
    leave,
    press,
    say,
    staff,
)
from tests.shown import button, opened, words
from tests.village import WORKSPACE, Village, a_village, someone

SECRET = "a secret of staff"
SUPPLIERS = PlaceRef(WORKSPACE, "suppliers")
WIM = someone("Wim")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS, ELS, SAM)
        begin(village)
        come(village, NOOR, JONAS)
        yield village


def reach(form: object) -> tuple[list[str], list[str]]:
    """For whom it can be, and for whom it is unless somebody chooses otherwise."""
    asked = next(each for each in opened(form).inputs if isinstance(each, ChoiceInput) and each.name == "reach")
    return [each.label for each in asked.options], list(asked.initial)


def test_what_is_begun_there_is_for_those_in_it_and_it_says_so_first(village: Village) -> None:
    form = staff(village).command(JONAS, "ask")
    labels, initial = reach(form)
    assert labels == ["The whole community, on every side", "Our side only: Staff"]
    assert initial == [own_side(STAFF)]
    assert "staff-only" in str(opened(form).intro).replace("\\", "")


def test_said_to_kring_itself_the_channel_is_chosen_in_the_form(village: Village) -> None:
    """So it is where a mention opens no form either."""
    assert "becomes a side of its own" in say(village, NOOR, "link here")
    assert "becomes a side of its own" not in say(village, JONAS, "link here")


def test_it_is_told_to_stand_in_the_channel_where_it_stands(village: Village) -> None:
    side = staff(village)
    asked = side.fill(JONAS, side.command(JONAS, "ask"), title=SECRET)
    listed = say(village, NOOR, "open questions")
    started = side.fill(NOOR, side.command(NOOR, "start lean coffee"), subject="Ours", tempo=("async",))
    assert [each for each in map(str, (asked, listed, started)) if "staff-only" not in each.replace("\\", "")] == []


def test_a_session_chosen_there_step_by_step_is_theirs_also_where_its_card_stands_elsewhere(village: Village) -> None:
    """As on a platform where what one person alone reads comes in a direct message."""
    wishes = staff(village).command(JONAS, "start")
    wish = button(wishes, "Decide")
    chosen = button(village.pretend(JONAS, wish.action, wish.subject), "")
    form = village.pretend(JONAS, chosen.action, chosen.subject)
    assert reach(form)[1] == [own_side(STAFF)]


def test_elsewhere_it_is_for_all_unless_they_choose_it(village: Village) -> None:
    assert reach(home(village).command(JONAS, "ask"))[1] == ["community"]
    assert not any(each.name == "reach" for each in opened(home(village).command(ELS, "ask")).inputs)
    ask(home(village), JONAS, SECRET, reach=(own_side(STAFF),))
    assert SECRET in words(staff(village).card(SECRET))
    assert SECRET not in everything_shown(village, ELS)


def test_what_is_for_all_is_not_said_there_again(village: Village) -> None:
    ask(home(village), ELS, "Who has a stapler?")
    assert any("stapler" in words(post) for post in home(village).channel())
    assert not any("stapler" in words(post) for post in staff(village).channel())


@pytest.mark.parametrize("begun", [ask, keep])
def test_nobody_else_sees_anything_of_it(village: Village, begun: Callable[[Side, Actor, str], None]) -> None:
    begun(staff(village), JONAS, SECRET)
    village.pass_time(timedelta(days=8))
    assert SECRET not in everything_shown(village, ELS)
    assert village.find(SECRET, reader=NOOR)
    assert SECRET in str(say(village, NOOR, "find secret" if begun is keep else "open questions"))


def test_in_front_of_others_those_in_it_are_shown_nothing_of_it_either(village: Village) -> None:
    keep(staff(village), JONAS, SECRET)
    assert SECRET in str(staff(village).command(NOOR, "find secret"))
    assert SECRET not in str(home(village).command(NOOR, "find secret"))


def test_its_members_are_asked_to_look_and_nobody_else(village: Village) -> None:
    come(village, SAM)
    ask(staff(village), JONAS, SECRET)

    def ask_all(unit: SqlUnit) -> int:
        question = unit.questions.asked_by(JONAS.ref)[0]
        return looks.ask(question, {each.ref: Why.LOT for each in (NOOR, ELS, SAM)}, unit)

    assert village.within(ask_all) == 2
    village.pass_time(timedelta(days=4))
    assert [any(SECRET in words(post) for post in village.private(who)) for who in (NOOR, SAM, ELS)] == [
        True,
        True,
        False,
    ]


def test_the_first_look_shows_what_is_kept_there_where_it_is_asked_for_that_side(village: Village) -> None:
    keep(staff(village), JONAS, SECRET)
    form = staff(village).command(NOOR, "ask")
    assert SECRET in str(staff(village).fill(NOOR, form, title="What is a secret of staff?"))
    assert SECRET not in str(staff(village).fill(NOOR, form, title="What is secret of staff?", reach=("community",)))


def test_who_comes_later_finds_what_was_there_and_who_goes_no_more_at_once(village: Village) -> None:
    ask(staff(village), JONAS, f"And {SECRET}?")
    keep(staff(village), JONAS, SECRET)
    come(village, ELS)
    assert len(village.find("secret", reader=ELS)) == 2
    assert SECRET in str(say(village, ELS, "find secret"))
    leave(village, ELS)
    assert village.find("secret", reader=ELS) == []
    assert SECRET not in everything_shown(village, ELS)
    assert village.within(lambda unit: unit.people.member(unit.community.id, ELS.ref)) is not None


def test_a_session_there_goes_on_without_whoever_left_it(village: Village) -> None:
    come(village, ELS)
    side = staff(village)
    side.fill(NOOR, side.command(NOOR, "start lean coffee"), subject=SECRET, tempo=("async",))
    for each in (NOOR, JONAS, ELS):
        side.press(each, side.card(SECRET), "Take part")
    side.press(NOOR, side.card(SECRET), "Begin")
    leave(village, ELS)
    before = len(village.private(ELS))
    village.pass_time(timedelta(days=14))
    assert not any(SECRET in words(post) for post in village.private(ELS)[before:])
    taking_part = village.within(
        lambda unit: [len(each.course.participants) for each in unit.sessions.under_way() if each.subject == SECRET]
    )
    assert taking_part in ([], [2])
    assert SECRET not in everything_shown(village, SAM)


def test_when_its_place_is_gone_nobody_is_on_it(village: Village) -> None:
    keep(staff(village), JONAS, SECRET)
    village.happen(PlaceClosed(place=Place(ref=STAFF), **village.delivery()))
    assert SECRET not in str(say(village, NOOR, "find secret"))
    assert village.find(SECRET, reader=NOOR) == []
    assert len(village.within(lambda unit: unit.people.members(unit.community.id))) == 4


def test_it_is_ended_by_a_facilitator_and_found_again_where_the_same_channel_is_linked_again(village: Village) -> None:
    keep(staff(village), JONAS, SECRET)
    end(staff(village), NOOR, "Staff")
    assert village.find(SECRET, reader=NOOR) == []
    assert "Staff" in words(home(village).channel()[-1])
    begin(village)
    come(village, NOOR)
    assert village.find(SECRET, reader=NOOR)
    assert village.find(SECRET, reader=ELS) == []


def test_a_form_that_is_sent_by_whoever_left_meanwhile_is_for_nobody(village: Village) -> None:
    form = staff(village).command(JONAS, "ask")
    leave(village, JONAS)
    answer = staff(village).fill(JONAS, form, title=SECRET)
    assert isinstance(answer, RefuseForm)
    assert SECRET not in everything_shown(village, ELS)


def test_what_people_say_there_is_kept_for_those_in_it(village: Village) -> None:
    said = staff(village).say(JONAS, SECRET)
    form = staff(village).use_shortcut(JONAS, "keep", said, SECRET, said)
    assert reach(form)[1] == [own_side(STAFF)]
    staff(village).fill(JONAS, form, title=SECRET)
    assert village.find(SECRET, reader=NOOR)
    assert village.find(SECRET, reader=ELS) == []


def test_asked_further_it_stands_at_home_as_well(village: Village) -> None:
    ask(staff(village), JONAS, SECRET)
    root = staff(village).card(SECRET).id
    village.pass_time(timedelta(days=8))
    card = next(
        post for post in reversed(village.private(JONAS)) if SECRET in words(post) and "every side" in str(post.message)
    )
    press(village, JONAS, card, "Ask it on every side")
    there = home(village).card(SECRET)
    staff(village).say(NOOR, "Here is an answer.", root)
    village.pass_time(timedelta(minutes=1))
    assert "Here is an answer" in str(home(village).thread(there.id))


def test_one_joins_where_all_is_heard(village: Village) -> None:
    come(village, WIM)
    staff(village).command(WIM, "join")
    assert village.within(lambda unit: unit.people.member(unit.community.id, WIM.ref)) is None


def test_a_channel_that_hears_all_is_a_side_of_its_own_too(village: Village) -> None:
    begin(village, place=SUPPLIERS, called="Suppliers", hears=("all",))
    there = Side(village, SUPPLIERS)
    there.command(WIM, "join")
    ask(home(village), ELS, "Who has a stapler?")
    assert any("stapler" in words(post) for post in there.channel())
    ask(home(village), ELS, SECRET, reach=("side",))
    keep(staff(village), JONAS, f"{SECRET} too")
    assert SECRET not in "\n".join(words(post) for post in there.channel())
    assert SECRET not in private(village, WIM)
    ask(there, WIM, "the secret of suppliers", reach=(own_side(SUPPLIERS),))
    assert "secret of suppliers" not in everything_shown(village, ELS)
    leave(village, WIM, SUPPLIERS)
    assert village.within(lambda unit: unit.people.member(unit.community.id, WIM.ref)) is None


def private(village: Village, by: Actor) -> str:
    asked = [say(village, by, text) for text in ("open questions", "find secret")]
    return "\n".join([*asked, *(words(post) for post in village.private(by)), str(village.home(by))])
