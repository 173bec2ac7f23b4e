"""Who comes and goes, Kring included, and channels and teams that are closed, opened again, or called otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from adapters.border import Node, part, parts, text
from adapters.teams.incoming.reading import Activity
from facilitation.events import AnyChatEvent, Installed, MemberJoined, MemberLeft, Place, PlaceClosed, PlaceRenamed
from facilitation.people import PlaceKind, Standing

_Moved = MemberJoined | MemberLeft


def changed(activity: Activity) -> tuple[AnyChatEvent, ...]:
    """A `conversationUpdate`. What a team's own channels have in common happens in each that Kring knows of."""
    happened = _HAPPENED.get(text(activity.channel_data, "eventType"))
    if happened:
        return tuple(happened(activity, place) for place in _concerned(activity))
    here = activity.place(channel=_picked(activity) or _channel(activity))
    if here.kind is PlaceKind.DIRECT:
        return ()
    joined = [_moved(MemberJoined, activity, who, place) for who, place in _who_joined(activity, here)]
    left = [
        _moved(MemberLeft, activity, who, place)
        for who in _told(activity, "membersRemoved")
        for place in _concerned(activity)
    ]
    return (*joined, *left)


def installed(activity: Activity) -> tuple[AnyChatEvent, ...]:
    """In a team or chat, a `conversationUpdate` tells who comes and goes.

    Teams tells of nobody that they administer it: whoever adds Kring to a team or chat is taken for one who does.
    """
    place, action = activity.place(), text(activity.node, "action")
    if not action.startswith("remove"):
        by = activity.actor()
        if place.kind is not PlaceKind.DIRECT:
            by = replace(by, standing=Standing.ADMIN)
        return (Installed(**activity.basics("installed", action), by=by),)
    if place.kind is PlaceKind.DIRECT:
        return (MemberLeft(**activity.basics("left"), by=activity.actor(), place=place, is_kring=True),)
    return ()


def arrives(activity: Activity) -> bool:
    """Whether Kring comes into a whole team, or into it again."""
    is_team = bool(text(part(activity.channel_data, "team"), "id")) and not _channel(activity)
    added = any(text(who, "id") == activity.bot for who in _told(activity, "membersAdded"))
    return is_team and (added or text(activity.channel_data, "eventType") in ("teamRestored", "teamUnarchived"))


def leaves(activity: Activity) -> bool:
    """Whether Kring is taken out of a team or chat, or the team is gone for good."""
    kind, removed = text(activity.node, "type"), _told(activity, "membersRemoved")
    if kind == "installationUpdate":
        return text(activity.node, "action").startswith("remove")
    gone = text(activity.channel_data, "eventType") == "teamHardDeleted" or any(
        text(who, "id") == activity.bot for who in removed
    )
    return kind == "conversationUpdate" and gone and not _channel(activity)


def _closed(activity: Activity, place: Place) -> AnyChatEvent:
    return PlaceClosed(**activity.basics("closed", place.ref.channel), place=place)


def _opened(activity: Activity, place: Place) -> AnyChatEvent:
    basics = activity.basics("opened", place.ref.channel)
    return MemberJoined(**basics, by=activity.actor(), place=place, is_kring=True)


def _renamed(activity: Activity, place: Place) -> AnyChatEvent:
    return PlaceRenamed(**activity.basics("renamed", place.ref.channel), place=place)


_HAPPENED: Mapping[str, Callable[[Activity, Place], AnyChatEvent]] = {
    "channelDeleted": _closed,
    "channelRestored": _opened,
    "channelRenamed": _renamed,
    "teamDeleted": _closed,
    "teamHardDeleted": _closed,
    "teamArchived": _closed,
    "teamRestored": _opened,
    "teamUnarchived": _opened,
}


def _concerned(activity: Activity) -> list[Place]:
    """The channel that is named, else the general one and all others of the team."""
    named = _channel(activity)
    others = () if named else activity.channels
    return [activity.place(channel=each) for each in dict.fromkeys((named or activity.conversation, *others))]


def _who_joined(activity: Activity, here: Place) -> list[tuple[Node, Place]]:
    """A person can be in a team and not in its private channels; Kring's other places are there again."""
    joined = [(who, here) for who in _told(activity, "membersAdded")]
    elsewhere = [place for place in _concerned(activity) if place.ref != here.ref] if arrives(activity) else []
    kring = [who for who, _ in joined if text(who, "id") == activity.bot]
    return [*joined, *((who, place) for who in kring for place in elsewhere)]


def _picked(activity: Activity) -> str:
    """In a team: the channel picked at installation."""
    return text(part(part(activity.channel_data, "settings"), "selectedChannel"), "id")


def _channel(activity: Activity) -> str:
    return text(part(activity.channel_data, "channel"), "id")


def _told(activity: Activity, key: str) -> list[Node]:
    return [who for who in parts(activity.node, key) if text(who, "id")]


def _moved(event: type[_Moved], activity: Activity, who: Node, place: Place) -> _Moved:
    kind = "joined" if event is MemberJoined else "left"
    is_kring = text(who, "id") == activity.bot
    by = activity.actor() if is_kring else activity.someone(who)
    basics = activity.basics(kind, text(who, "id"), place.ref.channel)
    return event(**basics, by=by, place=place, is_kring=is_kring)
