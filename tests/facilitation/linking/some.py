"""A community in its channel, and a private channel of the same workspace that is a side of its own."""

from datetime import timedelta
from typing import Any

from facilitation.events import (
    Actor,
    ButtonPressed,
    CommandGiven,
    FormValue,
    MemberJoined,
    MemberLeft,
    Place,
    PlaceChosen,
    Said,
)
from facilitation.knowledge.writing_forms import field_name
from facilitation.messages import Answer
from facilitation.people import PlaceKind, PlaceRef
from tests.carrier import Post
from tests.facilitation.linking.ground import Side, home
from tests.shown import button, words
from tests.village import CHANNEL, WORKSPACE, Village, someone

NOOR, JONAS, ELS, SAM = someone("Noor"), someone("Jonas"), someone("Els"), someone("Sam")
STAFF = PlaceRef(WORKSPACE, "staff-only")


def staff(village: Village) -> Side:
    return Side(village, STAFF)


def begin(village: Village, by: Actor = NOOR, place: PlaceRef = STAFF, called: str = "Staff", **chosen: Any) -> None:
    """By a facilitator who is in that channel."""
    there = Side(village, place)
    there.fill(by, there.command(by, "link here"), channel=PlaceChosen(place, place.channel), side=called, **chosen)
    later(village)


def come(village: Village, *people: Actor, place: PlaceRef = STAFF) -> None:
    for each in people:
        village.happen(MemberJoined(by=each, place=Place(ref=place), **village.delivery()))
    later(village)


def leave(village: Village, by: Actor, place: PlaceRef = STAFF) -> None:
    village.happen(MemberLeft(by=by, place=Place(ref=place), **village.delivery()))
    later(village)


def later(village: Village) -> None:
    """Nothing happens at the same moment as what happened before it."""
    village.clock.moment += timedelta(seconds=1)


def between(by: Actor) -> Place:
    return Place(ref=PlaceRef(WORKSPACE, f"with {by.ref.user}"), kind=PlaceKind.DIRECT)


def say(village: Village, by: Actor, text: str) -> str:
    """To Kring itself, which answers in their private conversation."""
    given = CommandGiven(
        by=by, place=between(by), text=text, said=Said.DIRECT, can_open_form=True, **village.delivery()
    )
    before = len(village.private(by))
    answer = village.happen(given)
    return "\n".join([str(answer), *(words(post) for post in village.private(by)[before:])])


def press(village: Village, by: Actor, shown: Post, label: str) -> Answer | None:
    """In their private conversation."""
    pressed = button(shown, label)
    return village.happen(
        ButtonPressed(
            by=by,
            place=between(by),
            message_id=shown.id,
            action=pressed.action,
            subject=pressed.subject,
            **village.delivery(),
        )
    )


def ask(side: Side, by: Actor, title: str, **chosen: FormValue) -> None:
    side.fill(by, side.command(by, "ask"), title=title, **chosen)


def keep(side: Side, by: Actor, title: str, **chosen: FormValue) -> None:
    side.fill(
        by, side.command(by, "keep lesson"), title=title, **{field_name("happened"): f"This is {title}."}, **chosen
    )


def everything_shown(village: Village, by: Actor, since: int = 0) -> str:
    """Whatever somebody can see of Kring who is not in that channel: at home, in private, or by asking for it."""
    asked = [
        each
        for text in ("open questions", "find secret", "community", "unlink place")
        for each in (home(village).command(by, text), say(village, by, text))
    ]
    private, said = (
        [words(post) for post in village.private(by)[since:]],
        [words(post) for post in village.channel(CHANNEL)],
    )
    return "\n".join([*map(str, asked), *private, *said, str(village.home(by)), str(village.find("secret", reader=by))])
