"""Private groups on Slack: one conversation for each set of people, or a refusal that is certain."""

import pytest

from adapters.slack.errors import PermissionMissing
from adapters.slack.platform import SlackPlatform
from facilitation.messages import Card
from facilitation.people import AccountRef, GroupRef, PlaceRef, WorkspaceId
from facilitation.ports.platform import Ambiguous, Outgoing, PlaceGone, PlatformError, Sent, TryLater, Unsupported
from tests.adapters.slack.gate import check_call
from tests.emulators.slack_faults import Answered, Dropped, Fault, FaultySlack, Lost

HERE = WorkspaceId("slack:T01KRING")
PLACE = PlaceRef(HERE, "G01ANNA02BRAM")


def among(*users: str, identity: str = "d1") -> Outgoing:
    return Outgoing(id=identity, to=GroupRef(tuple(AccountRef(HERE, user) for user in users)), message=Card("A case"))


PAIR = among("U02BRAM", "U01ANNA")


async def failure(platform: SlackPlatform, outgoing: Outgoing) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await platform.send(outgoing)
    return raised.value


async def test_it_is_opened_and_then_posted_in(slack: FaultySlack, platform: SlackPlatform) -> None:
    sent = await platform.send(PAIR)
    for method, arguments in slack.calls:
        check_call(method, arguments)
    assert [method for method, _ in slack.calls] == ["conversations.open", "chat.postMessage"]
    assert slack.called("conversations.open") == [{"users": "U02BRAM,U01ANNA"}]
    assert slack.called("chat.postMessage")[0]["channel"] == PLACE.channel
    assert sent == Sent(PLACE, slack.history(PLACE.channel)[0]["ts"])


async def test_the_same_people_have_one_conversation_whatever_their_order(platform: SlackPlatform) -> None:
    one, two = await platform.send(PAIR), await platform.send(among("U01ANNA", "U02BRAM", identity="d2"))
    assert one.place == two.place
    assert one.message_id != two.message_id


async def test_eight_can_be_together_and_nine_are_not_even_asked_for(
    slack: FaultySlack, platform: SlackPlatform
) -> None:
    users = [f"U{number}" for number in range(9)]
    await platform.send(among(*users[:8]))
    slack.calls.clear()
    for too_many_or_few in (users, users[:1]):
        assert isinstance(await failure(platform, among(*too_many_or_few)), Unsupported)
    assert slack.calls == []


async def test_what_is_for_a_group_is_never_said_to_one_of_them_alone(
    slack: FaultySlack, platform: SlackPlatform
) -> None:
    assert isinstance(await failure(platform, among("U01ANNA", "U01ANNA")), Unsupported)
    assert slack.called("chat.postMessage") == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Answered(200, "missing_scope"), PermissionMissing),
        (Answered(200, "too_many_users"), Unsupported),
        (Answered(200, "invalid_user_combination"), Unsupported),
        (Answered(200, "user_disabled"), PlaceGone),
        (Answered(200, "user_not_found"), PlaceGone),
        (Answered(429, "ratelimited", "7"), TryLater),
        (Answered(503), Ambiguous),
        (Dropped(), Ambiguous),
        (Lost(), Ambiguous),
    ],
)
async def test_where_it_is_not_opened_nothing_is_posted(
    slack: FaultySlack, platform: SlackPlatform, fault: Fault, kind: type[PlatformError]
) -> None:
    slack.fail("conversations.open", fault)
    assert type(await failure(platform, PAIR)) is kind
    assert slack.called("chat.postMessage") == []
    assert await platform.find(PAIR) is None
    assert (await platform.send(PAIR)).place == PLACE


async def test_a_post_that_was_lost_in_it_is_found_there(slack: FaultySlack, platform: SlackPlatform) -> None:
    slack.fail("chat.postMessage", Lost())
    assert isinstance(await failure(platform, PAIR), Ambiguous)
    (stands,) = slack.history(PLACE.channel)
    assert await platform.find(PAIR) == Sent(PLACE, stands["ts"])
    assert await platform.find(among("U01ANNA", "U02BRAM", identity="another")) is None


async def test_where_it_may_not_be_looked_at_nobody_knows(slack: FaultySlack, platform: SlackPlatform) -> None:
    slack.fail("conversations.history", Answered(200, "missing_scope"))
    with pytest.raises(Unsupported):
        await platform.find(PAIR)
