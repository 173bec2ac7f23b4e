"""What was asked and kept before a place was linked stays with those it was for."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor
from facilitation.messages import TextInput
from facilitation.people import PlaceRef, whole_workspace
from facilitation.questions import looks
from facilitation.questions.around import Why
from storage.unit import SqlUnit
from tests.facilitation.linking.ground import ANNA, JONAS, NOOR, NORTHWIND, Side, home, link, northwind
from tests.shown import opened, words
from tests.village import Village, a_village, someone

KEPT, ASKED = "What we pay the printer", "Who forgot the stapler?"
SARA, CAI = someone("Sara"), someone("Cai")
LATER = "What we ask of the printer"


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(JONAS)
        village.join(SARA)
        keep(home(village), KEPT)
        home(village).fill(JONAS, home(village).command(JONAS, "ask"), title=ASKED)
        village.pass_time(timedelta(hours=1))
        link(village)
        northwind(village).command(ANNA, "join")
        yield village


def keep(side: Side, title: str) -> None:
    form = side.command(JONAS, f"keep lesson {title}")
    side.fill(JONAS, form, **{each.name: "Two cents." for each in opened(form).inputs if _is_long(each)})


def _is_long(each: object) -> bool:
    return isinstance(each, TextInput) and each.multiline


def test_who_came_by_the_link_finds_nothing_that_was_kept_before(village: Village) -> None:
    assert "Nothing is kept about" in words(northwind(village).command(ANNA, f"find {KEPT}"))


def test_what_is_kept_after_it_is_found_on_both_sides(village: Village) -> None:
    village.pass_time(timedelta(hours=1))
    keep(home(village), LATER)
    assert LATER in words(northwind(village).command(ANNA, f"find {LATER}"))


def test_who_comes_at_home_finds_it_even_later(village: Village) -> None:
    village.join(CAI)
    for who in (NOOR, CAI):
        shown = home(village).command(who, f"find {KEPT}")
        assert "Two cents." in words(home(village).press(who, shown, "Show"))


def test_what_is_asked_alike_does_not_show_it_to_them(village: Village) -> None:
    def is_shown(side: Side, who: Actor) -> bool:
        return "You ask" in words(side.fill(who, side.command(who, "ask"), title=ASKED))

    assert not is_shown(northwind(village), ANNA)
    assert is_shown(home(village), NOOR)


def test_nobody_of_the_new_side_is_asked_to_look_at_it(village: Village) -> None:
    def ask_all(unit: SqlUnit) -> None:
        (question,) = unit.questions.open(9)
        looks.ask(question, dict.fromkeys([SARA.ref, ANNA.ref], Why.LOT), unit, more=True)

    village.within(ask_all)
    village.pass_time(timedelta(days=3))
    assert any(ASKED in words(post) for post in village.private(SARA))
    assert all(ASKED not in words(post) for post in village.private(ANNA))


def test_the_handbook_shows_it_to_those_it_was_for(village: Village) -> None:
    with village.store.reading() as unit:
        community = unit.people.community(village.community().id)
        assert community
        for workspace, seen in ((community.workspace, [KEPT]), (NORTHWIND, [])):
            unit.enter_for(community, (whole_workspace(workspace),))
            assert [leaf.title for leaf in unit.handbook.leaves()] == seen
            assert len(unit.handbook.questions(0, 9)) == len(seen)


def test_the_week_tells_nothing_of_it_where_both_read(village: Village) -> None:
    home(village).fill(NOOR, home(village).command(NOOR, "digest"))
    keep(home(village), LATER)
    village.pass_time(timedelta(days=8))
    posts = village.carrier.posts.values()
    told = "\n".join(words(post) for post in posts if isinstance(post.to, PlaceRef) and post.to.thread)
    assert LATER in told
    assert KEPT not in told
    assert ASKED not in told
    assert ASKED in words(home(village).command(JONAS, "news"))


def test_it_is_said_before_anything_is_linked_and_at_home(village: Village) -> None:
    assert "asked and kept before stays with those it was for" in words(home(village).command(NOOR, "link place"))
    assert "rhythms and sessions under way go on for both" in words(home(village).card("stands in two places"))
