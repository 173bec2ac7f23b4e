"""What the one who acts sees at once: dialogs, cards replaced, lines, direct messages."""

import asyncio

import pytest

from adapters.teams.connection import TeamsConnection
from facilitation.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    MemberJoined,
    MessageShortcutUsed,
    ReactionAdded,
)
from facilitation.messages import (
    Button,
    Card,
    ChoiceInput,
    Form,
    Home,
    Message,
    Notice,
    OpenForm,
    Option,
    Paragraph,
    PlaceInput,
    RefuseForm,
    ReplaceCard,
    ShowHome,
    Subject,
    TextInput,
    Whisper,
)
from facilitation.people import CommunityId, PlaceRef, WorkspaceId
from facilitation.ports.platform import Outgoing
from tests.adapters.teams.conftest import RecordingEngine
from tests.emulators.bot_connector import BotConnector
from tests.emulators.connector_faults import Fault
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import BOT, CRAFT, GENERAL, HIDDEN, PEOPLE, TENANT
from tests.emulators.teams_tenant import Message as Seen

WORKSPACE = WorkspaceId(f"teams:{TENANT}")
ANNA, BRAM, CHLOE = PEOPLE[:3]
SUBJECT = Subject(CommunityId("c1"), "q1", "x")
ASK = Button("Ask", "questions.open", SUBJECT, opens_form=True)
DONE = Button("Done", "questions.done", SUBJECT)
CARD = Card("Questions", (Paragraph("What would you like to **know**?"),), (ASK, DONE))
FORM = Form(
    title="Ask a question",
    action="questions.ask",
    submit="Send",
    subject=SUBJECT,
    inputs=(
        TextInput("title", "Your question"),
        ChoiceInput("days", "Days", (Option("MO", "Monday"), Option("TU", "Tuesday")), several=True),
    ),
)


@pytest.fixture
async def card(kring: TeamsConnection, teams: Teams, connector: BotConnector) -> Seen:
    """A card of Kring's in the channel."""
    address = {"service_url": connector.service_url, "tenant": TENANT, "bot": BOT}
    place = PlaceRef(WORKSPACE, CRAFT.id)
    await kring.platform.send(Outgoing(id="1", to=place, message=CARD, address=address))
    return await teams.expect_in(CRAFT, "What would you like to know?")


async def test_a_form_opens_is_refused_with_the_input_kept_and_then_taken(
    teams: Teams, engine: RecordingEngine, card: Seen
) -> None:
    engine.will_answer(OpenForm(FORM), RefuseForm({"title": "Too short"}), None)
    await teams.press(ANNA, card, "Ask")
    pressed = engine.last
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.subject, pressed.message_id, pressed.can_open_form) == (SUBJECT, card.id, True)
    assert "Your question" in teams.dialogs[ANNA.id].words

    assert await teams.fill(ANNA, {"title": "x", "days": ["MO", "Tuesday"]}) == {"title": "Too short"}
    assert await teams.fill(ANNA, {"title": "How do you start?"}) == {}
    sent = engine.last
    assert isinstance(sent, FormSubmitted)
    assert (sent.text("title"), sent.chosen("days"), sent.subject) == ("How do you start?", ("MO", "TU"), SUBJECT)
    assert ANNA.id not in teams.dialogs


async def test_a_pressed_card_is_replaced_at_once_for_the_one_who_pressed_and_then_for_all(
    teams: Teams, engine: RecordingEngine, card: Seen
) -> None:
    engine.will_answer(ReplaceCard(Notice("It is done.")))
    await teams.press(ANNA, card, "Done")
    assert teams.words(card, ANNA) == "It is done."
    await teams.expect(lambda: [card], "It is done.", BRAM)


async def test_a_line_for_one_is_a_line_of_the_client(teams: Teams, engine: RecordingEngine, card: Seen) -> None:
    engine.will_answer(Whisper(Notice("Only **you** see this.")), None)
    await teams.press(ANNA, card, "Done")
    await teams.press(ANNA, card, "Done")
    assert teams.lines[ANNA.id] == ["Only you see this.", "✓"]


async def test_a_card_for_one_is_a_direct_message(teams: Teams, engine: RecordingEngine, card: Seen) -> None:
    engine.will_answer(Whisper(CARD))
    await teams.press(ANNA, card, "Done")
    await teams.expect_private(ANNA, "What would you like to know?")
    assert teams.private(BRAM) == []


@pytest.mark.parametrize("answer", [Whisper(CARD), ShowHome(Home((CARD, CARD)))], ids=["whisper", "home"])
async def test_an_answer_to_a_command_is_a_direct_message(
    teams: Teams, engine: RecordingEngine, answer: Whisper | ShowHome
) -> None:
    engine.will_answer(answer)
    await teams.mention(ANNA, CRAFT, "help")
    await teams.expect_private(ANNA, "What would you like to know?")
    assert teams.posts(CRAFT) == []


