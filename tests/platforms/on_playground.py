"""The playground under contract, through its HTTP interface."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from starlette.applications import Starlette

from adapters.playground.people import WORKSPACE
from adapters.playground.platform import PlaygroundPlatform
from adapters.playground.playground import Playground, Surroundings
from bot.notes import ScratchNotes
from facilitation.people import AccountRef, Address, PlaceRef
from tests.emulators.playground_words import initial, texts_of, words_of
from tests.platforms.ground import Engine, Filled, Seen, StillClock, Trouble

Json = dict[str, Any]

CHANNEL = "clear-writing"
HEADERS = {"Accept": "application/json", "Content-Type": "application/json"}


@dataclass
class OnPlayground:
    """`ground.Ground`."""

    here = PlaceRef(WORKSPACE, CHANNEL)
    elsewhere = PlaceRef(WORKSPACE, "lunch")
    anna = AccountRef(WORKSPACE, "noor")
    bram = AccountRef(WORKSPACE, "jonas")
    nobody = AccountRef(WORKSPACE, "nobody")

    engine: Engine
    playground: Playground
    client: httpx2.AsyncClient
    forms: dict[str, Json] = field(default_factory=dict)
    delivery: tuple[str, Json] = ("", {})
    card: str = ""
    """Whose button was pressed last: it may have opened a form."""

    @property
    def platform(self) -> PlaygroundPlatform:
        return self.playground.platform

    picks_any_channel = True
    renews_token = False
    always_opens_forms = True

    def looks_for(self, name: str) -> str | None:
        return None

    def called(self) -> Sequence[str]:
        return ()

    def address(self, of: PlaceRef | AccountRef) -> Address | None:
        return None

    def meets(self, trouble: Trouble) -> None:
        raise NotImplementedError("nothing goes wrong within one process")

    def forgives(self) -> None:
        """Nothing to forgive."""

    async def posts(self, place: PlaceRef) -> Sequence[Seen]:
        _, direct, user = place.channel.partition("dm-")
        reader = user if direct and not user.startswith("group-") else self.anna.user
        return [_seen(post) for post in await self._posts(reader, place) if not post["only_for"]]

    async def private(self, to: AccountRef) -> Sequence[Seen]:
        return [_seen(post) for post in await self._posts(to.user, self.here) if post["only_for"]]

    async def form(self, of: AccountRef) -> str:
        return "\n".join(texts_of(self.forms.get(of.user)))

    async def home(self, of: AccountRef) -> str:
        return "\n".join(texts_of((await self._does(of, "home"))["answer"]))

    async def writes(self, by: AccountRef, words: str, under: str = "") -> str:
        return str((await self._does(by, "messages", channel=CHANNEL, text=words, thread=under))["post"]["id"])

    async def writes_in(self, group: PlaceRef, by: AccountRef, words: str, under: str = "") -> str:
        return str((await self._does(by, "messages", channel=group.channel, text=words, thread=under))["post"]["id"])

    async def mentions(self, by: AccountRef, words: str, under: str = "") -> str:
        return await self.writes(by, f"@Kring {words}", under)

    async def tells(self, by: AccountRef, words: str) -> str:
        return str((await self._does(by, "messages", channel=f"dm-{by.user}", text=words))["post"]["id"])

    async def commands(self, by: AccountRef, words: str) -> None:
        await self._does(by, "messages", channel=CHANNEL, text=f"/kring {words}")

    async def edits(self, by: AccountRef, message: str, words: str) -> None:
        await self._does(by, "edits", post=message, text=words)

    async def deletes(self, by: AccountRef, message: str) -> None:
        await self._does(by, "deletions", post=message)

    async def reacts(self, by: AccountRef, message: str, emoji: str = "✅") -> None:
        await self._does(by, "reactions", post=message, emoji=emoji)

    async def presses(self, by: AccountRef, place: PlaceRef, message: str, label: str) -> None:
        shown = next(post for post in await self._posts(by.user, place) if post["id"] == message)
        pressed = next(each for each in shown["message"]["actions"] if each["label"] == label)
        about = pressed["subject"]
        subject = f"{about['community'] or ''}|{about['id']}|{about['detail']}"
        self.card = message
        asked = {"post": message, "action": pressed["action"], "subject": subject}
        await self._does(by, "press", channel=place.channel, delivery="p1", **asked)

    async def presses_private(self, by: AccountRef, label: str) -> None:
        await self.presses(by, self.here, (await self.private(by))[-1].id, label)

    async def uses_shortcut(self, by: AccountRef, message: str, shortcut: str) -> None:
        await self._does(by, "shortcuts", post=message, shortcut=shortcut)

    async def opens_menu(self, by: AccountRef) -> None:
        await self._does(by, "menu")

    async def fills(self, by: AccountRef, **values: Filled) -> Mapping[str, str]:
        form = self.forms.pop(by.user)
        filled = {each["name"]: initial(each) for each in form["inputs"]}
        filled |= {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}
        asked = {"form": json.dumps(form), "channel": CHANNEL, "post": self.card, "values": filled}
        answer = (await self._does(by, "forms", **asked))["answer"]
        if answer and answer["kind"] == "refuse_form":
            self.forms[by.user] = {**form, "inputs": [_kept(each, filled) for each in form["inputs"]]}
            errors: dict[str, str] = answer["errors"]
            return errors
        return {}

    async def echoes(self, message: str) -> None:
        """Nothing is told: it is one process with Kring."""

    async def removes_kring(self, by: AccountRef) -> None:
        await self._post(f"{by.user}/memberships", {"channel": CHANNEL, "change": "remove_kring"})

    async def leaves(self, who: AccountRef) -> None:
        await self._post(f"{who.user}/memberships", {"channel": CHANNEL, "change": "leave"})

    async def again(self) -> bool:
        return (await self._post(*self.delivery)).is_success

    async def _does(self, by: AccountRef, act: str, **asked: object) -> Json:
        answer = await self._post(f"{by.user}/{act}", asked)
        assert answer.status_code < 500, answer.status_code
        said: Json = answer.json()
        assert answer.is_success, said
        if said["answer"] and said["answer"]["kind"] == "open_form":
            self.forms[by.user] = said["answer"]["form"]
        return said

    async def _post(self, path: str, asked: Json) -> httpx2.Response:
        self.delivery = path, asked
        return await self.client.post(f"/playground/-/{path}", content=json.dumps(asked), headers=HEADERS)

    async def _posts(self, reader: str, place: PlaceRef) -> list[Json]:
        asked = {"place": place.channel, **({"thread": place.thread} if place.thread else {})}
        answer = await self.client.get(f"/playground/-/{reader}/seen", params=asked)
        return [post for post in answer.json()["posts"] if post["message"]]


def _seen(post: Json) -> Seen:
    labels = tuple(each["label"] for each in post["message"].get("actions", ()))
    return Seen(post["id"], words_of(post), labels)


def _kept(asked: Json, filled: Mapping[str, Sequence[str]]) -> Json:
    """What was typed stays in the input, as in the page."""
    typed = list(filled[asked["name"]])
    if asked["kind"] == "place":
        return {**asked, "initial": {"workspace": WORKSPACE, "channel": typed[0], "thread": None}}
    return {**asked, "initial": typed if asked["kind"] == "choice" else typed[0]}


@asynccontextmanager
async def on_playground() -> AsyncIterator[OnPlayground]:
    engine = Engine()
    given = Surroundings(
        handle=engine.handle,
        clock=StillClock(),
        notes=ScratchNotes(),
        previews={},
        verbs=lambda _: (),
        shortcuts=lambda _: (),
    )
    playground = Playground(given)
    await playground.start()
    transport = httpx2.ASGITransport(app=Starlette(routes=list(playground.routes)), raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield OnPlayground(engine, playground, client)
    await playground.stop()
