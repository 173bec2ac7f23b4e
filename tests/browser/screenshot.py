"""Takes the README's picture anew: `.venv/bin/python -m tests.browser.screenshot`.

A fresh Kring on a database of its own, with the example's story told and a question's thread open.
"""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import expect

from tests.bot.process import running
from tests.browser.chromium import chromium
from tests.browser.settled import settled
from tests.browser.window import window

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "playground.png"


async def take() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = {"DATABASE_URL": f"sqlite:///{folder}/kring.sqlite3"}
        async with running(settings) as kring, chromium() as browser:
            await settled(kring.url)
            async with window(browser, kring.url, seen_intro=True, scale=2) as it:
                await it.open("marta", "clear-writing")
                await it.page.locator(".thread-link").click()
                await expect(it.page.locator("#thread")).to_contain_text("Kept as")
                await it.page.mouse.move(0, 0)
                await it.page.screenshot(path=PICTURE)


if __name__ == "__main__":
    asyncio.run(take())
