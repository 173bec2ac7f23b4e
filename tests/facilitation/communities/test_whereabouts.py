"""What members say of where they stand, who is found by it, and whose eyes are fresh."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor
from facilitation.messages import ChoiceInput, RefuseForm
from tests.facilitation.knowledge.library import item, press, shows, write
from tests.shown import buttons, opened, words
from tests.village import Village, a_village, someone

NOOR, JONAS, MARTA, TOMAS = someone("Noor"), someone("Jonas"), someone("Marta"), someone("Tomas")
PAUL = someone("Paul")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA, PAUL)
        yield made


def is_at(village: Village, who: Actor, site: str, affiliation: str = "") -> None:
    village.fill(who, village.command(who, "where I am"), new_site=site, new_affiliation=affiliation)


def options(village: Village, who: Actor, name: str) -> list[str]:
    form = opened(village.command(who, "where I am"))
    found = [each for each in form.inputs if isinstance(each, ChoiceInput) and each.name == name]
    return [option.value for each in found for option in each.options]


def test_a_site_that_one_typed_others_choose(village: Village) -> None:
    assert options(village, NOOR, "site") == []
    is_at(village, NOOR, "Ghent")
    assert options(village, JONAS, "site") == ["Ghent"]
    village.fill(JONAS, village.command(JONAS, "where I am"), site=("Ghent",), affiliation=("supplier",))
    is_at(village, MARTA, "  ghent ")
    assert options(village, PAUL, "site") == ["Ghent"]
    assert "I supply it" in words(village.fill(JONAS, village.command(JONAS, "where I am")))


def test_a_community_has_words_of_its_own_for_what_people_are_to_it(village: Village) -> None:
    is_at(village, NOOR, "", "Volunteer")
    assert options(village, JONAS, "affiliation")[-1] == "Volunteer"


def test_what_was_said_is_taken_back_by_leaving_it_empty(village: Village) -> None:
    is_at(village, NOOR, "Ghent")
    village.fill(NOOR, village.command(NOOR, "where I am"), site=(), new_site="")
    assert options(village, JONAS, "site") == []
    assert "Nobody said so" in words(village.command(JONAS, "who knows Ghent"))


def test_what_is_too_long_is_refused(village: Village) -> None:
    answer = village.fill(NOOR, village.command(NOOR, "where I am"), new_site="x" * 61)
    assert isinstance(answer, RefuseForm)


def test_a_choice_that_nobody_offered_is_none(village: Village) -> None:
    village.fill(NOOR, village.command(NOOR, "where I am"), affiliation=("king",))
    assert options(village, NOOR, "affiliation") == options(village, JONAS, "affiliation")


def test_who_knows_finds_by_site_too(village: Village) -> None:
    village.fill(JONAS, village.command(JONAS, "ask me about tenancy law"))
    is_at(village, JONAS, "Ghent")
    is_at(village, MARTA, "Ghent")
    told = words(village.command(NOOR, "who knows Ghent"))
    assert "Jonas** (Ghent): tenancy law" in told
    assert "Marta** (Ghent)" in told
    assert "(Ghent)" in words(village.command(NOOR, "who knows tenancy"))


def test_nobody_is_asked_to_look_for_their_site_alone(village: Village) -> None:
    is_at(village, MARTA, "Ghent")
    village.fill(NOOR, village.command(NOOR, "ask"), title="What do they do in Ghent?")
    village.pass_time(timedelta(minutes=20))
    looks = [post for post in village.private(MARTA) if post.key and "/look/" in post.key]
    assert looks == []


def test_with_sites_it_is_reviewed_from_a_second_one(village: Village) -> None:
    practice = write(village, NOOR)
    for who, site in ((NOOR, "Ghent"), (JONAS, "Liège"), (MARTA, "Ghent")):
        is_at(village, who, site)
    village.fill(JONAS, press(village, JONAS, "I tried it"), how=("tried",))
    assert "I read it with fresh eyes: it holds" not in buttons(press(village, MARTA, "More"))
    assert "I read it with fresh eyes: it holds" not in buttons(press(village, PAUL, "More"))
    is_at(village, PAUL, "Liège")
    press(village, PAUL, "I read it with fresh eyes")
    assert item(village, practice).assurance == "reviewed"
    assert "reviewed" in words(shows(village, MARTA))


def test_whose_site_changed_meanwhile_is_told_why_not(village: Village) -> None:
    write(village, NOOR)
    is_at(village, NOOR, "Ghent")
    is_at(village, MARTA, "Liège")
    village.fill(JONAS, press(village, JONAS, "I tried it"), how=("tried",))
    more = press(village, MARTA, "More")
    is_at(village, MARTA, "Ghent")
    is_at(village, PAUL, "Liège")
    assert "another site" in words(village.press(MARTA, more, "I read it with fresh eyes"))
