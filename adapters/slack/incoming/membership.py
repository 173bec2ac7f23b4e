"""People and Kring coming and going, channels closing, the installation ending."""

from adapters.border import Basics, Node, clean, part, text
from adapters.slack.incoming.reading import (
    Known,
    actor,
    basics,
    bot_user,
    is_org_wide,
    moment,
    organisation,
    place,
    profiled,
)
from facilitation.events import (
    Installed,
    MemberJoined,
    MemberLeft,
    PlaceClosed,
    PlaceRenamed,
    ProfileChanged,
    Uninstalled,
)
from facilitation.people import WorkspaceId


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


def changed(payload: Node, known: Known) -> MemberLeft | ProfileChanged | None:
    """A profile was changed, or the person was deactivated."""
    event = part(payload, "event")
    person = profiled(payload, part(event, "user"))
    if not person.ref.user:
        return None
    if part(event, "user").get("deleted") is True:
        return MemberLeft(**basics(payload, known), by=person, place=None)
    return ProfileChanged(**basics(payload, known), of=person)


def channel_closed(payload: Node, known: Known) -> PlaceClosed | None:
    event = part(payload, "event")
    if not text(event, "channel"):
        return None
    return PlaceClosed(
        **basics(payload, known),
        place=place(payload, text(event, "channel")),
    )


def channel_renamed(payload: Node, known: Known) -> PlaceRenamed | None:
    """The channel stands in it whole, as it is called now."""
    channel = part(part(payload, "event"), "channel")
    if not (text(channel, "id") and text(channel, "name")):
        return None
    renamed = place(payload, text(channel, "id"), name=clean(text(channel, "name")))
    return PlaceRenamed(**basics(payload, known), place=renamed)


def uninstalled(payload: Node, known: Known) -> Uninstalled:
    return Uninstalled(**_of_the_installation(payload, known))


def access_granted(payload: Node, known: Known) -> Installed | None:
    """An organisation's installation is good for more of its workspaces, or for fewer (docs.slack.dev)."""
    teams = _teams_in(payload)
    if not teams:
        return None
    told = _of_the_installation(payload, known)
    told["workspace"] = teams[0]
    return Installed(**told, by=None, also=teams[1:], organisation=organisation(payload))


def access_revoked(payload: Node, known: Known) -> Uninstalled | None:
    teams = _teams_in(payload)
    if not teams:
        return None
    told = _of_the_installation(payload, known)
    told["workspace"] = teams[0]
    return Uninstalled(**told, also=teams[1:])


def tokens_revoked(payload: Node, known: Known) -> Uninstalled | None:
    """Kring's own token among them; a person's is none of Kring's business."""
    return uninstalled(payload, known) if part(part(payload, "event"), "tokens").get("bot") else None


def _of_the_installation(payload: Node, known: Known) -> Basics:
    """Of an organisation's, the organisation. These events have no time of their own, but for when they were sent."""
    told, sent = basics(payload, known), payload.get("event_time")
    whole = told["workspace"] == "slack:" or is_org_wide(payload)
    if whole:
        told["workspace"] = organisation(payload) or told["workspace"]
    if isinstance(sent, int):
        told["at"] = moment(str(sent), known.at)
    return told


def _teams_in(payload: Node) -> tuple[WorkspaceId, ...]:
    named = part(payload, "event").get("team_ids")
    return (
        tuple(WorkspaceId(f"slack:{team}") for team in named if isinstance(team, str) and team)
        if isinstance(named, list)
        else ()
    )


def _moved(
    event: type[MemberJoined | MemberLeft], payload: Node, known: Known, user: str
) -> MemberJoined | MemberLeft | None:
    channel = text(part(payload, "event"), "channel")
    if not (user and channel):
        return None
    by, where = actor(payload, user), place(payload, channel)
    return event(**basics(payload, known), by=by, place=where, is_kring=user == bot_user(payload, known))
