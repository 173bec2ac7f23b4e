"""Who leaves a side goes out of all that is of it at once, and can still have their own words out."""

from collections.abc import Iterator

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor, PersonErased
from facilitation.knowledge.writing_forms import field_name
from facilitation.messages import Card, ReplaceCard
from facilitation.people import own_side
from facilitation.questions import looks
from facilitation.questions.around import Why
from storage.unit import SqlUnit
from tests.facilitation.linking.ground import home
from tests.facilitation.linking.some import (
    ELS,
    JONAS,
    NOOR,
    SAM,
    STAFF,
    ask,
    begin,
    come,
    keep,
    leave,
    press,
    say,
    staff,
)
from tests.facilitation.sessions.rhythms.recurring import DAY, HOUR, SOUND
from tests.shown import buttons, words
from tests.village import Village, a_village

SECRET = "a secret of staff"
LEFT = "Words of yours that are kept where you are no longer"


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS, ELS, SAM)
        begin(village)
        come(village, NOOR, JONAS, ELS)
        yield village


def left_behind(village: Village, of: Actor) -> Card | None:
    return next((card for card in village.home(of).cards if card.title == LEFT), None)


def test_they_take_part_in_its_sessions_no_more(village: Village) -> None:
    side = staff(village)
    side.fill(NOOR, side.command(NOOR, "start lean coffee"), subject=SECRET, tempo=("async",))
    for each in (NOOR, JONAS, ELS):
        side.press(each, side.card(SECRET), "Take part")

    def taking_part(unit: SqlUnit) -> list[int]:
        return [len(each.course.participants) for each in unit.sessions.under_way()]

    assert village.within(taking_part) == [3]
    leave(village, ELS)
    assert village.within(taking_part) == [2]


def test_they_follow_and_tend_nothing_of_it_any_more(village: Village) -> None:
    keep(home(village), ELS, "what is for all")
    keep(staff(village), ELS, SECRET)
    for where, each in ((home(village), "what is for all"), (staff(village), SECRET)):
        shown = where.press(ELS, where.command(ELS, f"find {each}"), "Show")
        where.press(ELS, where.press(ELS, shown, "More"), "I'll tend it")

    def held(unit: SqlUnit) -> list[list[str]]:
        followed = [unit.knowledge.item(each.item_id) for each in unit.knowledge.followed_by(ELS.ref)]
        tended = [each.title for each in unit.knowledge.tended_by(ELS.ref)]
        return [sorted(tended), sorted(each.title for each in followed if each)]

    assert village.within(held) == [[SECRET, "what is for all"]] * 2
    leave(village, ELS)
    assert village.within(held) == [["what is for all"]] * 2


def test_nobody_waits_for_their_look_at_a_question_of_it(village: Village) -> None:
    ask(home(village), JONAS, "Who has a stapler?")
    ask(staff(village), JONAS, SECRET)

    def ask_els(unit: SqlUnit) -> None:
        for question in unit.questions.asked_by(JONAS.ref):
            looks.ask(question, {ELS.ref: Why.LOT}, unit)

    village.within(ask_els)
    village.pass_time(DAY)
    assert {"Who has a stapler?", SECRET} <= set(asked_to_look(village))
    leave(village, ELS)
    assert asked_to_look(village) == ["Who has a stapler?"]
    assert SECRET not in "\n".join(words(post) for post in village.private(ELS))


def asked_to_look(village: Village) -> list[str]:
    shown = "\n".join(words(post) for post in village.private(ELS) if "I'll have a look" in buttons(post))
    return [each for each in ("Who has a stapler?", SECRET) if each in shown]


