"""Who was invited stays what they were invited as, also when they leave, link accounts, or whoever invited leaves."""

from collections.abc import Sequence

import pytest

from facilitation.events import Actor, Said
from facilitation.people import Level, WorkspaceId
from tests.facilitation.inviting.coming_in import (
    ANNA,
    MARTA,
    NOOR,
    PIET,
    alone,
    invite,
    let_in,
    level_of,
    sponsored,
)
from tests.shown import buttons, words
from tests.village import Village, someone

ELSEWHERE = someone("Anna Too", workspace=WorkspaceId("teams:village"))


def link(village: Village, first: Actor, second: Actor) -> None:
    code = words(village.command(first, "link me", Said.DIRECT)).split("link me ")[1][:9]
    village.press(second, village.command(second, f"link me {code}", Said.DIRECT), "Yes")


def both(village: Village, *who: Actor) -> tuple[Sequence[bool], Sequence[bool]]:
    """Who of them sponsors, and who is a member."""
    return village.within(
        lambda unit: (
            [unit.sponsors.is_one(unit.community.id, each.ref) for each in who],
            [unit.people.member(unit.community.id, each.ref) is not None for each in who],
        )
    )


def test_a_guest_who_left_comes_back_as_a_guest_but_where_members_join(village: Village) -> None:
    alone(village, ANNA, f"come in {let_in(village)}")
    village.command(ANNA, "leave", said=Said.DIRECT)
    left = next(post for post in village.private(ANNA) if "Join again" in buttons(post))
    village.press(ANNA, left, "Join again")
    assert level_of(village, ANNA) is Level.GUEST
    assert "Anna joined as a guest" in words(village.command(PIET, "log"))
    village.join(ANNA)
    assert level_of(village, ANNA) is Level.FULL


def test_a_code_lets_nobody_in_once_who_invited_has_left(village: Village) -> None:
    code, shown = let_in(village), village.private(PIET)[-1]
    village.command(PIET, "leave")
    assert "lets nobody in" in words(alone(village, ANNA, f"come in {code}"))
    village.join(PIET)
    assert "That is over" in words(village.press(PIET, shown, "Show the code"))


def test_nobody_is_let_in_any_more_once_who_invited_has_left(village: Village) -> None:
    invite(village)
    village.command(PIET, "leave")
    assert "That is over" in words(village.press(NOOR, village.private(NOOR)[-1], "Let them in"))


def test_others_invitations_stay_when_one_leaves(village: Village) -> None:
    code = let_in(village)
    village.command(MARTA, "leave")
    assert "Welcome" in words(alone(village, ANNA, f"come in {code}"))


@pytest.mark.parametrize(("first", "second"), [(PIET, ANNA), (ANNA, PIET)], ids=["the member's", "the sponsor's"])
def test_who_is_a_member_by_another_account_sponsors_no_more(village: Village, first: Actor, second: Actor) -> None:
    sponsored(village)
    link(village, first, second)
    sponsors, members = both(village, PIET, ANNA)
    assert not any(sponsors)
    assert any(members)
    assert "no longer a sponsor" in words(village.command(NOOR, "log"))


def test_who_is_no_member_sponsors_on_by_whichever_account(village: Village) -> None:
    sponsored(village)
    link(village, ELSEWHERE, ANNA)
    assert both(village, ELSEWHERE, ANNA) == ([True, False], [False, False])
