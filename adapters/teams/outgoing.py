"""Canonical messages as activities: the plain JSON that the Bot Connector takes."""

from base64 import b64encode
from collections.abc import Sequence

from adapters.border import Json
from adapters.charts import png
from adapters.teams.cards import as_cards, attached, heading, is_whole
from adapters.teams.limits import MESSAGE_BYTES, MESSAGE_CARDS, PICTURE_BYTES, PICTURE_WIDTHS, SUMMARY, size
from facilitation.messages import Card, Chart, Message, split


def in_parts(message: Message) -> Sequence[Message]:
    return split(message, lambda part: is_whole(part, MESSAGE_CARDS))


def pictures(message: Message) -> Sequence[Json]:
    """Its charts, as what is attached to the cards. Drawing takes a while."""
    body = message.body if isinstance(message, Card) else ()
    return [_picture(block) for block in body if isinstance(block, Chart)]


def _picture(chart: Chart) -> Json:
    """As large as there is room for."""
    *wider, narrowest = PICTURE_WIDTHS
    fitting = (shown for width in wider if size(shown := _of_width(chart, width)) <= PICTURE_BYTES)
    return next(fitting, None) or _of_width(chart, narrowest)


def _of_width(chart: Chart, width: int) -> Json:
    """Whoever has it read aloud hears its name."""
    content = b64encode(png(chart, width)).decode()
    return {"contentType": "image/png", "contentUrl": f"data:image/png;base64,{content}", "name": chart.alt}


def as_activity(message: Message, shown: Sequence[Json] = ()) -> Json:
    """Cards only: Teams would make two messages of text with cards. `summary` is what a notification shows.

    `shown`: the message's `pictures`; one for which there is no room is left out.
    """
    cards = [attached(card) for card in as_cards(message, MESSAGE_CARDS)]
    room = MESSAGE_BYTES - size(cards)
    return {
        "type": "message",
        "summary": heading(message)[:SUMMARY],
        "attachmentLayout": "list",
        "attachments": [*cards, *(each for each in shown if size(each) <= room)],
    }
