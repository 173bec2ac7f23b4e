"""Slack's failures as ours, in one table.

`ok: false` says that nothing was done, but for the three errors of which Slack itself says that it can't tell.
"""

from datetime import timedelta
from http import HTTPStatus

import aiohttp
from slack_sdk.errors import SlackApiError

from facilitation.ports.pacing import Bound
from facilitation.ports.platform import Ambiguous, PlaceGone, PlatformError, TryLater, Unsupported

# docs.slack.dev, errors of chat.postMessage, conversations.*, users.info and auth.test
GONE = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
UNCLEAR = frozenset({"fatal_error", "internal_error", "unknown_method_response"})
# Kring is not in that workspace (any more): docs.slack.dev, app_uninstalled and auth.test.
OVER = frozenset({"account_inactive", "team_access_not_granted", "token_revoked"})
# Slack refuses Kring, not the message: whoever runs Kring mends the token, and then everything still goes out.
REFUSED = frozenset({"invalid_auth", "not_authed", "token_expired"})
# Of a refresh token: good once, so it is used up where its answer was lost. docs.slack.dev, Using token rotation
USED_UP = frozenset({"invalid_refresh_token"})
BUSY = frozenset({"request_timeout", "service_unavailable", "team_added_to_org"})
# With HTTP 429, `ratelimited` is of the method in that workspace; `rate_limited`: “posted too many messages” there.
TOO_OFTEN = {"ratelimited": Bound.ERRAND, "rate_limited": Bound.PLACE, "message_limit_exceeded": Bound.ERRAND}

MISSING_SCOPE = "missing_scope"

AFTER_A_REFUSAL = timedelta(minutes=1)


class TokenRefused(TryLater):
    """Slack does not know this token, or not any more."""


class NotInstalled(PlaceGone):
    """Kring was taken out of the workspace: nothing will be taken from it there until somebody installs it again."""


class PermissionMissing(Unsupported):
    """Whoever may install Kring can give it this scope as well."""

    def __init__(self, needed: str) -> None:
        """`needed`: as Slack says it, one of several where commas stand between."""
        super().__init__(f"{MISSING_SCOPE}: {needed}")
        self.scopes = frozenset(needed.split(","))


def translated(error: Exception) -> PlatformError:
    """What an exception of the SDK or of the network means for what was asked."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return TryLater(timedelta(0), "not connected")
    return Ambiguous(type(error).__name__)


def _answered(error: SlackApiError) -> PlatformError:
    response = error.response
    data = getattr(response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    headers = getattr(response, "headers", None) or {}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return TryLater(
            _told_to_wait(headers.get("Retry-After")), code or "ratelimited", TOO_OFTEN.get(code, Bound.ERRAND)
        )
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Ambiguous(f"HTTP {status}")
    if code == MISSING_SCOPE and isinstance(data, dict):
        return PermissionMissing(str(data.get("needed", "")))
    return _coded(code, headers.get("Retry-After")) if code else Ambiguous(f"HTTP {status} without an answer")


def _coded(code: str, retry_after: str | None) -> PlatformError:
    if code in OVER:
        return NotInstalled(code)
    if code in GONE:
        return PlaceGone(code)
    if code in TOO_OFTEN:
        return TryLater(_told_to_wait(retry_after), code, TOO_OFTEN[code])
    if code in BUSY:
        return TryLater(_told_to_wait(retry_after), code)
    if code in REFUSED:
        return TokenRefused(AFTER_A_REFUSAL, code)
    return Ambiguous(code) if code in UNCLEAR else Unsupported(code)


def _told_to_wait(retry_after: str | None) -> timedelta:
    """Zero when Slack told nothing that can be read."""
    return timedelta(seconds=int(retry_after)) if retry_after and retry_after.isdecimal() else timedelta(0)
