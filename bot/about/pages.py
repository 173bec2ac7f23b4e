"""Three small pages without a script, in the reader's language: the front, what is known of people, and the terms."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.languages import preferred
from adapters.sheet import Sheet
from adapters.templates import templates
from bot.about.figures import FIGURES
from bot.settings import PLAYGROUND, VERSION, Settings
from facilitation.people import LANGUAGES
from facilitation.texts import FALLBACK, texts_in

FRONT, PRIVACY, TERMS, STYLE = "/", "/privacy", "/terms", "/about.css"
FOLDER = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
AN_HOUR = "public, max-age=3600"

# As docs/what-kring-reads.md lists it, each with its sentence's key.
READS: Mapping[str, Mapping[str, str]] = {
    "slack": {
        "users.info": "about.reads.slack.users_info",
        "conversations.info": "about.reads.slack.conversations_info",
        "conversations.history": "about.reads.slack.conversations_history",
        "conversations.replies": "about.reads.slack.conversations_replies",
        "auth.test": "about.reads.slack.auth_test",
    },
    "teams": {
        "GET /v3/conversations/{conversation}/members/{member}": "about.reads.teams.member",
        "GET /v3/conversations/{conversation}/pagedmembers": "about.reads.teams.pagedmembers",
        "GET /v3/teams/{team}": "about.reads.teams.team",
        "GET /v3/teams/{team}/conversations": "about.reads.teams.conversations",
    },
}
# What, and for how long.
KEEPS: Mapping[str, str] = {
    "about.keeps.people": "about.keeps.people.for",
    "about.keeps.questions": "about.keeps.questions.for",
    "about.keeps.cases": "about.keeps.cases.for",
    "about.keeps.sessions": "about.keeps.sessions.for",
    "about.keeps.anonymous": "about.keeps.anonymous.for",
    "about.keeps.drafts": "about.keeps.drafts.for",
    "about.keeps.knowledge": "about.keeps.knowledge.for",
    "about.keeps.wanted": "about.keeps.wanted.for",
    "about.keeps.copies": "about.keeps.copies.for",
    "about.keeps.links": "about.keeps.links.for",
    "about.keeps.outgoing": "about.keeps.outgoing.for",
    "about.keeps.gone": "about.keeps.gone.for",
}


def routes(settings: Settings, *, with_front: bool) -> Sequence[BaseRoute]:
    """`with_front`: where nothing else stands at `/`."""
    shown = {PRIVACY: "privacy.html", TERMS: "terms.html", **({FRONT: "front.html"} if with_front else {})}
    pages = _Pages(settings)
    return [*(Route(where, pages.showing(where, template)) for where, template in shown.items()), pages.sheet.route]


class _Pages:
    def __init__(self, settings: Settings) -> None:
        self._connected = [name for name in settings.platforms if name != PLAYGROUND] or [*READS]
        self.sheet = Sheet(STYLE, FOLDER / "about.css")
        self._templates = templates(FOLDER / "templates")
        self._templates.globals.update(
            style=self.sheet.address,
            PRIVACY=PRIVACY,
            TERMS=TERMS,
            KEEPS=KEEPS,
            reads={name: READS[name] for name in self._connected},
            languages=LANGUAGES,
            figures=FIGURES,
            version=VERSION,
            contact=settings.kring_contact,
            contact_address=_reached(settings.kring_contact or ""),
        )

    def showing(self, where: str, template: str) -> Callable[[Request], Awaitable[Response]]:
        """In the language that the address names; else in what the browser asks for."""

        async def show(request: Request) -> Response:
            chosen = request.query_params.get("lang", "")
            language = chosen if chosen in LANGUAGES else preferred(request.headers.get("accept-language", ""))
            texts = texts_in(language or FALLBACK)
            platforms = texts.all_of(texts.plain(f"common.platform.{name}") for name in self._connected)
            told = {"t": texts, "here": where, "chosen": chosen in LANGUAGES, "platforms": platforms}
            html = self._templates.get_template(template).render(told)
            return HTMLResponse(html, headers={**HEADERS, "Cache-Control": AN_HOUR, "Vary": "Accept-Language"})

        return show


def _reached(contact: str) -> str:
    """As a link leads there: an address of the web, or of mail."""
    return contact if contact.startswith("https://") else f"mailto:{contact}"
