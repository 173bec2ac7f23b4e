"""Everything the playground shows can be read and used by everybody, in light and dark, wide and narrow."""

import pytest
from playwright.async_api import Browser, expect

from bot.connect.playground import as_slack, as_teams
from facilitation.messages import Bar, Card, Chart
from tests.browser.window import Scheme, Window, window

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("axe")]

# Both widths and both schemes each time, every pair of them with --long.
looks = pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"),
        (400, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.long),
        pytest.param(400, "light", marks=pytest.mark.long),
    ],
)


async def clean(it: Window) -> None:
    assert await it.violations() == []
    assert it.complaints == []


DRAWN = """async ([slack, pictures, teams]) => {
  const { drawSlack } = await import("/playground/static/slack.js");
  const { drawTeams } = await import("/playground/adaptive/drawing.js");
  const place = document.createElement("div");
  document.body.append(place);
  drawSlack(place, slack, pictures);
  await drawTeams(place, teams);
  const drawn = [...place.querySelectorAll("img")];
  await Promise.all(drawn.map((each) => each.decode()));
  return drawn.map((each) => ({ alt: each.alt, width: each.naturalWidth }));
}"""


@looks
async def test_a_channel_for_a_first_visitor(browser: Browser, url: str, width: int, scheme: Scheme) -> None:
    async with window(browser, url, width=width, scheme=scheme) as it:
        await it.open("noor", "clear-writing")
        await clean(it)


@looks
async def test_each_kind_of_place(browser: Browser, url: str, width: int, scheme: Scheme) -> None:
    """The newcomer is not in #clear-writing."""
    async with window(browser, url, width=width, scheme=scheme, seen_intro=True) as it:
        for place in ("home", "learning-lab", "dm-yusuf", "dm-noor-yusuf", "lunch", "clear-writing"):
            await it.open("yusuf", place)
            await clean(it)


@looks
async def test_a_thread(browser: Browser, url: str, width: int, scheme: Scheme) -> None:
    async with window(browser, url, width=width, scheme=scheme, seen_intro=True) as it:
        await it.open("jonas", "clear-writing")
        await it.page.locator(".thread-link").first.click()
        await expect(it.page.locator("#thread")).to_contain_text("Read it aloud")
        await clean(it)


@looks
async def test_a_whisper_and_the_faces_of_a_card(browser: Browser, url: str, width: int, scheme: Scheme) -> None:
    async with window(browser, url, width=width, scheme=scheme, seen_intro=True) as it:
        await it.open("noor", "learning-lab")
        whisper = await it.is_told("/kring help")
        for face, drawn in (("Slack", ".slack-header"), ("Teams", ".ac-adaptiveCard"), ("JSON", ".json")):
            await whisper.get_by_role("button", name=face, exact=True).click()
            await expect(whisper.locator(drawn).first).to_be_visible()
            await expect(whisper.get_by_role("button", name=face, exact=True)).to_be_focused()
            await clean(it)


async def test_a_chart_is_a_picture_in_what_slack_and_teams_show(browser: Browser, url: str) -> None:
    bars, alt = (Bar("Letters", 3, "3"), Bar("Forms", 1, "1")), "Bar chart: Letters: 3; Forms: 1"
    message = Card("What we vote for", (Chart(bars, alt),))
    slack, teams = as_slack(message), as_teams(message)
    async with window(browser, url, width=400, seen_intro=True) as it:
        await it.open("noor", "general")
        shown = await it.page.evaluate(DRAWN, [slack.payload, slack.pictures, teams.payload])
        assert [each["alt"] for each in shown] == [alt, alt]
        assert all(each["width"] > 0 for each in shown)
        assert it.complaints == []


@looks
async def test_dialogs_with_and_without_errors(browser: Browser, url: str, width: int, scheme: Scheme) -> None:
    async with window(browser, url, width=width, scheme=scheme, seen_intro=True) as it:
        await it.open("noor", "clear-writing")
        await it.says("/kring check-in new")
        await expect(it.dialog()).to_be_visible()
        await clean(it)
        await it.dialog().get_by_role("textbox", name="Time zone").fill("Europe/Atlantis")
        await it.dialog().locator(".form__foot .button--primary").click()
        await expect(it.dialog().locator(".error").first).to_be_visible()
        assert await it.violations() == []


@looks
async def test_menus(browser: Browser, url: str, width: int, scheme: Scheme) -> None:
    async with window(browser, url, width=width, scheme=scheme, seen_intro=True) as it:
        await it.open("marta", "clear-writing")
        for opener in (".clock", ".members", "main .post [id^=more-]", "main .post [id^=react-]"):
            await it.page.locator(opener).last.focus()
            await it.page.keyboard.press("Enter")
            await expect(it.page.locator(".menu:popover-open")).to_be_visible()
            await clean(it)
            await it.page.keyboard.press("Escape")
            await expect(it.page.locator(".menu:popover-open")).to_have_count(0)
        await it.page.locator("#say").fill("/kr")
        await expect(it.page.get_by_role("option").first).to_be_visible()
        await clean(it)
