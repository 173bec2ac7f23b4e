"""A chart is a picture with its values in words; where a platform takes none, the message comes without."""

from base64 import b64decode

import pytest

from adapters.charts import png, svg
from adapters.teams.outgoing import as_activity, pictures
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
    assert 'width="600" height="20" rx="4" fill="#3d5a80"' in drawn
    assert 'width="200" height="20" rx="4" fill="#3d5a80"' in drawn


def test_what_members_write_stays_words() -> None:
    chart = Chart((Bar(HOSTILE, 1, "1"), Bar("", 0, "")), ALT)
    assert "<script" not in svg(chart)
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
    many = Chart(tuple(Bar(f"The option of number {n}", n, str(n)) for n in range(12)), ALT)
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
        assert f'alt="{ALT}"' in page
        assert 'src="data:image/svg+xml;base64,' in page
