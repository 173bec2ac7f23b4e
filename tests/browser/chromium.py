"""An installed Chromium, without a network: found, started, and told apart from one that is missing."""

import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import playwright
from playwright.async_api import Browser, async_playwright

DRIVER = Path(playwright.__file__).parent / "driver" / "node"
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
    if not installed():
        return "no Chromium is installed (on Debian: apt-get install chromium)"
    tried = subprocess.run([DRIVER, "--version"], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"Playwright's driver does not start: {tried.stderr.strip()} (on Debian: apt-get install libatomic1)"
    return None


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=installed(), args=ALONE)
        try:
            yield browser
        finally:
            await browser.close()
