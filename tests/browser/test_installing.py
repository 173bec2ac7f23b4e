"""Installing Kring in a real browser, and what anybody may read of it: on any screen, in the light and in the dark."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.window import Scheme, Window, window
from tests.emulators.slack_oauth import CLIENT_ID, CLIENT_SECRET, SlackOauth, slack_oauth
from tests.scenarios.running import loopback, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOOKS = pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"),
        (400, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.long),
        pytest.param(400, "light", marks=pytest.mark.long),
    ],
)
MORE = "/slack/permissions?scopes=mpim:write,mpim:read,mpim:history"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[SlackOauth]:
    async with slack_oauth() as served:
        served.team("T01ACME", "Acme Learning and Development")
        served.installs_into = "T01ACME"
        yield served


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url(tmp_path_factory: pytest.TempPathFactory, slack: SlackOauth) -> AsyncIterator[str]:
    listening = loopback()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    environment = {
        "KRING_PLAYGROUND": "false",
        "KRING_PUBLIC_URL": address,
        "SLACK_CLIENT_ID": CLIENT_ID,
        "SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "SLACK_SIGNING_SECRET": "signing",
        "SLACK_API_URL": slack.api_url,
        "SLACK_AUTHORIZE_URL": slack.authorize_url,
    }
    database = f"sqlite:///{tmp_path_factory.mktemp('kring')}/kring.sqlite3"
    async with running(database, environment, listening):
        yield address


async def checked(it: Window) -> None:
    """Whoever it is can read it, nothing runs off the screen, and nothing is refused by its own policy."""
    assert await it.violations() == []
    assert [said for said in it.complaints if "400" not in said] == []
    wide = await it.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@LOOKS
@pytest.mark.usefixtures("axe")
async def test_there_and_back_and_every_page_can_be_read(
    browser: Browser, url: str, slack: SlackOauth, width: int, scheme: Scheme
) -> None:
    async with window(browser, url, width=width, scheme=scheme) as it:
        await it.page.goto(f"{url}/slack/install")
        assert "Acme Learning" in await it.page.inner_text("h1")
        await it.page.click("summary")
        await checked(it)
        await it.page.reload()
        assert "Acme Learning" in await it.page.inner_text("h1")
        await checked(it)
        await it.page.goto(f"{url}{MORE}")
        await checked(it)
        slack.declines = True
        await it.page.click("a.button")
        slack.declines = False
        assert "no new permission" in await it.page.inner_text("h1")
        await checked(it)


@LOOKS
@pytest.mark.usefixtures("axe")
async def test_what_anybody_may_read_of_it_can_be_read(browser: Browser, url: str, width: int, scheme: Scheme) -> None:
    async with window(browser, url, width=width, scheme=scheme) as it:
        await it.page.goto(url)
        await checked(it)
        await it.page.click("footer a")
        await checked(it)
        await it.page.click("text=Français")
        assert "Ce que Kring sait" in await it.page.inner_text("h1")
        await checked(it)
        await it.page.click("text=Conditions")
        assert "À quelles conditions" in await it.page.inner_text("h1")
        await checked(it)
