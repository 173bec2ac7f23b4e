"""Who comes and goes, Kring included, and channels that are closed."""

from adapters.border import Node, part, parts, text
from adapters.teams.incoming.reading import Activity
from facilitation.events import AnyChatEvent, Installed, MemberJoined, MemberLeft, Place, PlaceClosed
from facilitation.people import PlaceKind

_CLOSING = frozenset({"channelDeleted"})


def changed(activity: Activity) -> tuple[AnyChatEvent, ...]:
    """A `conversationUpdate`."""
    if text(activity.channel_data, "eventType") in _CLOSING:
        channel = text(part(activity.channel_data, "channel"), "id")
        place = activity.place(channel=channel)
        return (PlaceClosed(**activity.basics("closed", channel), place=place),)
    place = _place(activity)
    if place.kind is PlaceKind.DIRECT:
        return ()
    joined = [_moved(MemberJoined, "joined", activity, who, place) for who in _told(activity, "membersAdded")]
    left = [_moved(MemberLeft, "left", activity, who, place) for who in _told(activity, "membersRemoved")]
    return (*joined, *left)


def installed(activity: Activity) -> tuple[AnyChatEvent, ...]:
    """For one person only: in a team or chat, a `conversationUpdate` says the same."""
    place = activity.place()
    if place.kind is not PlaceKind.DIRECT:
        return ()
    action = text(activity.node, "action")
    if action.startswith("remove"):
        return (MemberLeft(**activity.basics("left"), by=activity.actor(), place=place, is_kring=True),)
    return (Installed(**activity.basics("installed", action), by=activity.actor()),)


def _place(activity: Activity) -> Place:
    """In a team: the channel picked at installation, else the one named, else the general channel."""
    picked = part(part(activity.channel_data, "settings"), "selectedChannel")
    channel = text(picked, "id") or text(part(activity.channel_data, "channel"), "id")
    return activity.place(channel=channel)


def _told(activity: Activity, key: str) -> list[Node]:
    return [who for who in parts(activity.node, key) if text(who, "id")]


def _moved(
    event: type[MemberJoined | MemberLeft], kind: str, activity: Activity, who: Node, place: Place
) -> MemberJoined | MemberLeft:
    is_kring = text(who, "id") == activity.bot
    by = activity.actor() if is_kring else activity.someone(who)
    return event(**activity.basics(kind, text(who, "id")), by=by, place=place, is_kring=is_kring)
