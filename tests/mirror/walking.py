"""Somebody who tries everything: says each verb, presses each button, fills in each form, in every order it comes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from facilitation.events import (
    Actor,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    FormValue,
    HomeOpened,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageShortcutUsed,
    Place,
    PlaceChosen,
    ReactionAdded,
    Said,
)
from facilitation.messages import (
    SAY,
    Answer,
    Button,
    Card,
    ChoiceInput,
    DateInput,
    Form,
    Input,
    OpenForm,
    PlaceInput,
    RefuseForm,
    ReplaceCard,
    ShowHome,
    Subject,
    TextInput,
    TimeInput,
    Whisper,
)
from facilitation.people import AccountRef, GroupRef, PlaceRef, Recipient
from tests.carrier import place_of
from tests.mirror.sides import House, Side

EACH = 1  # time that one person does one thing, until `by_person` is cleared
STEPS = 4000  # at most, so that it ends
AS_THEY_STAND = ("zone", "minimum", "least", "most", "call_link", "day")
NUMBERS = count()


@dataclass
class Shown:
    """A card with its buttons, or a form, before somebody; `place` is where it stands."""

    to: Actor
    what: Card | Form
    place: Place
    message_id: str | None = None


@dataclass
class Walk:
    house: House
    side: Side
    done: Counter[str] = field(default_factory=Counter)
    subjects: dict[tuple[str, str], None] = field(default_factory=dict)
    """What buttons and forms were about, with their actions."""
    forms: dict[str, Form] = field(default_factory=dict)
    before: list[Shown] = field(default_factory=list)
    read: int = 0
    by_person: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    # What people do

    def says(self, person: Actor, text: str, said: Said = Said.SLASH) -> Answer | None:
        place = self.side.direct(person) if said in (Said.DIRECT, Said.MENU) else self._channel()
        opens = said in (Said.SLASH, Said.MENU)
        return self.happens(
            person,
            place,
            CommandGiven(by=person, place=place, text=text, said=said, can_open_form=opens, **self.delivery()),
        )

    def writes(self, person: Actor, words: str, thread: str | None = None) -> str:
        identity = f"m{next(NUMBERS):06}"
        place = Place(ref=PlaceRef(self.side.workspace, self.side.here.channel, thread))
        words = self.side.marked(words)
        self.happens(
            person, place, MessagePosted(by=person, place=place, message_id=identity, text=words, **self.delivery())
        )
        return identity

    def edits(self, person: Actor, message: str, words: str) -> None:
        place, words = self._channel(), self.side.marked(words)
        self.happens(person, place, MessageEdited(place=place, message_id=message, text=words, **self.delivery()))

    def deletes(self, person: Actor, message: str) -> None:
        place = self._channel()
        self.happens(person, place, MessageDeleted(place=place, message_id=message, **self.delivery()))

    def reacts(self, person: Actor, message: str, emoji: str) -> None:
        place = self._channel()
        self.done[f"reaction {emoji}"] += 1
        self.happens(
            person, place, ReactionAdded(by=person, place=place, message_id=message, emoji=emoji, **self.delivery())
        )

    def uses(self, person: Actor, shortcut: str, message: str, author: Actor) -> None:
        place, words = self._channel(), self.side.marked("Why do our letters come back?")
        self.done[f"shortcut {shortcut}"] += 1
        used: dict[str, Any] = {"shortcut": shortcut, "message_id": message, "author": author, "text": words}
        self.happens(person, place, MessageShortcutUsed(by=person, place=place, **used, **self.delivery()))

    def opens_home(self, person: Actor) -> None:
        self.happens(person, self.side.direct(person), HomeOpened(by=person, **self.delivery()))

    def presses(self, person: Actor, place: Place, message_id: str | None, action: str, subject: Subject) -> None:
        self.done[f"button {action}"] += 1
        pressed: dict[str, Any] = {"message_id": message_id, "action": action, "subject": subject}
        event = ButtonPressed(by=person, place=place, **pressed, **self.delivery())
        self.happens(person, place, event, message_id)

    def fills(self, person: Actor, place: Place, form: Form) -> None:
        """With something in everything; what is refused is left as it stood."""
        self.done[f"form {form.action}"] += 1
        turn = self.done[f"form {form.action}"]
        values = {each.name: self._value(each, turn) for each in form.inputs}
        for _ in range(2):
            about: dict[str, Any] = {"action": form.action, "subject": form.subject, "values": values}
            answer = self.happens(person, place, FormSubmitted(by=person, place=place, **about, **self.delivery()))
            if not isinstance(answer, RefuseForm):
                return
            self.refused[f"{form.action} {sorted(answer.errors.items())}"] += 1
            stood = {each.name: _as_it_stood(each) for each in form.inputs}
            values = {name: stood[name] if name in answer.errors else value for name, value in values.items()}

    # All of it

    def explore(self) -> None:
        """What lies before people, and what comes of it: first what was never done."""
        for _ in range(STEPS):
            self.look_around()
            if not self.before:
                return
            fresh = next((each for each in self.before if self._is_new(each)), self.before[0])
            self.before.remove(fresh)
            if isinstance(fresh.what, Form):
                if self._once_more(fresh.to, f"form {fresh.what.action}"):
                    self.fills(fresh.to, fresh.place, fresh.what)
                continue
            for button in self._in_order(fresh.what):
                if self._once_more(fresh.to, _name(button)):
                    self.presses(fresh.to, fresh.place, fresh.message_id, button.action, button.subject)

    def _is_new(self, shown: Shown) -> bool:
        if isinstance(shown.what, Form):
            return not self.done[f"form {shown.what.action}"]
        return any(not self.done[f"button {button.action}"] for button in _buttons(shown.what))

    def _in_order(self, card: Card) -> Sequence[Button]:
        """Those first that were pressed least: what a press undoes is not always undone."""
        return sorted(_buttons(card), key=lambda button: self.done[f"button {button.action}"])

    def _once_more(self, person: Actor, what: str) -> bool:
        self.by_person[person.ref.user, what] += 1
        return self.by_person[person.ref.user, what] <= EACH

    def delivery(self) -> dict[str, Any]:
        number = next(NUMBERS)
        return {"delivery_id": f"d{number}", "workspace": self.side.workspace, "at": self.house.clock.moment}

    def passes(self, span: timedelta) -> None:
        self.house.pass_time(span)
        self.look_around()

    def _channel(self) -> Place:
        return Place(ref=self.side.here, name=self.side.marked("letters").replace(" ", "-"))

    def happens(self, person: Actor, place: Place, event: Any, message_id: str | None = None) -> Answer | None:
        answer = self.house.happen(event)
        self.side.shown.append(repr(answer))
        match answer:
            case OpenForm(form):
                self._see(Shown(person, form, place))
            case Whisper(Card() as card):
                self._see(Shown(person, card, place))
            case ReplaceCard(Card() as card):
                self._see(Shown(person, card, place, message_id))
            case ShowHome(home):
                for card in home.cards:
                    self._see(Shown(person, card, self.side.direct(person)))
            case _:
                pass
        return answer

    def _see(self, shown: Shown) -> None:
        self.before.append(shown)
        if isinstance(shown.what, Form):
            self.forms.setdefault(shown.what.action, shown.what)
            self.subjects[f"form {shown.what.action}", shown.what.subject.encode()] = None
            return
        for button in shown.what.actions:
            if isinstance(button, Button):
                self.subjects[f"button {button.action}", button.subject.encode()] = None

    def look_around(self) -> None:
        """Everything that was posted for this side since."""
        told = self.house.carrier.told
        for to, message_id, message in told[self.read :]:
            if to.workspace != self.side.workspace:
                continue
            self.side.shown.append(repr((to, message)))
            for reader in self._readers(to):
                place = self.side.direct(reader) if isinstance(to, AccountRef) else Place(ref=place_of(to, message_id))
                if isinstance(message, Card):
                    self._see(Shown(reader, message, place, message_id))
        self.read = len(told)

    def _readers(self, to: Recipient) -> Iterator[Actor]:
        match to:
            case AccountRef():
                yield from (each for each in self.side.people if each.ref == to)
            case GroupRef(members):
                yield from (each for each in self.side.people if each.ref in members)
            case PlaceRef():
                yield from self.side.people

    def _value(self, asked: Input, turn: int) -> FormValue:
        match asked:
            case TextInput():
                return self._typed(asked, turn)
            case ChoiceInput():
                return (asked.options[turn % len(asked.options)].value,) if asked.options else ()
            case TimeInput() | DateInput():
                return asked.initial
            case PlaceInput():
                return PlaceChosen(self.side.here, self.side.marked("letters"))

    def _typed(self, asked: TextInput, turn: int) -> str:
        if asked.name in AS_THEY_STAND or (asked.initial and not turn % 3):
            return asked.initial
        if asked.name == "tags":
            return self.side.mark or "letters"
        return self.side.marked(f"Why do our letters come back {asked.name} {turn}?")[: asked.longest]


def _buttons(card: Card) -> Sequence[Button]:
    return [each for each in card.actions if isinstance(each, Button)]


def _name(button: Button) -> str:
    return f"say {button.subject.detail[:20]}" if button.action == SAY else f"button {button.action}"


def _as_it_stood(asked: Input) -> FormValue:
    return (
        PlaceChosen(PlaceRef(asked.initial.workspace, asked.initial.channel))
        if isinstance(asked, PlaceInput) and asked.initial
        else (asked.initial if isinstance(asked.initial, str | tuple) else "")
    )
