"""The handbook as people read it: with a keyboard, on a small screen, in the dark, on paper, without JavaScript."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.bot.handbook.test_prose import ELEMENTS
from tests.bot.process import KEY, running
from tests.browser.book import WAY_IN, written
from tests.browser.settled import settled
from tests.browser.window import Scheme, Window, window

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOOK = "/handbook/circle"
PAGES = (
    "",
    "/items/answer",
    "/items/practice",
    "/items/practice/versions",
    "/items/practice/versions/2",
    "/items/nasty",
    "/all",
    "/tags",
    "/glossary",
    "/questions",
    "/questions/q",
    "/sessions/s",
    "/search?q=heron",
    "/nothing/here",
)
LAYOUT_SHIFT = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) sum += each.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told(sum), 100);
})"""
LOOKS = pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"),
        (400, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.long),
        pytest.param(400, "light", marks=pytest.mark.long),
    ],
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """A Kring with the example's story, and a circle's handbook beside it; it tells nobody what was read there."""
    database = f"sqlite:///{tmp_path_factory.mktemp('kring')}/kring.sqlite3"
    written(database, KEY)
    async with running({"DATABASE_URL": database, "KRING_SECRET_KEY": KEY}) as kring:
        await settled(kring.url)
        yield kring.url
        told = "\n".join(kring.lines)
    assert not [word for word in ("/handbook", "heron", "one leg", WAY_IN) if word in told]


@asynccontextmanager
async def reading(browser: Browser, url: str, width: int = 1280, scheme: Scheme = "light") -> AsyncIterator[Window]:
    """A window that has come in by Ann's link."""
    async with window(browser, url, width=width, scheme=scheme) as it:
        await it.page.goto(f"{url}/handbook/in/{WAY_IN}")
        yield it


async def focused(page: Page) -> str:
    told: str = await page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href')")
    return told


@LOOKS
@pytest.mark.usefixtures("axe")
async def test_everybody_can_read_every_page_and_nothing_jumps(
    browser: Browser, url: str, width: int, scheme: Scheme
) -> None:
    async with reading(browser, url, width, scheme) as it:
        for path in PAGES:
            await it.page.goto(f"{url}{BOOK}{path}")
            assert await it.page.evaluate(LAYOUT_SHIFT) == 0, path
            assert await it.violations() == [], path
            wide = await it.page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide, path
        assert [said for said in it.complaints if "404" not in said] == []


async def test_a_link_from_the_chat_leads_into_the_book(browser: Browser, url: str) -> None:
    async with window(browser, url, seen_intro=True) as it:
        await it.open("marta", "clear-writing")
        link = (await it.is_told("/kring handbook")).get_by_role("link", name="Open the handbook")
        book, whole = await it.page.context.new_page(), await link.get_attribute("href") or ""
        await book.goto(f"{url}/{whole.split('/', 3)[3]}")
        await expect(book.get_by_role("heading", level=1)).to_have_text("Clear Writing")
        assert re.fullmatch(rf"{url}/handbook/\w+", book.url)
        await book.get_by_role("navigation", name="Contents").get_by_role("link", name="Answers").click()
        await book.locator(".entry__title a").first.click()
        await expect(book.get_by_role("heading", name="Where it comes from and leads to")).to_be_visible()
        await book.get_by_role("button", name="Stop reading in this browser").click()
        await expect(book.get_by_text("/kring handbook")).to_be_visible()


async def test_with_a_keyboard(browser: Browser, url: str) -> None:
    async with reading(browser, url) as it:
        page, keys = it.page, it.page.keyboard
        await keys.press("Tab")
        await expect(page.get_by_role("link", name="To the text")).to_be_focused()
        await keys.press("Enter")
        assert await focused(page) == "content"
        await keys.press("/")
        assert await focused(page) == "q"
        await keys.type("one leg")
        found = page.locator("#found a")
        await expect(found.first).to_contain_text("On one leg")
        await keys.press("ArrowDown")
        await expect(found.first).to_be_focused()
        await keys.press("ArrowUp")
        assert await focused(page) == "q"
        await keys.press("Escape")
        await expect(page.locator("#found")).to_be_hidden()
        await keys.type("s")
        await expect(page.locator("#found")).to_be_visible()
        await keys.press("ArrowDown")
        await keys.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("On one leg")
        assert it.complaints == []


