"""What a person did in the playground, as the engine's events. Pure: nothing is looked up or kept here."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.border import Basics, clean
from adapters.playground.channels import Channel
from adapters.playground.people import WORKSPACE, Person
from adapters.playground.posts import Post
from facilitation.events import (
    Actor,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    FormValue,
    HomeOpened,
    LinksShared,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    MessageShortcutUsed,
    Place,
    PlaceChosen,
    ReactionAdded,
    Said,
)
from facilitation.messages import ChoiceInput, Form, PlaceInput, Subject, TextInput
from facilitation.people import PlaceKind, PlaceRef

SLASH = re.compile(r"/kring(?:\s+(?P<rest>.*))?", re.DOTALL | re.IGNORECASE)
HANDBOOK = re.compile(r"https?://\S+/handbook/\S+")
MENTION = re.compile(r"(?<!\w)@kring\b[:,]?", re.IGNORECASE)

Given = Mapping[str, Sequence[str]]
"""What was filled in, by input name; one text for most inputs, any number for choices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does something, when, and the delivery it counts as."""

    person: Person
    at: datetime
    delivery_id: str

    @property
    def basics(self) -> Basics:
        return Basics(delivery_id=self.delivery_id, workspace=WORKSPACE, at=self.at)

    @property
    def actor(self) -> Actor:
        return actor(self.person)


def actor(person: Person) -> Actor:
    return Actor(ref=person.ref, name=person.name, locale=person.language, zone=person.zone)


def place(channel: Channel, thread: str | None = None) -> Place:
    ref = PlaceRef(WORKSPACE, channel.id, thread)
    return Place(ref=ref, kind=channel.place_kind, name="" if channel.is_private else channel.name)


def slash_command(text: str) -> str | None:
    """What follows `/kring`, trimmed; None when the text is no such command."""
    found = SLASH.fullmatch(text.strip())
    return (found["rest"] or "").strip() if found else None


def command(act: Act, where: Place, text: str) -> CommandGiven:
    return CommandGiven(
        **act.basics,
        by=act.actor,
        place=where,
        text=text,
        said=Said.SLASH,
    )


def menu_opened(act: Act, where: Place) -> CommandGiven:
    return CommandGiven(**act.basics, by=act.actor, place=where, text="", said=Said.MENU)


def posted(act: Act, channel: Channel, post: Post) -> MessagePosted | CommandGiven | None:
    """None where Kring isn't in."""
    if not channel.kring:
        return None
    where = place(channel, post.thread)
    direct = channel.place_kind is PlaceKind.DIRECT
    if direct or MENTION.search(post.text):
        return CommandGiven(
            **act.basics,
            by=act.actor,
            place=where,
            text=MENTION.sub("", post.text).strip(),
            said=Said.DIRECT if direct else Said.MENTION,
            message_id=post.id,
        )
    return MessagePosted(
        **act.basics,
        by=act.actor,
        place=where,
        message_id=post.id,
        text=post.text,
    )


def links_shared(act: Act, channel: Channel, post: Post) -> LinksShared | None:
    """None where there are none to pages of Kring's."""
    urls = tuple(HANDBOOK.findall(post.text)) if channel.kring else ()
    if not urls:
        return None
    where = place(channel, post.thread)
    return LinksShared(**act.basics, by=act.actor, place=where, message_id=post.id, urls=urls)


def edited(act: Act, channel: Channel, post: Post) -> MessageEdited:
    return MessageEdited(
        **act.basics,
        place=place(channel, post.thread),
        message_id=post.id,
        text=post.text,
    )


def deleted(act: Act, channel: Channel, post: Post) -> MessageDeleted:
    return MessageDeleted(
        **act.basics,
        place=place(channel, post.thread),
        message_id=post.id,
    )


def reacted(act: Act, channel: Channel, post: Post, emoji: str) -> ReactionAdded:
    return ReactionAdded(
        **act.basics,
        by=act.actor,
        place=place(channel, post.thread),
        message_id=post.id,
        emoji=emoji,
    )


def pressed(act: Act, where: Place, post: Post | None, action: str, subject: str) -> ButtonPressed:
    """`post` is None for a button on the home view."""
    return ButtonPressed(
        **act.basics,
        by=act.actor,
        place=where,
        message_id=post.id if post and post.only_for is None else None,
        action=action,
        subject=Subject.decode(subject),
    )


def shortcut(act: Act, channel: Channel, post: Post, name: str, author: Person | None) -> MessageShortcutUsed:
    return MessageShortcutUsed(
        **act.basics,
        by=act.actor,
        place=place(channel, post.thread),
        shortcut=name,
        message_id=post.id,
        author=actor(author) if author else None,
        text=post.text,
    )


def home_opened(act: Act) -> HomeOpened:
    return HomeOpened(**act.basics, by=act.actor)


def joined(act: Act, channel: Channel, *, is_kring: bool = False) -> MemberJoined:
    return MemberJoined(
        **act.basics,
        by=act.actor,
        place=place(channel),
        is_kring=is_kring,
    )


def left(act: Act, channel: Channel, *, is_kring: bool = False) -> MemberLeft:
    return MemberLeft(
        **act.basics,
        by=act.actor,
        place=place(channel),
        is_kring=is_kring,
    )


def submitted(act: Act, where: Place | None, form: Form, values: Mapping[str, FormValue]) -> FormSubmitted:
    return FormSubmitted(
        **act.basics,
        by=act.actor,
        place=where,
        action=form.action,
        subject=form.subject,
        values=values,
    )


def filled_in(form: Form, given: Given, chosen: Callable[[str], PlaceChosen | None]) -> dict[str, FormValue]:
    """The values as `FormSubmitted` carries them; `chosen` finds a channel by its id."""
    values: dict[str, FormValue] = {}
    for each in form.inputs:
        texts = tuple(clean(text) for text in given.get(each.name, ()))
        first = texts[0] if texts else ""
        if isinstance(each, ChoiceInput):
            values[each.name] = tuple(text for text in texts if text)
        elif isinstance(each, PlaceInput):
            values[each.name] = chosen(first) or ""
        else:
            values[each.name] = first
    return values


def noticed(form: Form, values: Mapping[str, FormValue]) -> dict[str, str]:
    """What the other platforms' own dialogs notice before Kring hears of it: a text's key by input name."""
    errors = {}
    for each in form.inputs:
        value = values[each.name]
        if not each.optional and not (value.strip() if isinstance(value, str) else value):
            errors[each.name] = "playground.form.required"
        elif isinstance(each, TextInput) and isinstance(value, str) and len(value) > each.longest:
            errors[each.name] = "playground.form.too_long"
    return errors
