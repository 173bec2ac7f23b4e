"""`./kring bench handbook`: how long each kind of page takes, from the request to its last byte."""

import random
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.types import Message

from bot import handbook
from bot.bench.staging import opened, stage
from bot.bench.told import MILLISECONDS, verdict
from bot.bench.workspace import MEMBERS, SECRET_KEY, WORKSPACE
from bot.clock import SystemClock
from bot.handbook.drawing import ROOT
from bot.handbook.library import Library
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Audience, Kind, OriginKind
from facilitation.knowledge.passages import Part, Passage
from facilitation.people import AccountRef, CommunityId
from facilitation.ports.search import Document
from storage.store import open_store
from storage.unit import SqlUnit

ITEMS = 1_000
ROUNDS = 40  # requests of each page, after one that warms it up
TARGET = 50  # milliseconds a page
WORDS = ("letter", "form", "tone", "reader", "refusal", "page", "sentence", "desk", "phone", "window", "office")
TOKEN = "bench".ljust(43, "-")
PAGES = (
    "",
    "/all",
    "/kinds/story",
    "/tags",
    "/tags/letter",
    "/glossary",
    "/questions",
    "/items/i7",
    "/search?q=letter",
)


async def measure() -> Sequence[str]:
    """Lines to print."""
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        database = f"sqlite:///{Path(folder) / 'kring.sqlite3'}"
        await stage(database, SECRET_KEY)
        with opened(database, SECRET_KEY, SystemClock()) as engine:
            engine.start()
            community = await engine.run("bench", _stock)
        with closing(open_store(database, SystemClock(), SECRET_KEY)) as store:
            app = Starlette(routes=handbook.routes(Library(store), SECRET_KEY, "http://kring"))
            cookie = _cookie((await _get(app, f"{ROOT}/in/{TOKEN}", ""))[0])
            told = [await _timed(app, f"{ROOT}/{community}", page, cookie) for page in PAGES]
    slowest = max(_middle(took) for _, took, _ in told)
    return [
        f"The handbook with {ITEMS} items on SQLite, {ROUNDS} requests of each page one after the other:",
        *(
            f"  {page or '/':18} median {_middle(took):6.1f} ms, slowest {took[-1]:6.1f} ms, {size / 1000:5.1f} kB"
            for page, took, size in told
        ),
        verdict(slowest < TARGET, f"under {TARGET} ms a page (the slowest kind takes {slowest:.1f} ms)"),
    ]


async def _timed(app: Starlette, root: str, page: str, cookie: str) -> tuple[str, list[float], int]:
    """The page, milliseconds in their order of length, and its bytes."""
    _, body = await _get(app, root + page, cookie)
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await _get(app, root + page, cookie)
        took.append((time.perf_counter() - began) * MILLISECONDS)
    return page, sorted(took), len(body)


def _middle(took: Sequence[float]) -> float:
    return took[len(took) // 2]


async def _get(app: Starlette, address: str, cookie: str) -> tuple[Message, bytes]:
    """The start of the answer and its body, without a network between."""
    path, _, query = address.partition("?")
    headers = [(b"host", b"kring"), (b"cookie", cookie.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode()}
    scope |= {"headers": headers, "http_version": "1.1", "scheme": "http", "server": ("kring", 80)}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0], b"".join(message.get("body", b"") for message in sent)


def _cookie(start: Message) -> str:
    told = dict(start["headers"])[b"set-cookie"].decode()
    return str(told.partition(";")[0])


def _stock(unit: SqlUnit) -> CommunityId:
    """The community that was staged, with items of every kind and audience, and a way in for its founder."""
    at_random, founder = random.Random(1), AccountRef(WORKSPACE, MEMBERS[0])  # noqa: S311 the same each time
    (community,) = unit.people.communities_of(founder)
    unit.enter(community, None)
    for member in unit.people.members(community.id)[:1]:
        unit.handbook_links.keep(TOKEN, member.id)
    for number in range(ITEMS):
        item = _item(community.id, number, founder, at_random, unit.now - timedelta(hours=number))
        unit.knowledge.add(item)
        unit.search.put(Document(item.id, item.kind, item.title, item.words, "en", readers=item.readers))
    return community.id


def _item(community: CommunityId, number: int, by: AccountRef, at_random: random.Random, at: datetime) -> KnowledgeItem:
    def said(part: Part, words: int) -> Passage:
        return Passage(part, by.workspace, by.user, "Somebody", " ".join(at_random.choices(WORDS, k=words)))

    audience = at_random.choices(list(Audience), [15, 70, 10, 5])[0]
    return KnowledgeItem(
        community_id=community,
        id=f"i{number}",
        origin_kind=OriginKind.WRITTEN,
        origin_id=f"i{number}",
        kind=at_random.choice(list(Kind)),
        audience=audience,
        taking_part=(by,) if audience is Audience.SESSION else None,
        title=said(Part.TEXT, 4).text.capitalize(),
        passages=(said(Part.CONTRIBUTION, 120), said(Part.TAG, 1), said(Part.TAG, 1)),
        language="en",
        workspace=WORKSPACE,
        channel="letters",
        thread=None,
        kept_at=at,
    )