def test_the_next_host_hears_of_it_at_once_when_the_one_before_is_there_no_more(village: Village) -> None:
    side = staff(village)
    form = side.press(NOOR, side.command(NOOR, "rhythm new"), "Peer assist")
    side.fill(NOOR, form, **{**SOUND, "reach": (own_side(STAFF),)})
    for who in (ELS, JONAS):
        shown = side.press(who, side.press(who, side.command(who, "rhythm"), "See"), "Who hosts next")
        side.press(who, shown, "I'd host one")
    village.pass_time(DAY - 2 * HOUR)
    assert "It is your turn to host" in told(village, ELS)
    assert "It is your turn to host" not in told(village, JONAS)
    leave(village, ELS)
    assert "It is your turn to host" in told(village, JONAS)
    village.pass_time(2 * DAY)
    assert any("Host: Jonas" in words(post) for post in side.channel())


def told(village: Village, who: Actor) -> str:
    return "\n".join(words(post) for post in village.private(who))


def test_nobody_hosts_what_became_of_a_side_on_which_they_are_not(village: Village) -> None:
    there = home(village)
    there.fill(NOOR, there.press(NOOR, there.command(NOOR, "rhythm new"), "Peer assist"), **SOUND)
    for who in (SAM, JONAS):
        shown = there.press(who, there.press(who, there.command(who, "rhythm"), "See"), "Who hosts next")
        there.press(who, shown, "I'd host one")

    def becomes_of_staff(unit: SqlUnit) -> None:
        (series,) = unit.rhythms.all_series()
        series.side = own_side(STAFF)

    village.within(becomes_of_staff)
    village.pass_time(DAY - 2 * HOUR)
    assert "It is your turn to host" not in told(village, SAM)
    assert "It is your turn to host" in told(village, JONAS)


def test_their_words_there_are_theirs_to_take_out_at_home_and_nothing_else_is_shown(village: Village) -> None:
    keep(staff(village), ELS, SECRET)
    keep(staff(village), JONAS, "another secret")
    assert left_behind(village, ELS) is None
    leave(village, ELS)
    card = left_behind(village, ELS)
    assert card
    assert SECRET in words(card)
    assert "another secret" not in words(card)
    answer = village.press(ELS, card, "Take mine out")
    assert isinstance(answer, ReplaceCard)
    assert SECRET not in words(answer)
    assert [each.title for each in village.find("secret", reader=NOOR)] == ["another secret"]
    assert left_behind(village, ELS) is None


def test_what_they_wrote_with_others_is_not_shown_and_goes_as_well(village: Village) -> None:
    keep(staff(village), ELS, SECRET)
    by = staff(village)
    form = by.press(JONAS, by.press(JONAS, by.command(JONAS, f"find {SECRET}"), "Show"), "Edit")
    by.fill(JONAS, form, title="of staff", **{field_name("happened"): "This is a secret of staff, and a new one."})
    leave(village, ELS)
    card = left_behind(village, ELS)
    assert card
    assert "a new one" not in words(card)
    assert "together with others" in words(card)
    village.press(ELS, card, "Take mine out")
    assert village.find("a new one", reader=NOOR) == []


def test_the_button_that_they_have_of_before_takes_them_out_as_well(village: Village) -> None:
    keep(staff(village), ELS, SECRET)
    (card,) = [post for post in village.private(ELS) if "Take my words back" in buttons(post)]
    leave(village, ELS)
    press(village, ELS, card, "Take my words back")
    assert village.find(SECRET, reader=NOOR) == []


def test_nor_does_leaving_the_community_keep_them_in(village: Village) -> None:
    keep(staff(village), ELS, SECRET)
    (card,) = [post for post in village.private(ELS) if "Take my words back" in buttons(post)]
    say(village, ELS, "leave")
    press(village, ELS, card, "Take my words back")
    assert village.find(SECRET, reader=NOOR) == []


def test_who_is_erased_has_no_words_left_there_and_others_have_theirs(village: Village) -> None:
    keep(staff(village), ELS, SECRET)
    keep(staff(village), JONAS, "another secret")
    leave(village, ELS)
    assert len(village.find("secret", reader=NOOR)) == 2
    village.happen(PersonErased(community_id=village.community().id, account=ELS.ref))
    assert [each.title for each in village.find("secret", reader=NOOR)] == ["another secret"]
