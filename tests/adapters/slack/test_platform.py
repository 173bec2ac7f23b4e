"""Posting through a Slack that fails: what is certain is told as certain, what is not can be looked up."""

from datetime import timedelta

import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.web_api import Given, WebApi, Wire
from facilitation.events import PlaceChosen, ProfileSeen
from facilitation.messages import Button, Card, Notice, Quote
from facilitation.people import AccountRef, PlaceRef, Standing, WorkspaceId
from facilitation.ports.platform import (
    Ability,
    Ambiguous,
    Outgoing,
    PlaceGone,
    PlatformError,
    Sent,
    TryLater,
    Unsupported,
)
from tests.adapters.slack.gate import check_call
from tests.emulators.slack_faults import Answered, Dropped, Fault, FaultySlack, Lost, Slow

HERE = WorkspaceId("slack:T01KRING")
GENERAL = PlaceRef(HERE, "C01GENERAL")
THREAD = PlaceRef(HERE, "C01GENERAL", "1795439000.000001")
ANNA = AccountRef(HERE, "U01ANNA")
CARD = Card("A question", (Quote("<!channel> how?", "Anna"),), (Button("Accept", "questions.accept"),))


def to(place: PlaceRef | AccountRef, identity: str = "d1", replaces: str | None = None) -> Outgoing:
    return Outgoing(id=identity, to=place, message=CARD, replaces=replaces)


async def failure(platform: SlackPlatform, outgoing: Outgoing) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await platform.send(outgoing)
    return raised.value


async def test_a_card_is_posted_once_with_its_text_its_blocks_and_an_opaque_id(
    slack: FaultySlack, platform: SlackPlatform
) -> None:
    sent = await platform.send(to(GENERAL))
    (posted,) = slack.called("chat.postMessage")
    check_call("chat.postMessage", posted)
    assert sent == Sent(GENERAL, slack.history("C01GENERAL")[0]["ts"])
    assert posted["metadata"] == {"event_type": "kring_delivery", "event_payload": {"id": "d1"}}
    assert posted["text"] == "A question\nAnna: &lt;!channel&gt; how?"


async def test_a_reply_stands_in_its_thread_and_a_private_message_in_the_direct_conversation(
    slack: FaultySlack, platform: SlackPlatform
) -> None:
    in_thread, in_private = await platform.send(to(THREAD)), await platform.send(to(ANNA))
    assert in_thread.place == THREAD
    assert slack.history("C01GENERAL")[0]["thread_ts"] == THREAD.thread
    assert in_private.place == PlaceRef(HERE, "D01ANNA")
    assert slack.history("D01ANNA")[0]["ts"] == in_private.message_id


async def test_a_message_is_changed_in_its_place(slack: FaultySlack, platform: SlackPlatform) -> None:
    sent = await platform.send(to(GENERAL))
    changed = await platform.send(
        Outgoing(id="d2", to=GENERAL, message=Notice("**Answered**"), replaces=sent.message_id)
    )
    check_call("chat.update", slack.called("chat.update")[0])
    assert changed == sent
    assert [message["text"] for message in slack.history("C01GENERAL")] == ["Answered"]


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (Answered(429, "ratelimited", "7"), 7),
        (Answered(429, "", "3", "slow down"), 3),
        (Answered(200, "ratelimited", "2"), 2),
        (Answered(429, "ratelimited"), 0),
        (Answered(429, "ratelimited", "soon"), 0),
        (Answered(200, "service_unavailable"), 0),
        (Answered(200, "invalid_auth"), 60),
    ],
)
async def test_slack_says_when_to_come_back(
    slack: FaultySlack, platform: SlackPlatform, fault: Fault, wait: int
) -> None:
    slack.fail("chat.postMessage", fault)
    refused = await failure(platform, to(GENERAL))
    assert isinstance(refused, TryLater)
    assert refused.wait == timedelta(seconds=wait)
    assert len(slack.calls) == 1


async def test_nobody_there_is_certainly_not_delivered() -> None:
    wire = Wire("http://127.0.0.1:9/api/")
    api = WebApi(wire, Given("xoxb-token"))
    await wire.open()
    assert isinstance(await failure(SlackPlatform(lambda _: api, lambda _: {}), to(GENERAL)), TryLater)
    await wire.close()
    assert isinstance(await failure(SlackPlatform(lambda _: api, lambda _: {}), to(GENERAL)), TryLater)


