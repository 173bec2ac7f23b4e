"""A guest is let in by a facilitator, a sponsor by all of them; both by a code that works once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.events import Installed, MemberLeft, ProfileSeen, Said
from facilitation.inviting.model import ASKED_AT_MOST
from facilitation.messages import RefuseForm
from facilitation.people import Level, Standing
from storage.unit import SqlUnit
from tests.facilitation.clear_writing import ask
from tests.facilitation.inviting.coming_in import (
    ANNA,
    BART,
    MARTA,
    NOOR,
    PIET,
    alone,
    both_facilitate,
    code_for,
    invite,
    let_in,
    level_of,
    propose,
    sponsored,
)
from tests.shown import buttons, words
from tests.village import Village


def test_a_guest_comes_in_by_a_members_invitation_that_a_facilitator_lets_in(village: Village) -> None:
    code = let_in(village)
    assert "Welcome to Clear writing" in words(alone(village, ANNA, f"come in {code}"))
    assert level_of(village, ANNA) is Level.GUEST
    told = words(village.command(PIET, "log"))
    assert "Anna joined as a guest" in told
    assert "Noor let Anna in as a guest" in told


def test_who_invites_many_waits_until_one_of_them_is_answered(village: Village) -> None:
    before = len(village.private(NOOR))
    for _ in range(ASKED_AT_MOST):
        invite(village)
    refused = village.fill(PIET, village.command(PIET, "invite"), called="Bart")
    assert isinstance(refused, RefuseForm)
    assert len(village.private(NOOR)) == before + ASKED_AT_MOST
    village.press(NOOR, village.private(NOOR)[-1], "Rather not")
    invite(village)
    assert len(village.private(NOOR)) == before + ASKED_AT_MOST + 1


def test_nobody_comes_in_whom_the_facilitator_would_rather_not(village: Village) -> None:
    invite(village)
    told = village.press(NOOR, village.private(NOOR)[-1], "Rather not")
    assert "will know that it was you" in words(told)
    assert "rather not" in words(village.private(PIET)[-1])
    assert "That is over" in words(village.press(NOOR, village.private(NOOR)[-1], "Let them in"))
    assert "Noor" not in words(village.command(PIET, "log")).partition("Piet would bring in a guest")[0]


def test_a_code_lets_in_one_person_once(village: Village) -> None:
    code = let_in(village)
    alone(village, ANNA, f"come in {code.lower()}")
    assert "lets nobody in" in words(village.command(BART, f"come in {code}", said=Said.DIRECT))
    assert level_of(village, BART) is None


def test_who_comes_in_without_a_code_is_told_that_one_is_needed(village: Village) -> None:
    assert "/kring come in` and your code" in words(alone(village, BART, "come in"))


def test_a_code_is_good_for_two_weeks(village: Village) -> None:
    code = let_in(village)
    village.pass_time(timedelta(days=14))
    assert "lets nobody in" in words(alone(village, ANNA, f"come in {code}"))


def test_only_who_invited_sees_the_code(village: Village) -> None:
    invite(village)
    village.press(NOOR, village.private(NOOR)[-1], "Let them in")
    assert "That is over" in words(village.press(MARTA, village.private(PIET)[-1], "Show the code"))


def test_a_guest_asks_and_reads_and_does_not_change_what_is_for_all(village: Village) -> None:
    alone(village, ANNA, f"come in {let_in(village)}")
    assert "Anna asks" in words(ask(village, ANNA))
    assert "for members" in words(village.command(ANNA, "keep"))
    assert "`/kring join` in its channel makes you a member" in words(village.command(ANNA, "keep"))
    assert "for members" in words(village.command(ANNA, "facilitate"))


def test_an_invited_guest_becomes_a_member_by_joining_where_members_do(village: Village) -> None:
    alone(village, ANNA, f"come in {let_in(village)}")
    village.join(ANNA)
    assert level_of(village, ANNA) is Level.FULL
    village.command(ANNA, "join")
    assert words(village.command(PIET, "log")).count("Anna joined.") == 1


def test_who_comes_back_takes_part_as_they_said_before(village: Village) -> None:
    village.fill(PIET, village.command(PIET, "level"), level=("core",))
    village.command(PIET, "leave")
    village.join(PIET)
    assert level_of(village, PIET) is Level.CORE


def test_no_sponsor_ends_what_another_one_holds(village: Village) -> None:
    for who in (ANNA, BART):
        sponsored(village, by=who)
    shown = alone(village, ANNA, "sponsor")
    assert "That is over" in words(village.press(BART, shown, "End my sponsorship"))
    assert "Anna, until" in words(village.command(PIET, "sponsor"))


def test_a_guest_of_the_workspace_is_one_whatever_the_membership_says(village: Village) -> None:
    village.happen(ProfileSeen(account=MARTA.ref, name="Marta", standing=Standing.STRANGER))

    def forget(unit: SqlUnit) -> None:
        for member in unit.people.members(unit.community.id):
            member.level = Level.FULL

    village.within(forget)
    assert "for members" in words(village.command(MARTA, "start"))


def test_a_sponsor_does_not_come_in_as_a_guest_either(village: Village) -> None:
    sponsored(village)
    assert "takes no part in it" in words(alone(village, ANNA, f"come in {let_in(village)}"))


def test_who_leaves_the_workspace_sponsors_nothing_there(village: Village) -> None:
    sponsored(village)
    village.happen(MemberLeft(by=ANNA, place=None, **village.delivery()))
    assert "Nobody sponsors" in words(village.command(PIET, "sponsor"))


def test_a_facilitator_who_is_a_guest_of_the_workspace_now_facilitates_no_more(village: Village) -> None:
    village.happen(ProfileSeen(account=NOOR.ref, name="Noor", standing=Standing.GUEST))
    assert "Noor stopped facilitating" in words(village.command(PIET, "log"))
    village.command(PIET, "facilitate")
    assert "Piet took on facilitating" in words(village.command(PIET, "log"))


def test_a_guest_of_the_workspace_joins_as_a_guest(village: Village) -> None:
    village.command(ANNA, "hello")
    village.happen(ProfileSeen(account=ANNA.ref, name="Anna", standing=Standing.GUEST))
    village.join(ANNA)
    assert level_of(village, ANNA) is Level.GUEST


def test_who_turns_out_to_be_a_guest_of_the_workspace_is_one_here(village: Village) -> None:
    village.happen(ProfileSeen(account=MARTA.ref, name="Marta", standing=Standing.GUEST))
    assert level_of(village, MARTA) is Level.GUEST
    assert "for members" in words(village.command(MARTA, "start"))


def test_who_installed_kring_where_the_platform_tells_no_admins_sees_where_it_is(village: Village) -> None:
    assert "for whoever administers" in words(village.command(ANNA, "installed"))
    village.happen(Installed(by=replace(ANNA, standing=Standing.ADMIN), **village.delivery()))
    village.happen(ProfileSeen(account=ANNA.ref, name="Anna", standing=None))
    seen = words(village.command(ANNA, "installed"))
    assert "There is 1 community here" in seen
    assert "Clear writing" not in seen
    assert "for members" in words(village.command(ANNA, "log"))


def test_a_community_is_found_by_others_once_it_wants_to_be(village: Village) -> None:
    assert "Clear writing" not in words(village.command(ANNA, "communities"))
    village.fill(NOOR, village.command(NOOR, "community settings"), findable=("found",))
    assert "Clear writing" in words(village.command(ANNA, "communities"))
    assert "let this community be found" in words(village.command(PIET, "log"))
    village.fill(NOOR, village.command(NOOR, "community settings"), findable=("hidden",))
    assert "Clear writing" not in words(village.command(ANNA, "communities"))


def test_a_sponsor_is_named_by_the_consent_of_all_who_facilitate(village: Village) -> None:
    both_facilitate(village)
    assert "The others who facilitate are asked" in words(propose(village))
    village.press(PIET, village.private(PIET)[-1], "I consent")
    code = code_for(village, NOOR)
    assert "You sponsor Clear writing now" in words(alone(village, ANNA, f"come in {code}"))
    told = words(village.command(MARTA, "log"))
    assert "Piet consented to a sponsor" in told
    assert "director" not in told
    assert "Anna became a sponsor" in told


def test_one_facilitator_who_does_not_consent_is_enough(village: Village) -> None:
    both_facilitate(village)
    propose(village)
    village.press(PIET, village.private(PIET)[-1], "Rather not")
    assert "does not come in" in words(village.private(NOOR)[-1])
    assert "Nobody sponsors" in words(village.command(NOOR, "sponsor"))
    assert "Piet" not in words(village.command(NOOR, "log")).partition("Noor proposed a sponsor")[0]


def test_a_sponsor_sees_no_person_and_nothing_that_was_said(village: Village) -> None:
    sponsored(village)
    ask(village, MARTA, "Who may change a letter?")
    seen = words(alone(village, ANNA, "sponsor"))
    assert "too few to tell" in seen
    for secret in ("Marta", "Piet", "Noor", "letter"):
        assert secret not in seen


@pytest.mark.parametrize(
    "said", ["ask Why?", "find letter", "open questions", "who knows letters", "log", "news", "start"]
)
def test_a_sponsor_does_as_little_as_anybody_outside(village: Village, said: str) -> None:
    sponsored(village)
    assert "for members" in words(alone(village, ANNA, said))


def test_a_sponsor_is_no_member_and_a_member_no_sponsor(village: Village) -> None:
    sponsored(village)
    assert "a sponsor is no member" in words(village.command(ANNA, "join"))
    village.press(NOOR, village.command(NOOR, "sponsor"), "End it for Anna")
    sponsored(village, by=MARTA)
    assert "Nobody sponsors" in words(village.command(NOOR, "sponsor"))


def test_a_sponsorship_ends_with_its_term(village: Village) -> None:
    sponsored(village)
    village.pass_time(timedelta(days=366))
    assert "Anna" not in words(village.command(PIET, "sponsor"))


def test_only_facilitators_and_the_sponsor_end_it(village: Village) -> None:
    sponsored(village)
    shown = village.command(NOOR, "sponsor")
    assert buttons(village.command(PIET, "sponsor")) == []
    assert "for whoever facilitates" in words(village.press(PIET, shown, "End it for Anna"))
    village.press(ANNA, alone(village, ANNA, "sponsor"), "End my sponsorship")
    assert "Nobody sponsors" in words(village.command(PIET, "sponsor"))
