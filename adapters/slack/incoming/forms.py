"""Forms handed in. What one was about travels in its private_metadata, written by `adapters.slack.forms`."""

from adapters.border import Node, clean, part, parts, text
from adapters.slack.incoming.reading import Known, actor, place, triggered, workspace
from adapters.slack.names import Origin
from facilitation.events import FormSubmitted, FormValue, PlaceChosen
from facilitation.people import PlaceRef, WorkspaceId

_TYPED = {"plain_text_input": "value", "timepicker": "selected_time", "datepicker": "selected_date"}
_PLACES = {"conversations_select": "selected_conversation", "channels_select": "selected_channel"}


def submitted(payload: Node, known: Known) -> FormSubmitted | None:
    """Places chosen in it are not looked at yet."""
    view, user, trigger = part(payload, "view"), text(part(payload, "user"), "id"), text(payload, "trigger_id")
    if not (user and trigger and text(view, "callback_id")):
        return None
    origin = Origin.read(text(view, "private_metadata"))
    came_from = place(payload, origin.channel, origin.thread, origin.kind) if origin.channel else None
    return FormSubmitted(
        **triggered(payload, known),
        by=actor(payload, user),
        place=came_from,
        action=text(view, "callback_id"),
        subject=origin.subject,
        values=_values(view, workspace(payload)),
    )


def _values(view: Node, within: WorkspaceId) -> dict[str, FormValue]:
    blocks = part(part(view, "state"), "values")
    return {name: _value(part(part(blocks, block), name), within) for block in blocks for name in part(blocks, block)}


def _value(element: Node, within: WorkspaceId) -> FormValue:
    kind = text(element, "type")
    if kind in _TYPED:
        return clean(text(element, _TYPED[kind]))
    if kind in _PLACES:
        channel = text(element, _PLACES[kind])
        return PlaceChosen(PlaceRef(within, channel)) if channel else ""
    one = text(part(element, "selected_option"), "value")
    return (one,) if one else tuple(text(option, "value") for option in parts(element, "selected_options"))
