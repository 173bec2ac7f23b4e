"""What is begun from a message's menu, from Kring's own, and at home; some of it leads to a second page."""

from tests.scenarios.conftest import with_ways
from tests.scenarios.stage import Person, Stage
from tests.scenarios.test_questions import begins

TITLE = "How do I fold a letter?"
REPLY = "Like a map, with the address outside."
TOPIC = "Our envelopes are too small for our letters."


@with_ways("message_menu", "menu", "home")
async def test_what_one_comes_across_is_asked_kept_and_talked_about_from_menus(stage: Stage) -> None:
    await begins(stage)
    noor, jonas, marta, *_ = stage.people
    await asks_by_menus(stage, noor, jonas, marta)
    await keeps_by_the_menu(noor, marta)
    await starts_by_the_menu(stage, noor, jonas)
    await changes_a_setting_at_home(marta)


async def asks_by_menus(stage: Stage, noor: Person, jonas: Person, marta: Person) -> None:
    await jonas.writes("Does anybody fold letters in three?")
    await marta.uses_shortcut("ask", on="fold letters in three")
    await marta.sees(jonas.name)
    await jonas.uses_shortcut("ask", on="fold letters in three")
    assert "fold letters in three" in await jonas.sees_form()
    await jonas.fills_in(title=TITLE)
    assert jonas.name in await stage.channel_shows(TITLE)

    await noor.opens_menu()
    await noor.fills_in(what=("ask",), words="Who cuts the margins?")
    assert "Who cuts the margins?" in await noor.sees_form()
    await noor.fills_in(title="Who cuts the margins?")
    assert noor.name in await stage.channel_shows("Who cuts the margins?")


async def keeps_by_the_menu(noor: Person, marta: Person) -> None:
    await marta.writes(REPLY, under=TITLE)
    await noor.uses_shortcut("keep", on=REPLY)
    assert REPLY in await noor.sees_form()
    await noor.fills_in(title="Folding a letter")
    assert REPLY in await marta.sees("May your words be kept")
    await marta.presses("Yes, keep my words", on="May your words be kept")
    await noor.sees("Kept: Folding a letter")


async def starts_by_the_menu(stage: Stage, noor: Person, jonas: Person) -> None:
    await jonas.writes(TOPIC)
    await noor.uses_shortcut("start", on=TOPIC)
    assert TOPIC in await noor.sees_form()
    await noor.fills_in(playbook=("lean_coffee",))
    assert TOPIC in await noor.sees_form()
    await noor.fills_in(tempo=("sync",))
    await noor.sees("People can join there now")
    assert TOPIC in await stage.channel_shows("Lean coffee")


async def changes_a_setting_at_home(person: Person) -> None:
    await person.sees_at_home("Europe/Brussels")
    await person.presses_at_home("Change my settings")
    await person.fills_in(zone="Asia/Kolkata")
    await person.sees_at_home("Asia/Kolkata")
    await person.presses_at_home("Pause for a week")
    await person.sees_at_home("End the pause")
