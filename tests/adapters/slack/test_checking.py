"""`./kring check` tells what Slack lacks, before anybody in the chat finds out."""

from adapters.slack.checking import check
from adapters.slack.connection import SlackAccess
from adapters.slack.manifest import SCOPES
from adapters.slack.oauth import App
from tests.emulators.slack_faults import Answered, FaultySlack
from tests.emulators.slack_oauth import CLIENT_ID, CLIENT_SECRET, SlackOauth, slack_oauth


def access(slack: FaultySlack) -> SlackAccess:
    return SlackAccess("xoxb-token", "secret", "xapp-token", slack.api_url)


async def test_a_good_set_of_secrets_is_no_problem(slack: FaultySlack) -> None:
    slack.scopes = ",".join(SCOPES)
    assert await check(access(slack)) is None
    assert [method for method, _ in slack.calls] == ["auth.test", "apps.connections.open"]


async def test_missing_scopes_are_named(slack: FaultySlack) -> None:
    slack.scopes = ",".join(scope for scope in SCOPES if scope != "users:read")
    assert "users:read" in str(await check(access(slack)))


async def test_a_refused_token_is_named_and_not_shown(slack: FaultySlack) -> None:
    slack.fail("auth.test", Answered(200, "invalid_auth"))
    assert await check(access(slack)) == "Slack does not take SLACK_BOT_TOKEN: invalid_auth"
    slack.fail("apps.connections.open", Answered(200, "not_allowed_token_type"))
    assert await check(access(slack)) == "Slack opens no socket for SLACK_APP_TOKEN: not_allowed_token_type"


async def test_an_unreachable_slack_is_told() -> None:
    assert "not connected" in str(await check(SlackAccess("xoxb-token", api_url="http://127.0.0.1:9/api/")))


async def app_checked(slack: SlackOauth, secret: str) -> str | None:
    app = App(CLIENT_ID, secret, "https://kring.example.org/slack/oauth_redirect", SCOPES)
    return await check(SlackAccess(api_url=slack.api_url, app=app))


async def test_an_app_that_slack_knows_is_no_problem_and_another_secret_is_named_and_not_shown() -> None:
    async with slack_oauth() as slack:
        assert await app_checked(slack, CLIENT_SECRET) is None
        told = await app_checked(slack, "secret-canary")
        assert told == "Slack does not take SLACK_CLIENT_ID and SLACK_CLIENT_SECRET: bad_client_secret"
        slack.fails = "fatal_error"
        assert "can't be asked" in str(await app_checked(slack, CLIENT_SECRET))
        assert slack.tokens == {}
