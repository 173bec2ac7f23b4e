"""What happens in the chat. Adapters make these of a platform's payloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from facilitation.messages import Subject
from facilitation.people import AccountRef, Address, PlaceKind, PlaceRef, Standing, WorkspaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did it, with as much as this payload happened to tell about them.

    `is_bot`: another bot; what Kring itself writes or reacts is not handed over.
    `standing` counts until the platform was asked who that is.
    `through`: the account by which they did, where it is another one of theirs than `ref`. Reception says so.
    """

    ref: AccountRef
    name: str = ""
    locale: str | None = None
    zone: str | None = None
    is_bot: bool = False
    standing: Standing | None = None
    address: Address | None = None
    through: AccountRef | None = None

    @property
    def here(self) -> AccountRef:
        """The account by which they did it."""
        return self.through or self.ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it happened, with as much as this payload happened to tell about it."""

    ref: PlaceRef
    kind: PlaceKind = PlaceKind.CHANNEL
    name: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatEvent:
    """`delivery_id` is unique in the workspace: the same twice is handled once.

    It is the platform's own; where that gives none, the adapter makes it of what happened (kind, message, moment), so
    that the same delivery always has the same.
    """

    delivery_id: str
    workspace: WorkspaceId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePosted(ChatEvent):
    """A message that does not address Kring. One that does is a `CommandGiven`; Kring's own are none."""

    by: Actor
    place: Place
    message_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited(ChatEvent):
    """Of somebody's message; Kring's own are not told of."""

    place: Place
    message_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted(ChatEvent):
    place: Place
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionAdded(ChatEvent):
    """`emoji` is the character itself ("✅"), or the platform's name where there is no character.

    Kring's own are not told of.
    """

    by: Actor
    place: Place
    message_id: str
    emoji: str


class Said(StrEnum):
    """How a command reached us."""

    SLASH = "slash"
    MENTION = "mention"
    DIRECT = "direct"
    MENU = "menu"  # the platform's own, which belongs to no conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGiven(ChatEvent):
    """Anything said to Kring: `/kring …`, `@Kring …`, or a direct message. `text` is what follows, trimmed.

    From the platform's menu it has no text, and `place` is where Kring talks with whoever chose it.

    `can_open_form` is False where the platform gives no way to open one (a mention): the engine then
    answers with a button that does.
    """

    by: Actor
    place: Place
    text: str
    said: Said
    message_id: str | None = None
    can_open_form: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed(ChatEvent):
    """`message_id` is None where the card has no id by which it could be changed: a whisper, the home view, a dialog.

    `action` and `subject` are what Kring gave the button: what a client could alter is sealed, or the platform vouches.
    """

    by: Actor
    place: Place
    message_id: str | None
    action: str
    subject: Subject
    can_open_form: bool = True


@dataclass(frozen=True, slots=True)
class PlaceChosen:
    """A channel picked in a form, with what the adapter could find out about it.

    Where a client could name one that whoever picked it can't see, the platform is asked whether they are in it.
    """

    ref: PlaceRef
    name: str = ""
    kring_is_in: bool = True
    address: Address | None = None


FormValue = str | tuple[str, ...] | PlaceChosen


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSubmitted(ChatEvent):
    """`values` by input name: text, date and time as typed ("" when left empty), choices as a tuple.

    `place` is None where the form was opened from none: from a home view, or a menu that belongs to no conversation.

    `can_open_form` is False where a form can't be followed by another.
    """

    by: Actor
    place: Place | None
    action: str
    subject: Subject
    values: Mapping[str, FormValue]
    can_open_form: bool = True

    def text(self, name: str) -> str:
        """What was typed, trimmed; "" when nothing was."""
        value = self.values.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def line(self, name: str) -> str:
        """The same on one line."""
        return " ".join(self.text(name).split())

    def chosen(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else ()

    def choice(self, name: str) -> str:
        """Where one can be chosen: that one, or "" for none."""
        return next(iter(self.chosen(name)), "")

    def channel(self, name: str) -> PlaceChosen | None:
        value = self.values.get(name)
        return value if isinstance(value, PlaceChosen) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageShortcutUsed(ChatEvent):
    """`author` is None when a bot or someone unknown wrote the message."""

    by: Actor
    place: Place
    shortcut: str
    message_id: str
    author: Actor | None
    text: str
    can_open_form: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksShared(ChatEvent):
    """Somebody wrote links to Kring's own pages. May be answered with `ShowLinks`.

    `message_id` is None where the message is not sent yet.
    """

    by: Actor
    place: Place
    message_id: str | None
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened(ChatEvent):
    """Answered by `ShowHome`. Once something was done in a home view that stays open, the adapter makes a new one."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(ChatEvent):
    """Someone (or Kring itself) came into a channel; `place` None: into the workspace."""

    by: Actor
    place: Place | None
    is_kring: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(ChatEvent):
    by: Actor
    place: Place | None
    is_kring: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(ChatEvent):
    """The platform tells how somebody is now: their name, language, zone and standing; also that they are back."""

    of: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClosed(ChatEvent):
    """A channel was archived or deleted."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRenamed(ChatEvent):
    """A channel is called otherwise now: as its place tells."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed(ChatEvent):
    """`also`: further workspaces, where somebody lets Kring into several of an organisation's at once."""

    by: Actor | None
    also: tuple[WorkspaceId, ...] = ()
    organisation: WorkspaceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uninstalled(ChatEvent):
    """`also`: further workspaces that Kring is taken out of with it."""

    also: tuple[WorkspaceId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRunsOut(ChatEvent):
    """The token by which Kring speaks there can't be renewed: `why`, in the platform's own word.

    `turn`: of the installation that it is of. `until`: when it ends. `where`: Kring is installed anew there.
    """

    turn: str
    why: str
    until: datetime
    where: str


AnyChatEvent = (
    MessagePosted
    | MessageEdited
    | MessageDeleted
    | ReactionAdded
    | CommandGiven
    | ButtonPressed
    | FormSubmitted
    | MessageShortcutUsed
    | LinksShared
    | HomeOpened
    | MemberJoined
    | MemberLeft
    | ProfileChanged
    | PlaceClosed
    | PlaceRenamed
    | Installed
    | Uninstalled
    | TokenRunsOut
)


ANSWERED = (CommandGiven, ButtonPressed, FormSubmitted, MessageShortcutUsed, HomeOpened)
"""Somebody waits at these: what is answered at once comes back to the adapter. Else only `LinksShared` is answered."""
