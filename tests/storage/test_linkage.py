"""Who said what in an anonymous step? With the whole database in hand, and its key, an attack is no better than chance.

The attacker reads every row with its place and transaction, and on SQLite every byte of the file and its log, free
pages included; decrypts whatever was ever encrypted there; and knows in which order people handed in. The same attack
on a step that was not anonymous finds every author, or it would prove nothing.
"""

import hmac
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from facilitation.events import Actor
from facilitation.people import AccountRef, MemberId, new_id
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.reading import read
from facilitation.sessions import running
from facilitation.sessions.course.happenings import Began, Given, Happening, Joined
from facilitation.sessions.course.values import Course, Setup, Tempo
from facilitation.sessions.model import Room, Session
from storage.keyring import Keyring
from storage.store import Store
from tests.storage.shelf import CIRCLE, KEY, WORKSPACE, Shelf
from tests.storage.whole_database import all_rows, once_encrypted, plain, raw_bytes

SESSIONS = 10
PEOPLE = 6
KEY_OF_A_STEP = re.compile(r"\b[0-9a-f]{64}\b")
MARK = re.compile(r"\b[0-9a-f]{64}\b")
SAID = re.compile(r"words [0-9a-f]{32}")
BETTER_THAN_CHANCE = 6  # standard deviations: of ten tries nine, which happens once in a million runs by accident

PLAYBOOK = """
title: {en: Asked, nl: Gevraagd, fr: Demandé}
purpose: arrive
summary: {en: One question., nl: Eén vraag., fr: Une question.}
size: {least: 2}
phases:
  ask:
    title: {en: Asked, nl: Gevraagd, fr: Demandé}
    prompt: {en: "What is new?", nl: "Wat is er nieuw?", fr: "Quoi de neuf ?"}
    visibility: [anonymous, sealed]
    window: {minutes: 10, days: 1}
capture: {kind: nothing, title: {en: Nothing, nl: Niets, fr: Rien}}
"""


@dataclass(frozen=True)
class Spoken:
    """What was said by whom, in the order in which it was handed in."""

    session: str
    by: MemberId
    text: str


@pytest.fixture
def people(shelf: Shelf) -> list[MemberId]:
    shelf.found()
    return [
        shelf.join(Actor(ref=AccountRef(WORKSPACE, f"U{number}"), name=f"Person {number}", zone="Europe/Brussels"))
        for number in range(PEOPLE)
    ]


def hold(
    shelf: Shelf, people: Sequence[MemberId], visibility: Visibility, *, sessions: int = SESSIONS, missing: int = 0
) -> list[Spoken]:
    """Sessions in which people answer, in an order of their own each time; all of them, and so it closes."""
    spoken: list[Spoken] = []
    for _ in range(sessions):
        identity = _begun(shelf, people, visibility)
        for member in random.sample(people, len(people) - missing):
            said = f"words {new_id()}"
            spoken.append(Spoken(identity, member, said))
            play(shelf, identity, Given(member, 1, ((0, said),)))
    return spoken


def _begun(shelf: Shelf, people: Sequence[MemberId], visibility: Visibility) -> str:
    identity = new_id()
    with shelf.unit(CIRCLE) as unit:
        unit.sessions.add(
            Session(
                community_id=CIRCLE,
                id=identity,
                playbook="asked",
                edition=unit.sessions.keep_edition("asked", read(PLAYBOOK, "asked")),
                subject="",
                workspace=WORKSPACE,
                channel="C-circle",
                room=Room.THREAD,
                course=Course(setup=Setup(Tempo.SYNC, visibility={"ask": visibility}), host=people[0]),
                created_at=shelf.clock.moment,
            )
        )
    happenings: list[Happening] = [Joined(member) for member in people]
    for happening in (*happenings, Began(people[0])):
        play(shelf, identity, happening)
    return identity


def play(shelf: Shelf, session_id: str, happening: Happening) -> None:
    with shelf.unit(CIRCLE) as unit:
        session = unit.sessions.get(session_id)
        assert session
        running.play(session, happening, unit)


