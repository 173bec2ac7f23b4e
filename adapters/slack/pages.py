"""What browsers see of installing Kring, in their language: small pages without a script."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from adapters.languages import preferred
from adapters.sheet import Sheet
from adapters.slack.oauth import Granted
from adapters.slack.permissions import reasons
from adapters.slack.routes import INSTALL
from adapters.templates import templates
from facilitation.ports.installations import KEPT_FOR
from facilitation.texts import FALLBACK, texts_in

TEMPLATES = Path(__file__).parent / "templates"
STYLE = "/slack/static/install.css"
OPEN = "https://slack.com/app_redirect"  # docs.slack.dev, Deep linking
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class Done:
    """What is told after installing. `more`: it was there, and was given what it lacked."""

    team: str
    name: str
    app: str
    scopes: tuple[str, ...]
    everywhere: bool
    again: bool
    more: bool

    @classmethod
    def of(cls, granted: Granted, *, again: bool, more: bool) -> "Done":
        made = granted.installation
        team = made.workspace.removeprefix("slack:")
        return cls(team, made.name or team, made.app, made.scopes, granted.is_org_wide, again, more)

    def kept(self) -> str:
        """For a cookie, whose browser may tell itself what it likes."""
        return urlsafe_b64encode(_DONE.dump_json(self)).decode()

    @classmethod
    def read(cls, kept: str) -> "Done | None":
        try:
            return _DONE.validate_json(urlsafe_b64decode(kept))
        except ValueError:
            return None


_DONE = TypeAdapter(Done)


class Pages:
    def __init__(self) -> None:
        self._templates = templates(TEMPLATES)
        self._sheet = Sheet(STYLE, TEMPLATES / "install.css")
        self._templates.globals.update(style=self._sheet.address, INSTALL=INSTALL)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return [self._sheet.route]

    def done(self, done: Done, request: Request) -> Response:
        opens = {"app": done.app, **({} if done.everywhere else {"team": done.team})}
        return self._drawn(
            "done.html",
            request,
            done.scopes,
            done=done,
            address=f"{OPEN}?{urlencode(opens)}" if done.app else "",
            days=KEPT_FOR.days,
        )

    def failed(self, why: str, request: Request, status: HTTPStatus, *, more: bool) -> Response:
        """`more`: Kring is there, and was to be given what it lacks."""
        return self._drawn("failed.html", request, why=why, status=status, more=more)

    def more(self, scopes: Sequence[str], request: Request) -> Response:
        return self._drawn("more.html", request, scopes)

    def _drawn(
        self, template: str, request: Request, scopes: Sequence[str] = (), status: int = HTTPStatus.OK, **more: object
    ) -> Response:
        texts = texts_in(preferred(request.headers.get("accept-language", "")) or FALLBACK)
        html = self._templates.get_template(template).render(t=texts, may=reasons(scopes, texts), **more)
        return HTMLResponse(html, status, {**HEADERS, "Vary": "Accept-Language"})
