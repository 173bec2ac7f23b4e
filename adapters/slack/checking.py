"""Whether Slack would take what is in the settings; asked without connecting, so a running Kring is not disturbed."""

from adapters.slack.connection import SlackAccess
from adapters.slack.manifest import scopes
from adapters.slack.web_api import Given, WebApi, Wire
from facilitation.ports.platform import PlatformError


async def check(access: SlackAccess) -> str | None:
    """The problem, in plain words and without a secret; None when there is none."""
    return await _bot_token(access) or (await _app_token(access) if access.app_token else None)


async def _bot_token(access: SlackAccess) -> str | None:
    wire = Wire(access.api_url)
    api = WebApi(wire, Given(access.bot_token))
    await wire.open()
    try:
        granted = await api.scopes()
    except PlatformError as error:
        return f"Slack does not take SLACK_BOT_TOKEN: {error}"
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
        return f"Slack opens no socket for SLACK_APP_TOKEN: {error}"
    finally:
        await wire.close()
    return None
