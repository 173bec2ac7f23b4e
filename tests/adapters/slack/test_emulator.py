"""The adapter against a running local Slack, over signed HTTP and over Socket Mode."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import cast

import pytest
import uvicorn
from starlette.applications import Starlette

from adapters.slack.connection import SlackAccess, SlackConnection
from facilitation.events import (
    AnyChatEvent,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PlaceChosen,
    ReactionAdded,
    Said,
)
from facilitation.messages import (
    Answer,
    Button,
    Card,
    ChoiceInput,
    Form,
    Home,
    Notice,
    OpenForm,
    Option,
    PlaceInput,
    Quote,
    RefuseForm,
    ReplaceCard,
    ShowHome,
    Subject,
    TextInput,
    TimeInput,
    Whisper,
)
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from facilitation.ports.platform import Outgoing
from tests.adapters.slack.conftest import Engine, StillClock
from tests.adapters.slack.gate import check_call, check_message
from tests.emulators import local_slack, slack_workspace
from tests.emulators.local_slack import LocalSlack
from tests.waiting import until

HERE = WorkspaceId(f"slack:{slack_workspace.TEAM}")
GENERAL = "C01GENERAL"
ANNA, BRAM = "U01ANNA", "U02BRAM"
FORM = Form(
    "New community",
    "communities.create",
    "Create",
    (
        TextInput("name", "Name"),
        ChoiceInput("language", "Language", tuple(Option(tag, tag) for tag in ("en", "nl", "fr")), initial=("en",)),
        TimeInput("at", "At", initial="10:00"),
        PlaceInput("channel", "Channel"),
    ),
    Subject(id="s1"),
)


class Facilitator(Engine):
    """Answers each kind of event in its own way."""

    async def handle(self, event: AnyChatEvent) -> Answer | None:
        await super().handle(event)
        match event:
            case CommandGiven(said=Said.SLASH, text="community create"):
                return OpenForm(FORM)
            case CommandGiven():
                return Whisper(Notice(f"You said **{event.said}**"))
            case FormSubmitted():
                return Whisper(Notice("Made")) if event.text("name") else RefuseForm({"name": "It needs a name"})
            case ButtonPressed():
                return ReplaceCard(Card("Accepted"))
            case HomeOpened():
                return ShowHome(Home((Card("At home"),)))
            case _:
                return None

    def latest(self, kind: type[AnyChatEvent]) -> AnyChatEvent:
        return next(event for event in reversed(self.handled) if isinstance(event, kind))


@pytest.fixture(params=["events", "socket"])
def mode(request: pytest.FixtureRequest) -> slack_workspace.Mode:
    if reason := slack_workspace.why_not():
        pytest.skip(f"Slack over {request.param}: {reason}")
    return cast(slack_workspace.Mode, request.param)


@contextlib.asynccontextmanager
async def served(connection: SlackConnection, port: int) -> AsyncIterator[None]:
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=connection.routes), "127.0.0.1", port, log_config=None, lifespan="off")
    )
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    yield
    server.should_exit = True
    await serving


async def test_a_walk_through_everything_slack_can_do(mode: slack_workspace.Mode, clock: StillClock) -> None:
    port, engine = slack_workspace.free_port(), Facilitator()
    async with local_slack.running(mode, port) as slack:
        access = SlackAccess(
            slack.bot_token, slack.signing_secret, slack.app_token if mode == "socket" else "", slack.api_url
        )
        connection = SlackConnection(access, engine.handle, clock)
        async with served(connection, port):
            await connection.start()
            if mode == "socket":
                await slack.connected()
            await until(lambda: not connection.problem)
            await says_hears_and_changes(slack, engine)
            await fills_in_a_form(slack, engine)
            await posts_and_is_pressed(slack, engine, connection)
            await shows_a_home(slack)
            await connection.stop()
        for method, arguments in await slack.calls():
            check_call(method, arguments)


async def says_hears_and_changes(slack: LocalSlack, engine: Facilitator) -> None:
    words = "Who <!channel> & </script> \u202eknows? 👩‍👩‍👧"
    root = await slack.say(ANNA, GENERAL, words)
    posted = engine.latest(MessagePosted)
    assert isinstance(posted, MessagePosted)
    assert (posted.text, posted.message_id, posted.place.ref) == (words, root, PlaceRef(HERE, GENERAL))
    await slack.say(BRAM, GENERAL, "I do", thread=root)
    reply = engine.latest(MessagePosted)
    assert isinstance(reply, MessagePosted)
    assert reply.place.ref.thread == root
    await slack.react(ANNA, GENERAL, root, "white_check_mark")
    reaction = engine.latest(ReactionAdded)
    assert isinstance(reaction, ReactionAdded)
    assert (reaction.emoji, reaction.message_id) == ("✅", root)
    await slack.edit(ANNA, GENERAL, root, "Who knows?")
    edited = engine.latest(MessageEdited)
    assert isinstance(edited, MessageEdited)
    assert (edited.text, edited.message_id) == ("Who knows?", root)
    await slack.delete(ANNA, GENERAL, root)
    assert isinstance(engine.latest(MessageDeleted), MessageDeleted)
    await slack.say(ANNA, GENERAL, "@Kring help")
    await slack.expect(GENERAL, "You said mention", to=ANNA)
    assert len({event.delivery_id for event in engine.handled if isinstance(event, CommandGiven)}) == 1
    await slack.say_privately(BRAM, "hi")
    await slack.expect(await slack.direct(BRAM), "You said direct")


async def fills_in_a_form(slack: LocalSlack, engine: Facilitator) -> None:
    await slack.command(ANNA, GENERAL, "help")
    await slack.expect(GENERAL, "You said slash", to=ANNA)
    await slack.command(ANNA, GENERAL, "community create")
    await slack.form("New community")
    assert await slack.fill(ANNA, {"name": ""}) == {"name": "It needs a name"}
    assert await slack.fill(ANNA, {"name": "Plain language", "language": "nl", "channel": GENERAL}) == {}
    handed_in = engine.latest(FormSubmitted)
    assert isinstance(handed_in, FormSubmitted)
    assert handed_in.values == {
        "name": "Plain language",
        "language": ("nl",),
        "at": "10:00",
        "channel": PlaceChosen(PlaceRef(HERE, GENERAL), "general"),
    }
    assert (handed_in.subject, handed_in.place and handed_in.place.ref) == (FORM.subject, PlaceRef(HERE, GENERAL))
    await slack.expect(GENERAL, "Made", to=ANNA)


async def posts_and_is_pressed(slack: LocalSlack, engine: Facilitator, connection: SlackConnection) -> None:
    card = Card("A question", (Quote("<!here> how?", "Anna"),), (Button("Accept", "questions.accept", FORM.subject),))
    sent = await connection.platform.send(Outgoing(id="d1", to=PlaceRef(HERE, GENERAL), message=card))
    message = await slack.expect(GENERAL, "<!here> how?")
    check_message(message)
    await slack.press(BRAM, message, "Accept")
    pressed = engine.latest(ButtonPressed)
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.action, pressed.subject, pressed.message_id) == ("questions.accept", FORM.subject, sent.message_id)
    assert (await slack.expect(GENERAL, "Accepted"))["ts"] == sent.message_id
    private = await connection.platform.send(Outgoing(id="d2", to=AccountRef(HERE, BRAM), message=Notice("Just you")))
    assert private.place.channel == await slack.direct(BRAM)
    profile = await connection.platform.look_up(AccountRef(HERE, "U04DEVI"), None)
    assert (profile.name, profile.zone) == ("Devi Nair", "Asia/Kolkata")


async def shows_a_home(slack: LocalSlack) -> None:
    await slack.open_home(ANNA)
    assert "At home" in str(await slack.home(ANNA))
