"""What a window asks for: its page, a post in another face, a dialog, and the live stream."""

import asyncio

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from adapters.playground.acts import Acts, an_act, may_see
from adapters.playground.answering import HOME
from adapters.playground.asking import Asked, Trouble
from adapters.playground.drawing import Drawing, View, mark
from adapters.playground.live import Hub, Mark
from adapters.playground.people import Person
from adapters.playground.posts import Post, to_json
from adapters.playground.reading import Reading
from adapters.playground.seed import Story
from adapters.playground.updates import Updates
from adapters.playground.workspace import Workspace
from facilitation.messages import Home, ShowHome

FIRST_CHANNEL = "clear-writing"
THEMES = ("light", "dark")
BESIDE = "kring_beside"
A_YEAR = 31_536_000  # seconds


def speaker(request: Request, workspace: Workspace) -> Person:
    """Who is spoken as, by the address. Raises: Trouble when there is nobody by that name."""
    person = workspace.example.by_user.get(request.path_params.get("user", ""))
    if person is None:
        raise Trouble("playground.trouble.nobody", 404)
    return person


class Pages:
    def __init__(
        self, workspace: Workspace, acts: Acts, reading: Reading, drawing: Drawing, hub: Hub, story: Story
    ) -> None:
        self._workspace = workspace
        self._reading = reading
        self._drawing = drawing
        self._hub = hub
        self._acts = acts
        self._story = story

    async def front(self, request: Request) -> Response:
        user = request.path_params.get("user") or self._workspace.example.people[0].user
        return RedirectResponse(f"/playground/{user}/{FIRST_CHANNEL}", 303)

    async def page(self, request: Request) -> Response:
        view = self._view(request)
        after = self._hub.mark
        if view.channel and view.me.user in view.channel.members:
            self._reading.mark(view.channel, view.me.user)
        theme = request.cookies.get("kring_theme", "")
        response = HTMLResponse(
            self._drawing.draw(
                "page.html",
                view,
                home=await self._home(view.me) if view.channel is None or view.beside else None,
                after=str(after),
                theme=theme if theme in THEMES else "",
                intro=request.cookies.get("kring_intro") != "off",
                draft=request.query_params.get("say", ""),
                opened=request.query_params.get("beside") == "home",
            )
        )
        if "beside" in request.query_params:
            response.set_cookie(BESIDE, "home" if view.beside else "", A_YEAR, samesite="strict")
        return response

    async def home(self, request: Request) -> Response:
        """The home view by itself; nothing when it would be drawn as it is already, which `drawn` tells."""
        view = self._view(request)
        home = await self._home(view.me)
        if request.query_params.get("drawn") == mark(home):
            return Response(status_code=204)
        return HTMLResponse(self._drawing.draw("home.html", view, home=home))

    async def live(self, request: Request) -> Response:
        view = self._view(request)
        updates = Updates(self._workspace, self._reading, self._drawing, view)
        mark = Mark.read(request.headers.get("last-event-id") or request.query_params.get("after", ""))
        return StreamingResponse(
            self._hub.follow(mark, updates.draw, updates.time), media_type="text/event-stream; charset=utf-8"
        )

    async def post(self, request: Request) -> Response:
        """One post again: as Kring's own, as another platform draws it, as JSON, or to be edited or deleted."""
        view = self._view(request)
        post = self._readable(request, view.me)
        face = request.query_params.get("face", "")
        template = {"edit": "dialogs/edit.html", "delete": "dialogs/delete.html"}.get(face, "live/post.html")
        where = "t" if request.query_params.get("where") == "t" else "p"
        shown = self._drawing.shown(post, view)
        previews = await asyncio.to_thread(self._drawing.previews, post.message, face) if post.message else {}
        return HTMLResponse(self._drawing.draw(template, view, shown=shown, where=where, face=face, previews=previews))

    async def new_channel(self, request: Request) -> Response:
        return HTMLResponse(self._drawing.draw("dialogs/channel.html", self._view(request)))

    async def seen(self, request: Request) -> Response:
        """What this person sees in a place, for programs: the roots, or with `thread` the replies.

        `threads`: the roots that have replies. `settled`: the example's story has been told to its end. `groups`: the
        private ones they are in, by their names.
        """
        view = self._view(request)
        thread = request.query_params.get("thread")
        posts = self._workspace.posts(view.place, view.me.user, thread)
        readable = view.channel is None or self._workspace.may_read(view.channel, view.me.user)
        return JSONResponse(
            {
                "now": self._workspace.clock.now().isoformat(),
                "settled": self._story.is_told,
                "posts": [to_json(post) for post in posts if readable],
                "threads": [
                    post.id for post in posts if readable and self._workspace.posts(view.place, view.me.user, post.id)
                ],
                "groups": {group.id: group.name for group in self._workspace.groups_of(view.me.user)},
            }
        )

    async def _home(self, me: Person) -> Home:
        reply = await self._acts.perform("home", an_act(me, self._workspace.clock), Asked({}, {}))
        return reply.answer.home if isinstance(reply.answer, ShowHome) else Home(())

    def _view(self, request: Request) -> View:
        """Raises: Trouble for a person or place that isn't there."""
        me = speaker(request, self._workspace)
        place = request.path_params.get("place") or request.query_params.get("place") or HOME.channel
        channel = self._workspace.channel(place)
        if place != HOME.channel and (channel is None or (channel.is_private and me.user not in channel.members)):
            raise Trouble("playground.trouble.no_such_channel", 404)
        thread = self._workspace.post(request.query_params.get("thread", ""))
        if thread is None or thread.channel != place or not may_see(self._workspace, thread, me.user):
            thread = None
        beside = request.query_params.get("beside", request.cookies.get(BESIDE, "")) == "home"
        return View(
            me=me,
            channel=channel,
            thread=thread,
            beside=beside and channel is not None,
            all_posts="all" in request.query_params,
        )

    def _readable(self, request: Request, me: Person) -> Post:
        post = self._workspace.post(request.path_params["post"])
        if post is None or not may_see(self._workspace, post, me.user):
            raise Trouble("playground.trouble.gone", 404)
        return post
