"""Something changed around what is kept: who says so, with which words, and what its stewards can do with it."""

from facilitation.messages import Card, Quote, RefuseForm
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR
from tests.facilitation.knowledge.library import press, write
from tests.shown import buttons, card_in, opened, quotes, words
from tests.village import Village

SHIFTED = ("Dikes", "Rivers")


def test_a_shifted_context_asks_each_steward_once_about_all_that_has_the_tag(village: Village) -> None:
    for name in ("Rivers", "Dikes", "Herons"):
        write(village, NOOR, title=name, field_how=f"{name}!", tags="water" if name != "Herons" else "birds")
        press(village, NOOR, "I'll tend it", name)
    before = len(village.private(NOOR))
    form = opened(village.command(JONAS, "shift Water"))
    assert "Whoever tends these reads it, with your name" in words(form)
    assert isinstance(village.fill(JONAS, form, what=""), RefuseForm)
    assert "2 items tagged “water”" in words(village.fill(JONAS, form, what="The dam is gone."))
    (asks,) = village.private(NOOR)[before:]
    assert quotes(asks) == ["The dam is gone."]
    shown = card_in(asks)
    assert isinstance(shown, Card)
    assert [block.by for block in shown.body if isinstance(block, Quote)] == ["Jonas"]
    assert sorted(buttons(asks)) == [f"{does}: {what}" for does in ("Edit", "Show", "Still true") for what in SHIFTED]
    village.press(NOOR, asks, "Still true: Dikes")
    again = village.command(MARTA, "shift fire")
    assert "Nothing here is tagged “fire”" in words(again)
    assert isinstance(village.fill(MARTA, again, what="Fire!"), RefuseForm)
    assert "1 item " in words(village.fill(MARTA, again, tag=("water",), what="Rain."))


def test_where_nothing_has_a_tag_nothing_shifts(village: Village) -> None:
    write(village, NOOR)
    assert "Nothing here has a tag yet" in words(village.command(JONAS, "shift"))


def test_who_used_what_nobody_tends_reads_that_something_changed(village: Village) -> None:
    write(village, NOOR, field_how="Aloud.", tags="water")
    village.fill(JONAS, press(village, JONAS, "I tried it"), how=("tried",))
    village.fill(MARTA, village.command(MARTA, "shift water"), what="The dam is gone.")
    asked = words(village.private(JONAS)[-1])
    assert "something changed around it" in asked
    assert "Its date" not in asked