@pytest.mark.parametrize(
    "error", ["channel_not_found", "is_archived", "not_in_channel", "user_disabled", "token_revoked"]
)
async def test_a_place_that_is_gone_is_told_as_gone(slack: FaultySlack, platform: SlackPlatform, error: str) -> None:
    slack.fail("chat.postMessage", Answered(200, error))
    assert isinstance(await failure(platform, to(GENERAL)), PlaceGone)


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_too_long", "missing_scope", "something_new"])
async def test_what_slack_will_never_take_is_not_tried_again(
    slack: FaultySlack, platform: SlackPlatform, error: str
) -> None:
    slack.fail("chat.postMessage", Answered(200, error))
    assert isinstance(await failure(platform, to(GENERAL)), Unsupported)


@pytest.mark.parametrize(
    "fault",
    [
        Answered(503, body="upstream connect error"),
        Answered(500, "internal_error"),
        Answered(200, "fatal_error"),
        Answered(200, body="<html>a proxy speaks</html>"),
        Answered(200, body=""),
        Dropped(),
        Lost(),
        Slow(30),
    ],
    ids=repr,
)
async def test_what_may_have_arrived_is_ambiguous_and_never_repeated_here(
    slack: FaultySlack, platform: SlackPlatform, fault: Fault
) -> None:
    slack.fail("chat.postMessage", fault)
    assert isinstance(await failure(platform, to(GENERAL)), Ambiguous)
    assert len(slack.called("chat.postMessage")) == 1


@pytest.mark.parametrize("place", [GENERAL, THREAD, ANNA], ids=["channel", "thread", "direct"])
async def test_a_lost_answer_is_found_among_other_messages(
    slack: FaultySlack, platform: SlackPlatform, place: PlaceRef | AccountRef
) -> None:
    slack.page = 3
    for number in range(5):
        await platform.send(to(place, f"before{number}"))
    slack.fail("chat.postMessage", Lost())
    assert isinstance(await failure(platform, to(place)), Ambiguous)
    for number in range(5):
        await platform.send(to(place, f"after{number}"))
    found = await platform.find(to(place))
    assert found is not None
    channel = found.place.channel
    (stored,) = [m for m in slack.history(channel) if m["metadata"]["event_payload"]["id"] == "d1"]
    assert found.message_id == stored["ts"]
    assert found.place.thread == (place.thread if isinstance(place, PlaceRef) else None)


async def test_what_never_arrived_is_not_found(slack: FaultySlack, platform: SlackPlatform) -> None:
    await platform.send(to(GENERAL, "another"))
    slack.messages["C01GENERAL"].append({"type": "message", "ts": "1795440009.000001", "text": "a person's"})
    slack.fail("chat.postMessage", Dropped())
    assert isinstance(await failure(platform, to(GENERAL)), Ambiguous)
    assert await platform.find(to(GENERAL)) is None


async def test_a_lost_change_is_found_by_the_id_it_left(slack: FaultySlack, platform: SlackPlatform) -> None:
    sent = await platform.send(to(GENERAL, "first"))
    change = to(GENERAL, "second", replaces=sent.message_id)
    assert await platform.find(change) is None
    slack.fail("chat.update", Lost())
    assert isinstance(await failure(platform, change), Ambiguous)
    assert await platform.find(change) == sent


async def test_a_look_that_fails_says_so(slack: FaultySlack, platform: SlackPlatform) -> None:
    slack.fail("conversations.history", Answered(429, "ratelimited", "60"))
    with pytest.raises(TryLater):
        await platform.find(to(GENERAL))


async def test_a_profile_tells_name_language_and_zone(slack: FaultySlack, platform: SlackPlatform) -> None:
    slack.users["U01ANNA"] = {
        "id": "U01ANNA",
        "name": "anna",
        "tz": "Europe/Brussels",
        "locale": "nl-NL",
        "profile": {"display_name": "", "real_name": "Anna Peeters"},
    }
    assert await platform.look_up(ANNA, None) == ProfileSeen(
        account=ANNA, name="Anna Peeters", locale="nl-NL", zone="Europe/Brussels"
    )
    with pytest.raises(PlaceGone):
        await platform.look_up(AccountRef(HERE, "U09NOBODY"), None)


