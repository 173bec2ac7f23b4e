"""Somebody at the edge and the core agree on what each brings: both accept, all read it, either ends it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor
from facilitation.messages import ChoiceInput, RefuseForm
from tests.shown import buttons, opened, words
from tests.village import Village, a_village, someone

NOOR, PIET, MARTA = someone("Noor"), someone("Piet"), someone("Marta")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        village.found(NOOR)
        village.join(PIET, MARTA)
        village.fill(PIET, village.command(PIET, "level"), level=("peripheral",))
        yield village


def propose(village: Village, by: Actor = PIET, brings: str = "A case each spring", **more: tuple[str, ...]) -> None:
    form = village.press(by, village.command(by, "agreement"), "Propose")
    village.fill(by, form, brings=brings, expects="To read along", **more)


def agree(village: Village) -> None:
    propose(village)
    village.press(NOOR, village.private(NOOR)[-1], "I accept")


def test_one_says_how_one_takes_part_and_all_see_how_many_there_are_of_each(village: Village) -> None:
    about = words(village.command(MARTA, "community"))
    assert "at the edge" in about
    assert "Piet" not in about
    assert "Piet said how they take part: at the edge" in words(village.command(MARTA, "log"))


def test_of_one_person_it_is_not_said_in_the_words_for_many(village: Village) -> None:
    assert "Noted: fully." in words(village.fill(MARTA, village.command(MARTA, "level"), level=("full",)))
    about = words(village.command(MARTA, "community")).splitlines()
    assert "I take part: fully" in about
    assert "full members: 2" in about


def test_what_is_proposed_at_the_edge_is_accepted_by_the_core(village: Village) -> None:
    agree(village)
    shown = words(village.command(MARTA, "agreement"))
    assert "**Piet** and the core, for which Noor agreed" in shown
    assert "A case each spring" in shown
    assert "stands" in words(village.private(PIET)[-1])


def test_what_the_core_proposes_is_accepted_by_the_person(village: Village) -> None:
    form = village.press(NOOR, village.command(NOOR, "agreement"), "Propose")
    village.fill(NOOR, form, brings="A case", expects="A buddy", who=(_first_of_whom(form),))
    village.press(PIET, village.private(PIET)[-1], "I accept")
    assert "A buddy" in words(village.command(MARTA, "agreement"))


def test_nobody_reads_what_is_only_proposed_and_nobody_accepts_their_own(village: Village) -> None:
    propose(village)
    assert "A case" not in words(village.command(MARTA, "agreement"))
    assert "That is over" in words(village.press(PIET, village.private(NOOR)[-1], "I accept"))
    assert "That is over" in words(village.press(MARTA, village.private(NOOR)[-1], "I accept"))
    assert "There are none yet" in words(village.command(MARTA, "agreement"))


def test_declined_it_does_not_stand_and_can_be_proposed_otherwise(village: Village) -> None:
    propose(village)
    village.press(NOOR, village.private(NOOR)[-1], "Rather not")
    assert "would rather not" in words(village.private(PIET)[-1])
    assert "There are none yet" in words(village.command(MARTA, "agreement"))


def test_a_new_one_takes_the_place_of_the_one_before(village: Village) -> None:
    agree(village)
    propose(village, brings="A case each year")
    village.press(NOOR, village.private(NOOR)[-1], "I accept")
    shown = words(village.command(MARTA, "agreement"))
    assert "each year" in shown
    assert "each spring" not in shown


def test_either_side_ends_it_and_nobody_else(village: Village) -> None:
    agree(village)
    shown = village.command(PIET, "agreement")
    assert "End the one with Piet" not in buttons(village.command(MARTA, "agreement"))
    assert "That is over" in words(village.press(MARTA, shown, "End the one"))
    village.press(PIET, shown, "End the one")
    assert "Piet ended the agreement" in words(village.private(NOOR)[-1])
    told = words(village.command(MARTA, "log"))
    assert "Piet ended an agreement with Noor" in told
    assert "spring" not in told


def test_it_is_asked_about_at_its_date_and_again_only_once_both_said_it_is_good(village: Village) -> None:
    propose(village, months=("3",))
    village.press(NOOR, village.private(NOOR)[-1], "I accept")
    village.pass_time(timedelta(days=92))
    asked = [village.private(each)[-1] for each in (PIET, NOOR)]
    assert all("still good?" in words(each) for each in asked)
    village.press(PIET, asked[0], "Still good")
    village.press(NOOR, asked[1], "Still good")
    before = len(village.private(PIET))
    village.pass_time(timedelta(days=80))
    assert len(village.private(PIET)) == before
    village.pass_time(timedelta(days=20))
    assert len(village.private(PIET)) > before


def test_when_it_is_asked_about_again_is_told_as_long_as_it_is_still_to_come(village: Village) -> None:
    agree(village)
    assert "Asked about again" in words(village.command(MARTA, "agreement"))
    village.pass_time(timedelta(days=200))
    shown = words(village.command(MARTA, "agreement"))
    assert "A case each spring" in shown
    assert "Asked about again" not in shown


def test_what_is_proposed_waits_for_whoever_facilitates_next(village: Village) -> None:
    village.command(NOOR, "leave")
    form = village.press(PIET, village.command(PIET, "agreement"), "Propose")
    said = village.fill(PIET, form, brings="A case each spring", expects="To read along")
    assert "whoever does next finds it" in words(said)
    village.command(MARTA, "facilitate")
    queue = next(card for card in village.home(MARTA).cards if "Piet proposes an agreement" in words(card))
    shown = village.press(MARTA, queue, "Answer: Piet")
    assert "A case each spring" in words(shown)
    village.press(MARTA, shown, "I accept")
    assert "for which Marta agreed" in words(village.command(PIET, "agreement"))
    assert not any("Piet proposes an agreement" in words(card) for card in village.home(MARTA).cards)


def test_who_proposed_it_sees_it_and_takes_it_back(village: Village) -> None:
    propose(village)
    shown = village.command(PIET, "agreement")
    assert "A case each spring" in words(shown)
    assert "A case" not in words(village.command(MARTA, "agreement"))
    assert "That is over" in words(village.press(MARTA, shown, "Withdraw"))
    asked = village.private(NOOR)[-1].message
    village.press(PIET, shown, "Withdraw")
    assert "A case" not in words(village.command(PIET, "agreement"))
    assert "That is over" in words(village.press(NOOR, asked, "I accept"))


def test_proposed_again_and_again_it_stays_one_message_with_the_last_words(village: Village) -> None:
    before = len(village.private(NOOR))
    for number in range(5):
        propose(village, brings=f"Case {number}")
    (shown,) = village.private(NOOR)[before:]
    assert "Case 4" in words(shown)
    assert "Case 3" not in words(village.command(PIET, "agreement"))
    village.press(PIET, village.command(PIET, "agreement"), "Withdraw")
    assert "That is over" in words(village.private(NOOR)[-1])
    propose(village, brings="Case 9")
    (shown,) = village.private(NOOR)[before:]
    village.press(NOOR, shown, "Rather not")
    propose(village, brings="Case 10")
    assert len(village.private(NOOR)) == before + 2
    village.press(NOOR, village.private(NOOR)[-1], "I accept")
    assert "Case 10" in words(village.command(MARTA, "agreement"))


def test_what_is_withdrawn_before_it_could_be_read_is_not_sent(village: Village) -> None:
    village.pass_time(timedelta(hours=12))
    before = len(village.private(NOOR))
    propose(village)
    village.press(PIET, village.command(PIET, "agreement"), "Withdraw")
    village.pass_time(timedelta(days=1))
    assert len(village.private(NOOR)) == before


def test_what_the_core_proposes_otherwise_takes_the_place_of_what_it_proposed_before(village: Village) -> None:
    form = village.press(NOOR, village.command(NOOR, "agreement"), "Propose")
    for brings in ("A case", "Two cases"):
        village.fill(NOOR, form, brings=brings, expects="A buddy", who=(_first_of_whom(form),))
    first, last = village.private(PIET)[-2:]
    assert "That is over" in words(first)
    village.press(PIET, last, "I accept")
    assert "Two cases" in words(village.command(MARTA, "agreement"))


def test_of_who_leaves_no_proposal_is_under_way(village: Village) -> None:
    propose(village)
    village.press(PIET, village.command(PIET, "agreement"), "Withdraw")
    propose(village)
    village.command(PIET, "leave")
    assert village.within(lambda unit: unit.outbox.keys("agreements/")) == []


def test_who_leaves_has_no_agreement_any_more(village: Village) -> None:
    agree(village)
    village.command(PIET, "leave")
    assert "There are none yet" in words(village.command(MARTA, "agreement"))


def test_both_must_say_what_is_brought_and_expected(village: Village) -> None:
    form = village.press(PIET, village.command(PIET, "agreement"), "Propose")
    refused = village.fill(PIET, form, brings="", expects="x")
    assert isinstance(refused, RefuseForm)
    assert set(refused.errors) == {"brings"}


def test_a_full_member_has_none_to_propose(village: Village) -> None:
    assert "Propose an agreement" not in buttons(village.command(MARTA, "agreement"))


def _first_of_whom(form: object) -> str:
    (who,) = [each for each in opened(form).inputs if isinstance(each, ChoiceInput) and each.name == "who"]
    return who.options[0].value
