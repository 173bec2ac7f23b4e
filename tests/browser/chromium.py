"""An installed Chromium, without a network: found, started, and told apart from one that is missing."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ALONE = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path), None)


def why_not() -> str | None:
    """What keeps the browser tests from running, and how to get it."""
    return None if installed() else "no Chromium is installed (on Debian: apt-get install chromium)"


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=installed(), args=ALONE)
        try:
            yield browser
        finally:
            await browser.close()
