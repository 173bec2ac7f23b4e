"""A stage on Teams: a Bot Connector of our own, with signed tokens both ways."""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from adapters.teams.incoming.invokes import SHORTCUTS
from bot.wiring import Kring
from facilitation.people import LANGUAGES
from facilitation.texts import texts_in
from tests.emulators import bot_connector
from tests.emulators.reading import check_teams
from tests.emulators.teams_cards import labels
from tests.emulators.teams_client import GLANCE, PATIENCE, Teams
from tests.emulators.teams_tenant import APART, BOT, CRAFT, HIDDEN, PEOPLE, Channel, Message
from tests.emulators.teams_tenant import Person as Account
from tests.scenarios.running import loopback, running
from tests.scenarios.stage import ELSEWHERE, HERE, Filled, Person, Stage

PLACES = {ELSEWHERE: HIDDEN.id}
OPEN_FORM = [texts_in(language).plain("conversation.open_form") for language in LANGUAGES]
"""A mention can't open one, so Kring puts it behind a button."""
LOOKS = int(PATIENCE / GLANCE)
PNG = b"\x89PNG"


@dataclass
class OnTeams:
    """`stage.Stage`."""

    teams: Teams
    kring: Kring
    channel: Channel = CRAFT
    hears_reactions: bool = False
    offers_every_channel: bool = False
    makes_groups: bool = False

    def __post_init__(self) -> None:
        self.people: tuple[Person, ...] = tuple(TeamsPerson(self.teams, account, self.channel) for account in PEOPLE)

    def now(self) -> datetime:
        return self.kring.clock.now()

    async def moves_clock_to(self, moment: datetime) -> None:
        await self.kring.mover.move_to(moment)

    async def apart(self) -> Stage:
        team = self.teams.tenant.team_of(APART.id)
        assert team
        await self.teams.add_kring(PEOPLE[0], team, APART)
        return OnTeams(self.teams, self.kring, APART)

    async def channel_shows(self, words: str) -> str:
        return self.teams.words(await self.teams.expect_in(self.channel, words))

    async def thread_shows(self, words: str, *, under: str) -> str:
        root = await self.teams.expect_in(self.channel, under)
        return self.teams.words(await self.teams.expect_in(self.channel, words, root.id))

    async def thread_draws(self, words: str, *, under: str) -> str:
        root = await self.teams.expect_in(self.channel, under)
        (drawn,) = (await self.teams.expect_in(self.channel, words, root.id)).pictures()
        kind, _, content = drawn["contentUrl"].partition(",")
        assert kind == "data:image/png;base64"
        assert b64decode(content).startswith(PNG)
        return str(drawn["name"])

    async def nobody_sees(self, words: str) -> None:
        ours = [message for message in self.teams.tenant.messages if message.by == BOT]
        assert not any(words in self.teams.words(message) for message in ours)


EMOJI = {"✅": "2705_whiteheavycheckmark", "📌": "1f4cc_pushpin"}