async def test_a_form_cannot_open_for_a_mention(teams: Teams, engine: RecordingEngine) -> None:
    engine.will_answer(OpenForm(FORM))
    await teams.mention(ANNA, CRAFT, "ask")
    command = engine.last
    assert isinstance(command, CommandGiven)
    assert not command.can_open_form
    assert teams.dialogs == {}


@pytest.mark.parametrize("message", [Notice("This is **over**."), Card("This is over.")], ids=["notice", "card"])
async def test_a_dialog_shows_what_is_said_instead_of_a_form(
    teams: Teams, engine: RecordingEngine, card: Seen, message: Message
) -> None:
    engine.will_answer(Whisper(message))
    await teams.press(ANNA, card, "Ask")
    assert "This is over." in teams.dialogs[ANNA.id].words


async def test_an_old_card_says_so_in_the_dialog_and_is_replaced(
    teams: Teams, engine: RecordingEngine, card: Seen
) -> None:
    engine.will_answer(ReplaceCard(Notice("Closed meanwhile.")))
    await teams.press(ANNA, card, "Ask")
    assert "Closed meanwhile." in teams.dialogs[ANNA.id].words
    await teams.expect_in(CRAFT, "Closed meanwhile.")


async def test_a_sent_form_replaces_the_card_it_came_from(teams: Teams, engine: RecordingEngine, card: Seen) -> None:
    engine.will_answer(OpenForm(FORM), ReplaceCard(Notice("Asked.")))
    await teams.press(ANNA, card, "Ask")
    await teams.fill(ANNA, {"title": "How?"})
    assert teams.dialogs == {}
    await teams.expect_in(CRAFT, "Asked.")


async def test_a_press_within_a_dialog_goes_on_in_it(teams: Teams, engine: RecordingEngine, card: Seen) -> None:
    engine.will_answer(Whisper(CARD), OpenForm(FORM), None)
    await teams.press(ANNA, card, "Ask")
    await teams.press_in_dialog(ANNA, "Ask")
    pressed = engine.last
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.message_id, pressed.can_open_form) == (card.id, True)
    assert await teams.fill(ANNA, {"title": "How?"}) == {}
    assert isinstance(engine.last, FormSubmitted)


async def test_home_can_be_shown_in_a_dialog(teams: Teams, engine: RecordingEngine, card: Seen) -> None:
    engine.will_answer(ShowHome(Home((CARD, Card("Check-ins")))))
    await teams.press(ANNA, card, "Ask")
    assert "Check-ins" in teams.dialogs[ANNA.id].words


async def test_nothing_to_say_closes_the_dialog(teams: Teams, engine: RecordingEngine, card: Seen) -> None:
    engine.will_answer(None)
    await teams.press(ANNA, card, "Ask")
    assert teams.dialogs == {}


async def test_the_message_menu_opens_a_form_that_names_the_author(teams: Teams, engine: RecordingEngine) -> None:
    written = await teams.write(BRAM, CRAFT, "How do <you> start?")
    engine.will_answer(OpenForm(FORM), RefuseForm({"title": "Shorter"}), None)
    await teams.use_shortcut(ANNA, written, "ask")
    used = engine.last
    assert isinstance(used, MessageShortcutUsed)
    assert (used.shortcut, used.text, used.message_id) == ("ask", "How do <you> start?", written.id)
    assert used.author
    assert (used.author.ref.user, used.author.name, used.by.ref.user) == (BRAM.id, "Bram Claes", ANNA.id)
    assert await teams.fill(ANNA, {"title": "long"}) == {"title": "Shorter"}
    assert await teams.fill(ANNA, {"title": "short"}) == {}
    assert isinstance(engine.last, FormSubmitted)


async def test_an_author_who_cannot_be_found_is_nobody(
    teams: Teams, engine: RecordingEngine, connector: BotConnector
) -> None:
    written = await teams.write(BRAM, CRAFT, "How?")
    connector.faults.append(Fault(404, method="GET", path="/members/"))
    await teams.use_shortcut(ANNA, written, "ask")
    used = engine.last
    assert isinstance(used, MessageShortcutUsed)
    assert used.author is None


