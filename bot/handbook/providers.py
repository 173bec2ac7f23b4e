"""Who can be asked who somebody is, by the settings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from adapters.slack.manifest import SIGN_IN
from adapters.teams.registrations import KEPT, read_note
from bot.handbook.openid import Provider
from bot.settings import Settings
from storage.unit import SqlUnit


def providers(settings: Settings) -> Iterator[Provider]:
    """By docs.slack.dev/authentication/sign-in-with-slack and learn.microsoft.com/entra/identity-platform.

    Slack takes a proof from public clients only, and an app that is made one stays one (…/authentication/using-pkce).
    """
    if settings.slack_client_id and settings.slack_client_secret and SIGN_IN in settings.features:
        yield Provider(
            name="slack",
            issuer=settings.slack_openid_url,
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            workspace="https://slack.com/team_id",
            user="https://slack.com/user_id",
            scope="openid",
            takes_proof=False,
        )
    app, password, tenant = (
        settings.microsoft_app_id,
        settings.microsoft_app_password,
        settings.microsoft_app_tenant_id,
    )
    if app and password and tenant:
        yield entra(settings, tenant.strip().lower(), app, password.get_secret_value())


def added(settings: Settings, unit: SqlUnit) -> Sequence[Provider]:
    """Entra ID for each tenant of `teams-add`: with its own registration, so one that is taken away is gone at once."""
    kept = map(read_note, unit.notebook.read("teams", KEPT)) if settings.microsoft_app_id else ()
    return [
        replace(entra(settings, each.tenant, each.app_id, each.password), title=each.name or each.tenant)
        for each in kept
    ]


def entra(settings: Settings, tenant: str, client_id: str, client_secret: str = "") -> Provider:
    """Entra ID for one tenant's registration. Without the secret only what somebody presents can be looked at."""
    issuer = settings.microsoft_openid_url or "https://login.microsoftonline.com/{tenant}/v2.0"
    return Provider(
        name="teams",
        issuer=issuer.replace("{tenant}", tenant),
        client_id=client_id,
        client_secret=client_secret,
        workspace="tid",
        user="oid",
        scope="openid profile",  # without it neither claim is told
        takes_proof=True,
        tenant=tenant,
    )
