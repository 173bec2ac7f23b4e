"""What waits for whoever facilitates, how a sponsor's term ends, and what a sponsor and the log are told."""

from dataclasses import replace
from datetime import timedelta

from facilitation.people import Standing
from tests.facilitation.inviting.coming_in import (
    ANNA,
    BART,
    MARTA,
    NOOR,
    PIET,
    alone,
    both_facilitate,
    invite,
    propose,
    queue_of,
    sponsored,
    waits_for,
)
from tests.shown import button, buttons, opened, words
from tests.village import Village


def test_what_the_log_tells_is_said_before_one_answers(village: Village) -> None:
    assert "the log" in words(opened(village.command(PIET, "invite")))
    invite(village)
    assert "never who would rather not" in words(village.private(NOOR)[-1])
    both_facilitate(village)
    propose(village)
    assert "never who would rather not" in words(village.private(PIET)[-1])


def test_who_is_no_member_sees_not_how_many_take_part_in_which_way(village: Village) -> None:
    sponsored(village)
    village.fill(PIET, village.command(PIET, "level"), level=("peripheral",))
    assert "at the edge" in words(village.command(MARTA, "community"))
    for outsider in (ANNA, BART):
        assert "at the edge" not in words(village.command(outsider, "community"))


def test_a_sponsor_reads_what_its_author_released_and_nothing_else(village: Village) -> None:
    sponsored(village)
    for title, reach in (("Ours", "organisation"), ("Inside", "community")):
        village.fill(MARTA, village.command(MARTA, f"story {title}"), field_applied="I used it.", reach=(reach,))
    shown = alone(village, ANNA, "sponsor")
    assert "Inside" not in words(shown)
    read = village.press(ANNA, shown, "Ours")
    assert "I used it." in words(read)
    assert buttons(read) == []
    inside = button(village.press(MARTA, village.command(MARTA, "find Inside"), "Show"), "I recognise").subject
    assert "I used it." not in words(village.pretend(ANNA, "knowledge.show", inside))
    ours = button(shown, "Ours").subject
    assert "I used it." in words(village.pretend(BART, "knowledge.show", ours))
    guest = replace(BART, standing=Standing.GUEST)
    assert "I used it." not in words(village.pretend(guest, "knowledge.show", ours))


def test_a_sponsor_is_shown_what_they_sponsor_and_not_offered_to_join(village: Village) -> None:
    sponsored(village)
    home = village.home(ANNA).cards[0]
    assert "Clear writing: you sponsor it" in words(home)
    assert "no community yet" not in words(home)
    village.fill(MARTA, village.press(MARTA, village.command(MARTA, "support"), "Ask our sponsor"), text="Two hours.")
    shown = village.press(ANNA, home, "What we ask our sponsor")
    assert "Two hours." in words(shown or village.private(ANNA)[-1])
    refused = village.command(ANNA, "log")
    assert "takes no part" in words(refused)
    assert buttons(refused) == ["Our sponsor", "What we ask our sponsor"]


def test_both_sides_hear_that_a_term_is_over_and_the_log_tells_it(village: Village) -> None:
    sponsored(village)
    village.pass_time(timedelta(days=350))
    village.command(NOOR, "facilitate")
    assert "Anna sponsors Clear writing until" in waits_for(village, NOOR)
    village.pass_time(timedelta(days=16))
    assert "Your term as a sponsor of Clear writing is over" in words(village.private(ANNA)[-1])
    assert any("Anna's term as a sponsor of Clear writing is over" in words(post) for post in village.private(NOOR))
    assert "Anna's term as a sponsor ended" in words(village.command(PIET, "log"))


def test_who_did_not_end_it_hears_who_did(village: Village) -> None:
    sponsored(village)
    village.press(NOOR, village.command(NOOR, "sponsor"), "End it for Anna")
    assert "You no longer sponsor Clear writing: Noor ended it" in words(village.private(ANNA)[-1])
    village.pass_time(timedelta(days=366))
    assert "term as a sponsor" not in words(village.command(PIET, "log"))
    village.command(NOOR, "facilitate")
    sponsored(village)
    before = len(village.private(ANNA))
    village.press(ANNA, alone(village, ANNA, "sponsor"), "End my sponsorship")
    assert "Anna ended sponsoring Clear writing" in words(village.private(NOOR)[-1])
    assert not any("no longer sponsor" in words(post) for post in village.private(ANNA)[before:])


def test_what_waits_for_a_facilitator_waits_for_whoever_facilitates_next(village: Village) -> None:
    invite(village)
    village.command(NOOR, "leave")
    village.command(MARTA, "facilitate")
    assert "Anna of the archive" in waits_for(village, MARTA)
    asked = village.press(MARTA, queue_of(village, MARTA), "Answer: Anna of the archive")
    assert "Piet would bring Anna of the archive" in words(asked)
    village.press(MARTA, asked, "Let them in")
    assert "Anna of the archive" not in waits_for(village, MARTA)
    assert "can come into Clear writing" in words(village.private(PIET)[-1])


def test_a_sponsor_is_consented_to_when_who_was_still_asked_facilitates_no_more(village: Village) -> None:
    both_facilitate(village)
    propose(village)
    assert "our director" not in waits_for(village, NOOR)
    village.command(PIET, "leave")
    consented = village.press(NOOR, village.press(NOOR, queue_of(village, NOOR), "Answer: Anna"), "I consent")
    assert "can become a sponsor" in words(consented)
    assert "Show the code" in buttons(consented)
