"""All capabilities together: which one answers to a verb, an action, a timer or an event."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from facilitation.capability import Capability, Listener, Verb
from facilitation.messages import Subject
from facilitation.people import LANGUAGES
from facilitation.rights import Kind, right_to
from facilitation.texts import texts_in

W = TypeVar("W")
T = TypeVar("T")


class DoubledName(Exception):
    """Two capabilities answer to the same name."""


@dataclass(frozen=True)
class Said(Generic[W]):
    """A verb as found in what was said, and what came after it."""

    capability: str
    verb: Verb[W]
    rest: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A verb or a message shortcut, and a line about it in one language: for a platform's menus."""

    name: str
    label: str


class Repertoire(Generic[W]):
    """Everything Kring answers to. Raises when put together wrongly: DoubledName; NobodyMay, for what has no right."""

    def __init__(self, capabilities: Sequence[Capability[W]]) -> None:
        self.capabilities = capabilities
        self._verbs = dict(self._by_word())
        self._longest = max(len(words) for words in self._verbs) if self._verbs else 0
        self.buttons = _merged([capability.buttons for capability in capabilities])
        self.forms = _merged([capability.forms for capability in capabilities])
        self.shortcuts = _merged([capability.shortcuts for capability in capabilities])
        self.reactions = _merged([capability.reactions for capability in capabilities])
        self.looks = _merged([capability.looks for capability in capabilities])
        self.timers = _merged([capability.timers for capability in capabilities])
        for kind, name in self.acts():
            right_to(kind, name)
        self._hosts = {name: each.hosts for each in capabilities for name in (*each.buttons, *each.forms)}
        self._listeners: dict[type, list[Listener[W]]] = {}
        for capability in capabilities:
            for listener in capability.listeners:
                self._listeners.setdefault(listener.to, []).append(listener)

    def find(self, text: str) -> Said[W] | None:
        """The verb with the most words that `text` begins with, in any of the languages; `alone` ones are all of it."""
        words = text.split()
        for length in range(min(self._longest, len(words)), 0, -1):
            found = self._verbs.get(tuple(word.casefold() for word in words[:length]))
            if found and not (found[1].alone and length < len(words)):
                rest = text.split(maxsplit=length)[length:]
                return Said(*found, rest[0].strip() if rest else "")
        return None

    def acts(self) -> Iterator[tuple[Kind, str]]:
        """All that somebody can do."""
        yield from ((Kind.VERB, verb.name) for _, verb in self.verbs())
        yield from ((Kind.BUTTON, name) for name in self.buttons)
        yield from ((Kind.FORM, name) for name in self.forms)
        yield from ((Kind.SHORTCUT, name) for name in self.shortcuts)
        yield from ((Kind.REACTION, name) for name in self.reactions)
        yield from ((Kind.LOOK, name) for name in self.looks)

    def hosts(self, action: str, subject: Subject, work: W) -> bool:
        """Whether whoever acted hosts what this button or form is about."""
        hosts = self._hosts.get(action)
        return hosts is not None and hosts(subject, work)

    def listeners(self, event: object) -> Sequence[Listener[W]]:
        return self._listeners.get(type(event), ())

    def verbs(self) -> Iterator[tuple[str, Verb[W]]]:
        """Each capability's name with each of its verbs, in the order they are told in help."""
        for capability in self.capabilities:
            for verb in capability.verbs:
                yield capability.name, verb

    def words(self, languages: Sequence[str] = LANGUAGES) -> Sequence[str]:
        """Everything that can be said in them, for telling what a mistyped word may have meant."""
        return [word.casefold() for name, verb in self.verbs() for word in {verb.name, *also(name, verb, languages)}]

    def _by_word(self) -> Iterator[tuple[tuple[str, ...], tuple[str, Verb[W]]]]:
        seen: dict[tuple[str, ...], str] = {}
        for name, verb in self.verbs():
            for phrase in {verb.name, *also(name, verb)}:
                words = tuple(phrase.casefold().split())
                if seen.setdefault(words, verb.name) != verb.name:
                    raise DoubledName(phrase)
                yield words, (name, verb)


def also(capability: str, verb: Verb[W], languages: Sequence[str] = LANGUAGES) -> set[str]:
    """Other words for a verb in these languages, from the texts."""
    key = f"{capability}.also.{verb.name.replace(' ', '-')}"
    return {word for language in languages for word in texts_in(language).words(key)}


def _merged(parts: Sequence[Mapping[str, T]]) -> dict[str, T]:
    merged: dict[str, T] = {}
    for part in parts:
        for name, value in part.items():
            if name in merged:
                raise DoubledName(name)
            merged[name] = value
    return merged
