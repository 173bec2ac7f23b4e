"""The Bot Framework SDK's turn: what goes through it is one closure in and one invoke response out.

Authentication was done before it, and everything that Kring sends goes past it: so it gets stand-ins for both.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from botframework.connector.auth import AuthenticateRequestResult, ClaimsIdentity

from adapters.border import Json


@dataclass(frozen=True, slots=True)
class Reply:
    """What the delivery is answered with; without a body, nothing but the status."""

    body: Json | None = None
    status: int = HTTPStatus.OK


class _NothingSent:
    """Takes the place of the SDK's clients, which would fetch a token on every turn."""

    async def create(self, _service_url: str, _audience: str) -> "_NothingSent":
        return self

    async def create_user_token_client(self, _identity: ClaimsIdentity) -> "_NothingSent":
        return self


class Turns(CloudAdapterBase):  # type: ignore[misc] # the SDK has no types
    def __init__(self) -> None:
        self._unused = _NothingSent()
        super().__init__(self._unused)

    async def take(self, kind: str, identity: ClaimsIdentity, answer: Callable[[], Awaitable[Reply]]) -> Reply:
        """Raises: whatever `answer` raised."""

        async def turn(context: TurnContext) -> None:
            reply = await answer()
            response = InvokeResponse(status=int(reply.status), body=reply.body)
            await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))

        admitted = AuthenticateRequestResult()
        admitted.claims_identity, admitted.connector_factory = identity, self._unused
        result = await self.process_activity(admitted, Activity(type=kind), turn)
        return Reply(result.body, result.status) if result else Reply()
