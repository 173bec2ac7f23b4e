"""Slash commands: a flat form, with a trigger and an address to answer to."""

from adapters.border import Node, text
from adapters.slack.incoming.reading import Known, actor, place, triggered
from adapters.slack.plain import from_slack
from facilitation.events import CommandGiven, Said


def slash(payload: Node, known: Known) -> CommandGiven | None:
    user, channel, trigger = text(payload, "user_id"), text(payload, "channel_id"), text(payload, "trigger_id")
    if not (user and channel and trigger):
        return None
    return CommandGiven(
        **triggered(payload, known),
        by=actor(payload, user),
        place=place(payload, channel, name=text(payload, "channel_name")),
        text=from_slack(text(payload, "text"), known.names, {}).strip(),
        said=Said.SLASH,
    )
