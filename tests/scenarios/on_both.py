"""Two stages in one Kring: a Slack workspace and a Teams tenant."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from tests.adapters.slack.gate import check_call
from tests.emulators import bot_connector, local_slack
from tests.emulators.reading import check_teams
from tests.emulators.slack_menus import SlackMenus
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import CRAFT
from tests.emulators.teams_tenant import PEOPLE as IN_TENANT
from tests.scenarios.on_slack import OnSlack
from tests.scenarios.on_teams import OnTeams
from tests.scenarios.running import loopback, running


@asynccontextmanager
async def on_both(database_url: str) -> AsyncIterator[tuple[OnSlack, OnTeams]]:
    """Fails when anything that Kring sent would be refused by Slack or by Teams."""
    listening = loopback()
    port = listening.getsockname()[1]
    async with local_slack.running("events", port) as slack:
        with bot_connector.running() as connector:
            environment = {**slack.environment, **connector.environment, "KRING_PLAYGROUND": "false"}
            async with running(database_url, environment, listening) as kring, aiohttp.ClientSession() as session:
                teams = Teams(connector, f"http://127.0.0.1:{port}", session, kring.clock.now)
                await teams.add_kring(IN_TENANT[0], teams.tenant.teams[0], CRAFT)
                yield OnSlack(slack, SlackMenus(slack, session, port), kring), OnTeams(teams, kring)
                assert connector.refused == []
                for call in connector.calls:
                    check_teams(call.method, call.path)
            for method, arguments in await slack.calls():
                check_call(method, arguments)
