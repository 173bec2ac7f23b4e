"""Words for taking payloads apart. Nothing here raises: what is missing or of another type reads as empty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from adapters.border import Basics, Node, clean, part, parts, text
from adapters.slack import emoji
from adapters.slack.plain import from_slack
from facilitation.events import Actor, Place
from facilitation.people import AccountRef, PlaceKind, PlaceRef, Standing, WorkspaceId

SLACKBOT = "USLACKBOT"
A_FILE = "📎"
HOME = "home"  # beside Slack's channel types: the home view, which is between Kring and one person
_KINDS = {"im": PlaceKind.DIRECT, HOME: PlaceKind.DIRECT, "mpim": PlaceKind.GROUP}
# Slack says these instead of the names of channels that are not public.
_NO_NAMES = frozenset({"directmessage", "privategroup"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the adapter knows beside the payload. `bot_user` is "" until Slack has told."""

    at: datetime
    bot_user: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def workspace(payload: Node) -> WorkspaceId:
    """The workspace by which Kring is told this; of an org-wide installation, the one it happened in.

    In a channel shared with another company the sender's own workspace is named as well, and means nothing here.
    """
    return WorkspaceId(f"slack:{next(filter(None, _teams(payload)), '')}")


def _teams(payload: Node) -> Iterator[str]:
    """What Slack says of it, the surest first; docs.slack.dev, Developing apps for Slack Connect channels."""
    yield text(part(payload, "view"), "app_installed_team_id")
    yield text(_authorization(payload), "team_id")
    if text(payload, "type") == "block_actions":
        yield text(part(payload, "message"), "team")  # of a message of Kring's own
    yield text(payload, "team_id")
    yield text(part(payload, "team"), "id")
    yield text(part(payload, "user"), "team_id")


def _authorization(payload: Node) -> Node:
    """By which installation this is told."""
    told = parts(payload, "authorizations")
    return told[0] if told else {}


def organisation(payload: Node) -> WorkspaceId | None:
    """Whose org-wide installation may be meant, where there is an organisation."""
    enterprise = (
        text(_authorization(payload), "enterprise_id")
        or text(payload, "enterprise_id")
        or text(part(payload, "enterprise"), "id")
    )
    return WorkspaceId(f"slack:{enterprise}") if enterprise else None


def is_org_wide(payload: Node) -> bool:
    """Whether Kring is told this as installed for a whole organisation."""
    return True in (payload.get("is_enterprise_install"), _authorization(payload).get("is_enterprise_install"))


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
    standing = Standing.STRANGER if _is_from_elsewhere(payload) else None
    return Actor(ref=AccountRef(workspace(payload), user), standing=standing)


def _is_from_elsewhere(payload: Node) -> bool:
    """Whether whoever acted is of another company, as far as can be seen before Slack is asked about them."""
    event, here = part(payload, "event"), workspace(payload)
    shared = payload.get("is_ext_shared_channel") is True
    event_team = text(event, "user_team") or text(event, "source_team") if shared else ""
    team = event_team or ("" if organisation(payload) else text(part(payload, "user"), "team_id"))
    return team.startswith("T") and f"slack:{team}" != here


def profiled(payload: Node, user: Node) -> Actor:
    """An actor with the profile that some payloads bring along."""
    profile = part(user, "profile")
    return Actor(
        ref=AccountRef(workspace(payload), text(user, "id")),
        name=name_of(user, profile),
        locale=text(user, "locale") or None,
        zone=text(user, "tz") or None,
        is_bot=bool(user.get("is_bot")) or text(user, "id") == SLACKBOT,
        standing=standing_of(user, workspace(payload)),
    )


def writer_of(message: Node, bot: str) -> str:
    """Which person wrote it; "" for nobody, or a bot. `bot`: Kring's own user."""
    wrote = text(message, "user")
    return "" if "bot_id" in message or wrote in (SLACKBOT, bot) else wrote


def standing_of(user: Node, within: WorkspaceId) -> Standing:
    """How one of Slack's users belongs to this workspace; docs.slack.dev, User object.

    Colleagues of an Enterprise Grid are at home in all its workspaces.
    """
    at_home = f"slack:{text(user, 'team_id')}" in (within, "slack:") or bool(part(user, "enterprise_user"))
    if user.get("is_stranger") is True or not at_home:
        return Standing.STRANGER
    if user.get("is_restricted") is True or user.get("is_ultra_restricted") is True:
        return Standing.GUEST
    leads = any(user.get(name) is True for name in ("is_admin", "is_owner", "is_primary_owner"))
    return Standing.ADMIN if leads else Standing.MEMBER


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


def words_of(message: Node, known: Known) -> str:
    """What its author wrote, and below it what the files are called that came with it: what is in them isn't read."""
    written = from_slack(text(message, "text"), known.names, emoji.within(message.get("blocks")))
    files = [f"{A_FILE} {name}" for each in parts(message, "files") if (name := clean(text(each, "name")).strip())]
    return "\n".join([*([written] if written.strip() or not files else []), *files])
