"""What holds for every page of the handbook: nothing from elsewhere, nothing told elsewhere, nothing kept by others."""

from hashlib import sha256
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Vary": "Cookie, Accept-Language",
}
ASK_EACH_TIME = "private, no-cache"  # kept by the reader's browser alone, and shown when it is still the same
NEVER_KEPT = "no-store"


def page(html: str, request: Request, *, private: bool, status: int = HTTPStatus.OK) -> Response:
    """`private`: for somebody who is known; only what all may read may be found by search engines."""
    mark = f'"{sha256(html.encode()).hexdigest()[:24]}"'
    headers = {**HEADERS, "Cache-Control": ASK_EACH_TIME, "ETag": mark}
    if private or status != HTTPStatus.OK:
        headers["X-Robots-Tag"] = "noindex"
    if status == HTTPStatus.OK and mark in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return HTMLResponse(html, status, headers)


def elsewhere(path: str) -> Response:
    headers = {**HEADERS, "Cache-Control": NEVER_KEPT, "X-Robots-Tag": "noindex"}
    return RedirectResponse(path, HTTPStatus.SEE_OTHER, headers)


def comes_from_here(request: Request) -> bool:
    """Browsers say where a form was sent from."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return not origin or origin.partition("://")[2] == request.headers.get("host", "")
