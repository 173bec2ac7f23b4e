"""The token that Kring shows to the Bot Connector: fetched when needed, kept until shortly before it ends."""

import asyncio
import time
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import aiohttp

from facilitation.ports.platform import TryLater

SCOPE = "https://api.botframework.com/.default"
LOGIN = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
ANY_TENANT = "botframework.com"  # of a multi-tenant bot
EARLY = timedelta(minutes=5)
REFUSED_WAIT = timedelta(minutes=1)
UNREACHABLE_WAIT = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class AppSecret:
    """The bot's registration. `token_url` is where it is shown; only tests have another than Microsoft's."""

    app_id: str
    password: str
    tenant: str = ""
    token_url: str = ""

    @property
    def url(self) -> str:
        return self.token_url or LOGIN.format(tenant=self.tenant or ANY_TENANT)

    def __repr__(self) -> str:
        return f"AppSecret({self.app_id})"


class Tokens:
    """One token for everyone, asked for once at a time."""

    def __init__(self, secret: AppSecret, session: aiohttp.ClientSession) -> None:
        self._secret, self._session = secret, session
        self._asking = asyncio.Lock()
        self._token, self._until = "", 0.0
        self.problem: str | None = None

    async def current(self) -> str:
        """Raises: TryLater."""
        async with self._asking:
            if not self._token or time.monotonic() > self._until:
                await self._ask()
            return self._token

    def forget(self, token: str) -> None:
        """It was refused: ask for another next time."""
        if token == self._token:
            self._token = ""

    async def _ask(self) -> None:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self._secret.app_id,
            "client_secret": self._secret.password,
            "scope": SCOPE,
        }
        try:
            async with self._session.post(self._secret.url, data=asked, allow_redirects=False) as response:
                status = response.status
                answer = await response.json(content_type=None) if status == HTTPStatus.OK else {}
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            self.problem = "Microsoft's login cannot be reached"
            raise TryLater(UNREACHABLE_WAIT, self.problem) from error
        self._take(status, answer if isinstance(answer, dict) else {})

    def _take(self, status: int, answer: dict[str, object]) -> None:
        token, lasts = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token:
            self.problem = f"Microsoft's login refused MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD ({status})"
            raise TryLater(REFUSED_WAIT, self.problem)
        seconds = float(lasts) if isinstance(lasts, int | float | str) and str(lasts).isdigit() else 0.0
        self._token, self.problem = token, None
        self._until = time.monotonic() + max(seconds - EARLY.total_seconds(), 1.0)
