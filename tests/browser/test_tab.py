"""The home view in Teams, in a real browser, with Microsoft's own library in a page of Teams' host."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Frame, Page, Route, expect

from tests.bot.tab_home import BRAM, PUBLIC, Home, at_home
from tests.browser.window import AXE
from tests.emulators.teams_host import HOST, around
from tests.emulators.teams_tenant import TENANT

pytestmark = pytest.mark.asyncio(loop_scope="module")

FROM_ELSEWHERE = re.compile(r"res\.cdn\.office\.net")  # the library asks for further hosts, and does without them


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def home() -> AsyncIterator[Home]:
    async with at_home() as found:
        yield found


@asynccontextmanager
async def _opened(
    browser: Browser, home: Home, token: str | None, *, width: int = 1280, theme: str = "default"
) -> AsyncIterator[tuple[Page, Frame, list[str]]]:
    """Teams with the tab in it, as somebody has it open, and what the browser complains of."""
    context = await browser.new_context(viewport={"width": width, "height": 900})
    complaints: list[str] = []

    async def forward(route: Route) -> None:
        answer = await route.fetch(url=route.request.url.replace(PUBLIC, home.kring.url), max_redirects=0)
        await route.fulfill(response=answer)

    await context.route(f"{PUBLIC}/**", forward)
    await around(context, f"{PUBLIC}/teams/home", token, theme)
    page = await context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    await page.goto(f"{HOST}/v2/")
    frame = page.frame(url=f"{PUBLIC}/teams/home")
    assert frame
    try:
        yield page, frame, complaints
    finally:
        await context.close()


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("theme", ["default", "dark"])
async def test_the_home_view_stands_in_teams(browser: Browser, home: Home, width: int, theme: str) -> None:
    async with _opened(browser, home, home.token(), width=width, theme=theme) as (page, frame, complaints):
        await expect(frame.get_by_text("Your Kring")).to_be_visible()
        paper = await frame.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (paper == "rgb(30, 27, 23)") == (theme == "dark")
        assert await frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert [said for said in complaints if not FROM_ELSEWHERE.search(said)] == []
        assert await page.evaluate("window.asked.includes('appInitialization.success')")


async def test_a_form_is_refused_with_what_was_typed_and_then_taken(browser: Browser, home: Home) -> None:
    async with _opened(browser, home, home.token()) as (_, frame, _):
        await frame.get_by_role("button", name="My settings", exact=True).click()
        await expect(frame.get_by_role("heading", name="settings")).to_be_visible()
        zone = frame.get_by_role("textbox", name="Time zone")
        await zone.fill("Atlantis")
        await frame.get_by_role("button", name="Save").click()
        await expect(frame.get_by_text("Atlantis")).to_be_visible()
        assert await zone.input_value() == "Atlantis"
        await zone.fill("Asia/Kolkata")
        await frame.get_by_role("button", name="Save").click()
        await expect(zone).to_have_count(0)


async def test_who_is_not_known_is_asked_to_sign_in(browser: Browser, home: Home) -> None:
    async with _opened(browser, home, None) as (_, frame, _):
        link = frame.get_by_role("link", name="Sign in with Microsoft")
        await expect(link).to_be_visible()
        there = await link.get_attribute("href")
        assert there == f"{PUBLIC}/handbook/sign-in/teams?to=/teams/home&org={TENANT}"


async def test_whom_kring_has_not_met_is_told_how_to_meet_it(browser: Browser, home: Home) -> None:
    async with _opened(browser, home, home.token(oid=BRAM.aad)) as (_, frame, _):
        await expect(frame.get_by_text("Say hello to it in the chat")).to_be_visible()


async def test_no_other_host_may_show_it_in_a_frame(browser: Browser, home: Home) -> None:
    context = await browser.new_context()
    async with aiohttp.ClientSession() as session, session.get(f"{home.kring.url}/teams/home") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer.headers
    assert policy.endswith(
        "frame-ancestors https://*.cloud.microsoft https://teams.microsoft.com https://*.teams.microsoft.com"
    )

    async def page_of_another(route: Route) -> None:
        await route.fulfill(content_type="text/html", body=f'<iframe src="{PUBLIC}/teams/home"></iframe>')

    async def forward(route: Route) -> None:
        await route.fulfill(response=await route.fetch(url=route.request.url.replace(PUBLIC, home.kring.url)))

    await context.route(f"{PUBLIC}/**", forward)
    await context.route("https://elsewhere.example/**", page_of_another)
    page = await context.new_page()
    await page.goto("https://elsewhere.example/")
    await asyncio.sleep(0.5)
    assert not any(frame.url.startswith(PUBLIC) for frame in page.frames)
    await context.close()


async def test_it_has_no_flaw_that_axe_finds(browser: Browser, home: Home, axe: None) -> None:
    async with _opened(browser, home, home.token()) as (_, frame, _):
        await frame.get_by_role("button", name="My settings", exact=True).click()
        await expect(frame.get_by_role("textbox", name="Time zone")).to_be_visible()
        await frame.evaluate(AXE.read_text(encoding="utf-8"))
        found = await frame.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [each["id"] for each in found["violations"]] == []
