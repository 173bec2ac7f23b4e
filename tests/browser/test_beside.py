"""The home view beside the chat: a session's console is watched, and its levers pressed, while the session goes on."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.window import Scheme, Window, window

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHANNEL = "clear-writing"


async def opens_beside(it: Window) -> None:
    await it.page.get_by_role("button", name="Beside: home").click()
    await expect(it.page.get_by_role("heading", name="Home")).to_be_focused()


async def starts(it: Window, subject: str) -> None:
    await it.says("/kring start lean coffee")
    await it.dialog().get_by_label("What it is about").fill(subject)
    await it.dialog().get_by_text("At once, in a meeting").click()
    await it.dialog().get_by_role("button", name="Invite people").click()
    await expect(it.dialog()).to_be_hidden()


async def test_the_console_beside_the_chat_follows_a_session_in_a_second_window(browser: Browser, url: str) -> None:
    async with window(browser, url, seen_intro=True) as noor, window(browser, url, seen_intro=True) as jonas:
        await noor.open("noor", CHANNEL)
        await jonas.open("jonas", CHANNEL)
        await opens_beside(noor)
        home = noor.page.locator("#home")
        await starts(noor, "this spring")
        await expect(home).to_contain_text("1 person so far")
        await noor.page.locator("#say").fill("Not sent yet")
        await jonas.presses("Take part", on="Lean coffee: this spring")
        await expect(home).to_contain_text("2 people so far")
        await expect(noor.page.locator("#say")).to_be_focused()
        await expect(noor.page.locator("#say")).to_have_value("Not sent yet")
        await home.get_by_role("button", name="Begin the session").click()
        await noor.page.locator("#side").get_by_role("button", name="Begin anyway").click()
        await expect(home).to_contain_text("Now: Topics")
        await home.get_by_role("button", name="Pause", exact=True).press("Enter")
        await expect(home).to_contain_text("Paused in Topics")
        await expect(noor.page.locator("#posts-home .post")).to_have_count(0)
        await expect(jonas.post("Paused in Topics")).to_contain_text("Lean coffee: this spring")
        await noor.page.locator("#row-general").click()
        await expect(home).to_contain_text("Paused in Topics")
        await home.get_by_role("button", name="Go on").press("Enter")
        await expect(home.get_by_role("button", name="Pause", exact=True)).to_be_visible()
        await expect(home).to_be_focused()
        assert noor.complaints + jonas.complaints == []


async def test_a_thread_and_the_home_view_are_left_one_after_the_other(browser: Browser, url: str) -> None:
    async with window(browser, url, seen_intro=True) as it:
        await it.open("marta", CHANNEL)
        await opens_beside(it)
        await it.page.locator(".thread-link").first.click()
        await expect(it.page.locator("#reply")).to_be_focused()
        await expect(it.page.locator("#home")).to_be_visible()
        await it.page.keyboard.press("Escape")
        await expect(it.page.locator("#thread")).to_be_hidden()
        await expect(it.page.locator("#home")).to_be_visible()
        await it.page.keyboard.press("Escape")
        await expect(it.page.locator("#side")).to_be_hidden()
        await expect(it.page.locator("#say")).to_be_focused()
        await it.page.locator("#row-general").click()
        await expect(it.page.locator("#stream")).to_be_visible()
        await expect(it.page.locator("#side")).to_be_hidden()


@pytest.mark.usefixtures("axe")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
async def test_everybody_can_use_it(browser: Browser, url: str, width: int, scheme: Scheme) -> None:
    async with window(browser, url, width=width, scheme=scheme, seen_intro=True) as it:
        await it.open("noor", CHANNEL)
        await opens_beside(it)
        await it.page.locator("#home").get_by_role("button", name="What can you do?").click()
        await expect(it.page.locator("#posts-home .post")).to_be_visible()
        assert await it.violations() == []
        if width == 1280:
            await it.page.locator(".thread-link").first.click()
            await expect(it.page.locator("#reply")).to_be_focused()
            assert await it.violations() == []
        await it.page.get_by_role("button", name="Close the home view").click()
        await expect(it.page.locator("#side")).to_be_hidden()
        assert it.complaints == []
