"""An item reaches further when all whose words it holds say yes again, and its versions no further than they agreed."""

from datetime import timedelta

import pytest

from facilitation.events import Actor
from facilitation.knowledge.kinds import Audience
from facilitation.messages import Button, Card, Subject
from tests.carrier import Post
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR
from tests.facilitation.knowledge.library import edit, item, press, write
from tests.shown import button, buttons, opened, quotes, words
from tests.village import Village

DAY = timedelta(days=1)


@pytest.fixture
def practice(village: Village) -> str:
    """Noor's."""
    return write(village, NOOR)


def newest(village: Village, to: Actor) -> Post:
    return village.private(to)[-1]


def test_it_reaches_further_when_all_whose_words_it_holds_say_yes(village: Village, practice: str) -> None:
    edit(village, JONAS, field_when="In spring.")
    form = opened(press(village, MARTA, "Let it reach further"))
    village.fill(MARTA, form, audience=("public",))
    assert "In spring." in quotes(newest(village, JONAS))
    village.press(JONAS, newest(village, JONAS), "Yes, it may reach further")
    assert item(village, practice).audience is Audience.COMMUNITY
    village.press(NOOR, newest(village, NOOR), "Yes, it may reach further")
    assert item(village, practice).audience is Audience.PUBLIC
    versions = village.within(lambda unit: [each.audience for each in unit.knowledge.versions(practice)])
    assert versions == [Audience.PUBLIC, Audience.COMMUNITY, Audience.COMMUNITY]


def test_one_no_or_a_change_meanwhile_and_it_stays_as_it_is_without_telling_whose(
    village: Village, practice: str
) -> None:
    for say in ("Rather not", "Yes, it may"):
        village.fill(MARTA, press(village, MARTA, "Let it reach further"), audience=("public",))
        asks = newest(village, NOOR)
        if say != "Rather not":
            edit(village, JONAS, field_how="Sing it to a neighbour.")
        village.press(NOOR, asks, say)
        village.pass_time(9 * DAY)
        assert item(village, practice).audience is Audience.COMMUNITY
        assert "Noor" not in words(newest(village, MARTA))


def test_what_reached_less_far_is_not_brought_back_into_what_reaches_further(village: Village, practice: str) -> None:
    edit(village, NOOR, field_how="Sing it.")
    village.fill(NOOR, press(village, NOOR, "Let it reach further"), audience=("public",))
    assert item(village, practice).audience is Audience.PUBLIC
    compared = village.fill(JONAS, press(village, JONAS, "Versions"), older=("1",), newer=("3",))
    assert not any(label.startswith("Bring back") for label in buttons(compared))
    old = village.fill(JONAS, press(village, JONAS, "Versions"), older=("3",), newer=("3",))
    assert "Bring back version 1" not in buttons(old)
    restore = Button("", "knowledge.restore", Subject(village.community().id, practice, "1"))
    village.press(JONAS, Card("", (), (restore,)), "")
    assert item(village, practice).body[0].text == "Sing it."


def test_who_agreed_and_then_wrote_on_did_not_agree_to_that(village: Village, practice: str) -> None:
    edit(village, JONAS, field_when="In spring.")
    village.fill(MARTA, press(village, MARTA, "Let it reach further"), audience=("public",))
    asked = newest(village, NOOR)
    village.press(JONAS, newest(village, JONAS), "Yes, it may reach further")
    village.pass_time(timedelta(minutes=1))
    edit(village, JONAS, field_when="In spring. But between us, never on Mondays.")
    village.press(NOOR, asked, "Yes, it may reach further")
    assert item(village, practice).audience is Audience.COMMUNITY


def test_a_yes_to_keeping_is_none_to_reaching_further(village: Village, practice: str) -> None:
    village.fill(MARTA, press(village, MARTA, "Let it reach further"), audience=("public",))
    about = button(newest(village, NOOR), "Yes").subject
    for action in ("knowledge.yes", "knowledge.no", "knowledge.take_back"):
        told = village.press(NOOR, Card("", (), (Button("", action, about),)), "")
        assert "This is settled" in words(told)
    assert item(village, practice).audience is Audience.COMMUNITY
