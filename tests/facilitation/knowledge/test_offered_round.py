"""Who tends an item, when whoever did is silent or hands it over: offered so that it can be taken, or declined."""

from datetime import timedelta

import pytest

from facilitation.events import Actor
from facilitation.knowledge.items import Review
from facilitation.messages import RefuseForm
from tests.carrier import Post
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR
from tests.facilitation.knowledge.library import TITLE, item, press, write
from tests.shown import buttons, filled_in, opened, title, words
from tests.village import Village

DAY = timedelta(days=1)
OFFERED = f"Would you tend “{TITLE}”?"


@pytest.fixture
def practice(village: Village) -> str:
    """Noor's; she tends it, and Marta follows it."""
    identity = write(village, NOOR)
    press(village, NOOR, "I'll tend it")
    press(village, MARTA, "Follow it")
    return identity


def offers(village: Village, to: Actor) -> list[Post]:
    return [post for post in village.private(to) if title(post) == OFFERED]


def at_home(village: Village, who: Actor) -> list[str]:
    return [card.title for card in village.home(who).cards]


def silent(village: Village) -> None:
    """Noor says nothing, nor does anybody who used it: it goes round."""
    village.pass_time(382 * DAY)


def test_what_is_offered_round_is_taken_from_who_was_silent_and_they_are_thanked(
    village: Village, practice: str
) -> None:
    silent(village)
    assert item(village, practice).review is Review.ROUND
    assert OFFERED not in at_home(village, NOOR)
    assert "You tend" in words(village.press(MARTA, offers(village, MARTA)[0], "I'll tend it"))
    assert item(village, practice).steward == MARTA.ref
    village.pass_time(3 * DAY)
    assert "Marta tends" in words(village.private(NOOR)[-1])
    assert "tends “Reading aloud” already" in words(village.press(JONAS, offers(village, MARTA)[0], "I'll tend it"))


def test_what_nobody_took_is_still_to_be_taken(village: Village, practice: str) -> None:
    silent(village)
    village.pass_time(20 * DAY)
    assert item(village, practice).unattended
    press(village, JONAS, "I'll tend it")
    assert item(village, practice).steward == JONAS.ref


def test_who_says_not_me_is_not_offered_it_again(village: Village, practice: str) -> None:
    silent(village)
    assert OFFERED in at_home(village, MARTA)
    told = village.press(MARTA, offers(village, MARTA)[0], "Not me")
    assert "nobody is told" in words(told)
    assert buttons(told) == []
    assert OFFERED not in at_home(village, MARTA)
    assert OFFERED in at_home(village, JONAS)
    press(village, NOOR, "Still true")
    village.pass_time(382 * DAY)
    assert item(village, practice).review is Review.ROUND
    assert len(offers(village, MARTA)) == 1


def test_who_offers_it_round_is_free_of_it_and_not_asked_themselves(village: Village, practice: str) -> None:
    form = opened(press(village, NOOR, "Hand it over"))
    assert "until their yes you tend" in words(form)
    assert filled_in(form)["to"] == ()
    assert isinstance(village.fill(NOOR, form, to=()), RefuseForm)
    assert item(village, practice).steward == NOOR.ref
    village.fill(NOOR, form, to=("round",))
    assert item(village, practice).steward is None
    assert offers(village, NOOR) == []
    assert OFFERED not in at_home(village, NOOR)
    assert len(offers(village, MARTA)) == 1
