"""What is begun from a message's menu, and from Kring's own, which leads to a second page.

Not on Slack's emulator, which has neither: there both are held to by `tests/platforms`, over signed payloads.
"""

import pytest

from tests.scenarios.stage import Stage
from tests.scenarios.test_questions import begins

TITLE = "How do I fold a letter?"


async def test_a_message_becomes_a_question_and_another_comes_from_the_menu(stage: Stage) -> None:
    if not stage.has_menus:
        pytest.skip("this emulator has no menus")
    await begins(stage)
    noor, jonas, marta, *_ = stage.people
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