async def test_what_is_found_follows_what_is_typed_and_closes_when_one_goes_elsewhere(
    browser: Browser, url: str
) -> None:
    async with reading(browser, url, 400, "dark") as it:
        box, panel = it.page.locator("#q"), it.page.locator("#found")
        await box.fill("heron")
        await expect(panel).to_contain_text("found for “heron”")
        await box.fill("xyzzy plugh")
        await expect(panel).to_contain_text("for “xyzzy plugh”")  # whatever is near to that in meaning
        await box.fill("")
        await expect(panel).to_be_hidden()
        await box.fill("heron")
        await expect(panel).to_be_visible()
        await it.page.mouse.click(5, 780)
        await expect(panel).to_be_hidden()
        await it.page.goto(f"{url}{BOOK}/search?q=heron")
        await it.page.locator("#q").fill("egret")
        await expect(it.page.locator("#results")).to_contain_text("found for “egret”")
        await expect(panel).to_be_hidden()


async def test_without_javascript(browser: Browser, url: str) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{url}/handbook/in/{WAY_IN}")
    await page.locator("#q").fill("one leg")
    await page.get_by_role("button", name="Search").click()
    await page.locator("#results a").first.click()
    await page.get_by_role("link", name="How does a heron sleep?").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("How does a heron sleep?")
    await page.get_by_role("navigation", name="Contents").get_by_role("link", name="Glossary").click()
    await page.get_by_role("link", name="I", exact=True).click()
    await expect(page.get_by_text("A bird: Ibis.")).to_be_visible()
    await context.close()


async def test_on_paper_the_words_stand_alone(browser: Browser, url: str) -> None:
    async with reading(browser, url, scheme="dark") as it:
        await it.page.goto(f"{url}{BOOK}/items/answer")
        await it.page.emulate_media(media="print")
        for nothing_to_press in (".search", ".contents", ".foot"):
            await expect(it.page.locator(nothing_to_press)).to_be_hidden()
        await expect(it.page.get_by_text("with an eye open")).to_be_visible()
        ink, paper = await it.page.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor]"
        )
        assert (ink, paper) == ("rgb(42, 37, 32)", "rgba(0, 0, 0, 0)")
        shown = "getComputedStyle(document.querySelector('.prose a'), '::after').content"
        assert "https://example.org/herons" in await it.page.evaluate(shown)


async def test_what_members_write_does_nothing(browser: Browser, url: str) -> None:
    async with reading(browser, url) as it:
        shown: list[str] = []
        it.page.on("dialog", lambda dialog: shown.append(dialog.message))
        asked: list[str] = []
        it.page.on("request", lambda request: asked.append(request.url))
        await it.page.goto(f"{url}{BOOK}/items/nasty")
        elements = await it.page.evaluate(
            "[...new Set([...document.querySelectorAll('.prose *')].map((each) => each.localName))]"
        )
        assert {*elements} <= ELEMENTS
        links = await it.page.evaluate("[...document.querySelectorAll('.prose a')].map((each) => each.protocol)")
        assert {*links} <= {"http:", "https:", "mailto:"}
        assert await it.page.locator("h1").count() == 1
        assert all(each.startswith(url) for each in asked)
        assert (shown, it.complaints) == ([], [])


async def test_the_public_reads_what_is_public(browser: Browser, url: str) -> None:
    async with window(browser, url) as it:
        await it.page.goto(f"{url}/handbook")
        await it.page.get_by_role("link", name="Circle").click()
        await expect(it.page.get_by_role("heading", name="We whisper")).to_be_visible()
        await expect(it.page.locator("main")).not_to_contain_text("On one leg")
        await expect(it.page.locator(".foot")).to_contain_text("You read what is open to everyone.")
