"""What taking part was worth: told by the five cycles, offered once, read as far as its author says."""

from datetime import timedelta

from facilitation.events import FormValue
from facilitation.knowledge.kinds import CYCLES, Audience, Reader
from facilitation.messages import OpenForm, RefuseForm
from facilitation.questions.following_up import AFTER
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, answered
from tests.facilitation.knowledge.library import TITLE, edit, entries, item, press, shows, write
from tests.shown import buttons, filled_in, opened, title, words
from tests.village import Village

DAY = timedelta(days=1)
TOLD = "What it was worth to me"
REALISED = "field_realised"


def tell(village: Village, **fields: FormValue) -> str:
    form = village.command(MARTA, f"story {TOLD}")
    village.fill(MARTA, form, **{REALISED: "Nobody rings about the letter any more.", **fields})
    (identity,) = [entry.id for entry in entries(village) if entry.title == TOLD]
    return identity


def test_a_story_is_told_by_the_five_cycles_and_read_by_them(village: Village) -> None:
    form = opened(village.command(MARTA, f"story {TOLD}"))
    assert [each.name for each in form.inputs][1:6] == [f"field_{cycle}" for cycle in CYCLES]
    tell(village, field_reframing="A letter is half of a conversation.")
    shown = words(shows(village, JONAS, TOLD))
    assert "What difference it made" in shown
    assert "What I see differently now" in shown
    assert "What happened that was good in itself" not in shown


def test_who_reads_it_is_said_before_what_writing_it_agrees_to(village: Village) -> None:
    asked = words(village.command(MARTA, "story"))
    before, _, after = asked.partition("By writing it you agree to that")
    assert "Who reads it, you choose below: the members of Clear writing" in before.splitlines()[-1]
    assert after


def test_one_says_as_much_as_one_likes_but_something(village: Village) -> None:
    form = village.command(MARTA, f"story {TOLD}")
    assert isinstance(village.fill(MARTA, form, field_applied=" "), RefuseForm)


def test_it_is_edited_in_the_same_form(village: Village) -> None:
    identity = tell(village)
    filled = filled_in(press(village, MARTA, "Edit", TOLD))
    assert filled["field_realised"] == "Nobody rings about the letter any more."
    assert "field_situation" not in filled
    edit(village, MARTA, TOLD, field_immediate="We laughed.")
    assert {passage.head for passage in item(village, identity).body} == {"realised", "immediate"}


def test_beyond_the_community_it_goes_only_where_its_author_says(village: Village) -> None:
    sponsor = Reader(is_of_organisation=True)
    inside = tell(village)
    assert item(village, inside).audience is Audience.COMMUNITY
    assert village.within(lambda unit: unit.knowledge.item_for(sponsor, inside)) is None
    village.fill(JONAS, village.command(JONAS, "story Mine"), field_applied="I used it.", reach=("organisation",))
    (released,) = [entry.id for entry in entries(village) if entry.title == "Mine"]
    assert village.within(lambda unit: unit.knowledge.item_for(sponsor, released))
    public = village.fill(NOOR, village.command(NOOR, "story Ours"), field_applied="We used it.", reach=("public",))
    assert public
    assert {entry.audience for entry in entries(village)} == {Audience.COMMUNITY, Audience.ORGANISATION}


def test_it_is_offered_once_to_whoever_used_something(village: Village) -> None:
    write(village, NOOR)
    noted = village.fill(JONAS, press(village, JONAS, "I tried it"), how=("tried",))
    assert "Tell what it was worth to you" in buttons(noted)
    again = village.fill(JONAS, press(village, JONAS, "I tried it"), how=("tried",))
    assert "Tell what it was worth to you" not in buttons(again)
    dropped = village.fill(MARTA, press(village, MARTA, "I tried it"), how=("dropped",))
    assert "Tell what it was worth to you" not in buttons(dropped)


def test_told_of_something_it_leads_there_and_back(village: Village) -> None:
    practice = write(village, NOOR)
    noted = village.fill(JONAS, press(village, JONAS, "I tried it"), how=("adapted",))
    form = village.press(JONAS, noted, "Tell what it was worth")
    village.fill(JONAS, form, title=TOLD, field_applied="I read it aloud.")
    (story,) = [entry.id for entry in entries(village) if entry.title == TOLD]
    assert village.within(lambda unit: unit.knowledge.leads_to(practice)) == [story]
    assert TITLE in words(shows(village, MARTA, TOLD))


def test_it_is_offered_once_to_whoever_tells_what_became_of_an_answer(village: Village) -> None:
    answered(village)
    village.pass_time(AFTER + 4 * DAY)
    asked = village.private(MARTA)[-1]
    told = village.fill(MARTA, village.press(MARTA, asked, "I tried it"), share=("thread",))
    form = village.press(MARTA, told, "Tell what it was worth")
    assert isinstance(form, OpenForm)
    assert title(told)
    assert opened(form).title == "What it was worth"
    again = village.fill(MARTA, village.press(MARTA, asked, "I tried it"), share=("thread",))
    assert "Tell what it was worth to you" not in buttons(again)


def test_nobody_is_offered_it_who_let_it_go(village: Village) -> None:
    answered(village)
    village.pass_time(AFTER + 4 * DAY)
    told = village.fill(
        MARTA, village.press(MARTA, village.private(MARTA)[-1], "I tried it"), what=("dropped",), share=("thread",)
    )
    assert "Tell what it was worth to you" not in buttons(told)