async def test_a_form_offers_the_channels_kring_is_in(
    teams: Teams, engine: RecordingEngine, connector: BotConnector, card: Seen
) -> None:
    team = connector.tenant.teams[0]
    await teams.add_kring(ANNA, team, CRAFT)
    joined = next(event for event in engine.events if isinstance(event, MemberJoined))
    assert joined.place
    assert (joined.is_kring, joined.place.ref.channel) == (True, CRAFT.id)

    here = PlaceRef(WORKSPACE, CRAFT.id)
    form = Form("Community", "communities.create", "Create", (PlaceInput("where", "Channel", initial=here),))
    engine.will_answer(OpenForm(form), None)
    await teams.press(ANNA, card, "Ask")
    assert "Writers, Craft\nWriters\n" in teams.dialogs[ANNA.id].words
    await teams.fill(ANNA, {"where": "Writers"})
    sent = engine.last
    assert isinstance(sent, FormSubmitted)
    chosen = sent.channel("where")
    assert chosen
    assert (chosen.ref.channel, chosen.name, chosen.kring_is_in) == (GENERAL.id, "Writers", True)


async def test_a_channel_of_a_team_they_are_not_in_is_neither_offered_nor_taken(
    teams: Teams, engine: RecordingEngine, connector: BotConnector, card: Seen
) -> None:
    """Nor one that the form itself names, as any that Kring has seen."""
    writers, elsewhere, *_ = connector.tenant.teams
    elsewhere.outside.add(ANNA.id)
    await teams.add_kring(BRAM, writers, CRAFT)
    await teams.add_kring(BRAM, elsewhere, HIDDEN)
    named = ((PlaceRef(WORKSPACE, HIDDEN.id), "Elsewhere"),)
    form = Form("Rhythm", "rhythms.keep", "Keep", (PlaceInput("where", "Channel", known=named),))
    offered = []
    for person in (BRAM, ANNA):
        engine.will_answer(OpenForm(form))
        await teams.press(person, card, "Ask")
        offered.append("Elsewhere" in teams.dialogs[person.id].words)
    assert offered == [True, False]

    dialog = teams.dialogs[ANNA.id]
    activity = teams.activities.invoke(
        "task/submit", ANNA, ANNA.direct, {"data": {**dialog.hidden, "where": HIDDEN.id}, "context": {}}
    )
    await teams.deliver(activity)
    sent = engine.last
    assert isinstance(sent, FormSubmitted)
    assert sent.channel("where") is None


async def test_a_channel_is_taken_only_when_teams_can_tell_that_they_are_in_it(
    teams: Teams, engine: RecordingEngine, connector: BotConnector, card: Seen
) -> None:
    await teams.add_kring(ANNA, connector.tenant.teams[0], CRAFT)
    form = Form(
        "Rhythm", "rhythms.keep", "Keep", (PlaceInput("where", "Channel", initial=PlaceRef(WORKSPACE, CRAFT.id)),)
    )
    connector.faults += [Fault(503, method="GET", path="/members/", times=2)]
    engine.will_answer(OpenForm(form), None)
    await teams.press(ANNA, card, "Ask")
    await teams.fill(ANNA, {})
    sent = engine.last
    assert isinstance(sent, FormSubmitted)
    assert sent.channel("where") is None


async def test_a_team_kring_was_removed_from_is_not_offered(
    teams: Teams, engine: RecordingEngine, connector: BotConnector, kring: TeamsConnection
) -> None:
    team = connector.tenant.teams[0]
    await teams.tell(ANNA, "hello")
    await teams.add_kring(ANNA, team, CRAFT)
    await teams.remove_kring(ANNA, team)
    seen = await kring.platform.look_at(PlaceRef(WORKSPACE, CRAFT.id))
    assert (seen.name, seen.kring_is_in) == ("", False)


async def test_a_check_mark_on_a_reply_arrives(teams: Teams, engine: RecordingEngine, card: Seen) -> None:
    reply = await teams.write(CHLOE, CRAFT, "Start small.", under=card.id)
    await teams.react(ANNA, reply, "2705_whiteheavycheckmark")
    reacted = engine.last
    assert isinstance(reacted, ReactionAdded)
    assert (reacted.emoji, reacted.message_id, reacted.place.ref.thread) == ("✅", reply.id, card.id)


async def test_an_answer_that_cannot_be_sent_loses_nothing(
    teams: Teams, engine: RecordingEngine, connector: BotConnector
) -> None:
    connector.tenant.blocked.add(ANNA.id)
    engine.will_answer(Whisper(CARD))
    await teams.mention(ANNA, CRAFT, "help")
    assert len(engine.events) == 1


async def test_a_hundred_deliveries_at_once_are_all_answered(teams: Teams, engine: RecordingEngine) -> None:
    await asyncio.gather(*(teams.mention(PEOPLE[n % 6], CRAFT, f"help {n}") for n in range(100)))
    assert len({event.delivery_id for event in engine.events}) == 100
