"""Each of Slack's errors has its one meaning, whichever method told it."""

import pytest

from adapters.slack.errors import NotInstalled, PermissionMissing, TokenRefused
from adapters.slack.web_api import WebApi
from facilitation.ports.platform import PlaceGone, PlatformError, TryLater, Unsupported
from tests.emulators.slack_faults import Answered, FaultySlack


@pytest.mark.parametrize(
    ("code", "kind", "of"),
    [
        ("token_revoked", NotInstalled, PlaceGone),
        ("account_inactive", NotInstalled, PlaceGone),
        ("team_access_not_granted", NotInstalled, PlaceGone),
        ("invalid_auth", TokenRefused, TryLater),
        ("token_expired", TokenRefused, TryLater),
        ("missing_scope", PermissionMissing, Unsupported),
    ],
)
@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open", "users.info", "views.publish"])
async def test_an_error_about_kring_itself_means_the_same_everywhere(
    slack: FaultySlack, api: WebApi, code: str, kind: type[PlatformError], of: type[PlatformError], method: str
) -> None:
    slack.fail(method, Answered(200, code))
    with pytest.raises(of) as refused:
        await api.write(method, channel="C1")
    assert type(refused.value) is kind


def test_several_scopes_of_which_one_would_do_are_told_apart() -> None:
    assert PermissionMissing("mpim:write,im:write").scopes == {"mpim:write", "im:write"}