@pytest.mark.parametrize(
    ("told", "standing"),
    [
        ({"team_id": "T01KRING"}, Standing.MEMBER),
        ({"team_id": "T01KRING", "is_admin": True}, Standing.ADMIN),
        ({"team_id": "T01KRING", "is_owner": True}, Standing.ADMIN),
        ({"team_id": "T01KRING", "is_restricted": True}, Standing.GUEST),
        ({"team_id": "T01KRING", "is_restricted": True, "is_ultra_restricted": True}, Standing.GUEST),
        ({"team_id": "T09OTHER"}, Standing.STRANGER),
        ({"team_id": "T09OTHER", "is_admin": True}, Standing.STRANGER),
        ({"is_stranger": True}, Standing.STRANGER),
        ({"team_id": "T02SISTER", "enterprise_user": {"id": "U01ANNA", "enterprise_id": "E01"}}, Standing.MEMBER),
    ],
)
async def test_a_profile_tells_how_somebody_belongs_to_the_workspace(
    slack: FaultySlack, platform: SlackPlatform, told: dict[str, object], standing: Standing
) -> None:
    slack.users["U01ANNA"] = {"id": "U01ANNA", **told}
    assert (await platform.look_up(ANNA, None)).standing is standing


async def test_looking_at_a_channel_tells_whether_kring_is_in_it(slack: FaultySlack, platform: SlackPlatform) -> None:
    slack.channels = {
        "C01GENERAL": {"id": "C01GENERAL", "name": "general", "is_member": True, "is_archived": False},
        "C02OLD": {"id": "C02OLD", "name": "old", "is_member": True, "is_archived": True},
        "C03OTHER": {"id": "C03OTHER", "name": "other", "is_member": False},
    }
    assert await platform.look_at(THREAD) == PlaceChosen(GENERAL, "general", kring_is_in=True)
    for channel in ("C02OLD", "C03OTHER"):
        assert not (await platform.look_at(PlaceRef(HERE, channel))).kring_is_in
    with pytest.raises(PlaceGone):
        await platform.look_at(PlaceRef(HERE, "C09HIDDEN"))


def test_slack_can_do_all_that_kring_asks_of_a_platform(platform: SlackPlatform) -> None:
    assert platform.abilities == frozenset(Ability)


@pytest.mark.parametrize("error", ["thread_not_found", "message_not_found"])
async def test_what_slack_does_not_find_is_not_there(slack: FaultySlack, platform: SlackPlatform, error: str) -> None:
    slack.fail("conversations.replies", Answered(200, error))
    assert await platform.read(THREAD, None) is None


async def test_what_slack_refuses_to_show_is_not_called_gone(slack: FaultySlack, platform: SlackPlatform) -> None:
    slack.fail("conversations.replies", Answered(200, "missing_scope"))
    with pytest.raises(Unsupported):
        await platform.read(THREAD, None)


@pytest.mark.parametrize("notice", [{"subtype": "channel_join"}, {"bot_id": "B01"}, {"user": "USLACKBOT"}])
async def test_what_slack_or_a_bot_says_is_nobodys(
    slack: FaultySlack, platform: SlackPlatform, notice: dict[str, str]
) -> None:
    said = {"channel": "C01GENERAL", "user": "U01ANNA", "text": "came", "ts": "1795439000.000001"}
    slack.said["1795439000.000001"] = said | notice
    seen = await platform.read(THREAD, None)
    (asked,) = slack.called("conversations.replies")
    check_call("conversations.replies", asked)
    assert seen
    assert seen.author is None


async def test_a_root_of_which_only_replies_are_left_is_not_there(slack: FaultySlack, platform: SlackPlatform) -> None:
    gone = {"channel": "C01GENERAL", "user": "USLACKBOT", "text": "", "ts": "1795439000.000001", "subtype": "tombstone"}
    slack.said["1795439000.000001"] = gone
    assert await platform.read(THREAD, None) is None
