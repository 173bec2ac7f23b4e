"""The calls that Kring makes of the Bot Connector."""

from urllib.parse import quote

from adapters.border import Json
from adapters.teams.connector import Call, Reach
from adapters.teams.incoming.reading import THREAD, is_channel
from facilitation.people import PlaceRef
from facilitation.ports.pacing import Bound


def new_post(to: Reach, channel: str, activity: Json) -> Call:
    """A message of its own in a team's channel: there it is a conversation."""
    body: Json = {
        "isGroup": True,
        "bot": {"id": to.bot},
        "tenantId": to.tenant,
        "channelData": {"channel": {"id": channel}, "tenant": {"id": to.tenant}},
        "activity": activity,
    }
    return Call("POST", to, "v3/conversations", body)


def reply(to: Reach, conversation: str, activity: Json) -> Call:
    return Call("POST", to, f"v3/conversations/{_quoted(conversation)}/activities", activity)


def replacement(to: Reach, conversation: str, message: str, activity: Json) -> Call:
    path = f"v3/conversations/{_quoted(conversation)}/activities/{_quoted(message)}"
    return Call("PUT", to, path, {**activity, "id": message}, harmless=True)


def direct(to: Reach, user: str) -> Call:
    """The direct conversation with somebody: made if new, else the one there is."""
    body: Json = {
        "isGroup": False,
        "bot": {"id": to.bot},
        "members": [{"id": user}],
        "tenantId": to.tenant,
        "channelData": {"tenant": {"id": to.tenant}},
    }
    return Call("POST", to, "v3/conversations", body, harmless=True, bound=Bound.ERRAND)


def member(to: Reach, conversation: str, user: str) -> Call:
    path = f"v3/conversations/{_quoted(conversation)}/members/{_quoted(user)}"
    return Call("GET", to, path, harmless=True)


def someone(to: Reach, conversation: str) -> Call:
    """Any one member: refused where Kring isn't in."""
    path = f"v3/conversations/{_quoted(conversation)}/pagedmembers?pageSize=1"
    return Call("GET", to, path, harmless=True)


def team(to: Reach, team_id: str) -> Call:
    return Call("GET", to, f"v3/teams/{_quoted(team_id)}", harmless=True)


def team_channels(to: Reach, team_id: str) -> Call:
    return Call("GET", to, f"v3/teams/{_quoted(team_id)}/conversations", harmless=True)


def conversation_of(place: PlaceRef, root: str | None = None) -> str:
    """A thread is a conversation of its own; only a team's channels have threads. `root` where `place` names none."""
    thread = place.thread or root
    return f"{place.channel}{THREAD}{thread}" if thread and is_channel(place.channel) else place.channel


def _quoted(identity: str) -> str:
    return quote(identity, safe="")
