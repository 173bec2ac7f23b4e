"""Charts become pictures that Slack holds; where it takes none from Kring, a message goes without."""

import asyncio
from dataclasses import replace

import structlog

from adapters.charts import png
from adapters.slack import limits
from adapters.slack.names import FILE
from adapters.slack.web_api import WebApi
from facilitation.messages import Block, Card, Chart, Message, Picture
from facilitation.ports.platform import PlatformError, Unsupported

log = structlog.get_logger()

NAME = "chart.png"


async def with_pictures(message: Message, api: WebApi) -> Message:
    """With each chart uploaded. Whatever goes wrong costs the picture, never the message."""
    if not isinstance(message, Card) or not any(isinstance(block, Chart) for block in message.body):
        return message
    return replace(message, body=tuple([await _shown(block, api) for block in message.body]))


async def _shown(block: Block, api: WebApi) -> Block:
    if not isinstance(block, Chart):
        return block
    try:
        content = await asyncio.to_thread(png, block)
        file = await api.upload(NAME, content, limits.shorten(block.alt, limits.ALT_TEXT))
    except Unsupported:  # the scope is not granted: images are not switched on here
        return block
    except PlatformError as error:
        log.warning("slack_picture_not_uploaded", reason=str(error))
        return block
    return Picture(f"{FILE}{file}", block.alt)
