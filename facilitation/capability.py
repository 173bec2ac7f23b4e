"""What a capability offers: the verbs, buttons, forms, timers and events it answers to.

Who may do each of them stands in `rights.toml`. A capability's handlers take the unit of work they need (a Protocol of
its own, wider than `UnitOfWork` by its repositories); the wiring puts all of them over one unit that has everything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from facilitation.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    LookedUp,
    MessageShortcutUsed,
    ReactionAdded,
    TimerDue,
)
from facilitation.messages import Answer, Button, Card, LookUp, Markdown, Subject
from facilitation.ports.news import Tell

W_contra = TypeVar("W_contra", contravariant=True)
E = TypeVar("E")
V = TypeVar("V")

Handled = Answer | LookUp | None
"""What a handler has done for the one who acted."""


@dataclass(frozen=True)
class Verb(Generic[W_contra]):
    """`/kring NAME …`.

    With "-" for spaces in the name, its texts are "<capability>.help.<name>" (its line in help),
    "<capability>.say.<name>" (on a button) and "<capability>.also.<name>" (words for it; help tells the first).
    """

    name: str
    handler: Callable[[CommandGiven, str, W_contra], Handled]
    """Gets the command and what was said after the verb."""
    opens_form: bool = False
    """Whether saying just the verb is answered by a form."""
    alone: bool = False
    """Meant only where nothing follows it: a sentence may begin with the same word."""
    fleeting: bool = False
    """What is said with it, or in answer, may lead to somebody: it is kept nowhere on the way."""


@dataclass(frozen=True)
class Press(Generic[W_contra]):
    handler: Callable[[ButtonPressed, W_contra], Handled]


@dataclass(frozen=True)
class Fill(Generic[W_contra]):
    handler: Callable[[FormSubmitted, W_contra], Handled]


@dataclass(frozen=True)
class Shortcut(Generic[W_contra]):
    handler: Callable[[MessageShortcutUsed, W_contra], Handled]


@dataclass(frozen=True)
class React(Generic[W_contra]):
    handler: Callable[[ReactionAdded, W_contra], Handled]


@dataclass(frozen=True)
class Look(Generic[W_contra]):
    """What is done with what was found. Nobody acted where a timer had it looked up: then nobody's rights matter."""

    handler: Callable[[LookedUp, W_contra], Handled]


@dataclass(frozen=True)
class Listener(Generic[W_contra]):
    """Made with `listen`, so that the handler's event type is checked."""

    to: type
    handler: Callable[[Any, W_contra], Handled]


def listen(to: type[E], handler: Callable[[E, V], Handled]) -> Listener[V]:
    return Listener(to, handler)


@dataclass(frozen=True, slots=True)
class Waits:
    """A line of what waits for a facilitator, and where to look, if anywhere."""

    line: Markdown
    button: Button | None = None


@dataclass(frozen=True)
class Capability(Generic[W_contra]):
    """`name` is its folder and text domain. Actions, forms, looks and timers are named "<name>.<what>"."""

    name: str
    verbs: Sequence[Verb[W_contra]] = ()
    buttons: Mapping[str, Press[W_contra]] = field(default_factory=dict)
    forms: Mapping[str, Fill[W_contra]] = field(default_factory=dict)
    shortcuts: Mapping[str, Shortcut[W_contra]] = field(default_factory=dict)
    reactions: Mapping[str, React[W_contra]] = field(default_factory=dict)
    looks: Mapping[str, Look[W_contra]] = field(default_factory=dict)
    timers: Mapping[str, Callable[[TimerDue, W_contra], LookUp | None]] = field(default_factory=dict)
    listeners: Sequence[Listener[W_contra]] = ()
    hosts: Callable[[Subject, W_contra], bool] | None = None
    """Whether the actor, a member, hosts what the subject names."""
    home: Callable[[W_contra], Sequence[Card]] | None = None
    """What of this capability is open for the actor in the entered community."""
    queue: Callable[[W_contra], Iterable[Waits]] | None = None
    """What of this capability waits for a facilitator of the entered community."""
    news: Tell[W_contra] | None = None
