"""Everything can be done with a keyboard, and the focus is where one left it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.window import Window, window

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def it(browser: Browser, url: str) -> AsyncIterator[Window]:
    async with window(browser, url, seen_intro=True) as opened:
        await opened.open("noor", "general")
        yield opened
        assert [said for said in opened.complaints if "422" not in said] == []


async def test_enter_sends_and_shift_enter_begins_a_line(it: Window) -> None:
    box = it.page.locator("#say")
    await expect(box).to_be_focused()
    await it.page.keyboard.type("One")
    await it.page.keyboard.press("Shift+Enter")
    await it.page.keyboard.type("two")
    await expect(box).to_have_value("One\ntwo")
    await it.page.keyboard.press("Enter")
    await expect(it.post("One")).to_contain_text("two")
    await expect(box).to_have_value("")
    await expect(box).to_be_focused()


async def test_a_slash_offers_commands(it: Window) -> None:
    box, options = it.page.locator("#say"), it.page.get_by_role("option")
    await it.page.keyboard.type("/kring comm")
    await expect(options.first).to_contain_text("/kring community")
    await it.page.keyboard.press("ArrowUp")
    await expect(options.last).to_have_attribute("aria-selected", "true")
    await it.page.keyboard.press("Escape")
    await expect(options).to_have_count(0)
    await expect(box).to_have_value("/kring comm")
    await it.page.keyboard.type("unity cr")
    await it.page.keyboard.press("Tab")
    await expect(box).to_have_value("/kring community create ")
    await box.fill("")


async def test_who_gets_a_command_is_said_while_it_is_typed(it: Window) -> None:
    box, hint = it.page.locator("#say"), it.page.locator("#say-hint")
    for words, told in (("/kring", "Only Kring"), ("Or /kring?", "Everyone in #general"), ("/kring ask", "Only Kring")):
        await box.fill(words)
        await expect(hint).to_contain_text(told)
    await it.says("/kring help")
    await expect(hint).to_contain_text("Everyone in #general")


async def test_another_face_is_read_from_its_beginning(it: Window) -> None:
    whisper = await it.is_told("/kring help")
    await whisper.get_by_role("button", name="JSON", exact=True).click()
    await expect(whisper.locator(".json").first).to_be_visible()
    await expect(whisper.locator(".post__head")).to_be_in_viewport()
    await whisper.get_by_role("button", name="Playground", exact=True).click()
    await expect(whisper.locator(".post__head")).to_be_in_viewport()


async def test_escape_leaves_a_dialog_and_brings_one_back(it: Window) -> None:
    await it.says("/kring settings")
    await expect(it.dialog()).to_be_visible()
    await it.page.keyboard.press("Escape")
    await expect(it.dialog()).to_be_hidden()
    await expect(it.page.locator("#say")).to_be_focused()


async def test_escape_closes_a_thread(it: Window) -> None:
    await it.says("Who comes along?")
    await it.post("Who comes along?").get_by_role("link", name="Reply in a thread").focus()
    await it.page.keyboard.press("Enter")
    await expect(it.page.locator("#reply")).to_be_focused()
    assert "thread=" in it.page.url
    await it.page.keyboard.press("Escape")
    await expect(it.page.locator("#thread")).to_be_hidden()
    await expect(it.page.locator("#say")).to_be_focused()
    assert "thread=" not in it.page.url


async def test_a_reaction_by_keyboard_leaves_the_focus_at_its_button(it: Window) -> None:
    await it.says("Look at this")
    await it.post("Look at this").get_by_role("button", name="React").focus()
    await it.page.keyboard.press("Enter")
    await it.page.keyboard.press("Tab")
    await it.page.keyboard.press("Enter")
    await expect(it.post("Look at this").locator(".reaction")).to_contain_text("✅")
    await expect(it.post("Look at this").get_by_role("button", name="React")).to_be_focused()


async def test_ones_own_message_is_edited_and_deleted_in_a_dialog(it: Window) -> None:
    await it.says("A tipo")
    await it.post("A tipo").get_by_role("button", name="More").press("Enter")
    await it.post("A tipo").get_by_role("button", name="Edit message").click()
    await it.dialog().get_by_label("Your message").fill("A typo")
    await it.dialog().get_by_role("button", name="Save").click()
    await expect(it.dialog()).to_be_hidden()
    await expect(it.post("A typo")).to_contain_text("(edited)")
    await it.post("A typo").get_by_role("button", name="More").press("Enter")
    await it.post("A typo").get_by_role("button", name="Delete message").click()
    await expect(it.dialog()).to_contain_text("A typo")
    await it.dialog().get_by_role("button", name="Delete message").click()
    await expect(it.post("A typo")).to_have_count(0)


async def test_what_could_not_be_sent_stays_and_is_explained(it: Window) -> None:
    box = it.page.locator("#say")
    await box.fill("/giphy cat")
    await box.press("Enter")
    await expect(it.page.get_by_role("alert")).to_contain_text("/kring help")
    await expect(box).to_have_value("/giphy cat")
    await it.says("Never mind")
    await expect(it.page.get_by_role("alert")).to_be_hidden()


async def test_the_first_stop_leads_past_everything(it: Window) -> None:
    first = it.page.locator("a, button, input, textarea").first
    await expect(first).to_have_text("Skip to the message box")
    await first.focus()
    await it.page.keyboard.press("Enter")
    await expect(it.page.locator("#say")).to_be_focused()


async def test_the_chosen_colours_and_the_hidden_introduction_are_remembered(browser: Browser, url: str) -> None:
    async with window(browser, url) as it:
        await it.open("noor", "general")
        await it.page.get_by_role("button", name="Dark").click()
        await expect(it.page.locator("html")).to_have_attribute("data-theme", "dark")
        await it.page.get_by_role("button", name="Hide the four steps").click()
        await expect(it.page.locator(".intro")).to_have_count(0)
        await it.open("yusuf", "general")
        await expect(it.page.locator("html")).to_have_attribute("data-theme", "dark")
        await expect(it.page.locator(".intro")).to_have_count(0)


async def test_a_step_of_the_introduction_prepares_what_to_say(browser: Browser, url: str) -> None:
    async with window(browser, url) as it:
        await it.open("noor", "general")
        await it.page.get_by_role("link", name="Start a community").click()
        await expect(it.page.locator("#say")).to_have_value("/kring community create")
        await expect(it.page.locator("#say")).to_be_focused()


async def test_the_clock_is_moved_again_without_being_opened_again(it: Window) -> None:
    menu = it.page.locator("#clock-menu")
    await it.page.locator(".clock").press("Enter")
    hour = menu.get_by_role("button", name="+1 hour")
    await hour.focus()
    for _ in range(2):
        told = await it.page.locator("#clock").get_attribute("data-seconds") or ""
        await it.page.keyboard.press("Enter")
        await expect(it.page.locator("#clock")).not_to_have_attribute("data-seconds", told)
        await expect(hour).to_be_enabled()
        await expect(hour).to_be_focused()
    await it.page.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    await expect(it.page.locator("button.clock")).to_be_focused()
