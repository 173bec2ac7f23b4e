"""What an item leads to is said by members, in one form, and read both ways."""

from facilitation.messages import ChoiceInput, OpenForm
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR
from tests.facilitation.knowledge.library import press, write
from tests.shown import buttons, opened, words
from tests.village import Village

LEADS = "What it leads to"


def leads_to(village: Village, identity: str) -> list[str]:
    return list(village.within(lambda unit: unit.knowledge.leads_to(identity)))


def links(village: Village, *others: str) -> None:
    told = village.fill(MARTA, press(village, MARTA, LEADS), others=others)
    assert "leads to" in words(told)


def test_one_form_links_and_unlinks_and_shows_what_is_linked(village: Village) -> None:
    practice = write(village, NOOR)
    decision = write(village, JONAS, "decision", "Letters are read aloud", field_what="All of them.")
    story = write(village, JONAS, "story", "The letter to tenants", field_did="We read it.")
    form = opened(press(village, MARTA, LEADS))
    (choice,) = form.inputs
    assert isinstance(choice, ChoiceInput)
    assert {option.value for option in choice.options} == {decision, story}
    assert choice.initial == ()
    assert "may read both" in words(form)
    links(village, decision, story)
    assert sorted(leads_to(village, practice)) == sorted([decision, story])
    assert list(village.within(lambda unit: unit.knowledge.led_from(decision))) == [practice]
    assert opened(press(village, MARTA, LEADS)).inputs[0].initial != ()
    links(village, story)
    assert leads_to(village, practice) == [story]
    links(village)
    assert leads_to(village, practice) == []


def test_what_was_never_offered_is_not_linked(village: Village) -> None:
    practice = write(village, NOOR)
    write(village, JONAS, "story", "The letter to tenants", field_did="We read it.")
    links(village, practice, "nothing", "../x")
    assert leads_to(village, practice) == []


def test_where_nothing_else_is_kept_no_form_opens(village: Village) -> None:
    write(village, NOOR)
    assert LEADS not in buttons(press(village, MARTA, "More"))
    write(village, JONAS, title="Herons", field_how="Stand still.")
    shown = press(village, MARTA, "More")
    press(village, JONAS, "Take my words back", "Herons")
    answer = village.press(MARTA, shown, LEADS)
    assert not isinstance(answer, OpenForm)
    assert "Nothing else is kept yet" in words(answer)
