"""A stand-in for the engine: answers the same things the same way, so that the playground can be tried by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.playground.drawing import Preview
from adapters.playground.platform import PlaygroundPlatform
from adapters.playground.playground import Playground, Surroundings
from bot.notes import ScratchNotes
from facilitation.events import (
    AnyChatEvent,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    MessageShortcutUsed,
)
from facilitation.messages import (
    Answer,
    Button,
    Card,
    ChoiceInput,
    DateInput,
    Facts,
    Form,
    Home,
    LinkButton,
    Message,
    Notice,
    OpenForm,
    Option,
    Paragraph,
    PlaceInput,
    Quote,
    RefuseForm,
    ReplaceCard,
    ShowHome,
    Small,
    Subject,
    TextInput,
    TimeInput,
    Tone,
    Whisper,
)
from facilitation.people import AccountRef, PlaceRef
from facilitation.ports.platform import Outgoing
from facilitation.repertoire import Offer

TUESDAY = datetime(2026, 11, 24, 9, 2, tzinfo=UTC)

EVERYTHING = Form(
    title="Set a check-in",
    action="everything",
    submit="Set it",
    intro=(Paragraph("A moment, every week, at which each member **arrives**."),),
    inputs=(
        TextInput("name", "What is it called?", hint="Short, for the digest.", longest=40),
        ChoiceInput("days", "On which days?", (Option("MO", "Monday"), Option("TU", "Tuesday")), several=True),
        TimeInput("time", "At what time?", initial="10:00"),
        DateInput("first", "From which day on?", optional=True),
        ChoiceInput(
            "seen", "Who sees the answers?", (Option("open", "Everyone at once"), Option("sealed", "Afterwards"))
        ),
        ChoiceInput("zone", "In which zone?", tuple(Option(str(n), f"Zone {n}") for n in range(8)), initial=("2",)),
        TextInput("question", "What will be asked?", multiline=True),
        PlaceInput("place", "Where does the digest go?"),
    ),
)
HELP = Card(
    "What I can do",
    (
        Paragraph("Type `/kring` and one of these:\n\n- **ask** something of the others\n- **find** what was kept"),
        Small("Only you see this. A [page](https://example.org) tells more."),
    ),
    (
        Button("Ask something", "open", opens_form=True, tone=Tone.PRIMARY),
        Button("Thank you", "accept"),
        LinkButton("Read more", "https://example.org"),
    ),
)
QUESTION = Card(
    "How do I shorten a text without hurting its writer?",
    (
        Quote("They wrote eleven pages.\nI need two <b>good</b> ones & no quarrel.", "Marta Kowalska"),
        Facts((("Asked in", "#clear-writing"), ("Replies", "0"))),
        Small("Reply in the thread. Whoever asked can accept a reply."),
    ),
    (Button("This helped", "accept", Subject(id="1")), Button("Withdraw", "withdraw", tone=Tone.DANGER)),
)
WAITING = Card("A check-in is open", (Paragraph("It closes at 16:00."),), (Button("Answer", "open", opens_form=True),))


@dataclass
class HandClock:
    moment: datetime = TUESDAY

    def now(self) -> datetime:
        return self.moment

    async def move_to(self, instant: datetime) -> None:
        self.moment = instant


class Scripted:
    """The handle: remembers what it heard, and answers by the first word."""

    def __init__(self) -> None:
        self.heard: list[AnyChatEvent] = []
        self.platform: PlaygroundPlatform | None = None

    async def __call__(self, event: AnyChatEvent) -> Answer | None:
        self.heard.append(event)
        match event:
            case CommandGiven():
                return await self._told(event)
            case ButtonPressed(action="open") | MessageShortcutUsed():
                return OpenForm(EVERYTHING)
            case ButtonPressed():
                return ReplaceCard(Card("Done", (Small(f"{event.by.name} pressed {event.action}."),)))
            case FormSubmitted():
                return self._filled_in(event)
            case HomeOpened():
                return ShowHome(Home((WAITING,)))
            case _:
                return None

    async def _told(self, event: CommandGiven) -> Answer | None:
        word = event.text.partition(" ")[0]
        if word == "fail":
            raise RuntimeError("as scripted")
        if word == "form":
            return OpenForm(EVERYTHING)
        if word == "ask":
            await self.say(event.place.ref.whole, QUESTION)
            return None
        return Whisper(HELP if word in ("help", "") else Notice(f"I heard *{word}*."))

    def _filled_in(self, event: FormSubmitted) -> Answer:
        if event.text("name") == "refused":
            return RefuseForm({"name": "Please choose another name.", "days": "Not on that day."})
        return Whisper(Notice("It is **set**."))

    async def say_privately(self, to: AccountRef, message: Message, identity: str = "out-2") -> None:
        assert self.platform is not None
        await self.platform.send(Outgoing(id=identity, to=to, message=message))

    async def say(self, to: PlaceRef, message: Message, identity: str = "out-1", replaces: str | None = None) -> str:
        """Return the message's id."""
        assert self.platform is not None
        sent = await self.platform.send(Outgoing(id=identity, to=to, message=message, replaces=replaces))
        return sent.message_id


def as_teams(message: Message) -> Preview:
    title = message.title if isinstance(message, Card) else message.text
    content = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [{"type": "TextBlock", "text": title, "weight": "bolder"}],
    }
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
    return Preview({"type": "message", "attachments": [card]})


def as_slack(message: Message) -> Preview:
    title = message.title if isinstance(message, Card) else message.text
    return Preview({"text": title, "blocks": [{"type": "header", "text": {"type": "plain_text", "text": title}}]})


def verbs(_: str) -> Sequence[Offer]:
    return (
        Offer("help", "what I can do"),
        Offer("ask", "ask the others something"),
        Offer("form", "a form with everything"),
        Offer("community create", "start a community"),
    )


def build(scripted: Scripted, notes: ScratchNotes, clock: HandClock, *, movable: bool = True) -> Playground:
    playground = Playground(
        Surroundings(
            handle=scripted,
            clock=clock,
            notes=notes,
            previews={"slack": as_slack, "teams": as_teams},
            verbs=verbs,
            shortcuts=lambda _: (Offer("ask", "Ask about this"),),
            mover=clock if movable else None,
        )
    )
    scripted.platform = playground.platform
    return playground
