"""Saying that one tried an item: what is noted, what is added, what is taken back, and what is not tried but told."""

from datetime import timedelta

from facilitation.knowledge.kinds import Assurance
from facilitation.messages import RefuseForm
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR
from tests.facilitation.knowledge.library import item, press, shows, write
from tests.shown import buttons, opened, words
from tests.village import Village

DAY = timedelta(days=1)


def test_a_second_note_is_added_to_the_first(village: Village) -> None:
    practice = write(village, NOOR)
    for note in ("With long letters.", "With forms too.", "With forms too."):
        village.fill(JONAS, press(village, JONAS, "I tried it"), how=("tried",), note=note)
    assert [each.text for each in item(village, practice).context] == ["With long letters.\n\nWith forms too."]
    form = press(village, JONAS, "I tried it")
    assert isinstance(village.fill(JONAS, form, how=("tried",), note="x" * 990), RefuseForm)


def test_who_tried_it_takes_that_back_and_nobody_else_does(village: Village) -> None:
    practice = write(village, NOOR)
    form = opened(press(village, JONAS, "I tried it"))
    assert "without your name" in words(form)
    noted = village.fill(JONAS, form, how=("tried",))
    assert item(village, practice).assurance is Assurance.TRIED
    village.press(MARTA, noted, "Take that back")
    assert item(village, practice).assurance is Assurance.TRIED
    assert "no longer noted" in words(village.press(JONAS, noted, "Take that back"))
    assert item(village, practice).assurance is Assurance.RAW
    assert item(village, practice).used == 0
    assert village.within(lambda unit: list(unit.knowledge.acts(practice))) == []


def test_when_its_author_wants_it_looked_at_stays_though_somebody_tries_or_tends_it(village: Village) -> None:
    practice = write(village, NOOR, field_how="Aloud.", review=("3",))
    wanted = item(village, practice).review_at
    village.fill(JONAS, press(village, JONAS, "I tried it"), how=("tried",))
    press(village, MARTA, "I'll tend it")
    assert item(village, practice).review_at == wanted
    village.pass_time(100 * DAY)
    assert "still true" in words(village.private(MARTA)[-1])


def test_a_story_is_recognised_and_is_not_said_to_be_untried(village: Village) -> None:
    story = write(village, NOOR, "story", field_situation="Nobody understood the letter.")
    shown = shows(village, JONAS)
    assert "I tried it" not in buttons(shown)
    assert "not used by others" not in words(shown)
    form = opened(press(village, JONAS, "I recognise this"))
    assert [each.name for each in form.inputs] == ["note"]
    assert "you recognise" in words(village.fill(JONAS, form, note="With us too."))
    assert "I read it with fresh eyes: it holds" not in buttons(press(village, MARTA, "More"))
    assert [each.text for each in item(village, story).context] == ["With us too."]
