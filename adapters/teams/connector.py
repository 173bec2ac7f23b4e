"""The Bot Connector over HTTP, as plain JSON: one call, with its token and its failures."""

from dataclasses import dataclass
from http import HTTPStatus

import aiohttp

from adapters.border import Json
from adapters.teams import failures
from adapters.teams.failures import SOON
from adapters.teams.hosts import ServiceHosts
from adapters.teams.registrations import Registrations
from facilitation.ports.pacing import Bound
from facilitation.ports.platform import Ambiguous, TryLater, Unsupported

ANSWER_WITHIN = aiohttp.ClientTimeout(total=20, sock_connect=5)  # seconds


@dataclass(frozen=True, slots=True)
class Reach:
    """The service of a tenant, and who Kring is to it."""

    service_url: str
    tenant: str
    bot: str


@dataclass(frozen=True, slots=True)
class Call:
    """`path` is relative to the service URL, quoted. `harmless`: doing it twice does no harm.

    `bound`: what a limit that it meets is of.
    """

    method: str
    to: Reach
    path: str
    body: Json | None = None
    harmless: bool = False
    bound: Bound = Bound.PLACE


class Connector:
    def __init__(self, session: aiohttp.ClientSession, registrations: Registrations, hosts: ServiceHosts) -> None:
        self._session, self._registrations, self._hosts = session, registrations, hosts
        self.answer_within = ANSWER_WITHIN

    async def do(self, call: Call) -> Json:
        """The answer's JSON object. Raises: TryLater, PlaceGone, Unsupported, Ambiguous."""
        if not self._hosts.allow(call.to.service_url):
            raise Unsupported("the service URL is not Microsoft's")
        registered = self._registrations.of(call.to.tenant)
        if registered is None:
            raise Unsupported("this tenant has no registration here")
        token = await registered.tokens.current()
        url = f"{call.to.service_url.rstrip('/')}/{call.path}"
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with self._session.request(
                call.method, url, json=call.body, headers=headers, allow_redirects=False, timeout=self.answer_within
            ) as response:
                if response.status == HTTPStatus.UNAUTHORIZED:
                    registered.tokens.forget(token)
                return await self._answer(call, response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise TryLater(SOON, type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            raise failures.of_silence(error, harmless=call.harmless) from error

    async def _answer(self, call: Call, response: aiohttp.ClientResponse) -> Json:
        done = response.status < HTTPStatus.MULTIPLE_CHOICES
        try:
            answer = await response.json(content_type=None)
        except ValueError as error:
            if done and not call.harmless:
                raise Ambiguous("an answer that can't be read") from error
            answer = None
        said = answer if isinstance(answer, dict) else {}
        if call.method == "PUT" and response.status == HTTPStatus.NOT_FOUND:
            raise Unsupported("the message to replace is not there")  # which says nothing of its place
        if not done:
            retry_after = response.headers.get("Retry-After")
            raise failures.of_status(
                response.status, _code(said), retry_after, harmless=call.harmless, bound=call.bound
            )
        return said


def _code(answer: Json) -> str:
    """`{"error": {"code": …}}`, `{"code": …}` or `{"errorCode": …}`; a subcode tells most."""
    nested = answer.get("error")
    error = nested if isinstance(nested, dict) else answer
    inner = error.get("innerHttpError")
    for place in (error, inner if isinstance(inner, dict) else {}):
        for name in ("subCode", "code", "errorCode"):
            told = place.get(name)
            if isinstance(told, str) and told.isalnum():
                return told
    return ""
