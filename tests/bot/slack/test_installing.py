"""Installed from a browser, in any number of workspaces; taken out again, and back. On both kinds of database."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from adapters.slack.crowd import EACH
from storage.database import opened
from tests.bot.slack.house import Browser, Installs, eventually, installs
from tests.emulators.slack_oauth import SlackOauth, slack_oauth

ACME, BOLT = "T01ACME", "T02BOLT"


@pytest.fixture
async def slack() -> AsyncIterator[SlackOauth]:
    async with slack_oauth() as served:
        for team, name in ((ACME, "Acme"), (BOLT, "Bolt & Sons")):
            served.team(team, name)
        yield served


@pytest.fixture
async def kring(database: str, slack: SlackOauth) -> AsyncIterator[Installs]:
    async with installs(database, slack) as running:
        yield running


def stored(database: str) -> str:
    with opened(database) as engine, engine.connect() as connection:
        return str(connection.execute(text("SELECT * FROM installations ORDER BY workspace")).all())


async def test_installed_it_says_what_comes_next_and_posts_nothing(kring: Installs, database: str) -> None:
    done = await kring.browser().installs(ACME)
    assert done.status_code == 200
    for said in ("Kring is in Acme", "/invite @Kring", "/kring community create", "30 days"):
        assert said in done.text
    assert kring.slack.teams[ACME].posted == []
    assert "canary" not in done.text + stored(database)
    assert "default-src 'none'" in done.headers["content-security-policy"]


async def test_from_then_on_it_answers_there_without_asking_who_it_is(kring: Installs) -> None:
    await kring.browser().installs(ACME)
    for _ in range(3):
        assert await kring.says(ACME, "help") == 200
    await kring.heard(ACME, "Kring")
    assert kring.slack.called("auth.test") == []


async def test_the_same_delivery_once_more_is_acknowledged_and_not_handled_again(kring: Installs) -> None:
    """Slack repeats what it thinks was lost; so does whoever recorded it, for as long as its timestamp is good."""
    await kring.browser().installs(ACME)
    said = kring.said(ACME, "help")
    assert [await kring.posts(said) for _ in range(5)] == [200] * 5
    await kring.heard(ACME, "Kring")
    await asyncio.sleep(0.3)
    assert len(kring.slack.teams[ACME].posted) == 1


async def test_two_workspaces_at_once_are_each_spoken_to_with_their_own_token(kring: Installs) -> None:
    for team in (ACME, BOLT):
        await kring.browser().installs(team)
    await asyncio.gather(*(kring.says(team, "help") for team in (ACME, BOLT) * 3))
    for team in (ACME, BOLT):
        await kring.heard(team, "Kring")
        assert all(each["channel"].endswith(team) for each in kring.slack.teams[team].posted)


async def test_a_workspace_where_it_is_not_installed_is_acknowledged_and_not_answered(kring: Installs) -> None:
    await kring.browser().installs(ACME)
    assert await kring.says(BOLT, "help") == 200
    await asyncio.sleep(0.2)
    assert kring.slack.called("chat.postMessage") == []


async def test_after_a_start_it_is_still_installed(database: str, slack: SlackOauth) -> None:
    async with installs(database, slack) as before:
        await before.browser().installs(ACME)
    async with installs(database, slack) as after:
        assert await after.says(ACME, "help") == 200
        await after.heard(ACME, "Kring")


async def test_of_five_who_come_back_with_the_same_one_is_let_in(kring: Installs) -> None:
    browser = kring.browser()
    kring.slack.installs_into = ACME
    back = await browser.sets_out()
    answers = await asyncio.gather(*(browser.comes_back(back) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400, 400]


async def test_another_browser_can_not_come_back_with_it(kring: Installs, database: str) -> None:
    """Or whoever sends somebody such an address would have their own workspace installed as theirs."""
    mine, theirs = kring.browser(), kring.browser()
    kring.slack.installs_into = ACME
    back = await mine.sets_out()
    await theirs.sets_out()
    assert (await theirs.comes_back(back)).status_code == 400
    assert stored(database) == "[]"
    assert (await mine.comes_back(back)).status_code == 200


async def test_whoever_sets_out_again_and_again_is_in_nobody_elses_way(kring: Installs, database: str) -> None:
    over_and_over = kring.browser(comes_from="203.0.113.7")
    answers = [await over_and_over.web.get("/slack/install") for _ in range(EACH + 5)]
    assert [answer.status_code for answer in answers] == [302] * EACH + [429] * 5
    assert "ten minutes" in answers[-1].text
    with opened(database) as engine, engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM install_attempts")) == EACH
    assert (await kring.browser(comes_from="203.0.113.8").installs(ACME)).status_code == 200


async def test_two_tabs_of_one_browser_both_come_back(kring: Installs) -> None:
    browser = kring.browser()
    kring.slack.installs_into = ACME
    one, two = [await browser.sets_out() for _ in range(2)]
    assert [(await browser.comes_back(back)).status_code for back in (one, two)] == [200, 200]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "has been used"),
        ("code=x", "has been used"),
        ("code=x&state=", "has been used"),
        ("code=x&state=y", "has been used"),
        ("state=%00%FF&code=%00", "has been used"),
        ("error=access_denied", "has been used"),
        (f"state={'y' * 5000}&code={'x' * 5000}", "has been used"),
    ],
)
async def test_who_comes_from_nowhere_is_told_so_kindly(kring: Installs, query: str, said: str) -> None:
    answer = await kring.browser().comes_back(f"/slack/oauth_redirect?{query}")
    assert answer.status_code == 400
    assert said in answer.text


async def test_who_would_rather_not_is_told_that_nothing_changed(kring: Installs, database: str) -> None:
    kring.slack.declines = True
    answer = await kring.browser().installs(ACME)
    assert answer.status_code == 400
    assert "would rather not" in answer.text
    assert stored(database) == "[]"


async def test_the_page_that_says_that_kring_is_there_may_be_loaded_again(kring: Installs) -> None:
    browser = kring.browser()
    done = await browser.installs(ACME)
    assert done.url.path == "/slack/installed"
    again = await browser.looks(str(done.url))
    assert (again.status_code, again.text) == (200, done.text)
    assert "Kring is in Acme" in done.text
    for cookie in ("", "kring_slack_installed=bm9uc2Vuc2U=", "kring_slack_installed=n"):
        elsewhere = await kring.browser().web.get("/slack/installed", headers={"Cookie": cookie})
        assert elsewhere.headers["location"] == "/slack/install"


async def test_who_gives_no_further_permission_is_told_that_all_goes_on(kring: Installs, database: str) -> None:
    browser = kring.browser()
    await browser.installs(ACME)
    before = stored(database)
    kring.slack.declines = True
    declined = await browser.comes_back(await browser.sets_out("/slack/install?more=1"))
    assert "Kring got no new permission" in declined.text
    assert "not installed" not in declined.text
    assert stored(database) == before
    kring.slack.declines = False
    given = await browser.comes_back(await browser.sets_out("/slack/install?more=1"))
    assert "every permission" in given.text
    assert "/kring community create" not in given.text


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        ("bad_client_secret", 400, "./kring check"),
        ("invalid_code", 400, "./kring check"),
        ("fatal_error", 502, "again"),
    ],
)
async def test_what_slack_refuses_is_told_plainly(
    kring: Installs, database: str, error: str, status: int, said: str
) -> None:
    kring.slack.fails = error
    answer = await kring.browser().installs(ACME)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert stored(database) == "[]"


@pytest.mark.parametrize(
    ("languages", "said"), [("nl", "Kring zit nu in Bolt"), ("fr-BE, nl;q=0.5", "Kring est dans Bolt")]
)
async def test_pages_speak_as_the_browser_asks_and_write_a_name_as_it_is(
    kring: Installs, languages: str, said: str
) -> None:
    done = await kring.browser(languages).installs(BOLT)
    assert said in done.text
    assert "Bolt &amp; Sons" in done.text


async def test_taken_out_its_tokens_are_gone_at_once_and_it_comes_back_with_all_that_was_there(
    kring: Installs, database: str
) -> None:
    await kring.browser().installs(ACME)
    assert await kring.says(ACME, "help") == 200
    await kring.heard(ACME, "Kring")
    kring.slack.revoke(ACME)
    assert [await kring.ends(ACME, name) for name in ("tokens_revoked", "app_uninstalled")] == [200, 200]
    with opened(database) as engine, engine.connect() as connection:
        assert connection.scalars(text("SELECT secrets FROM installations")).all() == [None]
    said = len(kring.slack.teams[ACME].posted)
    assert await kring.says(ACME, "help") == 200
    await asyncio.sleep(0.2)
    assert len(kring.slack.teams[ACME].posted) == said
    again = await kring.browser().installs(ACME)
    assert "Kring is back in Acme" in again.text
    assert "/kring community create" not in again.text
    await kring.says(ACME, "help")
    await eventually(
        lambda: kring.slack.teams[ACME].posted[said] if len(kring.slack.teams[ACME].posted) > said else None
    )


async def test_that_it_is_over_is_also_learnt_by_being_refused(kring: Installs, database: str) -> None:
    await kring.browser().installs(ACME)
    kring.slack.revoke(ACME)
    await kring.says(ACME, "help")
    for _ in range(200):
        if "canary" not in stored(database) and _ended(database):
            break
        await asyncio.sleep(0.02)
    assert _ended(database)


async def test_what_was_installed_anew_by_another_process_is_taken_up_when_the_old_token_fails(
    database: str, slack: SlackOauth
) -> None:
    async with installs(database, slack) as one:
        await one.browser().installs(ACME)
        await one.says(ACME, "help")
        await one.heard(ACME, "Kring")
        slack.revoke(ACME)
        if database.startswith("postgresql"):
            async with installs(database, slack) as other:
                await other.browser().installs(ACME)
        else:
            await one.browser().installs(ACME)
        said = len(slack.teams[ACME].posted)
        await one.says(ACME, "help")
        await eventually(lambda: {"ok": True} if len(slack.teams[ACME].posted) > said else None)
    assert not _ended(database)


async def test_nothing_of_a_token_or_a_code_is_logged(
    kring: Installs, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, "httpx2")  # the browser's own
    await kring.browser().installs(ACME)
    kring.slack.revoke(ACME)
    await kring.says(ACME, "help")
    await asyncio.sleep(0.3)
    said = caplog.text + "".join(capsys.readouterr())
    for secret in ("canary", "code-", "the app's own secret"):
        assert secret not in said


def _ended(database: str) -> bool:
    with opened(database) as engine, engine.connect() as connection:
        return connection.scalars(text("SELECT secrets FROM installations")).all() == [None]


async def test_a_whole_organisation_is_one_installation(kring: Installs, slack: SlackOauth) -> None:
    slack.team("T03EAST", "East", "E01"), slack.team("T04WEST", "West", "E01")
    done = await kring.browser().installs("T03EAST", org_wide=True)
    assert "Kring is in all of The organisation" in done.text
    for team in ("T03EAST", "T04WEST"):
        await kring.says(team, "help", "E01")
        await kring.heard(team, "Kring")
    assert {*slack.called("chat.postMessage")} == {"E01"}
    assert await kring.ends("T03EAST", organisation="E01") == 200
    said = len(slack.teams["T04WEST"].posted)
    await kring.says("T04WEST", "help", "E01")
    await asyncio.sleep(0.2)
    assert len(slack.teams["T04WEST"].posted) == said


@pytest.fixture
def browser(kring: Installs) -> Browser:
    return kring.browser()


async def test_why_a_permission_is_needed_is_said_before_it_is_given(browser: Browser) -> None:
    page = await browser.comes_back("/slack/permissions?scopes=mpim:write,files:write,<script>,nothing")
    assert "2 more permissions" in page.text
    assert "confidential session" in page.text
    assert "/slack/install?more=1" in page.text
    assert "<script>" not in page.text
    assert "every permission" in (await browser.comes_back("/slack/permissions")).text
