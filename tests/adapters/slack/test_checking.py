"""`./kring check` tells what Slack lacks, before anybody in the chat finds out."""

from adapters.slack.checking import check
from adapters.slack.connection import SlackAccess
from adapters.slack.manifest import SCOPES
from tests.emulators.slack_faults import Answered, FaultySlack


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
