"""Slack under contract: recorded deliveries, signed, and a Web API that fails as Slack does."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import httpx2
from starlette.applications import Starlette

from adapters.slack.connection import SlackAccess, SlackConnection
from adapters.slack.platform import SlackPlatform
from facilitation.people import AccountRef, Address, PlaceRef, WorkspaceId
from tests.adapters.slack.delivery import SECRET, as_sent, deliver
from tests.adapters.slack.gate import check_call, check_response
from tests.adapters.slack.payloads import Json, payload
from tests.emulators import slack_forms
from tests.emulators.slack_faults import Answered, Fault, FaultySlack, Lost, Slow, faulty_slack
from tests.platforms.ground import TOO_SLOW, Engine, Filled, Seen, StillClock, Trouble
from tests.platforms.read_on_slack import seen
from tests.waiting import until

TEAM = WorkspaceId("slack:T01KRING")
ANSWERS = ("ack", "response_url")
FAULTS: dict[Trouble, Fault] = {
    Trouble.BUSY: Answered(429, "ratelimited", "7"),
    Trouble.GONE: Answered(200, "channel_not_found"),
    Trouble.REFUSED: Answered(200, "invalid_blocks"),
    Trouble.LOST: Lost(),
    Trouble.SLOW: Slow(TOO_SLOW),
    Trouble.REVOKED: Answered(200, "token_revoked"),
    Trouble.BROKEN: Answered(503, body="upstream connect error"),
}


@dataclass
class OnSlack:
    """`ground.Ground`. What came with an acknowledgement stands among the calls, as "ack"."""

    here = PlaceRef(TEAM, "C01GENERAL")
    elsewhere = PlaceRef(TEAM, "C03ELSEWHERE")
    anna = AccountRef(TEAM, "U01ANNA")
    bram = AccountRef(TEAM, "U02BRAM")
    nobody = AccountRef(TEAM, "U09NOBODY")

    engine: Engine
    slack: FaultySlack
    connection: SlackConnection
    web: httpx2.AsyncClient
    said: dict[str, Json] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    delivery: bytes = b""
    pressed: int = 0
    """Which of the whispers had its button pressed."""

    def __post_init__(self) -> None:
        self.slack.said = self.said
        self.slack.channels = {
            self.here.channel: {"id": self.here.channel, "name": "general", "is_member": True},
            self.elsewhere.channel: {"id": self.elsewhere.channel, "name": "elsewhere", "is_member": False},
        }
        for account, name in ((self.anna, "Anna Peeters"), (self.bram, "Bram Claes")):
            self.slack.users[account.user] = {"id": account.user, "profile": {"real_name": name}}

    @property
    def platform(self) -> SlackPlatform:
        return self.connection.platform

    picks_any_channel = True
    renews_token = False
    always_opens_forms = False

    def looks_for(self, name: str) -> str | None:
        return None

    def called(self) -> Sequence[str]:
        return [method for method, _ in self.slack.calls]

    def address(self, of: PlaceRef | AccountRef) -> Address | None:
        return None

    def meets(self, trouble: Trouble) -> None:
        for method in ("chat.postMessage", "chat.update", "users.info", "conversations.replies"):
            self.slack.fail(method, FAULTS[trouble])

    def forgives(self) -> None:
        self.slack.faults.clear()

    async def posts(self, place: PlaceRef) -> Sequence[Seen]:
        stored = self.slack.history(place.channel)
        direct = place.channel.startswith("D")
        return [seen(message) for message in stored if direct or message.get("thread_ts") == place.thread]

    async def private(self, to: AccountRef) -> Sequence[Seen]:
        whispers: list[Json] = []
        for method, told in self.slack.calls:
            if method == "response_url" and told.get("replace_original"):
                whispers[self.pressed] = told
            elif told.get("user") == to.user or (method in ANSWERS and told.get("response_type") == "ephemeral"):
                whispers.append(told)
        return [seen({"ts": str(place), **each}) for place, each in enumerate(whispers)]

    async def form(self, of: AccountRef) -> str:
        view = self._view()
        return slack_forms.words_of({"blocks": [{"text": view["title"]}, *view["blocks"]]}) if view else ""

    async def home(self, of: AccountRef) -> str:
        opened = payload("app_home_opened")
        opened["event"]["user"] = of.user
        await self.delivers(opened)
        await until(lambda: self.slack.called("views.publish"))
        return slack_forms.words_of(self.slack.called("views.publish")[-1]["view"])

    async def writes(self, by: AccountRef, words: str, under: str = "") -> str:
        return await self._says(by, self.here.channel, words, under, "channel")

    async def writes_in(self, group: PlaceRef, by: AccountRef, words: str, under: str = "") -> str:
        return await self._says(by, group.channel, words, under, "mpim")

    async def mentions(self, by: AccountRef, words: str, under: str = "") -> str:
        return await self.writes(by, f"@Kring {words}", under)

    async def tells(self, by: AccountRef, words: str) -> str:
        return await self._says(by, f"D{by.user[1:]}", words, "", "im")

    async def commands(self, by: AccountRef, words: str) -> None:
        typed = payload("slash_command") | {"user_id": by.user, "text": slack_forms.typed(words, "U0KRING")}
        await self.delivers({**typed, **self._trigger()})

    async def edits(self, by: AccountRef, message: str, words: str) -> None:
        before, changed = self.said[message], payload("message_edited")
        now = {**before, "text": slack_forms.typed(words, "U0KRING"), "edited": {"user": by.user}}
        self.said[message] = now
        changed["event"] |= {"channel": before["channel"], "message": now, "previous_message": before}
        await self.delivers(changed)

    async def deletes(self, by: AccountRef, message: str) -> None:
        before, gone = self.said.pop(message), payload("message_deleted")
        gone["event"] |= {"channel": before["channel"], "deleted_ts": message, "previous_message": before}
        await self.delivers(gone)

    async def reacts(self, by: AccountRef, message: str, emoji: str = "✅") -> None:
        reaction = payload("reaction_added")
        reaction["event"]["reaction"] = {"✅": "white_check_mark", "📌": "pushpin"}[emoji]
        reaction["event"] |= {"user": by.user, "item": {"type": "message", "channel": self.here.channel, "ts": message}}
        await self.delivers(reaction)

    async def presses(self, by: AccountRef, place: PlaceRef, message: str, label: str) -> None:
        stored = next(each for each in self.slack.history(place.channel) if each["ts"] == message)
        element, _ = slack_forms.button(stored, label)
        press = payload("button_pressed") | self._trigger()
        name = "mpdm-anna--bram--kring-1" if place.channel.startswith("G") else "general"
        press |= {"channel": {"id": place.channel, "name": name}, "message": stored, "actions": [{**element}]}
        press["container"] |= {"message_ts": message, "channel_id": place.channel}
        press["user"]["id"] = by.user
        await self.delivers(press)

    async def presses_private(self, by: AccountRef, label: str) -> None:
        whispers = [told for _, told in self.slack.calls if told.get("response_type") == "ephemeral"]
        element, _ = slack_forms.button(whispers[-1], label)
        self.pressed = len(whispers) - 1
        press = payload("whisper_button_pressed") | self._trigger()
        press |= {"actions": [{**element}], "container": {**press["container"], "thread_ts": None}}
        press["user"]["id"] = by.user
        await self.delivers(press)

    async def uses_shortcut(self, by: AccountRef, message: str, shortcut: str) -> None:
        used = payload("message_shortcut") | self._trigger()
        used |= {"callback_id": shortcut, "message_ts": message, "message": self.said[message]}
        used["user"]["id"] = by.user
        await self.delivers(used)

    async def opens_menu(self, by: AccountRef) -> None:
        used = payload("global_shortcut") | self._trigger()
        used["user"]["id"] = by.user
        await self.delivers(used)

    async def fills(self, by: AccountRef, **values: Filled) -> Mapping[str, str]:
        while not (view := self._view()):
            await asyncio.sleep(0.01)
        state = slack_forms.state(view, values)
        sent = payload("view_submission") | self._trigger()
        standing = slack_forms.standing(self._views())
        sent |= {"view": {**view, **standing, "state": {"values": state}}}
        sent |= {"user": {"id": by.user, "team_id": "T01KRING"}}
        answer = (await self.delivers(sent)).text
        said: Json = json.loads(answer) if answer else {}
        if said.get("response_action") == "errors":
            slack_forms.keep(view, state)
            errors: dict[str, str] = said["errors"]
            return errors
        if not said:
            self.slack.calls.append(("ack", {"response_action": "close"}))
        return {}

    def goes_back(self) -> None:
        """Slack tells nobody."""
        self.slack.calls.append(("ack", {"response_action": "close"}))

    def pages(self) -> int:
        return len(self._views())

    async def echoes(self, message: str) -> None:
        stored = next(each for each in self.slack.history(self.here.channel) if each["ts"] == message)
        posted, edited, reaction = map(payload, ("own_message", "own_message_edited", "own_reaction"))
        said = {**posted["event"], "channel": self.here.channel, "ts": message, "text": stored["text"]}
        posted["event"] = said
        edited["event"] |= {"channel": self.here.channel, "message": said, "previous_message": said}
        reaction["event"]["item"] |= {"channel": self.here.channel, "ts": message}
        for each in (posted, edited, reaction):
            await self.delivers(each)

    async def removes_kring(self, by: AccountRef) -> None:
        left = payload("kring_left_channel")
        left["event"]["channel"] = self.here.channel
        await self.delivers(left)

    async def leaves(self, who: AccountRef) -> None:
        left = payload("member_left_channel")
        left["event"] |= {"user": who.user, "channel": self.here.channel}
        await self.delivers(left)

    async def again(self) -> bool:
        return (await deliver(self.web, self.delivery)).is_success

    async def _says(self, by: AccountRef, channel: str, words: str, under: str, kind: str) -> str:
        stamp = f"1795440900.{next(self.numbers):06}"
        typed = slack_forms.typed(words, "U0KRING")
        said = {"type": "message", "channel": channel, "user": by.user, "text": typed, "ts": stamp}
        self.said[stamp] = {**said, **({"thread_ts": under} if under else {})}
        posted = payload("message_posted")
        posted["event"] = {**self.said[stamp], "event_ts": stamp, "channel_type": kind}
        await self.delivers(posted)
        return stamp

    async def delivers(self, what: Json) -> httpx2.Response:
        if "event_id" in what:
            what["event_id"] = f"Ev{next(self.numbers)}"
        self.delivery = as_sent(what)
        answer = await deliver(self.web, self.delivery)
        assert answer.status_code == 200, answer.status_code
        if answer.text:
            check_response(answer.json())
            self.slack.calls.append(("ack", answer.json()))
        return answer

    def _trigger(self) -> Json:
        return {"trigger_id": f"t{next(self.numbers)}", "response_url": f"{self.slack.url}/hook"}

    def _view(self) -> Json | None:
        """The one on top."""
        views = self._views()
        return views[-1] if views else None

    def _views(self) -> list[Json]:
        """As they stand on each other, the first opened below."""
        views: list[Json] = []
        for name, told in self.slack.calls:
            match "open" if name == "views.open" else told.get("response_action") if name == "ack" else None:
                case "open":
                    views = [told["view"]]
                case "push":
                    views.append(told["view"])
                case "update":
                    views[-1:] = [told["view"]]
                case "close":
                    views.pop()
                case "clear":
                    views.clear()
                case _:
                    pass  # nothing of views
        return views


@asynccontextmanager
async def on_slack() -> AsyncIterator[OnSlack]:
    """Fails when anything that Kring sent would be refused by Slack."""
    engine = Engine()
    async with faulty_slack() as slack:
        connection = SlackConnection(SlackAccess("xoxb-token", SECRET, "", slack.api_url), engine.handle, StillClock())
        await connection.start()
        while connection.problem:
            await asyncio.sleep(0.01)
        transport = httpx2.ASGITransport(Starlette(routes=connection.routes))
        async with httpx2.AsyncClient(transport=transport, base_url="http://kring") as web:
            yield OnSlack(engine, slack, connection, web)
        await connection.stop()
        for method, arguments in slack.calls:
            if method not in ANSWERS:
                check_call(method, arguments)
