"""The tenant that the Bot Connector shows: its people, its teams, and what was said in them."""

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
APP_ID = "c9e8c047-2a74-40a2-b28a-b162d5f5327c"
BOT = f"28:{APP_ID}"
THREAD = ";messageid="


@dataclass(frozen=True)
class Person:
    id: str
    aad: str
    name: str
    zone: str = "Europe/Brussels"
    locale: str = "en-US"

    @property
    def direct(self) -> str:
        """Their conversation with the bot."""
        return f"a:1{self.id.removeprefix('29:')}"

    def profile(self) -> Json:
        """As the members API tells it: without a zone."""
        given, _, family = self.name.partition(" ")
        mail = f"{given.lower()}@example.com"
        return {
            "id": self.id,
            "aadObjectId": self.aad,
            "name": self.name,
            "givenName": given,
            "surname": family,
            "email": mail,
            "userPrincipalName": mail,
            "userRole": "user",
        }


@dataclass(frozen=True)
class Channel:
    """The general channel has its team's id, and no name in the answers of the API."""

    id: str
    name: str


@dataclass
class Team:
    id: str
    name: str
    channels: Sequence[Channel]
    has_bot: bool = True
    outside: set[str] = field(default_factory=set)
    """People who are not in it; all others are."""

    def details(self) -> Json:
        return {"id": self.id, "name": self.name, "aadGroupId": "02bd9fd6-8f93-4758-87c3-1fb73740a315"}

    def listing(self) -> Json:
        named = ({"id": each.id, "name": each.name} for each in self.channels if each.id != self.id)
        return {"conversations": [{"id": self.id}, *named]}


@dataclass
class Message:
    """`conversation` without thread. `views`: what a person sees in the place of a card they pressed."""

    id: str
    conversation: str
    root: str | None
    by: str
    activity: Json
    edits: int = 0
    views: dict[str, Json] = field(default_factory=dict)

    def cards(self, person: str | None = None) -> list[Json]:
        if person in self.views:
            return [self.views[person]]
        return [each["content"] for each in self.activity.get("attachments") or [] if "content" in each]

    def pictures(self) -> list[Json]:
        return [each for each in self.activity.get("attachments") or [] if "contentUrl" in each]


def _person(number: int, name: str, zone: str = "Europe/Brussels", locale: str = "en-US") -> Person:
    return Person(
        f"29:1aBjVi5MwCFfhPIV03E5uDdfpB-{number}", f"7faf8ab2-3d56-4244-b585-{number:012}", name, zone, locale
    )


PEOPLE = (
    _person(1, "Anna Peeters"),
    _person(2, "Bram Claes"),
    _person(3, "Chloé Martin", "Europe/Paris"),
    _person(4, "Devi Nair", "Asia/Kolkata"),
    _person(5, "Emre Kaya"),
    _person(6, "Fleur de Wit"),
)
GENERAL = Channel("19:general0ad442c5b3284ec99a23b4e@thread.tacv2", "General")
CRAFT = Channel("19:craft00ad442c5b3284ec99a23b4e@thread.tacv2", "Craft")
HIDDEN = Channel("19:hidden0ad442c5b3284ec99a23b4e@thread.tacv2", "Elsewhere")
APART = Channel("19:editors0ad442c5b3284ec99a23b4@thread.tacv2", "Editors")


def teams() -> tuple[Team, ...]:
    return (
        Team(GENERAL.id, "Writers", (GENERAL, CRAFT)),
        Team(HIDDEN.id, "Elsewhere", (HIDDEN,), has_bot=False),
        Team(APART.id, "Editors", (APART,), has_bot=False, outside={each.id for each in PEOPLE[2:]}),
    )


class Tenant:
    def __init__(
        self, people: Sequence[Person] = PEOPLE, its_teams: Sequence[Team] | None = None, identity: str = TENANT
    ) -> None:
        self.id = identity
        self.app_id = APP_ID if identity == TENANT else f"a0000000-{identity[9:]}"
        self.bot = f"28:{self.app_id}"
        self.people = tuple(people)
        self.teams = tuple(its_teams if its_teams is not None else teams())
        self.blocked: set[str] = set()
        """People who blocked or uninstalled the bot."""
        self.messages: list[Message] = []
        self._ids: Iterator[int] = itertools.count(int(time.time() * 1000))

    def new_id(self) -> str:
        return str(next(self._ids))

    def person(self, identity: str) -> Person | None:
        """By the id for bots or the directory's."""
        return next((each for each in self.people if identity in (each.id, each.aad)), None)

    def team_of(self, channel: str) -> Team | None:
        return next((team for team in self.teams if any(channel == each.id for each in team.channels)), None)

    def refusal(self, conversation: str) -> tuple[int, str] | None:
        """Why the bot may not speak there: the connector's status and word."""
        base = conversation.partition(THREAD)[0]
        team = self.team_of(base)
        if team:
            return None if team.has_bot else (403, "BotNotInConversationRoster")
        owner = next((each for each in self.people if each.direct == base), None)
        if owner is None:
            return 404, "ConversationNotFound"
        return (403, "MessageWritesBlocked") if owner.id in self.blocked else None

    def member(self, conversation: str, identity: str) -> Person | None:
        person, team = self.person(identity), self.team_of(conversation.partition(THREAD)[0])
        return None if person and team and person.id in team.outside else person

    def post(self, conversation: str, activity: Json) -> Message:
        """By the bot."""
        base, _, root = conversation.partition(THREAD)
        message = Message(self.new_id(), base, root or None, self.bot, activity)
        self.messages.append(message)
        return message

    def message(self, conversation: str, identity: str) -> Message | None:
        base = conversation.partition(THREAD)[0]
        return next((each for each in self.messages if (each.conversation, each.id) == (base, identity)), None)
