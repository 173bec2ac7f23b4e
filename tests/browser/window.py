"""A browser window in which somebody speaks as one of the example's people."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {1280: 800, 400: 800}
Scheme = Literal["light", "dark"]

expect.set_options(timeout=30_000)  # milliseconds; a few hundred when nothing else runs


@dataclass
class Window:
    """`complaints` are the browser's own: script errors, refused resources, breaches of the page's policy."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def note(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    async def open(self, person: str, place: str) -> None:
        await self.page.goto(f"{self.url}/playground/{person}/{place}")
        await expect(self.page.locator("body")).to_have_attribute("data-live", "yes")

    async def says(self, words: str) -> None:
        """As one types: into the message box, then Enter."""
        await self.page.locator("#say").fill(words)
        await self.page.locator("#say").press("Enter")
        await expect(self.page.locator("#say")).to_have_value("")

    async def replies(self, words: str) -> None:
        await self.page.locator("#reply").fill(words)
        await self.page.locator("#reply").press("Enter")
        await expect(self.page.locator("#reply")).to_have_value("")

    async def is_told(self, command: str) -> Locator:
        """What Kring whispers in answer to it: not what still stands there from an earlier one."""
        whispers = self.page.locator("main .post--whisper")
        before = await whispers.count()
        await self.says(command)
        await expect(whispers).to_have_count(before + 1)
        return whispers.nth(before)

    def post(self, words: str) -> Locator:
        """The newest in the channel that holds these words."""
        return self.page.locator("main .post", has_text=words).last

    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    async def presses(self, label: str, *, on: str) -> None:
        await self.post(on).get_by_role("button", name=label, exact=True).click()

    async def moves_clock(self, label: str) -> None:
        await self.page.locator(".clock").click()
        await self.page.locator("#clock-menu").get_by_role("button", name=label).click()
        await expect(self.page.locator("#clock-busy")).to_be_hidden()
        await self.page.keyboard.press("Escape")
        await expect(self.page.locator("#clock-menu")).to_be_hidden()

    async def violations(self) -> list[str]:
        """What axe-core finds, one line each."""
        await self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = await self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']} ({each['impact']}): " + json.dumps([node["target"] for node in each["nodes"]][:5])
            for each in found["violations"]
        ]


@asynccontextmanager
async def window(
    browser: Browser, url: str, *, width: int = 1280, scheme: Scheme = "light", seen_intro: bool = False, scale: int = 1
) -> AsyncIterator[Window]:
    context = await browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        device_scale_factor=scale,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    try:
        if seen_intro:
            await _hide_intro(context, url)
        page = await context.new_page()
        opened = Window(page, url)
        page.on("console", opened.note)
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        yield opened
    finally:
        await context.close()


async def _hide_intro(context: BrowserContext, url: str) -> None:
    await context.add_cookies([{"name": "kring_intro", "value": "off", "url": f"{url}/playground"}])