class Attacker:
    """Has everything: the rows, the bytes, the key."""

    def __init__(self, store: Store, database: str, people: Sequence[MemberId]) -> None:
        self._people = people
        ring = Keyring(KEY)
        rows = [{name: plain(value, ring) for name, value in row.items()} for row in all_rows(store)]
        blobs = [*once_encrypted(raw_bytes(database), ring), *(value for row in rows for value in row.values())]
        self._keys = {key for blob in blobs for key in KEY_OF_A_STEP.findall(blob)}
        self._beside: dict[str, list[str]] = defaultdict(list)
        self._lying: dict[str, list[str]] = defaultdict(list)
        for blob in blobs:
            for said in SAID.findall(blob):
                self._beside[said].append(blob)
        for row in rows:
            for said in [found for value in row.values() for found in SAID.findall(value)]:
                self._beside[said] += row.values()
                self._lying[row.get("session_id", "")].append(said)

    def guess(self, some: Sequence[Spoken], order: Callable[[str], Sequence[MemberId]]) -> int:
        """For how many of some of the texts the author was found. `order`: how people may lie in a session's rows."""
        return sum(self._author(each, order(each.session)) == each.by for each in some)

    def _author(self, each: Spoken, order: Sequence[MemberId]) -> str | None:
        return self._named(each.text) or self._marked(each.text) or self._placed(each, order)

    def _named(self, said: str) -> str | None:
        """A row, or something once written, that holds the text beside exactly one person."""
        near = {
            member for member in self._people for blob in self._beside[said] if member == blob or f'"{member}"' in blob
        }
        return near.pop() if len(near) == 1 else None

    def _marked(self, said: str) -> str | None:
        """A marker beside the text, and a key with which one person's name gives that marker."""
        markers = {marker for blob in self._beside[said] for marker in MARK.findall(blob)}
        for key in self._keys:
            for member in self._people:
                if hmac.new(bytes.fromhex(key), member.encode(), "sha256").hexdigest() in markers:
                    return member
        return None

    def _placed(self, each: Spoken, order: Sequence[MemberId]) -> str | None:
        """The order in which the rows lie, beside one in which people are known to have come."""
        lying = self._lying[each.session]
        return order[lying.index(each.text)] if each.text in lying and len(lying) == len(order) else None


def as_handed_in(spoken: Sequence[Spoken]) -> Callable[[str], Sequence[MemberId]]:
    return lambda session: [each.by for each in spoken if each.session == session]


def by_chance(tries: int) -> float:
    """How many may be found without anything having been found out."""
    chance = 1 / PEOPLE
    return tries * chance + BETTER_THAN_CHANCE * float((tries * chance * (1 - chance)) ** 0.5)


def test_after_the_close_an_attacker_with_everything_does_no_better_than_chance(
    database: str, store: Store, shelf: Shelf, people: list[MemberId]
) -> None:
    spoken = hold(shelf, people, Visibility.ANONYMOUS)
    attacker = Attacker(store, database, people)
    for some in (spoken, *(spoken[place::PEOPLE] for place in range(PEOPLE))):  # all, and who came first, second … last
        assert attacker.guess(some, as_handed_in(spoken)) <= by_chance(len(some))
        assert attacker.guess(some, lambda _: people) <= by_chance(len(some))
    shown = _all_texts(store)
    assert all(each.text in shown for each in spoken), "what nobody can see, nobody need hide"


def test_the_same_attack_finds_every_author_where_names_were_promised(
    database: str, store: Store, shelf: Shelf, people: list[MemberId]
) -> None:
    spoken = hold(shelf, people, Visibility.SEALED)
    assert Attacker(store, database, people).guess(spoken, as_handed_in(spoken)) == len(spoken)


def test_while_it_is_open_the_key_gives_everyone_away(
    database: str, store: Store, shelf: Shelf, people: list[MemberId]
) -> None:
    """As people are told before they answer. So the attack would find a key that had been left behind."""
    spoken = hold(shelf, people, Visibility.ANONYMOUS, sessions=1, missing=1)
    assert Attacker(store, database, people).guess(spoken, as_handed_in(spoken)) == len(spoken)


def _all_texts(store: Store) -> str:
    ring = Keyring(KEY)
    return json.dumps([plain(value, ring) for row in all_rows(store) for value in row.values()])
