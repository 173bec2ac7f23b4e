"""People and Kring coming and going, channels closing, the installation ending."""

from adapters.border import Node, part, text
from adapters.slack.incoming.reading import Known, actor, basics, bot_user, place, profiled
from facilitation.events import MemberJoined, MemberLeft, PlaceClosed, Uninstalled


def joined_channel(payload: Node, known: Known) -> MemberJoined | MemberLeft | None:
    return _moved(MemberJoined, payload, known, text(part(payload, "event"), "user"))


def left_channel(payload: Node, known: Known) -> MemberJoined | MemberLeft | None:
    return _moved(MemberLeft, payload, known, text(part(payload, "event"), "user"))


def kring_left(payload: Node, known: Known) -> MemberJoined | MemberLeft | None:
    """Kring itself was taken out of a channel: Slack says so without naming a user."""
    return _moved(MemberLeft, payload, known, bot_user(payload, known))


def joined_workspace(payload: Node, known: Known) -> MemberJoined | None:
    event = part(payload, "event")
    newcomer = profiled(payload, part(event, "user"))
    if not newcomer.ref.user:
        return None
    return MemberJoined(
        **basics(payload, known),
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
        **basics(payload, known),
        by=gone,
        place=None,
    )


def channel_closed(payload: Node, known: Known) -> PlaceClosed | None:
    event = part(payload, "event")
    if not text(event, "channel"):
        return None
    return PlaceClosed(
        **basics(payload, known),
        place=place(payload, text(event, "channel")),
    )


def uninstalled(payload: Node, known: Known) -> Uninstalled:
    return Uninstalled(**basics(payload, known))


def tokens_revoked(payload: Node, known: Known) -> Uninstalled | None:
    """Kring's own token among them; a person's is none of Kring's business."""
    return uninstalled(payload, known) if part(part(payload, "event"), "tokens").get("bot") else None


def _moved(
    event: type[MemberJoined | MemberLeft], payload: Node, known: Known, user: str
) -> MemberJoined | MemberLeft | None:
    channel = text(part(payload, "event"), "channel")
    if not (user and channel):
        return None
    by, where = actor(payload, user), place(payload, channel)
    return event(**basics(payload, known), by=by, place=where, is_kring=user == bot_user(payload, known))
