"""The adapter from end to end, over HTTP both ways."""

from adapters.teams.connection import TeamsConnection
from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, Said
from facilitation.messages import (
    Button,
    Card,
    ChoiceInput,
    Form,
    Notice,
    OpenForm,
    Option,
    Paragraph,
    RefuseForm,
    ReplaceCard,
    Subject,
    TextInput,
)
from facilitation.people import CommunityId
from facilitation.ports.platform import Outgoing
from tests.adapters.teams.conftest import RecordingEngine
from tests.emulators.teams_client import Teams
from tests.emulators.teams_tenant import CRAFT, PEOPLE, TENANT

ANNA, BRAM = PEOPLE[:2]
SUBJECT = Subject(CommunityId("c1"), "q1", "x")
FORM = Form(
    title="Ask a question",
    action="questions.ask",
    submit="Ask",
    subject=SUBJECT,
    inputs=(
        TextInput("title", "Your question"),
        ChoiceInput("days", "Days", (Option("MO", "Monday"), Option("TU,x", "Tuesday")), several=True),
    ),
)


async def test_a_card_is_posted_pressed_filled_in_and_replaced(
    teams: Teams, engine: RecordingEngine, kring: TeamsConnection
) -> None:
    await teams.mention(ANNA, CRAFT, "ask  how? <b>")
    asked = engine.last
    assert isinstance(asked, CommandGiven)
    assert (asked.text, asked.said, asked.can_open_form) == ("ask how? <b>", Said.MENTION, False)

    ask = Button("Ask", "q.open", SUBJECT, opens_form=True)
    card = Card("Hello", (Paragraph("**bold** [link](https://example.com)"),), (ask, Button("Done", "q.done", SUBJECT)))
    sent = await kring.platform.send(Outgoing(id="1", to=asked.place.ref, message=card, address=asked.place.address))
    message = await teams.expect_in(CRAFT, "bold link")
    assert (sent.message_id, sent.place) == (message.id, asked.place.ref)

    engine.will_answer(OpenForm(FORM))
    await teams.press(ANNA, message, "Ask")
    pressed = engine.last
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.action, pressed.subject, pressed.message_id) == ("q.open", SUBJECT, message.id)
    assert pressed.can_open_form
    assert "Your question" in teams.dialogs[ANNA.id].words

    engine.will_answer(RefuseForm({"title": "Too short"}), None)
    assert await teams.fill(ANNA, {"title": "x", "days": ["MO", "Tuesday"]}) == {"title": "Too short"}
    submitted = engine.last
    assert isinstance(submitted, FormSubmitted)
    assert (submitted.text("title"), submitted.chosen("days"), submitted.subject) == ("x", ("MO", "TU,x"), SUBJECT)
    assert await teams.fill(ANNA, {"title": "longer"}) == {}
    again = engine.last
    assert isinstance(again, FormSubmitted)
    assert again.chosen("days") == ("MO", "TU,x")
    assert ANNA.id not in teams.dialogs

    engine.will_answer(ReplaceCard(Notice("It is done.")))
    await teams.press(ANNA, message, "Done")
    assert teams.words(message, ANNA) == "It is done."
    assert "bold" in teams.words(message, BRAM)

    to_anna = Outgoing(id="2", to=asked.by.ref, message=Notice("psst"), address=asked.by.address)
    private = await kring.platform.send(to_anna)
    assert (await teams.expect_private(ANNA, "psst")).id == private.message_id
    assert asked.workspace == f"teams:{TENANT}"
