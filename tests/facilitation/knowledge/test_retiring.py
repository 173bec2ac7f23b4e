"""A practice is used no more by whoever it is theirs, or by consent; and nobody it matters to is left out."""

from datetime import timedelta

from facilitation.knowledge.kinds import Assurance
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR
from tests.facilitation.knowledge.library import edit, item, press, write
from tests.shown import buttons, words
from tests.village import Village

DAY = timedelta(days=1)


def test_who_wrote_all_of_it_retires_it_and_those_who_follow_it_are_told(village: Village) -> None:
    identity = write(village, NOOR)
    press(village, JONAS, "Follow it")
    told = village.press(NOOR, press(village, NOOR, "Retire it"), "Yes, retire it")
    assert item(village, identity).assurance is Assurance.RETIRED
    heard = village.private(JONAS)[-1]
    assert "Retired: Reading aloud" in words(heard)
    assert {"Bring it back", "Say where it works"} <= set(buttons(heard))
    village.press(NOOR, told, "Bring it back")
    assert "Reading aloud" in words(village.private(JONAS)[-1])
    assert {"Retire it", "Say why it is not for you"} <= set(buttons(village.private(JONAS)[-1]))


def test_who_took_it_on_just_now_asks_those_concerned(village: Village) -> None:
    identity = write(village, NOOR)
    edit(village, JONAS, field_when="In spring.")
    press(village, MARTA, "I'll tend it")
    village.press(MARTA, press(village, MARTA, "Retire it"), "Yes, retire it")
    assert item(village, identity).assurance is Assurance.RAW
    for person in (NOOR, JONAS):
        asked = village.private(person)[-1]
        assert "May this be retired?" in words(asked)
        village.press(person, asked, "I can live with that")
    assert item(village, identity).assurance is Assurance.RETIRED
    assert "Retired: Reading aloud" in words(village.private(NOOR)[-1])


def test_who_has_tended_it_for_some_time_retires_it_and_its_author_is_told(village: Village) -> None:
    identity = write(village, NOOR)
    press(village, MARTA, "I'll tend it")
    village.pass_time(29 * DAY)
    village.press(MARTA, press(village, MARTA, "Retire it"), "Yes, retire it")
    assert item(village, identity).assurance is Assurance.RETIRED
    village.pass_time(DAY)
    assert any("Retired: Reading aloud" in words(post) for post in village.private(NOOR))