@dataclass
class TeamsPerson:
    """`stage.Person`."""

    teams: Teams
    account: Account
    channel: Channel
    _told: int = 0
    """How many private messages there were when they last said something."""

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def zone(self) -> str:
        return self.account.zone

    async def says(self, words: str) -> None:
        self._told = len(self.teams.private(self.account))
        await self.teams.mention(self.account, self.channel, words)
        for _ in range(LOOKS // 4):
            if await self._opens_form() or len(self.teams.private(self.account)) > self._told:
                return
            await asyncio.sleep(GLANCE)

    async def tells_kring(self, words: str) -> None:
        await self.teams.tell(self.account, words)

    async def writes(self, words: str, *, under: str = "") -> None:
        root = (await self.teams.expect_in(self.channel, under)).id if under else None
        await self.teams.write(self.account, self.channel, words, root)

    async def rewrites(self, words: str, *, to: str) -> None:
        await self.teams.edit(self.account, self._own(words), to)

    async def presses(self, label: str, *, on: str) -> None:
        dialog = self.teams.dialogs.get(self.account.id)
        if dialog and on in dialog.words and label in dialog.words:
            await self.teams.press_in_dialog(self.account, label)
            return
        await self.teams.press(self.account, await self._card(on, label), label)

    async def fills_in(self, **inputs: Filled) -> None:
        await self._waits_for_form()
        values = {name: self._place(value) if isinstance(value, str) else value for name, value in inputs.items()}
        self._errors = await self.teams.fill(self.account, values)

    async def sees_errors(self) -> Mapping[str, str]:
        return self._errors

    async def sees_form(self) -> str:
        await self._waits_for_form()
        return self.teams.dialogs[self.account.id].words

    async def reacts(self, emoji: str, *, to: str) -> None:
        """Teams tells bots of reactions to their own messages only."""
        await self.teams.react(self.account, await self.teams.expect_in(self.channel, to), EMOJI[emoji])

    async def would_keep(self, *words: str) -> None:
        for each in words:
            await self.uses_shortcut("keep", on=each)

    async def uses_shortcut(self, shortcut: str, *, on: str) -> None:
        said = [message for message in self.teams.tenant.messages if on in str(message.activity.get("text"))]
        await self.teams.use_shortcut(self.account, said[-1], SHORTCUTS.get(shortcut, shortcut))

    async def opens_menu(self) -> None:
        await self.teams.open_menu(self.account, self.channel)

    async def sees_at_home(self, words: str) -> str:
        """Said anew each time: what was said before stays as it was."""
        await self.tells_kring("home")
        return await self.sees(words)

    async def presses_at_home(self, label: str) -> None:
        await self.presses(label, on="")

    async def sees(self, words: str) -> str:
        for _ in range(LOOKS):
            for said in reversed(self._private()):
                if words in said:
                    return said
            await asyncio.sleep(GLANCE)
        seen = "\n---\n".join(self._private()[-8:])
        raise AssertionError(f"{self.name} can't see {words!r}; the latest:\n{seen}")

    async def reads(self, words: str) -> str:
        return self.teams.words(await self.teams.expect_in(self.channel, words), self.account)

    async def has_not_seen(self, words: str) -> None:
        assert not any(words in said for said in self._private())

    async def sees_in_group(self, words: str) -> str:
        raise NotImplementedError("a bot can't make a group chat")

    async def writes_in_group(self, words: str, *, under: str) -> None:
        raise NotImplementedError("a bot can't make a group chat")

    async def leaves(self) -> None:
        team = self.teams.tenant.team_of(self.channel.id)
        assert team
        team.outside.add(self.account.id)
        await self.teams.leave(self.account, team)

    def _place(self, meant: str) -> str:
        return self.channel.id if meant == HERE else PLACES.get(meant, meant)

    def _private(self) -> list[str]:
        """All that only this person sees: direct messages, the open dialog, one-line answers, a card they pressed."""
        messages = [message for message in self.teams.tenant.messages if self.account.id in message.views]
        said = [self.teams.words(message, self.account) for message in [*messages, *self.teams.private(self.account)]]
        dialog = self.teams.dialogs.get(self.account.id)
        return [*said, *self.teams.lines.get(self.account.id, []), *([dialog.words] if dialog else [])]

    async def _waits_for_form(self) -> None:
        for _ in range(LOOKS):
            if self.account.id in self.teams.dialogs or await self._opens_form():
                return
            await asyncio.sleep(GLANCE)
        raise AssertionError(f"no form is open for {self.name}")

    async def _opens_form(self) -> bool:
        """By the button that a mention was answered with; something said before may have come first."""
        for message in self.teams.private(self.account)[self._told :]:
            for label in labels(message.cards(self.account.id)):
                if label in OPEN_FORM:
                    self._told = len(self.teams.private(self.account))
                    await self.teams.press(self.account, message, label)
                    return True
        return False

    async def _card(self, on: str, label: str) -> Message:
        for _ in range(LOOKS):
            for message in reversed(self.teams.tenant.messages):
                if message.by != BOT or message.conversation not in (self.channel.id, self.account.direct):
                    continue
                title = self.teams.words(message, self.account).partition("\n")[0]
                if on in title and label in labels(message.cards(self.account.id)):
                    return message
            await asyncio.sleep(GLANCE)
        raise AssertionError(f"{self.name} sees no card {on!r} with a button {label!r}")

    def _own(self, words: str) -> Message:
        said = [each for each in self.teams.tenant.messages if each.by == self.account.id]
        return next(each for each in reversed(said) if words in each.activity["text"])


@asynccontextmanager
async def on_teams(database_url: str) -> AsyncIterator[OnTeams]:
    """Fails when anything that Kring sent would be refused by Teams."""
    listening = loopback()
    with bot_connector.running() as connector:
        environment = {
            **connector.environment,
            "KRING_PLAYGROUND": "false",
        }
        async with running(database_url, environment, listening) as kring, aiohttp.ClientSession() as session:
            teams = Teams(connector, f"http://127.0.0.1:{listening.getsockname()[1]}", session, kring.clock.now)
            await teams.add_kring(PEOPLE[0], teams.tenant.teams[0], CRAFT)
            yield OnTeams(teams, kring)
            assert connector.refused == []
            for call in connector.calls:
                check_teams(call.method, call.path)
