"""What Kring answers at once: with the acknowledgement, by a call beside it, or in the form itself."""

import json
import time

import httpx2
import pytest

from adapters.slack.connection import SlackConnection
from facilitation.events import FormSubmitted, PlaceChosen
from facilitation.messages import (
    Card,
    Form,
    Home,
    Notice,
    OpenForm,
    RefuseForm,
    ReplaceCard,
    ShowHome,
    Subject,
    TextInput,
    Whisper,
)
from facilitation.people import CommunityId, PlaceKind, PlaceRef, WorkspaceId
from tests.adapters.slack.conftest import Engine
from tests.adapters.slack.delivery import calls, deliver, send
from tests.adapters.slack.gate import check_response
from tests.adapters.slack.payloads import payload
from tests.emulators.slack_faults import Answered, FaultySlack, Slow

HERE = WorkspaceId("slack:T01KRING")
FORM = Form("Ask", "questions.ask", "Ask", (TextInput("title", "Question"),), Subject(CommunityId("c1"), "q1"))


# --- what is answered


async def test_a_whisper_to_a_command_comes_with_the_acknowledgement(web: httpx2.AsyncClient, engine: Engine) -> None:
    engine.answer = Whisper(Card("Help", ()))
    answer = (await send(web, "slash_command")).json()
    check_response(answer)
    assert (answer["response_type"], answer["text"]) == ("ephemeral", "Help")


