"""Who comes and goes, Kring included, and channels that are closed."""

from adapters.teams.incoming.reading import Activity, Node, part, parts, text
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
    joined = (_joined(activity, who, place) for who in parts(activity.node, "membersAdded"))
    left = (_left(activity, who, place) for who in parts(activity.node, "membersRemoved"))
    return tuple(event for event in (*joined, *left) if event)


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


def _joined(activity: Activity, who: Node, place: Place) -> AnyChatEvent | None:
    user = text(who, "id")
    if not user:
        return None
    basics = activity.basics("joined", user)
    if user == activity.bot:
        return MemberJoined(**basics, by=activity.actor(), place=place, is_kring=True)
    return MemberJoined(**basics, by=activity.someone(who), place=place)


def _left(activity: Activity, who: Node, place: Place) -> AnyChatEvent | None:
    user = text(who, "id")
    if not user:
        return None
    basics = activity.basics("left", user)
    if user == activity.bot:
        return MemberLeft(**basics, by=activity.actor(), place=place, is_kring=True)
    return MemberLeft(**basics, by=activity.someone(who), place=place)
