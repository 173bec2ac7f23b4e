"""What can go wrong between Kring and the Bot Connector."""

from dataclasses import dataclass, field

from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send


@dataclass
class Fault:
    """What happens to the next calls of this method whose path holds `path`.

    `lost`: it is done, and then the connection breaks. `seconds`: it is done that much later.
    """

    status: int = 0
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"
    path: str = "/activities"
    lost: bool = False
    seconds: float = 0.0
    times: int = 1


class Broken(Response):
    """An answer that breaks off: the caller can't know what became of its request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"100")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": False})


def refusal_of(status: int, code: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": {"code": code, "message": "refused"}}, status, headers)
