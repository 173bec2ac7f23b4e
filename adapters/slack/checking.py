"""Whether Slack would take what is in the settings; asked without connecting, so a running Kring is not disturbed."""

from adapters.slack.connection import SlackAccess
from adapters.slack.errors import TokenRefused
from adapters.slack.manifest import scopes
from adapters.slack.oauth import OAuth
from adapters.slack.web_api import Given, WebApi, Wire
from facilitation.ports.platform import Ambiguous, PlatformError, TryLater, Unsupported

UNKNOWN_CODE = "invalid_code"


async def check(access: SlackAccess) -> str | None:
    """The problem, in plain words and without a secret; None when there is none."""
    asks = (
        (access.bot_token, _bot_token),
        (access.app_token, _app_token),
        (access.app, _app),
    )
    for given, ask in asks:
        if given and (problem := await ask(access)):
            return problem
    return None


async def _app(access: SlackAccess) -> str | None:
    """That it does not know the code is well: then it knows the app."""
    if access.app is None:
        return None
    wire = Wire(access.api_url)
    await wire.open()
    try:
        await OAuth(access.app, wire).try_out()
    except Unsupported as error:
        if str(error) == UNKNOWN_CODE:
            return None
        return f"Slack does not take SLACK_CLIENT_ID and SLACK_CLIENT_SECRET: {error}"
    except PlatformError as error:
        return _not_taken("Slack can't be asked about SLACK_CLIENT_ID and SLACK_CLIENT_SECRET", error)
    finally:
        await wire.close()
    return None


async def _bot_token(access: SlackAccess) -> str | None:
    wire = Wire(access.api_url)
    api = WebApi(wire, Given(access.bot_token))
    await wire.open()
    try:
        granted = await api.scopes()
    except PlatformError as error:
        return _not_taken("Slack does not take SLACK_BOT_TOKEN", error)
    finally:
        await wire.close()
    missing = sorted(set(scopes(access.features)) - granted) if granted is not None else []
    return f"the app lacks the scopes {', '.join(missing)}; see ./kring slack-manifest" if missing else None


async def _app_token(access: SlackAccess) -> str | None:
    """Asks for a socket's address, which opens none."""
    wire = Wire(access.api_url)
    api = WebApi(wire, Given(access.app_token))
    await wire.open()
    try:
        await api.write("apps.connections.open")
    except PlatformError as error:
        return _not_taken("Slack opens no socket for SLACK_APP_TOKEN", error)
    finally:
        await wire.close()
    return None


def _not_taken(what: str, error: PlatformError) -> str:
    """Where Slack said nothing, no setting of its is to blame."""
    if isinstance(error, TryLater | Ambiguous) and not isinstance(error, TokenRefused):
        return f"Slack can't be asked, so its settings were not tried (no network, or SLACK_API_URL?): {error}"
    return f"{what}: {error}"
