"""What a window or a program does: each request is one act, answered when it is committed."""

from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from adapters.playground import asking
from adapters.playground.acts import FORM, Acts, an_act
from adapters.playground.answering import HOME, Reply
from adapters.playground.asking import Asked, Trouble
from adapters.playground.drawing import Drawing, View
from adapters.playground.hours import MovableClock, is_within_reach, moved
from adapters.playground.memberships import Memberships
from adapters.playground.pages import A_YEAR, THEMES, speaker
from adapters.playground.people import Person
from adapters.playground.posts import to_json
from adapters.playground.workspace import ClockMoved, Workspace
from facilitation.messages import Answer, OpenForm, RefuseForm, ReplaceCard, ShowHome, ShowLinks, Whisper

ANSWERS: TypeAdapter[Answer] = TypeAdapter(Answer)
NAMES = {
    OpenForm: "open_form",
    RefuseForm: "refuse_form",
    Whisper: "whisper",
    ReplaceCard: "replace_card",
    ShowHome: "show_home",
    ShowLinks: "show_links",
}


class Posting:
    def __init__(self, workspace: Workspace, acts: Acts, memberships: Memberships, drawing: Drawing) -> None:
        self._workspace = workspace
        self._acts = acts
        self._memberships = memberships
        self._drawing = drawing

    async def act(self, request: Request) -> Response:
        me = speaker(request, self._workspace)
        asked = await asking.read(request)
        act = an_act(me, self._workspace.clock, asked.text("delivery"))
        reply = await self._acts.perform(request.path_params["act"], act, asked)
        return _as_json(reply) if asking.wants_json(request) else self._as_page(me, reply, asked)

    async def make_channel(self, request: Request) -> Response:
        me = speaker(request, self._workspace)
        channel = await self._memberships.make(an_act(me, self._workspace.clock), await asking.read(request))
        return Response(status_code=204, headers={"HX-Redirect": quote(f"/playground/{me.user}/{channel.id}")})

    async def change_membership(self, request: Request) -> Response:
        me = speaker(request, self._workspace)
        await self._memberships.change(an_act(me, self._workspace.clock), await asking.read(request))
        return Response(status_code=204, headers={"HX-Refresh": "true"})

    async def prefer(self, request: Request) -> Response:
        """How the pages look in this browser: light or dark or as the system, and with or without the introduction."""
        asked = await asking.read(request)
        response = Response(status_code=204, headers={"HX-Refresh": "true"})
        theme = asked.text("theme")
        if theme:
            response.set_cookie("kring_theme", theme if theme in THEMES else "", A_YEAR, samesite="strict")
        intro = asked.text("intro")
        if intro:
            response.set_cookie("kring_intro", "on" if intro == "on" else "off", A_YEAR, samesite="strict")
        return response

    def _as_page(self, me: Person, reply: Reply, asked: Asked) -> Response:
        view = View(me=me, channel=self._workspace.channel(reply.channel))
        answer, errors, form, values = reply.answer, {}, reply.form, reply.values or {}
        if isinstance(answer, OpenForm):
            form, values = answer.form, {}
        elif isinstance(answer, RefuseForm) and form is not None:
            errors = dict(answer.errors)
        elif isinstance(answer, ShowHome):
            html = self._drawing.draw("home.html", replace(view, channel=None), home=answer.home)
            return _into("#home", html, swap="outerHTML")
        else:
            return _done(reply)
        html = self._drawing.draw(
            "dialogs/form.html",
            view,
            form=form,
            definition=FORM.dump_json(form).decode(),
            values=values,
            errors=errors,
            place=reply.channel,
            thread=asked.text("thread"),
            card=asked.text("post"),
        )
        shown = _into("#dialog", html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK)
        if reply.form is not None and form.action != reply.form.action:
            shown.headers["Kring-Page"] = "next"
        return shown


class ClockPosting:
    """Only there when the wiring lets the clock be moved."""

    def __init__(self, workspace: Workspace, clock: MovableClock) -> None:
        self._workspace = workspace
        self._clock = clock

    async def move(self, request: Request) -> Response:
        me = speaker(request, self._workspace)
        asked = await asking.read(request)
        now = self._workspace.clock.now()
        instant = moved(asked.text("move"), asked.text("at"), now, me.zone)
        if instant is None:
            raise Trouble("playground.trouble.no_such_moment", 422)
        if not is_within_reach(instant, now):
            raise Trouble("playground.trouble.out_of_reach", 422)
        await self._clock.move_to(instant)
        self._workspace.tell(ClockMoved())
        return JSONResponse({"now": self._workspace.clock.now().isoformat()})


def _done(reply: Reply) -> Response:
    """Nothing more to show: a dialog closes, and a home view is asked for again."""
    response = _into("#dialog", "") if reply.form else Response(status_code=204)
    if reply.channel == HOME.channel:
        response.headers["HX-Trigger"] = "kring:home"
    return response


def _into(target: str, html: str, status: HTTPStatus = HTTPStatus.OK, swap: str = "innerHTML") -> Response:
    return HTMLResponse(html, status, {"HX-Retarget": target, "HX-Reswap": swap})


def _as_json(reply: Reply) -> Response:
    answer = ANSWERS.dump_python(reply.answer, mode="json") if reply.answer else None
    if answer is not None:
        answer["kind"] = NAMES[type(reply.answer)]
    return JSONResponse({"answer": answer, "post": to_json(reply.post) if reply.post else None})
