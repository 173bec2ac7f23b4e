"""A chart is a picture with its values in words; where a platform takes none, the message comes without."""

import re
from base64 import b64decode
from typing import Any

import pytest

from adapters.charts import GROUND, INK, LETTERS, ROUND, TRACK, VALUE, WIDTH, png, svg
from adapters.playground.drawing import readable
from adapters.teams.outgoing import as_activity, pictures
from bot.connect.playground import as_slack, as_teams
from facilitation.messages import Bar, Card, Chart, Facts, Message
from facilitation.ports.platform import Outgoing
from tests.emulators.slack_faults import Answered
from tests.platforms.on_playground import on_playground
from tests.platforms.on_slack import OnSlack, on_slack
from tests.platforms.on_teams import on_teams

ALT = "Bar chart: Letters: 3; Forms: 1"
CHART = Chart((Bar("Letters", 3, "3"), Bar("Forms", 1, "1")), ALT)
CARD = Card("What we vote for", (CHART, Facts((("Letters", "3"), ("Forms", "1")))))
HOSTILE = "</text><script>alert(1)</script>& \u202e\x00 🙂 " * 5


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


@pytest.mark.parametrize("many", [2, 12])
def test_a_picture_is_no_larger_than_any_platform_takes(many: int) -> None:
    picture = png(Chart(tuple(Bar(f"Option {n} " * 9, n, str(n)) for n in range(many)), ALT))
    assert max(size_of(picture)) <= 1024
    assert len(picture) < 1_000_000


def test_the_longest_bar_is_the_largest_value() -> None:
    drawn = svg(CHART)
    assert f'width="408" height="20" rx="4" fill="{VALUE}"' in drawn
    assert f'width="136" height="20" rx="4" fill="{VALUE}"' in drawn


def test_a_picture_is_as_legible_on_white_as_on_black() -> None:
    """It has its own ground. W3C, WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for words, 3 for what is drawn."""
    assert f'rx="{ROUND}" fill="{GROUND}"' in svg(CHART)
    assert contrast(INK, GROUND) >= 4.5
    assert contrast(VALUE, GROUND) >= 3
    assert contrast(VALUE, TRACK) >= 3


def test_its_letters_are_as_large_as_those_of_a_message_on_a_telephone() -> None:
    """Of 400 pixels a platform leaves about 320."""
    assert f'font-size="{LETTERS}"' in svg(CHART)
    assert LETTERS * 320 / WIDTH >= 13


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_members_write_stays_words() -> None:
    chart = Chart((Bar(HOSTILE, 1, "1"), Bar("", 0, "")), ALT)
    assert "<script" not in svg(chart)
    assert "&lt;script" in svg(chart)
    assert png(chart)


async def sent(ground: OnSlack, message: Message = CARD) -> list[dict[str, object]]:
    await ground.platform.send(Outgoing(id="o1", to=ground.here, message=message))
    blocks = ground.slack.history(ground.here.channel)[-1]["blocks"]
    return [block for block in blocks if block["type"] == "image"]


async def test_on_slack_it_is_uploaded_with_its_words() -> None:
    async with on_slack() as ground:
        (shown,) = await sent(ground)
        (asked,) = ground.slack.called("files.getUploadURLExternal")
        (content,) = ground.slack.uploads
        assert shown["alt_text"] == asked["alt_txt"] == ALT
        assert shown["slack_file"] == {"id": ground.slack.called("files.completeUploadExternal")[0]["files"][0]["id"]}
        assert int(asked["length"]) == len(content)
        assert size_of(content)
        assert ALT in ground.slack.history(ground.here.channel)[-1]["text"]


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", Answered(200, "missing_scope")),
        ("files.completeUploadExternal", Answered(503)),
        ("chat.postMessage", Answered(200, "invalid_blocks")),
    ],
)
async def test_where_slack_takes_no_picture_the_message_comes_without(method: str, fault: Answered) -> None:
    async with on_slack() as ground:
        ground.slack.fail(method, fault)
        assert await sent(ground) == []
        assert "What we vote for" in (await ground.posts(ground.here))[-1].words


async def test_a_card_without_a_chart_uploads_nothing() -> None:
    async with on_slack() as ground:
        assert await sent(ground, Card("Plain")) == []
        assert ground.slack.uploads == []


async def test_on_teams_it_is_attached_beside_the_card() -> None:
    async with on_teams() as ground:
        address = ground.address(ground.here)
        await ground.platform.send(Outgoing(id="o1", to=ground.here, message=CARD, address=address))
        message = next(each for each in ground.teams.tenant.messages if each.pictures())
        (shown,) = message.pictures()
        assert shown["name"] == ALT
        kind, _, content = shown["contentUrl"].partition(",")
        assert kind == "data:image/png;base64"
        assert max(size_of(b64decode(content))) <= 1024


def test_on_teams_a_picture_never_makes_a_message_too_large() -> None:
    many = Chart(tuple(Bar(f"The option of the number {n}, wordy as can be", n, str(n)) for n in range(12)), ALT)
    crowded = Card("Crowded", (many, *(Facts(((str(n), "word " * 300),)) for n in range(30))))
    kept = as_activity(crowded, pictures(crowded))["attachments"]
    assert isinstance(kept, list)
    assert [each["contentType"] for each in kept if "contentUrl" in each] == []
    alone = as_activity(Card("Alone", (many,)), pictures(Card("Alone", (many,))))["attachments"]
    assert isinstance(alone, list)
    assert [each["contentType"] for each in alone if "contentUrl" in each] == ["image/png"]


async def test_on_the_playground_it_is_a_picture_in_the_page() -> None:
    async with on_playground() as ground:
        sent = await ground.platform.send(Outgoing(id="o1", to=ground.here, message=CARD))
        page = (await ground.client.get("/playground/noor/clear-writing")).text
        assert sent.message_id in page
        assert f'role="img" aria-label="{ALT}"' in page
        assert [int(share) for share in re.findall('chart__value" width="([0-9]+)%"', page)] == [100, 33]


async def test_the_playground_shows_the_pictures_that_others_would_be_sent() -> None:
    seen: Any = as_slack(CARD)
    sent: Any = as_teams(CARD).payload
    (shown,) = [block for block in seen.payload["blocks"] if block["type"] == "image"]
    address = seen.pictures[shown["slack_file"]["id"]]
    assert size_of(b64decode(address.partition(",")[2]))
    (attached,) = [each for each in sent["attachments"] if "contentUrl" in each]
    assert size_of(b64decode(attached["contentUrl"].partition(",")[2]))
    assert address[60:] not in readable({"shown": address})
