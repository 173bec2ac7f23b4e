"""The token that Kring shows to the Bot Connector: fetched when needed, kept until shortly before it ends."""

import asyncio
import contextlib
import time
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import aiohttp

from facilitation.ports.platform import TryLater

SCOPE = "https://api.botframework.com/.default"
LOGIN = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
EARLY = timedelta(minutes=5)
WITHIN = aiohttp.ClientTimeout(total=10)  # seconds
REFUSED_WAIT = timedelta(minutes=1)
UNREACHABLE_WAIT = timedelta(seconds=15)

# learn.microsoft.com, "Microsoft Entra authentication and authorization error codes": the number after AADSTS.
REFUSALS = {
    7000215: "the client secret is wrong; give its value, not its id",
    7000222: "the client secret has expired; make a new one in the registration",
    700016: "the tenant knows no app with this id; is it registered there, and as single-tenant?",
    7000229: "the tenant knows no app with this id; is it registered there, and as single-tenant?",
    7000112: "the app's registration is switched off",
    90002: "there is no tenant with this id",
    900023: "there is no tenant with this id",
}


@dataclass(frozen=True, slots=True)
class AppSecret:
    """A tenant's registration of the bot. `token_url` is where it is shown; tests have another than Microsoft's.

    `name`: what people call the tenant, where that was said.
    """

    app_id: str
    password: str
    tenant: str
    token_url: str = ""
    name: str = ""

    @property
    def url(self) -> str:
        return (self.token_url or LOGIN).replace("{tenant}", self.tenant)

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

    @property
    def _whose(self) -> str:
        return f"A token for app {self._secret.app_id} in tenant {self._secret.tenant}"

    async def _ask(self) -> None:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self._secret.app_id,
            "client_secret": self._secret.password,
            "scope": SCOPE,
        }
        try:
            async with self._session.post(
                self._secret.url, data=asked, allow_redirects=False, timeout=WITHIN
            ) as response:
                status = response.status
                answer = await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            self.problem = f"{self._whose} cannot be asked for: Microsoft's login cannot be reached"
            raise TryLater(UNREACHABLE_WAIT, self.problem) from error
        self._take(status, answer if isinstance(answer, dict) else {})

    def _take(self, status: int, answer: dict[str, object]) -> None:
        token, lasts = answer.get("access_token"), answer.get("expires_in")
        if status != HTTPStatus.OK or not isinstance(token, str) or not token:
            self.problem = f"{self._whose} was refused by Microsoft's login: {_why(status, answer)}"
            raise TryLater(REFUSED_WAIT, self.problem)
        seconds = float(lasts) if isinstance(lasts, int | float | str) and str(lasts).isdigit() else 0.0
        self._token, self.problem = token, None
        self._until = time.monotonic() + max(seconds - EARLY.total_seconds(), 1.0)


async def refusal(secret: AppSecret) -> str | None:
    """Why no token can be had with it; None when one can."""
    async with aiohttp.ClientSession() as session:
        tokens = Tokens(secret, session)
        with contextlib.suppress(TryLater):
            await tokens.current()
    return tokens.problem


def _why(status: int, answer: dict[str, object]) -> str:
    codes = answer.get("error_codes")
    known = [REFUSALS[code] for code in codes if code in REFUSALS] if isinstance(codes, list) else []
    return known[0] if known else f"it answered {status}"
