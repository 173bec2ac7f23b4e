"""Charts as Slack would show them, where there is no Slack: in the playground's face of it."""

from collections.abc import Mapping
from dataclasses import replace

from adapters.charts import png
from adapters.slack.names import FILE
from facilitation.messages import Card, Chart, Message, Picture


def drawn(message: Message) -> tuple[Message, Mapping[str, bytes]]:
    """As it would be with each chart uploaded, and what was uploaded, by ids of ours. Drawing takes a while."""
    if not isinstance(message, Card):
        return message, {}
    charts = {f"F{place}": block for place, block in enumerate(message.body) if isinstance(block, Chart)}
    shown = [
        Picture(f"{FILE}F{place}", block.alt) if isinstance(block, Chart) else block
        for place, block in enumerate(message.body)
    ]
    return replace(message, body=tuple(shown)), {name: png(chart) for name, chart in charts.items()}
