"""Pages of a form on each other, where a platform stacks them: Slack does. Teams has one page at a time; on the
playground it is the window's own doing, seen in `tests/browser`.
"""

from collections.abc import AsyncIterator

import pytest

from facilitation.events import FormSubmitted
from facilitation.messages import Form, OpenForm, TextInput
from tests.platforms.on_slack import OnSlack, on_slack


@pytest.fixture
async def slack() -> AsyncIterator[OnSlack]:
    """Anna has the first page before her."""
    async with on_slack() as ground:
        ground.engine.will_answer(page("One"))
        await ground.commands(ground.anna, "start")
        yield ground


def page(title: str, action: str = "") -> OpenForm:
    return OpenForm(Form(title, action or f"pages.{title}", "Go on", (TextInput("words", title),)))


async def test_one_goes_back_to_the_page_before_which_was_not_handed_in_twice(slack: OnSlack) -> None:
    slack.engine.will_answer(page("Two"))
    await slack.fills(slack.anna, words="letters")
    assert "Two" in await slack.form(slack.anna)
    slack.goes_back()
    assert "One" in await slack.form(slack.anna)
    assert [type(event) for event in slack.engine.heard].count(FormSubmitted) == 1


async def test_all_pages_are_gone_once_the_last_is_taken(slack: OnSlack) -> None:
    for title in ("Two", "Three", "Four"):
        slack.engine.will_answer(page(title))
        await slack.fills(slack.anna, words="letters")
        assert title in await slack.form(slack.anna)
    assert slack.pages() == 3
    await slack.fills(slack.anna, words="letters")
    assert await slack.form(slack.anna) == ""


async def test_a_page_that_leads_to_itself_takes_its_own_place(slack: OnSlack) -> None:
    slack.engine.will_answer(page("Once more", "pages.One"))
    await slack.fills(slack.anna, words="letters")
    assert "Once more" in await slack.form(slack.anna)
    assert slack.pages() == 1
