"""The walk that the introduction promises, taken in the browser by people in windows of their own."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.window import Window, window

pytestmark = pytest.mark.asyncio(loop_scope="module")

LAB = "learning-lab"
QUESTION = "How do I open a difficult meeting?"
ANSWER = "Begin with a round in which everyone says one word."


@pytest_asyncio.fixture(loop_scope="module")
async def windows(browser: Browser, url: str) -> AsyncIterator[dict[str, Window]]:
    """Three people, each with the same channel before them."""
    async with AsyncExitStack() as stack:
        opened = {}
        for person in ("noor", "jonas", "marta"):
            opened[person] = await stack.enter_async_context(window(browser, url, seen_intro=True))
            await opened[person].open(person, LAB)
        yield opened
        assert {person: it.complaints for person, it in opened.items()} == {person: [] for person in opened}


async def test_the_walk(windows: dict[str, Window]) -> None:
    noor, jonas, marta = windows.values()
    await a_community_is_started(noor, [jonas, marta])
    await a_check_in_comes_by_itself(noor, jonas)
    await a_question_is_asked_and_answered(marta, jonas)
    await the_answer_is_kept_and_found(marta, jonas, noor)
    await help_is_always_right(noor)


async def a_community_is_started(noor: Window, others: list[Window]) -> None:
    await noor.says("/kring community create")
    await noor.dialog().get_by_label("Its name").fill("The Lab")
    await noor.dialog().get_by_role("button", name="Start").click()
    await expect(noor.dialog()).to_be_hidden()
    await expect(noor.post("The Lab has begun")).to_contain_text("Only you see this")
    for it in others:
        await it.presses("Join this community", on="The Lab begins")
        await expect(it.post("Welcome to The Lab")).to_be_visible()
        await expect(it.post("The Lab has begun")).to_have_count(0)


async def a_check_in_comes_by_itself(noor: Window, jonas: Window) -> None:
    await noor.says("/kring check-in new")
    form = noor.dialog()
    await form.get_by_label("Tuesday").check()
    await form.get_by_label("At what time").fill("10:00")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_text("Tuesday")).to_have_count(0)
    await expect(noor.post("The check-in is set").get_by_role("listitem")).to_have_count(3)
    await noor.moves_clock("Next Tuesday 10:00")
    await jonas.page.get_by_role("link", name="Kring").click()
    asked = jonas.post("Check-in of The Lab")
    await expect(asked).to_contain_text("Everybody in #learning-lab sees your answer at once")
    await jonas.presses("Answer", on="Check-in of The Lab")
    await jonas.dialog().get_by_role("textbox").first.fill("A letter of one page.")
    await jonas.dialog().get_by_role("button", name="Send").click()
    await jonas.presses("Change my answer", on="your answer is in")
    await expect(jonas.dialog().get_by_role("textbox").first).to_have_value("A letter of one page.")
    await jonas.dialog().get_by_role("textbox").first.fill("A letter of half a page.")
    await jonas.dialog().get_by_role("button", name="Send").click()
    await expect(jonas.dialog()).to_be_hidden()
    for _ in range(8):
        await noor.moves_clock("+1 day")
        if await noor.page.locator("main .post", has_text=": closed").count():
            break
    await noor.post(": closed").locator(".thread-link").click()
    await expect(noor.page.locator("#thread")).to_contain_text("A letter of half a page.")
    await expect(noor.page.locator("#thread")).not_to_contain_text("A letter of one page.")
    await noor.page.keyboard.press("Escape")
    await expect(noor.page.locator("#thread")).to_be_hidden()


async def a_question_is_asked_and_answered(marta: Window, jonas: Window) -> None:
    await jonas.open("jonas", LAB)
    await marta.says(f"/kring ask {QUESTION}")
    await expect(marta.dialog().get_by_label("Your question, in one line")).to_have_value(QUESTION)
    await expect(marta.dialog()).to_contain_text("Everyone in #learning-lab will see this")
    await marta.dialog().get_by_role("button", name="Ask", exact=True).click()
    await jonas.post(QUESTION).hover()
    await jonas.post(QUESTION).get_by_role("link", name="Reply in a thread").click()
    await jonas.replies(ANSWER)
    await marta.post(QUESTION).locator(".thread-link").click()
    reply = marta.page.locator("#thread .post", has_text=ANSWER)
    await reply.hover()
    await reply.get_by_role("button", name="React").click()
    await reply.get_by_role("button", name="✅").click()
    await expect(marta.post(QUESTION)).to_contain_text("Answered by Jonas Lindqvist")
    await expect(jonas.post(QUESTION)).to_contain_text("Answered by Jonas Lindqvist")


async def the_answer_is_kept_and_found(marta: Window, jonas: Window, noor: Window) -> None:
    await marta.page.get_by_role("link", name="Kring").click()
    await marta.presses("Keep this answer", on=f"A reply to “{QUESTION}”")
    await marta.dialog().get_by_role("button", name="Keep").click()
    await expect(marta.dialog()).to_be_hidden()
    await marta.moves_clock("Next Tuesday 10:00")
    await jonas.page.get_by_role("link", name="Kring").click()
    await jonas.presses("Yes, keep my words", on="May your words be kept")
    await expect(marta.post("Everyone agreed")).to_contain_text(QUESTION)
    await noor.says("/kring find difficult meeting")
    await noor.post("difficult meeting").get_by_role("button", name="Show").click()
    await expect(noor.post(ANSWER)).to_contain_text("Only you see this")
    await noor.says("/kring ask Opening a difficult meeting well?")
    await noor.dialog().get_by_role("button", name="Ask", exact=True).click()
    await expect(noor.post("Has this been answered already?")).to_contain_text("Only you see this")


async def help_is_always_right(noor: Window) -> None:
    for said, answered in (
        ("/kring help", "What you can ask me"),
        ("/kring hepl", "What can you do?"),
        ("/kring hi", "Kring"),
        ("/kring thanks", "Only you see this"),
    ):
        await expect(await noor.is_told(said)).to_contain_text(answered)
    await noor.says("/kring settings")
    await expect(noor.dialog()).to_be_visible()
    await noor.page.keyboard.press("Escape")
    await expect(noor.dialog()).to_be_hidden()
