"""Several people at once, each in a window of their own."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.window import Window, window

pytestmark = pytest.mark.asyncio(loop_scope="module")

PEOPLE = ("noor", "jonas", "marta", "camille", "yusuf", "tomas", "noor")


async def test_two_people_see_each_others_messages_live(browser: Browser, url: str) -> None:
    async with window(browser, url) as noor, window(browser, url, width=400, scheme="dark") as yusuf:
        await noor.open("noor", "general")
        await yusuf.open("yusuf", "general")
        await noor.says("Welcome, Yusuf!")
        await expect(yusuf.post("Welcome, Yusuf!")).to_be_visible()
        await yusuf.says("Dank je, <b>Noor</b>")
        await expect(noor.post("Dank je, <b>Noor</b>")).to_be_visible()
        await expect(noor.page.locator("#announcer")).to_contain_text("Yusuf Aydın says: Dank je")
        assert noor.complaints + yusuf.complaints == []


async def test_elsewhere_a_message_counts_as_unread_until_it_is_read(browser: Browser, url: str) -> None:
    async with window(browser, url) as noor, window(browser, url) as jonas:
        await noor.open("noor", "general")
        await jonas.open("jonas", "learning-lab")
        await noor.says("One more thing")
        row = jonas.page.locator("#row-general")
        await expect(row.locator(".count")).to_be_visible()
        await row.click()
        await expect(jonas.post("One more thing")).to_be_visible()
        await expect(row.locator(".count")).to_have_count(0)


async def test_a_channel_that_is_pressed_opens_though_a_message_comes_that_moment(browser: Browser, url: str) -> None:
    async with window(browser, url) as noor, window(browser, url) as jonas:
        await noor.open("noor", "general")
        await jonas.open("jonas", "learning-lab")
        row = jonas.page.locator("#row-general")
        await row.hover()
        await jonas.page.mouse.down()
        await noor.says("Just now")
        await expect(row.locator(".count")).to_be_visible()
        await jonas.page.mouse.up()
        await expect(jonas.page).to_have_url(re.compile("/jonas/general$"))


async def test_on_a_small_screen_what_opens_the_drawer_tells_of_unread_messages(browser: Browser, url: str) -> None:
    async with window(browser, url) as noor, window(browser, url, width=400, seen_intro=True) as tomas:
        await noor.open("noor", "general")
        await tomas.open("tomas", "clear-writing")
        opener = tomas.page.locator(".top__menu")
        before = int(await opener.locator(".count").inner_text() or 0) if await opener.locator(".count").count() else 0
        await noor.says("Lunch is at noon")
        await expect(opener.locator(".count")).to_have_text(str(before + 1))
        await expect(opener).to_have_accessible_name(re.compile(rf"Open people and channels.*{before + 1} new message"))
        await tomas.open("tomas", "general")
        await expect(opener.locator(".count")).to_have_count(0)


async def test_where_nothing_hovers_what_can_be_done_with_a_post_is_always_there(browser: Browser, url: str) -> None:
    context = await browser.new_context(viewport={"width": 400, "height": 800}, has_touch=True, is_mobile=True)
    page = await context.new_page()
    await page.goto(f"{url}/playground/noor/clear-writing")
    for tools in await page.locator("main .tools").all():
        await expect(tools).to_have_css("opacity", "1")
        await expect(tools).to_have_css("position", "static")
    await context.close()


async def test_joining_a_channel_opens_it(browser: Browser, url: str) -> None:
    async with window(browser, url) as it:
        await it.open("camille", "lunch")
        await it.page.get_by_role("button", name="Rejoindre #lunch").click()
        await expect(it.page.locator("#say")).to_have_attribute("placeholder", "Écrire dans #lunch")
        await it.says("Bon appétit")
        await expect(it.post("Bon appétit")).to_be_visible()


async def test_more_windows_than_a_browser_has_connections_stay_usable(browser: Browser, url: str) -> None:
    """One browser opens six connections to one server, and each window's stream holds one."""
    context = await browser.new_context()
    pages: list[Page] = []
    for person in PEOPLE:
        pages.append(await context.new_page())
        await pages[-1].goto(f"{url}/playground/{person}/general")
    await pages[-1].locator("#say").fill("Can you all see this?")
    await pages[-1].locator("#say").press("Enter")
    for page in pages:
        await expect(page.locator(".post", has_text="Can you all see this?")).to_have_count(1)
    await context.close()


