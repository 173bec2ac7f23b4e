"""A stage in the playground, through its HTTP interface."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from html import escape, unescape
from http import HTTPStatus

import aiohttp

from adapters.playground.people import load_example
from bot.wiring import Kring
from tests.emulators.playground_words import Json, chosen, initial, read, words_of
from tests.scenarios.running import loopback, running
from tests.scenarios.stage import ELSEWHERE, HERE, Filled, Person, Stage

CHANNEL = "learning-lab"
APART = "editors"
PLACES = {ELSEWHERE: "lunch"}
GLANCE = 0.05  # seconds between two looks
LOOKS = 200
JSON_WANTED = {"Accept": "application/json"}
FORM = re.compile("<form.*?</form>", re.DOTALL)
HIDDEN = re.compile('name="([a-z]+)" value="([^"]*)"')


@dataclass
class OnPlayground:
    """`stage.Stage`."""

    url: str
    session: aiohttp.ClientSession
    kring: Kring
    channel: str = CHANNEL
    hears_reactions: bool = True
    offers_every_channel: bool = True
    makes_groups: bool = True

    def __post_init__(self) -> None:
        example = load_example().people
        self._people = tuple(
            PlaygroundPerson(self.url, self.session, each.user, each.name, each.zone, self.channel) for each in example
        )
        self.people: tuple[Person, ...] = self._people

    def now(self) -> datetime:
        return self.kring.clock.now()

    async def moves_clock_to(self, moment: datetime) -> None:
        await self.kring.mover.move_to(moment)

    async def apart(self) -> Stage:
        stage = OnPlayground(self.url, self.session, self.kring, APART)
        await stage._eye.opens_channel()
        for person in stage._people[:2]:
            await person.comes()
        return stage

    async def channel_shows(self, words: str) -> str:
        return words_of(await self._eye.root(words))

    async def thread_shows(self, words: str, *, under: str) -> str:
        root = await self._eye.root(under)
        return words_of(await self._eye.find(words, thread=root["id"]))

    async def thread_draws(self, words: str, *, under: str) -> str:
        root = await self._eye.root(under)
        post = await self._eye.find(words, thread=root["id"])
        (drawn,) = [block for block in post["message"]["body"] if block["kind"] == "chart"]
        assert f'"{escape(drawn["alt"])}"' in await self._eye.shows(
            f"posts/{post['id']}", place=self.channel, where="t"
        )
        return str(drawn["alt"])

    async def nobody_sees(self, words: str) -> None:
        for person in self.people:
            await person.has_not_seen(words)
        shown = await self._eye.with_threads(self.channel)
        assert not any(words in words_of(post) for post in shown if post["message"])

    @property
    def _eye(self) -> "PlaygroundPerson":
        return self._people[0]


@dataclass
class PlaygroundPerson:
    """`stage.Person`."""

    url: str
    session: aiohttp.ClientSession
    user: str
    name: str
    zone: str
    channel: str
    form: Json | None = None
    card: str = ""
    """Whose button was pressed last: it may have opened the form."""
    errors: Mapping[str, str] = field(default_factory=dict)
    home: str = ""
    """As HTML, when they looked last."""

    async def says(self, words: str) -> None:
        await self._act("messages", channel=self.channel, text=f"/kring {words}")

    async def tells_kring(self, words: str) -> None:
        await self._act("messages", channel=f"dm-{self.user}", text=words)

    async def writes(self, words: str, *, under: str = "") -> None:
        thread = (await self.root(under))["id"] if under else ""
        await self._act("messages", channel=self.channel, text=words, thread=thread)

    async def rewrites(self, words: str, *, to: str) -> None:
        await self._act("edits", post=(await self._anywhere(words))["id"], text=to)

    async def presses(self, label: str, *, on: str) -> None:
        post = await self._anywhere(on, label)
        pressed = next(each for each in post["message"]["actions"] if each["label"] == label)
        subject = "|".join(
            (pressed["subject"]["community"] or "", pressed["subject"]["id"], pressed["subject"]["detail"])
        )
        self.card = post["id"]
        await self._act("press", post=post["id"], channel=post["channel"], action=pressed["action"], subject=subject)

    async def fills_in(self, **inputs: Filled) -> None:
        form = self.form
        assert form is not None, f"no form is open for {self.name}"
        values = {each["name"]: initial(each) for each in form["inputs"]}
        for name, value in inputs.items():
            values[name] = [self._place(value)] if isinstance(value, str) else chosen(form, name, value)
        await self._act("forms", channel=self.channel, post=self.card, form=json.dumps(form), values=values)

    async def sees_errors(self) -> Mapping[str, str]:
        return self.errors

    async def sees_form(self) -> str:
        assert self.form is not None
        return json.dumps(self.form, ensure_ascii=False)

    async def reacts(self, emoji: str, *, to: str) -> None:
        await self._act("reactions", post=(await self._anywhere(to))["id"], emoji=emoji)

    async def would_keep(self, *words: str) -> None:
        for each in words:
            await self._act("shortcuts", post=(await self._anywhere(each))["id"], shortcut="keep")

    async def uses_shortcut(self, shortcut: str, *, on: str) -> None:
        await self._act("shortcuts", post=(await self._anywhere(on))["id"], shortcut=shortcut)

    async def opens_menu(self) -> None:
        await self._act("menu", channel=self.channel)

    async def sees_at_home(self, words: str) -> str:
        for _ in range(LOOKS):
            self.home = await self.shows("home", place="home")
            if words in read(self.home):
                return read(self.home)
            await asyncio.sleep(GLANCE)
        raise AssertionError(f"{self.name} can't see {words!r} at home:\n{read(self.home)}")

    async def presses_at_home(self, label: str) -> None:
        (pressed,) = [form for form in FORM.findall(self.home) if f">{label}</button>" in form]
        hidden = {name: unescape(value) for name, value in HIDDEN.findall(pressed)}
        await self._act("press", **hidden)

    async def sees(self, words: str) -> str:
        for _ in range(LOOKS):
            for post in reversed(await self._private()):
                if words in words_of(post):
                    return words_of(post)
            await asyncio.sleep(GLANCE)
        seen = "\n---\n".join(words_of(post) for post in (await self._private())[-6:])
        raise AssertionError(f"{self.name} can't see {words!r}; the latest:\n{seen}")

    async def reads(self, words: str) -> str:
        post = await self.find(words)
        return read(await self.shows(f"posts/{post['id']}", place=self.channel))

    async def has_not_seen(self, words: str) -> None:
        seen = [*await self._private(), *await self._in_groups()]
        assert not any(words in words_of(post) for post in seen if post["message"])

    async def sees_in_group(self, words: str) -> str:
        return words_of(await self._newest(words, "", self._in_groups))

    async def writes_in_group(self, words: str, *, under: str) -> None:
        root = await self._newest(under, "", self._in_groups)
        await self._act("messages", channel=root["channel"], text=words, thread=root["id"])

    async def leaves(self) -> None:
        await self._post("memberships", channel=self.channel, change="leave")

    async def opens_channel(self) -> None:
        """With Kring in it."""
        await self._post("channels", name=self.channel)
        await self._post("memberships", channel=self.channel, change="add_kring")

    async def comes(self) -> None:
        await self._post("memberships", channel=self.channel, change="join")

    async def posts(self, channel: str, thread: str = "") -> Sequence[Json]:
        return list((await self._seen(channel, thread))["posts"])

    async def with_threads(self, channel: str) -> Sequence[Json]:
        """Roots, then the replies under them."""
        seen = await self._seen(channel)
        return [*seen["posts"], *[reply for root in seen["threads"] for reply in await self.posts(channel, root)]]

    async def _seen(self, channel: str, thread: str = "") -> Json:
        asked = {"place": channel, **({"thread": thread} if thread else {})}
        async with self.session.get(f"{self._own}/seen", params=asked) as response:
            answer: Json = await response.json()
            assert response.ok, answer
            return answer

    async def find(self, words: str, thread: str = "") -> Json:
        """In the channel, or in that thread of it; the newest."""
        return await self._newest(words, "", lambda: self.posts(self.channel, thread))

    async def root(self, words: str) -> Json:
        """The newest in the channel with these words that is there for all."""

        async def look() -> Sequence[Json]:
            return [post for post in await self.posts(self.channel) if not post["only_for"]]

        return await self._newest(words, "", look)

    async def shows(self, what: str, **asked: str) -> str:
        """A piece of the page, as HTML."""
        async with self.session.get(f"{self._own}/{what}", params=asked) as response:
            assert response.ok, what
            return await response.text()

    @property
    def _own(self) -> str:
        return f"{self.url}/playground/-/{self.user}"

    async def _private(self) -> Sequence[Json]:
        whispers = [post for post in await self.posts(self.channel) if post["only_for"] == self.user]
        direct = [post for post in await self.posts(f"dm-{self.user}") if post["message"]]
        return sorted([*whispers, *direct], key=lambda post: str(post["at"]))

    async def _anywhere(self, words: str, label: str = "") -> Json:
        """In the channel, its threads, private groups, or the conversation with Kring; the newest."""
        return await self._newest(words, label, self._everything)

    async def _everything(self) -> Sequence[Json]:
        direct = await self.posts(f"dm-{self.user}")
        return [*await self.with_threads(self.channel), *await self._in_groups(), *direct]

    async def _in_groups(self) -> Sequence[Json]:
        """Roots and replies in the private groups that this person is in."""
        async with self.session.get(f"{self._own}/seen") as response:
            groups = (await response.json())["groups"]
        return [post for group in groups for post in await self.with_threads(group)]

    async def _newest(self, words: str, label: str, look: Callable[[], Awaitable[Sequence[Json]]]) -> Json:
        """Of what is seen then, with these words and a button of that label; waited for."""
        seen: Sequence[Json] = []
        for _ in range(LOOKS):
            seen = await look()
            for post in reversed(seen):
                labels = [each["label"] for each in (post["message"] or {}).get("actions", ())]
                said = words_of(post)
                if words in (said.partition("\n")[0] if label else said) and (not label or label in labels):
                    return post
            await asyncio.sleep(GLANCE)
        shown = "\n---\n".join(words_of(post) for post in seen[-6:])
        raise AssertionError(f"{self.name} can't find {words!r} {label!r}; the latest:\n{shown}")

    def _place(self, meant: str) -> str:
        return self.channel if meant == HERE else PLACES.get(meant, meant)

    async def _post(self, what: str, **asked: object) -> Json | None:
        headers = {**JSON_WANTED, "Origin": self.url}
        async with self.session.post(f"{self._own}/{what}", json=asked, headers=headers) as response:
            said: Json | None = await response.json() if response.status != HTTPStatus.NO_CONTENT else None
            assert response.ok, said
            return said

    async def _act(self, what: str, **asked: object) -> None:
        said = await self._post(what, **asked)
        assert said is not None
        answer: Json | None = said["answer"]
        kind = answer["kind"] if answer else ""
        self.errors = answer["errors"] if answer and kind == "refuse_form" else {}
        if answer and kind == "open_form":
            self.form = answer["form"]


@asynccontextmanager
async def on_playground(database_url: str) -> AsyncIterator[OnPlayground]:
    listening = loopback()
    async with running(database_url, {}, listening) as kring, aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        stage = OnPlayground(url, session, kring)
        yield stage
