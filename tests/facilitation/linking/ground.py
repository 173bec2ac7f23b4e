"""Two workspaces with a place each, one community in both, and people who write on either side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from facilitation.events import (
    Actor,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    FormValue,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageShortcutUsed,
    Place,
    PlaceChosen,
    ReactionAdded,
    Said,
)
from facilitation.messages import Answer, Whisper
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from tests.carrier import Post
from tests.shown import button, opened, words
from tests.village import CHANNEL, Village, someone

NORTHWIND = WorkspaceId("slack:northwind")
CONTRACTS = PlaceRef(NORTHWIND, "contracts")
NOOR, JONAS = someone("Noor"), someone("Jonas")
ANNA = Actor(ref=AccountRef(NORTHWIND, "anna"), name="Anna", locale="en", zone="Europe/Brussels")
BRAM = Actor(ref=AccountRef(NORTHWIND, "bram"), name="Bram", locale="en", zone="Europe/Brussels")


@dataclass
class Side:
    """One place, with what is done and seen there. `home` people act in the village's channel."""

    village: Village
    place: PlaceRef
    said: dict[str, str] = field(default_factory=dict)

    def command(self, by: Actor, text: str, thread: str | None = None) -> Answer | None:
        place = Place(ref=PlaceRef(self.place.workspace, self.place.channel, thread), name=self.place.channel)
        return self.village.happen(CommandGiven(by=by, place=place, text=text, said=Said.SLASH, **self.delivery()))

    def say(self, by: Actor, text: str, thread: str | None = None) -> str:
        identity = f"m{next(self.village.carrier.numbers):05}"
        place = Place(ref=PlaceRef(self.place.workspace, self.place.channel, thread))
        self.village.happen(MessagePosted(by=by, place=place, message_id=identity, text=text, **self.delivery()))
        self.said[identity] = text
        return identity

    def edit(self, message_id: str, text: str) -> None:
        place = Place(ref=self.place)
        self.village.happen(MessageEdited(place=place, message_id=message_id, text=text, **self.delivery()))

    def delete(self, message_id: str) -> None:
        self.village.happen(MessageDeleted(place=Place(ref=self.place), message_id=message_id, **self.delivery()))

    def react(self, by: Actor, message_id: str, emoji: str) -> None:
        place = Place(ref=self.place)
        self.village.happen(ReactionAdded(by=by, place=place, message_id=message_id, emoji=emoji, **self.delivery()))

    def use_shortcut(self, by: Actor, shortcut: str, message_id: str, text: str, thread: str) -> Answer | None:
        """On what somebody wrote themselves in a thread."""
        place = Place(ref=PlaceRef(self.place.workspace, self.place.channel, thread))
        return self.village.happen(
            MessageShortcutUsed(
                by=by,
                place=place,
                shortcut=shortcut,
                message_id=message_id,
                author=by,
                text=text,
                **self.delivery(),
            )
        )

    def use_shortcut_on(self, by: Actor, shortcut: str, shown: Post) -> Answer | None:
        """On a message of Kring's: the platform tells that Kring wrote it, and its words as they stand there."""
        kring = Actor(ref=AccountRef(self.place.workspace, "kring"), name="Kring", is_bot=True)
        return self.village.happen(
            MessageShortcutUsed(
                by=by,
                place=Place(ref=self.place),
                shortcut=shortcut,
                message_id=shown.id,
                author=kring,
                text=words(shown),
                **self.delivery(),
            )
        )

    def press(self, by: Actor, shown: object, label: str) -> Answer | None:
        pressed = button(shown, label)
        return self.village.happen(
            ButtonPressed(
                by=by,
                place=Place(ref=self.place),
                message_id=shown.id if isinstance(shown, Post) else None,
                action=pressed.action,
                subject=pressed.subject,
                **self.delivery(),
            )
        )

    def fill(self, by: Actor, form: object, **values: FormValue) -> Answer | None:
        filled = opened(form)
        initial = {each.name: each.initial for each in filled.inputs if isinstance(each.initial, str | tuple)}
        return self.village.happen(
            FormSubmitted(
                by=by,
                place=Place(ref=self.place),
                action=filled.action,
                subject=filled.subject,
                values={**initial, **values},
                **self.delivery(),
            )
        )

    def channel(self) -> Sequence[Post]:
        return self.village.channel(self.place)

    def card(self, words_in_it: str) -> Post:
        """The newest in the channel that holds these words."""
        return next(post for post in reversed(self.channel()) if words_in_it in words(post))

    def thread(self, root: str) -> Sequence[str]:
        """What Kring wrote in it."""
        there = PlaceRef(self.place.workspace, self.place.channel, root)
        return [words(post) for post in self.village.carrier.posts.values() if post.to == there]

    def delivery(self) -> dict[str, Any]:
        return {**self.village.delivery(), "workspace": self.place.workspace}


def home(village: Village) -> Side:
    return Side(village, CHANNEL)


def northwind(village: Village) -> Side:
    return Side(village, CONTRACTS)


def invitation(village: Village, by: Actor = NOOR) -> str:
    """Its code, as it is told to whoever made it."""
    told = home(village).fill(by, home(village).command(by, "link place"), side="City")
    assert isinstance(told, Whisper)
    assert told.fleeting
    return words(told).partition("link here ")[2].partition("`")[0]


def accept(
    village: Village, code: str, by: Actor = ANNA, place: PlaceRef = CONTRACTS, side: str = "Northwind"
) -> Answer | None:
    there = Side(village, place)
    return there.fill(by, there.command(by, f"link here {code}"), channel=PlaceChosen(place, place.channel), side=side)


def link(village: Village) -> None:
    accept(village, invitation(village))


def end(side: Side, by: Actor, called: str = "Northwind") -> Answer | None:
    """Asked once more, for what goes along."""
    return side.press(by, side.press(by, side.command(by, "unlink place"), f"End {called}"), "Yes, end it")
