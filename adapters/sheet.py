"""The looks of a small page: what all of ours share, and its own rules below, at an address that changes with them."""

from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SHARED = Path(__file__).parent / "sheet.css"
FOR_EVER = "public, max-age=31536000, immutable"


class Sheet:
    """`where` it is served; `own`: the page's own rules."""

    def __init__(self, where: str, own: Path) -> None:
        self._rules = b"\n".join(part.read_bytes() for part in (SHARED, own))
        self.address = f"{where}?{sha256(self._rules).hexdigest()[:12]}"
        self.route = Route(where, self._show)

    async def _show(self, _: Request) -> Response:
        headers = {"Cache-Control": FOR_EVER, "X-Content-Type-Options": "nosniff"}
        return Response(self._rules, HTTPStatus.OK, headers, media_type="text/css")
