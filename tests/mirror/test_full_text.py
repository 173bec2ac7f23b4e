"""Every message that Kring posts says all of it in its text: screen readers and notifications read no blocks."""

import html
import re
from collections.abc import Iterator
from typing import Any

from adapters.slack.outgoing import render
from adapters.teams.outgoing import as_activity
from facilitation.messages import Message, Notice
from facilitation.people import WorkspaceId
from tests.mirror.sides import Side, a_house
from tests.mirror.test_mirror import lives
from tests.mirror.walking import Walk
from tests.stores import FreshDatabase


def said_in(node: Any) -> Iterator[str]:
    """The words of blocks, buttons and what they carry aside."""
    if isinstance(node, list):
        for each in node:
            yield from said_in(each)
    elif isinstance(node, dict) and node.get("type") not in ("actions", "image"):
        if isinstance(node.get("text"), str) and node.get("type") != "mrkdwn":
            yield node["text"]
        for key, each in node.items():
            if isinstance(each, dict | list) and key != "style":
                yield from said_in(each)


def letters(text: str) -> str:
    """Without what markup and layout may put between."""
    return re.sub(r"[\s•◦▪\u200b]+", "", re.sub(r"^\d+\.", "", text))


def missing(message: Message) -> list[str]:
    drawn = render(message)
    text = letters(html.unescape(drawn["text"]))
    return [said for said in said_in(drawn["blocks"]) if letters(said.rstrip("…")) not in text]


def test_all_that_is_said_in_blocks_is_said_in_the_text(fresh_database: FreshDatabase) -> None:
    with a_house(fresh_database("sqlite")) as house:
        walk = Walk(house, Side(WorkspaceId("slack:T01"), ""))
        lives(walk)
        told = [message for _, _, message in house.carrier.told]
    assert len(told) > 200
    assert {str(message)[:300]: lack for message in told if (lack := missing(message))} == {}
    assert all(as_activity(message)["summary"] for message in told)


def test_it_is_noticed_when_something_is_missing() -> None:
    drawn = render(Notice("Said aloud"))
    assert list(said_in(drawn["blocks"])) == ["Said aloud"]
    assert missing(Notice("Said aloud")) == []
