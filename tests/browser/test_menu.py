"""Kring's own menu in the playground: one button where one writes, and pages of a form on each other."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.window import Scheme, window

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
async def test_the_menu_leads_to_a_form_and_back(browser: Browser, url: str, width: int, scheme: Scheme) -> None:
    async with window(browser, url, width=width, scheme=scheme, seen_intro=True) as noor:
        await noor.open("noor", "clear-writing")
        await noor.page.locator("#foot").get_by_role("button", name="Do something in Kring").click()
        form = noor.dialog()
        await expect(form).to_contain_text("What would you like to do?")
        await expect(form.get_by_role("button", name="Back to the page before")).to_be_hidden()
        headings = form.locator("optgroup")
        assert await headings.first.get_attribute("label") == "Questions"
        assert 10 < await headings.count() < 20
        assert await noor.violations() == []
        await form.get_by_label("What would you like to do?").select_option(label="Ask a question")
        await form.get_by_label("About what?").fill("How do I begin a letter?")
        await form.get_by_role("button", name="Go on").click()
        await expect(form).to_contain_text("Ask")
        title = form.locator("[name='v.title']")
        await expect(title).to_have_value("How do I begin a letter?")
        await form.get_by_role("button", name="Back to the page before").click()
        await expect(form.get_by_label("About what?")).to_have_value("How do I begin a letter?")
        await form.get_by_label("About what?").fill("How do I end it?")
        await form.get_by_role("button", name="Go on").click()
        await expect(title).to_have_value("How do I end it?")
        await expect(form.get_by_role("button", name="Back to the page before")).to_be_visible()
        await noor.page.keyboard.press("Escape")
        await expect(form).to_be_hidden()
        assert noor.complaints == []


async def test_a_session_is_begun_from_what_somebody_wrote(browser: Browser, url: str) -> None:
    async with window(browser, url, seen_intro=True) as noor:
        await noor.open("noor", "clear-writing")
        await noor.says("Our letters come back with questions")
        post = noor.post("Our letters come back with questions")
        await post.hover()
        await post.get_by_role("button", name="More").click()
        await noor.page.get_by_role("button", name="Start a session on this").click()
        form = noor.dialog()
        await expect(form).to_contain_text("everybody in #clear-writing will see")
        await form.get_by_label("Which session?").select_option(label="Peer assist")
        await form.get_by_role("button", name="Go on").click()
        await expect(form.locator("[name='v.subject']")).to_have_value("Our letters come back with questions")
        await form.get_by_role("button", name="Invite people").click()
        await expect(noor.post("Peer assist: Our letters come back with questions")).to_be_visible()
        assert noor.complaints == []
