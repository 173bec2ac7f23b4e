"""Teams under contract: our own Bot Connector, with signed tokens both ways."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus

import aiohttp
from starlette.requests import Request

from adapters.teams.connection import TeamsConnection
from adapters.teams.hidden import looks_for, option
from adapters.teams.platform import TeamsPlatform
from adapters.teams.tab import PATH
from adapters.teams.tab.visitors import BotOf, Visitor
from bot.notes import ScratchNotes
from facilitation.messages import Subject
from facilitation.people import AccountRef, Address, PlaceRef, WorkspaceId
from tests.adapters.teams.conftest import access, served
from tests.emulators import bot_connector
from tests.emulators.bot_connector import BotConnector
from tests.emulators.connector_faults import Fault
from tests.emulators.teams_cards import action, filled, labels, words_of
from tests.emulators.teams_client import Json, Teams
from tests.emulators.teams_dialogs import Delivered
from tests.emulators.teams_tenant import BOT, CRAFT, HIDDEN, PEOPLE, TENANT, Message, Person
from tests.platforms.ground import NOW, TOO_SLOW, Engine, Filled, Seen, StillClock, Trouble

TENANTS = WorkspaceId(f"teams:{TENANT}")
FAULTS = {
    Trouble.BUSY: Fault(429, "Throttled", {"Retry-After": "7"}),
    Trouble.GONE: Fault(403, "BotNotInConversationRoster"),
    Trouble.REFUSED: Fault(400, "BadSyntax"),
    Trouble.LOST: Fault(lost=True),
    Trouble.SLOW: Fault(seconds=TOO_SLOW),
    Trouble.REVOKED: Fault(401, "Unauthorized"),
    Trouble.BROKEN: Fault(503, "ServiceUnavailable"),
}


class RememberingTeams(Teams):
    """Knows what was delivered last, opens the tab, and is not held to what a dialog offers."""

    last: Json

    async def deliver(self, activity: Json, bearer: str | None = None) -> Delivered:
        self.last = activity
        return await super().deliver(activity, bearer)

    async def open_tab(self, who: Person) -> list[Json]:
        """The cards that it shows."""
        headers = {"Authorization": f"Bearer {who.id}"}
        async with self._session.post(f"{self.kring_url}{PATH}/view", headers=headers) as answer:
            cards: list[Json] = (await answer.json())["cards"]
            return cards

    async def forge(self, by: Person, values: Mapping[str, str]) -> None:
        dialog = self.dialogs[by.id]
        await self._send_dialog(by, dialog, {**dialog.hidden, **filled(dialog.card, {}), **values})


class Trusting:
    """`Visitors`: what the page shows is their id."""

    async def by_token(self, token: str, bot_of: BotOf) -> Visitor:
        return Visitor(TENANTS, AccountRef(TENANTS, token))

    async def by_cookie(self, request: Request) -> None:
        return None


@dataclass
class OnTeams:
    """`ground.Ground`."""

    here = PlaceRef(TENANTS, CRAFT.id)
    elsewhere = PlaceRef(TENANTS, HIDDEN.id)
    anna = AccountRef(TENANTS, PEOPLE[0].id)
    bram = AccountRef(TENANTS, PEOPLE[1].id)
    nobody = AccountRef(TENANTS, "29:nobody")

    engine: Engine
    connector: BotConnector
    connection: TeamsConnection
    teams: RememberingTeams

    @property
    def platform(self) -> TeamsPlatform:
        return self.connection.platform

    picks_any_channel = False
    renews_token = True
    always_opens_forms = False

    def looks_for(self, name: str) -> str | None:
        return looks_for(name)

    def called(self) -> Sequence[str]:
        return [f"{call.method} {call.path}" for call in self.connector.calls]

    def address(self, of: PlaceRef | AccountRef) -> Address | None:
        return {"service_url": self.connector.service_url, "tenant": TENANT, "bot": BOT}

    def meets(self, trouble: Trouble) -> None:
        fault = FAULTS[trouble]
        for method, path in (
            ("POST", "/v3/conversations"),
            ("PUT", "/activities"),
            ("GET", "/members"),
            ("GET", "/pagedmembers"),
        ):
            self.connector.faults.append(replace(fault, method=method, path=path))

    def forgives(self) -> None:
        self.connector.faults.clear()

    async def posts(self, place: PlaceRef) -> Sequence[Seen]:
        ours = [each for each in self.teams.tenant.messages if (each.conversation, each.by) == (place.channel, BOT)]
        return [self._seen(each) for each in ours if each.root == place.thread]

    async def private(self, to: AccountRef) -> Sequence[Seen]:
        dialog = self.teams.dialogs.get(to.user)
        lines = [Seen("", line) for line in self.teams.lines.get(to.user, ())]
        if dialog and not any("form" in each.get("data", {}).get("kring", {}) for each in _actions(dialog.card)):
            lines.append(Seen("", dialog.words, tuple(labels([dialog.card]))))
        return lines

    async def form(self, of: AccountRef) -> str:
        dialog = self.teams.dialogs.get(of.user)
        return dialog.words if dialog else ""

    async def home(self, of: AccountRef) -> str:
        """As a tab."""
        return words_of(await self.teams.open_tab(self._person(of)))

    async def writes(self, by: AccountRef, words: str, under: str = "") -> str:
        return (await self.teams.write(self._person(by), CRAFT, words, under or None)).id

    async def writes_in(self, group: PlaceRef, by: AccountRef, words: str, under: str = "") -> str:
        raise NotImplementedError("Kring makes no group chats on Teams")

    async def mentions(self, by: AccountRef, words: str, under: str = "") -> str:
        return (await self.teams.mention(self._person(by), CRAFT, words, under or None)).id

    async def tells(self, by: AccountRef, words: str) -> str:
        return (await self.teams.tell(self._person(by), words)).id

    async def commands(self, by: AccountRef, words: str) -> None:
        raise NotImplementedError("Teams has no slash commands for bots")

    async def edits(self, by: AccountRef, message: str, words: str) -> None:
        await self.teams.edit(self._person(by), self._message(message), words)

    async def deletes(self, by: AccountRef, message: str) -> None:
        await self.teams.delete(self._person(by), self._message(message))

    async def reacts(self, by: AccountRef, message: str, emoji: str = "✅") -> None:
        named = {"✅": "2705_whiteheavycheckmark", "📌": "1f4cc_pushpin"}[emoji]
        await self.teams.react(self._person(by), self._message(message), named)

    async def presses(self, by: AccountRef, place: PlaceRef, message: str, label: str) -> None:
        await self.teams.press(self._person(by), self._message(message), label)

    async def presses_private(self, by: AccountRef, label: str) -> None:
        await self.teams.press_in_dialog(self._person(by), label)

    async def uses_shortcut(self, by: AccountRef, message: str, shortcut: str) -> None:
        await self.teams.use_shortcut(self._person(by), self._message(message), shortcut)

    async def opens_menu(self, by: AccountRef) -> None:
        await self.teams.open_menu(self._person(by), CRAFT)

    async def fills(self, by: AccountRef, **values: Filled) -> Mapping[str, str]:
        chosen = {name: value if isinstance(value, str) else list(map(option, value)) for name, value in values.items()}
        return await self.teams.fill(self._person(by), chosen)

    async def echoes(self, message: str) -> None:
        """Teams tells a bot nothing of its own."""

    async def removes_kring(self, by: AccountRef) -> None:
        await self.teams.remove_kring(self._person(by), self.connector.tenant.teams[0])

    async def leaves(self, who: AccountRef) -> None:
        await self.teams.leave(self._person(who), self.connector.tenant.teams[0])

    async def again(self) -> bool:
        return (await self.teams.deliver(self.teams.last)).status == HTTPStatus.OK

    async def keeps_out(self, who: AccountRef) -> PlaceRef:
        team = self.connector.tenant.teams[1]
        team.outside.add(who.user)
        await self.teams.add_kring(PEOPLE[5], team, HIDDEN)
        return self.elsewhere

    async def forges(self, by: AccountRef, **values: str) -> None:
        await self.teams.forge(self._person(by), values)

    async def presses_altered(self, by: AccountRef, message: str, label: str, subject: Subject) -> None:
        posted = self._message(message)
        action(posted.cards(), label)["data"]["kring"]["subject"] = subject.encode()
        await self.teams.press(self._person(by), posted, label)

    def _person(self, account: AccountRef) -> Person:
        return next(each for each in PEOPLE if each.id == account.user)

    def _message(self, identity: str) -> Message:
        return next(each for each in self.teams.tenant.messages if each.id == identity)

    def _seen(self, message: Message) -> Seen:
        """As those see it who pressed nothing on it."""
        cards = message.cards()
        return Seen(message.id, self.teams.words(message), tuple(labels(cards)))


def _actions(card: Json) -> list[Json]:
    return [action for node in card["body"] if node["type"] == "ActionSet" for action in node["actions"]]


@asynccontextmanager
async def on_teams() -> AsyncIterator[OnTeams]:
    """Fails when anything that Kring sent would be refused by Teams."""
    engine = Engine()
    with bot_connector.running() as connector:
        connection = TeamsConnection(access(connector), engine.handle, StillClock(), ScratchNotes(), Trusting())
        await connection.start()
        async with served(connection) as url, aiohttp.ClientSession() as session:
            teams = RememberingTeams(connector, url, session, lambda: NOW)
            await teams.add_kring(PEOPLE[0], connector.tenant.teams[0], CRAFT)
            await teams.tell(PEOPLE[5], "hello")  # so that Kring is not gone with its team
            engine.heard.clear()
            yield OnTeams(engine, connector, connection, teams)
        await connection.stop()
        assert connector.refused == []
