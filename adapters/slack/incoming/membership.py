"""People and Kring coming and going, channels closing, the installation ending."""

from adapters.border import Node, part, text
from adapters.slack.incoming.reading import Known, actor, bot_user, moment, place, profiled, workspace
from facilitation.events import MemberJoined, MemberLeft, PlaceClosed, Uninstalled


def joined_channel(payload: Node, known: Known) -> MemberJoined | None:
    event = part(payload, "event")
    user, channel = text(event, "user"), text(event, "channel")
    if not (user and channel):
        return None
    return MemberJoined(
        delivery_id=text(payload, "event_id"),
        workspace=workspace(payload),
        at=moment(text(event, "event_ts"), known.at),
        by=actor(payload, user),
        place=place(payload, channel),
        is_kring=user == bot_user(payload, known),
    )


def left_channel(payload: Node, known: Known) -> MemberLeft | None:
    event = part(payload, "event")
    return _left(payload, known, text(event, "user"))


def kring_left(payload: Node, known: Known) -> MemberLeft | None:
    """Kring itself was taken out of a channel: Slack says so without naming a user."""
    return _left(payload, known, bot_user(payload, known))


def joined_workspace(payload: Node, known: Known) -> MemberJoined | None:
    event = part(payload, "event")
    newcomer = profiled(payload, part(event, "user"))
    if not newcomer.ref.user:
        return None
    return MemberJoined(
        delivery_id=text(payload, "event_id"),
        workspace=workspace(payload),
        at=moment(text(event, "event_ts"), known.at),
        by=newcomer,
        place=None,
    )


def changed(payload: Node, known: Known) -> MemberLeft | None:
    """A profile was changed; of interest only when the person was deactivated."""
    event = part(payload, "event")
    gone = profiled(payload, part(event, "user"))
    if not gone.ref.user or part(event, "user").get("deleted") is not True:
        return None
    return MemberLeft(
        delivery_id=text(payload, "event_id"),
        workspace=workspace(payload),
        at=moment(text(event, "event_ts"), known.at),
        by=gone,
        place=None,
    )


def channel_closed(payload: Node, known: Known) -> PlaceClosed | None:
    event = part(payload, "event")
    if not text(event, "channel"):
        return None
    return PlaceClosed(
        delivery_id=text(payload, "event_id"),
        workspace=workspace(payload),
        at=moment(text(event, "event_ts"), known.at),
        place=place(payload, text(event, "channel")),
    )


def uninstalled(payload: Node, known: Known) -> Uninstalled:
    return Uninstalled(delivery_id=text(payload, "event_id"), workspace=workspace(payload), at=known.at)


def tokens_revoked(payload: Node, known: Known) -> Uninstalled | None:
    """Kring's own token among them; a person's is none of Kring's business."""
    return uninstalled(payload, known) if part(part(payload, "event"), "tokens").get("bot") else None


def _left(payload: Node, known: Known, user: str) -> MemberLeft | None:
    event = part(payload, "event")
    if not (user and text(event, "channel")):
        return None
    return MemberLeft(
        delivery_id=text(payload, "event_id"),
        workspace=workspace(payload),
        at=moment(text(event, "event_ts"), known.at),
        by=actor(payload, user),
        place=place(payload, text(event, "channel")),
        is_kring=user == bot_user(payload, known),
    )
