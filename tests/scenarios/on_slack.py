"""A stage on Slack: the local emulator, over signed HTTP or Socket Mode."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp

from bot.wiring import Kring
from tests.adapters.slack.gate import check_call
from tests.emulators import local_slack, slack_forms
from tests.emulators.local_slack import LocalSlack
from tests.emulators.slack_menus import SlackMenus
from tests.emulators.slack_workspace import APART, BOT_USER, CHANNELS, GLANCE, PATIENCE, PEOPLE, Mode
from tests.emulators.slack_workspace import Person as Account
from tests.scenarios.running import loopback, running
from tests.scenarios.stage import ELSEWHERE, HERE, Filled, Person, Stage

Json = dict[str, Any]

CHANNEL = CHANNELS[0].id
PLACES = {ELSEWHERE: CHANNELS[2].id}
EMOJI = {"✅": "white_check_mark", "📌": "pushpin", "👍": "+1"}
LOOKS = int(PATIENCE / GLANCE)
PNG = b"\x89PNG"


@dataclass
class OnSlack:
    """`stage.Stage`."""

    slack: LocalSlack
    menus: SlackMenus
    kring: Kring
    channel: str = CHANNEL
    hears_reactions: bool = True
    offers_every_channel: bool = True
    makes_groups: bool = False  # local-slack has none, as a workspace whose app may not open them

    def __post_init__(self) -> None:
        self.people: tuple[Person, ...] = tuple(
            SlackPerson(self.slack, self.menus, account, self.channel) for account in PEOPLE
        )

    def now(self) -> datetime:
        return self.kring.clock.now()

    async def moves_clock_to(self, moment: datetime) -> None:
        await self.kring.mover.move_to(moment)

    async def apart(self) -> Stage:
        return OnSlack(self.slack, self.menus, self.kring, APART.id)

    async def channel_shows(self, words: str) -> str:
        return slack_forms.words_of(await self.slack.expect(self.channel, words))

    async def thread_shows(self, words: str, *, under: str) -> str:
        """The newest message with the words of `under` may be in the thread itself."""
        newest = await self.slack.expect(self.channel, under)
        root = newest.get("thread_ts") or newest["ts"]
        return slack_forms.words_of(await self.slack.expect(self.channel, words, thread=root))

    async def thread_draws(self, words: str, *, under: str) -> str:
        await self.thread_shows(words, under=under)
        message = await self.slack.expect(self.channel, words)
        (drawn,) = [block for block in message["blocks"] if block["type"] == "image"]
        assert (await self.slack.file(drawn["slack_file"]["id"])).startswith(PNG)
        alt: str = drawn["alt_text"]
        return alt

    async def nobody_sees(self, words: str) -> None:
        places = [channel.id for channel in CHANNELS] + [await self.slack.direct(person.id) for person in PEOPLE]
        for place in places:
            for message in await self.slack.messages(place):
                ours = message.get("user") == BOT_USER or message.get("bot_id")
                assert not (ours and words in slack_forms.words_of(message)), message


@dataclass
class SlackPerson:
    """`stage.Person`."""

    slack: LocalSlack
    menus: SlackMenus
    account: Account
    channel: str

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def zone(self) -> str:
        return self.account.zone

    async def says(self, words: str) -> None:
        await self.slack.command(self.account.id, self.channel, words)

    async def tells_kring(self, words: str) -> None:
        await self.slack.say_privately(self.account.id, words)

    async def writes(self, words: str, *, under: str = "") -> None:
        root = (await self.slack.expect(self.channel, under))["ts"] if under else None
        await self.slack.say(self.account.id, self.channel, words, root)

    async def rewrites(self, words: str, *, to: str) -> None:
        message = await self.slack.expect(self.channel, words)
        await self.slack.edit(self.account.id, self.channel, message["ts"], to)

    async def presses(self, label: str, *, on: str) -> None:
        await self.slack.press(self.account.id, await self._find(on, self._all, label), label)

    async def fills_in(self, **inputs: Filled) -> None:
        await self.slack.form()
        values = {name: self._place(value) if isinstance(value, str) else value for name, value in inputs.items()}
        await self.slack.fill(self.account.id, values)

    async def sees_errors(self) -> Mapping[str, str]:
        return self.slack.screen.errors

    async def sees_form(self) -> str:
        return slack_forms.words_of(await self.slack.form())

    async def reacts(self, emoji: str, *, to: str) -> None:
        message = await self.slack.expect(self.channel, to)
        await self.slack.react(self.account.id, self.channel, message["ts"], EMOJI[emoji])

    async def would_keep(self, *words: str) -> None:
        """By a 📌 on each; `uses_shortcut` is the other way."""
        for number, each in enumerate(words, 1):
            await self.reacts("📌", to=each)
            await self.sees(f"You pinned {number} message")
        await self.presses("Keep it…", on="Keep it for others?")

    async def uses_shortcut(self, shortcut: str, *, on: str) -> None:
        await self.menus.use_shortcut(self.account.id, await self.slack.expect(self.channel, on), shortcut)

    async def opens_menu(self) -> None:
        await self.menus.open_menu(self.account.id)

    async def sees_at_home(self, words: str) -> str:
        """Opened once; from then on Kring publishes what becomes of it."""
        if self.account.id not in self.slack.screen.homes:
            await self.slack.open_home(self.account.id)
        return slack_forms.words_of(await self.slack.home(self.account.id, words))

    async def presses_at_home(self, label: str) -> None:
        await self.menus.press_at_home(self.account.id, label)

    async def sees(self, words: str) -> str:
        return slack_forms.words_of(await self._find(words, self._private))

    async def reads(self, words: str) -> str:
        message = await self.slack.expect(self.channel, words)
        return slack_forms.words_of({"blocks": message["blocks"]}, self.zone)

    async def has_not_seen(self, words: str) -> None:
        assert not any(words in slack_forms.words_of(message) for message in await self._private())

    async def sees_in_group(self, words: str) -> str:
        raise NotImplementedError("Kring gets no group here")

    async def writes_in_group(self, words: str, *, under: str) -> None:
        raise NotImplementedError("Kring gets no group here")

    async def leaves(self) -> None:
        await self.menus.leave(self.account.id, self.channel)

    def _place(self, meant: str) -> str:
        return self.channel if meant == HERE else PLACES.get(meant, meant)

    async def _private(self) -> list[Json]:
        """Oldest first: whispers and the conversation with Kring."""
        direct = await self.slack.messages(await self.slack.direct(self.account.id))
        own = [message for message in direct if message.get("user") != self.account.id]
        return sorted(
            [*own, *await self.slack.whispers(self.account.id, self.channel)], key=lambda each: float(each["ts"])
        )

    async def _all(self) -> list[Json]:
        return [*await self.slack.messages(self.channel), *await self._private()]

    async def _find(self, words: str, look: Callable[[], Awaitable[list[Json]]], label: str = "") -> Json:
        found: list[Json] = []
        for _ in range(LOOKS):
            found = await look()
            for message in reversed(found):
                labels = [element["text"]["text"] for element, _ in slack_forms.buttons(message)]
                said = slack_forms.words_of(message)
                if words in (said.partition("\n")[0] if label else said) and (not label or label in labels):
                    return message
            await asyncio.sleep(GLANCE)
        seen = "\n---\n".join(slack_forms.words_of(message) for message in found[-8:])
        raise AssertionError(f"{self.name} can't see {words!r} {label!r}; the latest:\n{seen}")


@asynccontextmanager
async def on_slack(database_url: str, mode: Mode) -> AsyncIterator[OnSlack]:
    """Fails when anything that Kring sent would be refused by Slack."""
    listening = loopback()
    port = listening.getsockname()[1]
    async with local_slack.running(mode, port) as slack:
        environment = {**slack.environment, "KRING_PLAYGROUND": "false"}
        if mode == "socket":
            environment["SLACK_APP_TOKEN"] = slack.app_token
        async with running(database_url, environment, listening) as kring, aiohttp.ClientSession() as session:
            if mode == "socket":
                await slack.connected()
            yield OnSlack(slack, SlackMenus(slack, session, port), kring)
            for method, arguments in await slack.calls():
                check_call(method, arguments)
