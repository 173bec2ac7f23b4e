"""The playground put together: its platform, its routes, and how it starts and stops."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from adapters import adaptive
from adapters.notes import Notes
from adapters.playground.acts import Acts
from adapters.playground.asking import Trouble, wants_json
from adapters.playground.drawing import STATIC, Drawing, Offered, Previews, View
from adapters.playground.guard import Endpoint, guarded
from adapters.playground.hours import MovableClock
from adapters.playground.live import Hub
from adapters.playground.memberships import Memberships
from adapters.playground.pages import Pages
from adapters.playground.people import WORKSPACE, load_example
from adapters.playground.platform import PlaygroundPlatform
from adapters.playground.posting import ClockPosting, Posting
from adapters.playground.reading import Reading
from adapters.playground.seed import Story
from adapters.playground.workspace import Workspace
from facilitation.people import WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.platform import Handle
from facilitation.repertoire import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the wiring gives. `verbs` and `shortcuts` are told per language; `mover` is None where time can't be moved.

    `previews` are other platforms' JSON for a message, by the platform's name.
    """

    handle: Handle
    clock: Clock
    notes: Notes
    previews: Previews
    verbs: Callable[[str], Sequence[Offer]]
    shortcuts: Callable[[str], Sequence[Offer]]
    mover: MovableClock | None = None


class Playground:
    def __init__(self, surroundings: Surroundings) -> None:
        offer = Offered(
            previews=surroundings.previews,
            verbs=surroundings.verbs,
            shortcuts=surroundings.shortcuts,
            clock_moves=surroundings.mover is not None,
        )
        self._workspace = Workspace(load_example(), surroundings.notes, surroundings.clock)
        self._reading = Reading(self._workspace)
        self._drawing = Drawing(self._workspace, self._reading, offer)
        self._hub = Hub()
        self._workspace.watch(self._hub.tell)
        self._acts = Acts(self._workspace, surroundings.handle)
        self._memberships = Memberships(self._workspace, surroundings.handle)
        self._mover = surroundings.mover
        self._story = Story(self._workspace, self._acts, surroundings.mover)
        self.platform = PlaygroundPlatform(self._workspace)
        self.problem: str | None = None

    @property
    def routes(self) -> Sequence[BaseRoute]:
        pages = Pages(self._workspace, self._acts, self._reading, self._drawing, self._hub, self._story)
        posting = Posting(self._workspace, self._acts, self._memberships, self._drawing)
        own = "/playground/-/{user}"
        routes: list[BaseRoute] = [
            Mount("/playground/static", StaticFiles(directory=STATIC)),
            Mount("/playground/adaptive", StaticFiles(directory=adaptive.FOLDER)),
            Route("/playground", self._guarded(pages.front)),
            Route(f"{own}/live", self._guarded(pages.live)),
            Route(f"{own}/seen", self._guarded(pages.seen)),
            Route(f"{own}/home", self._guarded(pages.home), methods=["GET"]),
            Route(f"{own}/posts/{{post}}", self._guarded(pages.post)),
            Route(f"{own}/new-channel", self._guarded(pages.new_channel)),
            Route(f"{own}/channels", self._guarded(posting.make_channel), methods=["POST"]),
            Route(f"{own}/memberships", self._guarded(posting.change_membership), methods=["POST"]),
            Route(f"{own}/preferences", self._guarded(posting.prefer), methods=["POST"]),
        ]
        if self._mover is not None:
            clock = ClockPosting(self._workspace, self._mover)
            routes.append(Route(f"{own}/clock", self._guarded(clock.move), methods=["POST"]))
        return [
            *routes,
            Route(f"{own}/{{act}}", self._guarded(posting.act), methods=["POST"]),
            Route("/playground/{user}", self._guarded(pages.front)),
            Route("/playground/{user}/{place}", self._guarded(pages.page)),
        ]

    async def seed(self) -> None:
        """Once everything runs: tell the example's story, where nothing has been said yet."""
        await self._story.tell()

    def serves(self, workspace: WorkspaceId) -> bool:
        return workspace == WORKSPACE

    async def start(self) -> None:
        await self._workspace.load()
        self._reading.begin()

    def hang_up(self) -> None:
        """End the open windows' streams, which would hold up the server's stopping."""
        self._hub.hang_up()

    async def stop(self) -> None:
        self.hang_up()
        await self._acts.finish()

    def _guarded(self, endpoint: Endpoint) -> Endpoint:
        """With trouble told in the speaker's language."""

        async def asked(request: Request) -> Response:
            try:
                return await endpoint(request)
            except Trouble as trouble:
                return self._told(trouble, request)

        return guarded(asked)

    def _told(self, trouble: Trouble, request: Request) -> Response:
        example = self._workspace.example
        me = example.by_user.get(request.path_params.get("user", ""), example.people[0])
        words = self._drawing.text(me, trouble.key, **trouble.blanks)
        if wants_json(request):
            return JSONResponse({"trouble": words}, trouble.status)
        template = "trouble.html" if "hx-request" in request.headers else "lost.html"
        html = self._drawing.draw(template, View(me=me), words=words)
        return HTMLResponse(html, trouble.status, {"HX-Retarget": "#trouble", "HX-Reswap": "innerHTML"})
