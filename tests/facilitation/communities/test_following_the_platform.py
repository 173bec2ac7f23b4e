"""What the platform tells of people is followed: their zone, their language, that they are gone, that they are back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor, MemberLeft, ProfileChanged
from facilitation.people import Account, Member, Standing
from tests.facilitation.knowledge.library import item, press, write
from tests.shown import words
from tests.village import Village, a_village, someone

NOOR, JONAS, MARTA, TOMAS = someone("Noor"), someone("Jonas"), someone("Marta"), someone("Tomas")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA)
        yield made


def changes(village: Village, who: Actor) -> None:
    """The platform tells how somebody is now."""
    village.happen(ProfileChanged(of=who, **village.delivery()))


def is_closed(village: Village, who: Actor) -> None:
    village.happen(MemberLeft(by=who, place=None, **village.delivery()))


def account(village: Village, who: Actor) -> Account:
    found = village.look(lambda unit: unit.people.account(who.ref))
    assert found
    return found


def member(village: Village, who: Actor) -> Member | None:
    return village.within(lambda unit: unit.people.member(unit.community.id, who.ref))


def test_a_zone_and_a_language_that_nobody_chose_follow(village: Village) -> None:
    changes(village, replace(JONAS, name="Jonas V", locale="fr-BE", zone="Asia/Tokyo", standing=Standing.GUEST))
    now = account(village, JONAS)
    assert (now.name, now.language, now.zone, now.standing) == ("Jonas V", "fr", "Asia/Tokyo", Standing.GUEST)


def test_what_people_chose_stays(village: Village) -> None:
    village.fill(JONAS, village.command(JONAS, "settings"), language=("nl",), zone="Paris")
    changes(village, replace(JONAS, locale="fr-BE", zone="Asia/Tokyo"))
    assert (account(village, JONAS).language, account(village, JONAS).zone) == ("nl", "Europe/Paris")


def test_of_whom_kring_never_met_nothing_is_kept(village: Village) -> None:
    changes(village, TOMAS)
    assert village.look(lambda unit: unit.people.account(TOMAS.ref)) is None


def test_who_is_gone_is_no_member_and_what_they_held_goes_round(village: Village) -> None:
    practice = write(village, JONAS)
    press(village, JONAS, "I'll tend it")
    is_closed(village, JONAS)
    assert member(village, JONAS) is None
    assert not account(village, JONAS).is_active
    assert item(village, practice).steward is None
    village.pass_time(timedelta(days=14))
    assert not [post for post in village.private(JONAS) if post.key and post.key.endswith("/leaving")]
    is_closed(village, NOOR)
    assert "hold" in words(village.channel()[-1]) or "role" in words(village.channel()[-1])


def test_who_is_back_takes_part_again(village: Village) -> None:
    before = member(village, JONAS)
    is_closed(village, JONAS)
    changes(village, JONAS)
    now = member(village, JONAS)
    assert before
    assert now
    assert now.id == before.id
    assert account(village, JONAS).is_active


def test_who_left_by_themselves_stays_away_when_their_account_comes_back(village: Village) -> None:
    village.command(JONAS, "leave")
    is_closed(village, JONAS)
    changes(village, JONAS)
    assert member(village, JONAS) is None
