"""Words for taking payloads apart. Nothing here raises: what is missing or of another type reads as empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from adapters.border import Basics, Node, part, parts, text
from adapters.slack.plain import from_slack
from facilitation.events import Actor, Place
from facilitation.people import AccountRef, PlaceKind, PlaceRef, WorkspaceId

SLACKBOT = "USLACKBOT"
_KINDS = {"im": PlaceKind.DIRECT, "mpim": PlaceKind.GROUP}
# Slack says these instead of the names of channels that are not public.
_NO_NAMES = frozenset({"directmessage", "privategroup"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the adapter knows beside the payload. `bot_user` is "" until Slack has told."""

    at: datetime
    bot_user: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def workspace(payload: Node) -> WorkspaceId:
    """The workspace Kring is installed in that this payload came to; of an org-wide installation, its team."""
    team = text(payload, "team_id") or text(part(payload, "team"), "id") or text(part(payload, "user"), "team_id")
    return WorkspaceId(f"slack:{team}")


def bot_user(payload: Node, known: Known) -> str:
    """Kring's own user id: events tell it themselves."""
    if known.bot_user:
        return known.bot_user
    bots = (entry for entry in parts(payload, "authorizations") if entry.get("is_bot"))
    return next((text(entry, "user_id") for entry in bots), "")


def moment(stamp: str, otherwise: datetime) -> datetime:
    """Slack's "seconds.microseconds"."""
    try:
        return datetime.fromtimestamp(float(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return otherwise


def basics(payload: Node, known: Known) -> Basics:
    """Of what the Events API delivers."""
    at = moment(text(part(payload, "event"), "event_ts"), known.at)
    return {"delivery_id": text(payload, "event_id"), "workspace": workspace(payload), "at": at}


def triggered(payload: Node, known: Known, stamp: str = "") -> Basics:
    """Of what a person did that can be answered by a form: the trigger for that is never used twice."""
    trigger = text(payload, "trigger_id")
    return {"delivery_id": f"trigger:{trigger}", "workspace": workspace(payload), "at": moment(stamp, known.at)}


def actor(payload: Node, user: str) -> Actor:
    return Actor(ref=AccountRef(workspace(payload), user))


def profiled(payload: Node, user: Node) -> Actor:
    """An actor with the profile that some payloads bring along."""
    profile = part(user, "profile")
    return Actor(
        ref=AccountRef(workspace(payload), text(user, "id")),
        name=name_of(user, profile),
        locale=text(user, "locale") or None,
        zone=text(user, "tz") or None,
        is_bot=bool(user.get("is_bot")) or text(user, "id") == SLACKBOT,
    )


def name_of(user: Node, profile: Node) -> str:
    shown = text(profile, "display_name") or text(profile, "real_name") or text(user, "real_name") or text(user, "name")
    return from_slack(shown, {}, {})


def place(payload: Node, channel: str, thread: str = "", kind: str = "", name: str = "") -> Place:
    """Where it happened. `kind` is Slack's `channel_type`, where the payload has one."""
    return Place(
        ref=PlaceRef(workspace(payload), channel, thread or None),
        kind=_KINDS.get(kind) or _kind_by_looks(channel, name),
        name="" if name in _NO_NAMES or name.startswith("mpdm-") else name,
    )


def thread_of(message: Node, stamp: str) -> str:
    """The root's ts when this is a reply; a root that has replies names itself."""
    root = text(message, "thread_ts")
    return "" if root == stamp else root


def _kind_by_looks(channel: str, name: str) -> PlaceKind:
    if channel.startswith("D"):
        return PlaceKind.DIRECT
    return PlaceKind.GROUP if name.startswith("mpdm-") else PlaceKind.CHANNEL
