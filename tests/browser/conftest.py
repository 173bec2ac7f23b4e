"""One browser and one Kring, with its example's story told, for each module of browser tests."""

from collections.abc import AsyncIterator
from tempfile import TemporaryDirectory

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.bot.process import running
from tests.browser import chromium
from tests.browser.settled import settled
from tests.browser.window import AXE
from tests.stores import MEMORY


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    reason = chromium.why_not()
    if reason:
        pytest.skip(reason)
    async with chromium.chromium() as found:
        yield found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url() -> AsyncIterator[str]:
    with TemporaryDirectory(prefix="kring-", dir=MEMORY) as folder:
        async with running({"DATABASE_URL": f"sqlite:///{folder}/kring.sqlite3"}) as kring:
            await settled(kring.url)
            yield kring.url


@pytest.fixture
def axe() -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed (./kring test installs it with npm)")
