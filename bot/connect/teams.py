"""The Teams bot whose registration is in the settings."""

from adapters.teams.connection import TeamsAccess, TeamsConnection
from bot.connect import Connection, Surroundings


def connect(surroundings: Surroundings) -> Connection:
    settings = surroundings.settings
    password, secret_key = settings.microsoft_app_password, settings.kring_secret_key
    access = TeamsAccess(
        app_id=settings.microsoft_app_id or "",
        password=password.get_secret_value() if password else "",
        tenant=(settings.microsoft_app_tenant_id or "").strip().lower(),
        openid_metadata_url=settings.teams_openid_metadata_url,
        token_url=settings.teams_token_url or "",
        service_hosts=settings.service_hosts,
        secret_key=secret_key.get_secret_value() if secret_key else "",
    )
    given = surroundings
    teams = TeamsConnection(access, given.handle, given.clock, given.notes("teams"), given.visitors)

    async def check() -> str | None:
        await teams.start()
        try:
            return await teams.check()
        finally:
            await teams.stop()

    return Connection("teams", teams, check=check)
