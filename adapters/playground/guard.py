"""Who may ask: pages of this very server in a browser on this machine, and programs on it; nobody else's page."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from adapters.loopback import is_loopback

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

PROXIES = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""What a proxy adds for whoever is behind it, which a browser on this machine never sends."""

Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(endpoint: Endpoint) -> Endpoint:
    """Refuse other hosts' names (DNS rebinding), who comes through a proxy, and other sites' requests.

    Answers forbid inline code.
    """

    async def asked(request: Request) -> Response:
        host = request.headers.get("host", "")
        if not is_here(host) or any(name in request.headers for name in PROXIES):
            return PlainTextResponse("421 Misdirected Request", 421)
        if request.method not in ("GET", "HEAD") and not _comes_from(host, request):
            return PlainTextResponse("403 Forbidden", 403)
        response = await endpoint(request)
        response.headers.update(HEADERS)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return asked


def is_here(host: str) -> bool:
    """Whether a Host header (name and port) can only mean this machine."""
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False


def _comes_from(host: str, request: Request) -> bool:
    """Browsers say where a POST comes from; programs that say nothing are no page of anybody's."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    try:
        return urlsplit(origin).netloc == host
    except ValueError:
        return False