async def test_a_window_that_was_cut_off_catches_up_without_doubling(browser: Browser, url: str) -> None:
    async with window(browser, url) as noor, window(browser, url) as jonas:
        await noor.open("noor", "general")
        await jonas.open("jonas", "general")
        await noor.says("Before the cut")
        await expect(jonas.post("Before the cut")).to_be_visible()
        await jonas.page.context.set_offline(True)
        await noor.says("During the cut")
        await jonas.page.context.set_offline(False)
        await noor.says("After the cut")
        for words in ("Before the cut", "During the cut", "After the cut"):
            await expect(jonas.page.locator("main .post", has_text=words)).to_have_count(1)


async def test_what_comes_of_ones_own_act_is_in_view_and_what_others_say_is_announced(
    browser: Browser, url: str
) -> None:
    async with window(browser, url, seen_intro=True) as marta, window(browser, url) as jonas:
        await marta.open("marta", "clear-writing")
        await jonas.open("jonas", "clear-writing")
        stream, newer = marta.page.locator("#stream"), marta.page.locator("#newer")
        await stream.evaluate("it => { it.scrollTop = 0 }")
        await jonas.says("Have you seen the new form?")
        await expect(newer).to_be_visible()
        await expect(marta.post("Have you seen the new form?")).not_to_be_in_viewport()
        await marta.says("/kring check-in")
        await expect(marta.page.locator(".post--whisper .card").last).to_be_in_viewport(ratio=0.9)
        await expect(newer).to_be_hidden()
        await marta.says("/kring ask How do I end a letter?")
        await stream.evaluate("it => { it.scrollTop = 0 }")
        await marta.dialog().get_by_role("button", name="Ask", exact=True).click()
        await expect(marta.post("Marta Kowalska asks").locator(".card")).to_be_in_viewport(ratio=0.9)
        await expect(newer).to_be_hidden()


async def test_the_clock_goes_on_by_itself_also_after_it_was_moved(browser: Browser, url: str) -> None:
    async with window(browser, url) as it:
        await it.page.clock.install()
        await it.open("noor", "general")
        assert await minutes_in_a_minute(it) in (1, 2)
        clock = it.page.locator("#clock")
        told = await clock.get_attribute("data-seconds") or ""
        await it.moves_clock("+1 hour")
        await expect(clock).not_to_have_attribute("data-seconds", told)
        await it.page.clock.run_for(1_000)  # the page looks once a second whether it was told anew
        assert await minutes_in_a_minute(it) in (1, 2)


async def minutes_in_a_minute(it: Window) -> int:
    before = await shown_minutes(it)
    await it.page.clock.fast_forward(60_000)
    await expect(it.page.locator("#clock time")).not_to_have_text(f"{before // 60:02}:{before % 60:02}")
    return (await shown_minutes(it) - before) % (24 * 60)


async def shown_minutes(it: Window) -> int:
    hour, minute = (await it.page.locator("#clock time").inner_text()).split(":")
    return int(hour) * 60 + int(minute)


async def test_the_introduction_goes_on_where_a_community_was_just_begun_and_can_be_called_back(
    browser: Browser, url: str
) -> None:
    async with window(browser, url) as it:
        await it.open("noor", "learning-lab")
        await expect(it.page.locator("#about")).to_contain_text("Empty, and yours to try")
        await it.says("/kring community create Bread")
        await it.dialog().locator(".form__foot .button--primary").click()
        await expect(it.page.locator("#steps")).not_to_contain_text("#clear-writing")
        await expect(it.page.locator("#about")).not_to_contain_text("Empty, and yours to try")
        await it.page.get_by_role("button", name="Hide the four steps").click()
        await expect(it.page.locator(".intro")).to_have_count(0)
        await it.page.get_by_role("button", name="Show me around").click()
        await expect(it.page.locator(".intro")).to_be_visible()
        assert it.complaints == []


async def test_a_page_is_no_higher_and_no_wider_than_its_window(browser: Browser, url: str) -> None:
    for width in (1280, 400):
        async with window(browser, url, width=width, seen_intro=True) as it:
            await it.open("noor", "general")
            over = "(({scrollHeight, scrollWidth}) => [scrollHeight - innerHeight, scrollWidth - innerWidth])"
            assert await it.page.evaluate(f"{over}(document.documentElement)") == [0, 0]


async def test_a_reader_at_the_end_is_taken_along_when_the_clock_brings_something(browser: Browser, url: str) -> None:
    async with window(browser, url, seen_intro=True) as it:
        await it.open("noor", "clear-writing")
        await it.moves_clock("+1 day")
        await it.moves_clock("Next Tuesday 10:00")
        left = "(({scrollHeight, scrollTop, clientHeight}) => scrollHeight - scrollTop - clientHeight)"
        await it.page.wait_for_function(f"{left}(document.getElementById('stream')) < 2")
