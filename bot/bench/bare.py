"""What Kring is measured against: Slack's own framework with an empty handler, under the same server."""

import asyncio
import sys
from socket import socket

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.bench.workspace import BOT_TOKEN, BOT_USER, PATH, SIGNING_SECRET, TEAM
from bot.serving import Server, bind


def bare_app() -> Starlette:
    app = AsyncApp(signing_secret=SIGNING_SECRET, client=AsyncWebClient(BOT_TOKEN), authorize=_authorize)
    app.event("message")(_do_nothing)
    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route(PATH, endpoint, methods=["POST"])])


async def _authorize() -> AuthorizeResult:
    """Without a call to Slack, as Kring does without one."""
    return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token=BOT_TOKEN, bot_user_id=BOT_USER)


async def _do_nothing() -> None:
    return None


def main() -> None:
    """Listens on the port it is given, or any, and says which."""
    listening = bind("127.0.0.1", int(sys.argv[1]))
    server = Server(bare_app(), lambda: None)
    sys.stderr.write(f'{{"event": "started", "port": {listening.getsockname()[1]}}}\n')
    sys.stderr.flush()
    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
        runner.run(_serve(server, listening))


async def _serve(server: Server, listening: socket) -> None:
    with server.heeding_signals():
        await server.serve(sockets=[listening])


if __name__ == "__main__":
    main()