async def test_a_form_is_opened_with_the_trigger(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = OpenForm(FORM)
    assert (await send(web, "button_pressed")).status_code == 200
    ((method, arguments),) = await calls(connection, slack)
    pressed = payload("button_pressed")
    assert (method, arguments["trigger_id"]) == ("views.open", pressed["trigger_id"])
    kept = json.loads(arguments["view"]["private_metadata"])
    assert kept == {"subject": "c1|q1|", "channel": "C01GENERAL", "message": pressed["message"]["ts"]}


async def test_a_slow_slack_does_not_hold_up_the_acknowledgement(
    web: httpx2.AsyncClient, engine: Engine, slack: FaultySlack
) -> None:
    engine.answer = OpenForm(FORM)
    slack.fail("views.open", Slow(4))
    before = time.monotonic()
    await send(web, "slash_command")
    assert time.monotonic() - before < 2


async def test_a_mention_has_no_trigger_and_so_no_form(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = OpenForm(FORM)
    assert (await send(web, "app_mention")).status_code == 200
    assert await calls(connection, slack) == []


async def test_a_whisper_after_a_mention_is_ephemeral_in_its_place(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = Whisper(Notice("Only **you** see this"))
    await send(web, "app_mention")
    ((method, arguments),) = await calls(connection, slack)
    assert (method, arguments["channel"], arguments["user"]) == ("chat.postEphemeral", "C01GENERAL", "U01ANNA")
    assert arguments["text"] == "Only you see this"


async def test_a_whisper_where_kring_is_not_goes_to_the_direct_conversation(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = Whisper(Notice("Invite me first"))
    slack.fail("chat.postEphemeral", Answered(200, "not_in_channel"))
    await send(web, "app_mention")
    assert [method for method, _ in await calls(connection, slack)] == ["chat.postEphemeral", "chat.postMessage"]
    assert slack.history("D01ANNA")[0]["text"] == "Invite me first"


async def test_a_direct_message_is_answered_by_a_message(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = Whisper(Notice("Here is what I can do"))
    await send(web, "direct_message")
    ((method, arguments),) = await calls(connection, slack)
    assert (method, arguments["channel"]) == ("chat.postMessage", payload("direct_message")["event"]["channel"])


async def test_a_whisper_after_a_button_goes_to_the_address_it_came_with(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = Whisper(Notice("Only the asker can accept"))
    await send(web, "button_pressed", f"{slack.url}/hook")
    ((method, told),) = await calls(connection, slack)
    check_response(told)
    assert (method, told["response_type"], told["replace_original"]) == ("response_url", "ephemeral", False)


async def test_a_used_card_is_replaced_where_it_stands(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = ReplaceCard(Card("Accepted by Anna"))
    await send(web, "button_pressed", f"{slack.url}/hook")
    ((method, arguments),) = await calls(connection, slack)
    assert (method, arguments["channel"], arguments["ts"]) == (
        "chat.update",
        "C01GENERAL",
        payload("button_pressed")["message"]["ts"],
    )


async def test_a_used_whisper_is_replaced_at_its_address(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = ReplaceCard(Card("Shown"))
    await send(web, "whisper_button_pressed", f"{slack.url}/hook")
    ((method, told),) = await calls(connection, slack)
    check_response(told)
    assert (method, told["replace_original"]) == ("response_url", True)


async def test_the_home_view_is_published(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = ShowHome(Home((Card("Open questions"),)))
    await send(web, "app_home_opened")
    ((method, arguments),) = await calls(connection, slack)
    assert (method, arguments["user_id"]) == ("views.publish", "U01ANNA")


async def test_an_answer_that_can_not_be_conveyed_does_not_undo_the_acknowledgement(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = OpenForm(FORM)
    slack.fail("views.open", Answered(200, "expired_trigger_id"))
    assert (await send(web, "slash_command")).status_code == 200
    assert len(await calls(connection, slack)) == 1


# --- forms handed in


async def test_a_form_knows_of_its_channel_before_the_engine_sees_it(
    web: httpx2.AsyncClient, engine: Engine, slack: FaultySlack
) -> None:
    slack.channels["C01GENERAL"] = {"id": "C01GENERAL", "name": "general", "is_member": False}
    answer = await send(web, "view_submission")
    assert (answer.status_code, answer.text) == (200, "")
    (handed_in,) = engine.handled
    assert isinstance(handed_in, FormSubmitted)
    assert handed_in.channel("channel") == PlaceChosen(PlaceRef(HERE, "C01GENERAL"), "general", kring_is_in=False)


@pytest.mark.parametrize(("fault", "is_in"), [(Answered(200, "channel_not_found"), False), (Answered(503), True)])
async def test_a_channel_that_slack_does_not_show_is_one_kring_is_not_in(
    web: httpx2.AsyncClient, engine: Engine, slack: FaultySlack, fault: Answered, *, is_in: bool
) -> None:
    slack.fail("conversations.info", fault)
    await send(web, "view_submission")
    (handed_in,) = engine.handled
    assert isinstance(handed_in, FormSubmitted)
    chosen = handed_in.channel("channel")
    assert chosen is not None
    assert chosen.kring_is_in is is_in


async def test_a_refused_form_stays_open_and_tells_why(web: httpx2.AsyncClient, engine: Engine) -> None:
    engine.answer = RefuseForm({"date": "There is no 30 February", "elsewhere": "Something else", "name": ""})
    answer = (await send(web, "view_submission")).json()
    check_response(answer)
    assert answer["response_action"] == "errors"
    assert answer["errors"]["date"] == "There is no 30 February"
    assert set(answer["errors"]) == {"date", "name"}


async def test_a_form_can_lead_to_the_next(web: httpx2.AsyncClient, engine: Engine) -> None:
    engine.answer = OpenForm(FORM)
    answer = (await send(web, "view_submission")).json()
    check_response(answer)
    assert answer["response_action"] == "push"


async def test_a_whisper_after_a_form_goes_where_the_form_was_opened(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answer = Whisper(Notice("Your question stands in the channel"))
    answer = await send(web, "view_submission")
    assert (answer.status_code, answer.text) == (200, "")
    called = [(method, arguments) for method, arguments in await calls(connection, slack) if method.startswith("chat")]
    assert [(method, arguments["channel"]) for method, arguments in called] == [("chat.postEphemeral", "C01GENERAL")]


async def test_what_is_done_in_the_home_view_shows_there(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    """And is told besides only where it does not stand there."""
    standing, told = Card("My settings"), Card("Something else")
    for answer in (ReplaceCard(standing), Whisper(told)):
        engine.answers = [answer, ShowHome(Home((standing,)))]
        await send(web, "home_button_pressed")
    names = [method for method, _ in await calls(connection, slack)]
    assert names.count("views.publish") == 2
    assert names.count("chat.postMessage") == 1


async def test_a_form_that_was_opened_in_the_home_view_shows_there_too(
    web: httpx2.AsyncClient, engine: Engine, connection: SlackConnection, slack: FaultySlack
) -> None:
    engine.answers = [OpenForm(FORM)]
    await send(web, "home_button_pressed")
    ((_, arguments),) = await calls(connection, slack)
    handed_in = payload("view_submission")
    handed_in["view"]["private_metadata"] = arguments["view"]["private_metadata"]
    handed_in["user"]["id"] = "U01ANNA"
    engine.answers = [Whisper(Card("Saved")), ShowHome(Home((Card("My settings"),)))]
    await deliver(web, json.dumps(handed_in).encode())
    assert [type(event).__name__ for event in engine.handled] == ["ButtonPressed", "FormSubmitted", "HomeOpened"]
    form = engine.handled[1]
    assert isinstance(form, FormSubmitted)
    assert form.place
    assert form.place.kind is PlaceKind.DIRECT
