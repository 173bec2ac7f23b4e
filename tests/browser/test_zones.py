"""What all read together tells each its moments in their own zone: on Kring's card, and on the other platforms'."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.window import window

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARD = "Check-in of Tuesday"


async def test_each_sees_in_their_own_zone_when_a_check_in_closes(browser: Browser, url: str) -> None:
    async with (
        window(browser, url, seen_intro=True) as noor,
        window(browser, url, seen_intro=True) as camille,
    ):
        await noor.open("noor", "clear-writing")
        await noor.moves_clock("Next Tuesday 10:00")
        await camille.open("camille", "clear-writing")
        for it, told, as_drawn in ((noor, "at 10:00", "10:00 AM"), (camille, "mercredi", "1[23]:00")):
            card = it.post(CARD)
            await expect(card.locator(".card time")).to_contain_text(told)
            await expect(card).not_to_contain_text("Europe/Brussels")
            for face in ("Slack", "Teams"):
                await card.get_by_role("button", name=face, exact=True).click()
                await expect(card.locator(f".drawn--{face.lower()}")).to_contain_text(re.compile(as_drawn))
            assert it.complaints == []
