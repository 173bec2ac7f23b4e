"""A circle with a handbook, over a real store: who is in it, what it keeps, and browsers of people who come to read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from bot import handbook
from bot.handbook.drawing import ROOT
from bot.handbook.library import Library
from bot.handbook.openid import Provider
from bot.handbook.seal import Seal
from bot.handbook.visitors import COOKIE, Carried
from bot.manners import Manners
from facilitation.events import Actor
from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.kinds import Audience, Kind, OriginKind
from facilitation.knowledge.passages import Part, Passage
from facilitation.people import AccountRef, CommunityId
from facilitation.ports.search import Document
from facilitation.questions.model import Question, Stage
from tests.storage.shelf import ANN, BEN, CIRCLE, KEY, NOON, WORKSPACE, Shelf

HERE = "https://kring.example"
CAM = Actor(ref=AccountRef(WORKSPACE, "UCAM"), name="Cam")
NUMBERS = count()
WORDS = "The heron flies at midnight."


def said(by: Actor, text: str = WORDS, part: Part = Part.CONTRIBUTION, name: str | None = None) -> Passage:
    return Passage(part, by.ref.workspace, by.ref.user, by.name if name is None else name, text)


@dataclass
class Circle:
    """Ann and Ben are in it; Cam is of the same workspace and is not."""

    shelf: Shelf
    added: Sequence[Provider] = ()
    """To sign in with as well, as long as they are here."""

    def __post_init__(self) -> None:
        self.shelf.found()
        self.members = {who.ref: self.shelf.join(who) for who in (ANN, BEN)}
        self.offers()

    def offers(self, *providers: Provider) -> None:
        """To sign in with these."""
        routes = handbook.routes(Library(self.shelf.store), KEY, HERE, providers, lambda _: self.added)
        self._app = Starlette(routes=routes, middleware=[Middleware(Manners)])

    def browser(self, **headers: str) -> TestClient:
        told = {"accept-language": "en", **{name.replace("_", "-"): value for name, value in headers.items()}}
        return TestClient(self._app, base_url=HERE, headers=told, follow_redirects=False)

    def link(self, who: Actor) -> str:
        """The path of a new one."""
        token = f"token-{next(NUMBERS)}-".ljust(43, "x")
        with self.shelf.unit(CIRCLE) as unit:
            unit.handbook_links.keep(token, self.members[who.ref])
        return f"{ROOT}/in/{token}"

    def read_by(self, who: Actor) -> TestClient:
        """A browser that has opened a link of theirs."""
        browser = self.browser()
        assert browser.get(self.link(who)).status_code == 303
        return browser

    def signed_in(self, who: AccountRef, since: timedelta = timedelta()) -> TestClient:
        """A browser in which somebody signed in with their platform, so long ago."""
        carried = Carried().signed_in(who, self.shelf.clock.now() - since)
        return self.carrying({**carried.written(), "for": COOKIE})

    def carrying(self, value: object) -> TestClient:
        """A browser with that in its cookie, sealed by us."""
        browser = self.browser()
        sealed = Seal(KEY, ROOT, secure=True)._keys().lock(json.dumps(value))
        browser.cookies.set(COOKIE, sealed, domain="kring.example", path=ROOT)
        return browser

    def leaves(self, who: Actor) -> None:
        with self.shelf.unit(CIRCLE) as unit:
            member = unit.people.member(CIRCLE, who.ref)
            assert member
            member.left_at = unit.now

    def keeps(self, identity: str, *passages: Passage, **more: Any) -> KnowledgeItem:
        """For all members, unless told otherwise; and what can be found of it."""
        told: dict[str, Any] = {
            "community_id": CIRCLE,
            "id": identity,
            "origin_kind": OriginKind.WRITTEN,
            "origin_id": identity,
            "kind": Kind.LESSON,
            "audience": Audience.COMMUNITY,
            "title": f"Title of {identity}",
            "passages": passages or (said(ANN),),
            "language": "en",
            "workspace": WORKSPACE,
            "channel": "C1",
            "thread": None,
            "kept_at": NOON,
            **more,
        }
        item = KnowledgeItem(**told)
        with self.shelf.unit(item.community_id) as unit:
            unit.knowledge.add(item)
            unit.flush()
            unit.knowledge.put_tags(item)
            unit.search.put(Document(item.id, item.kind, item.title, item.words, "en", readers=item.readers))
        return item

    def asks(self, identity: str, title: str, stage: Stage = Stage.OPEN, **more: Any) -> None:
        told = {"user": BEN.ref.user, "written_at": NOON, "stirred_at": NOON, **more}
        question = Question(
            community_id=CIRCLE, id=identity, workspace=WORKSPACE, channel="C1", title=title, stage=stage, **told
        )
        with self.shelf.unit(CIRCLE) as unit:
            unit.questions.add(question)
            unit.search.put(Document(identity, "questions.answered", title, title, "en"))


def page(*parts: str, community: CommunityId = CIRCLE) -> str:
    return "/".join((ROOT, community, *parts))


def everything(*items: str) -> Sequence[str]:
    """All paths under which something of these items might be read."""
    around = ("", "all", "kinds/lesson", "tags", "tags/birds", "sessions", "sessions/s1", "search?q=heron", "glossary")
    return [page(*each.split("/")) if each else page() for each in around] + [page("items", each) for each in items]
