"""Who asked what without a name? With the whole database in hand, and its key, an attack is no better than chance.

The people do everything that can be done with such a question, in conversations of their own with Kring whose ids say
whose they are; and the attacker knows in which order they asked. The same attack on questions with names finds all.
"""

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from bot.capabilities import repertoire
from facilitation.capability import Handled
from facilitation.events import (
    Actor,
    ButtonPressed,
    CommandGiven,
    Event,
    FormSubmitted,
    FormValue,
    LookedUp,
    MessagePosted,
    Place,
    Said,
    TimerDue,
)
from facilitation.messages import ChoiceInput, LookUp, OpenForm, Subject, Whisper
from facilitation.people import AccountRef, PlaceKind, PlaceRef, new_id
from facilitation.questions.around import Custom
from facilitation.reception import Reception
from storage.keyring import Keyring
from storage.store import Store
from storage.unit import SqlUnit
from tests.shown import button, words
from tests.storage.shelf import CIRCLE, KEY, WORKSPACE, Shelf
from tests.storage.whole_database import all_rows, once_encrypted, plain, raw_bytes

ROUNDS = 5
PEOPLE = 6
SAID = re.compile(r"words [0-9a-f]{32}")
CODE = re.compile(r"(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}")
BETTER_THAN_CHANCE = 6  # standard deviations: once in a million runs by accident
HOME = PlaceRef(WORKSPACE, "C-circle")


class Chat:
    """The engine's own way over a store, and a platform whose ids tell whose conversation it was."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._reception: Reception[SqlUnit] = Reception(repertoire(), lambda _: frozenset())
        self._numbers = count()

    def happen(self, event: Event) -> Handled:
        with self.shelf.unit() as unit:
            answer = self._reception.receive(event, unit)
        if isinstance(answer, LookUp):
            assert isinstance(event, FormSubmitted | TimerDue)
            return self.happen(LookedUp(origin=event, look=answer, found=()))
        return answer

    def acted(self, by: Actor) -> dict[str, Any]:
        number = next(self._numbers)
        place = Place(ref=PlaceRef(WORKSPACE, f"a:{by.ref.user}"), kind=PlaceKind.DIRECT)
        told = {"delivery_id": f"did|a:{by.ref.user}|{number}", "workspace": WORKSPACE}
        return {**told, "at": self.shelf.clock.moment, "by": by, "place": place}

    def say(self, by: Actor, text: str) -> Handled:
        return self.happen(CommandGiven(text=text, said=Said.DIRECT, can_open_form=False, **self.acted(by)))

    def press(self, by: Actor, shown: object, label: str) -> Handled:
        pressed = button(shown, label)
        return self.happen(
            ButtonPressed(message_id=None, action=pressed.action, subject=pressed.subject, **self.acted(by))
        )

    def ask(self, by: Actor, title: str, name: str) -> Handled:
        """As a person does who says the question to Kring first."""
        self.say(by, f"ask {title}")
        values: dict[str, FormValue] = {"title": title, "detail": title, "kind": ("question",), "name": (name,)}
        return self.happen(
            FormSubmitted(action="questions.ask", subject=Subject(CIRCLE), values=values, **self.acted(by))
        )

    def reply(self, by: Actor, root: str) -> None:
        """In the thread of Kring's message of that id."""
        self.write(by, "A reply", root)

    def write(self, by: Actor, text: str, root: str | None = None) -> None:
        """A message of theirs in the channel."""
        number = next(self._numbers)
        self.happen(
            MessagePosted(
                delivery_id=f"m{number}",
                workspace=WORKSPACE,
                at=self.shelf.clock.moment,
                by=by,
                place=Place(ref=PlaceRef(WORKSPACE, HOME.channel, root)),
                message_id=f"r{number}",
                text=text,
            )
        )

    def pass_by(self, span: timedelta) -> None:
        """With what falls due, and what is to be posted."""
        clock = self.shelf.clock
        until = clock.moment + span
        while True:
            with self.shelf.unit() as unit:
                dues = [due for due in (unit.due_timers.next_due(), unit.dispatch.next_due()) if due]
            if not dues or min(dues) > until:
                break
            clock.moment = max(clock.moment, min(dues))
            for due in self.shelf.due(100):
                self.happen(due)
            for claimed in self.shelf.claim(100):
                self.shelf.deliver(claimed, f"k{next(self._numbers)}")
        clock.moment = until


def everybody(shelf: Shelf) -> list[Actor]:
    shelf.found()
    people = [
        Actor(ref=AccountRef(WORKSPACE, f"UPERSON{number}"), name=f"Person {number}", zone="Europe/Brussels")
        for number in range(PEOPLE)
    ]
    for person in people:
        shelf.join(person)
    return people


def ask_and_answer(chat: Chat, people: Sequence[Actor], name: str) -> list[tuple[int, str, Actor]]:
    """Round, words and asker of every question, in the order in which they were sent."""
    asked = []
    for number in range(ROUNDS):
        receipts = []
        for person in random.sample(people, len(people)):
            said = f"words {new_id()}"
            asked.append((number, said, person))
            receipts.append((person, chat.ask(person, said, name)))
            chat.pass_by(timedelta(minutes=random.choice((0, 1, 2))))
        chat.pass_by(timedelta(hours=1))
        for person, receipt in random.sample(receipts, len(receipts)) if name == "anonymous" else ():
            _use(chat, person, receipt, people)
    chat.pass_by(timedelta(days=31))
    return asked


def _use(chat: Chat, person: Actor, receipt: object, people: Sequence[Actor]) -> None:
    """They come back with their code, once somebody replied: accept, tell what came of it."""
    assert isinstance(receipt, Whisper)
    found = CODE.search(words(receipt))
    assert found
    with chat.shelf.unit(CIRCLE) as unit:
        question = unit.questions.by_receipt(found.group())
        card = unit.posted.under(f"question/{question.id}/card") if question else None
    assert card
    chat.reply(random.choice(people), card.message_id)
    chosen = chat.press(person, chat.say(person, f"receipt {found.group()}"), "Choose")
    assert isinstance(chosen, OpenForm)
    asked = chosen.form.inputs[0]
    assert isinstance(asked, ChoiceInput)
    values: dict[str, FormValue] = {"reply": (asked.options[0].value,), "helped": ()}
    form = chosen.form
    chat.happen(FormSubmitted(action=form.action, subject=form.subject, values=values, **chat.acted(person)))


class Attacker:
    """Has the rows where they lie, the bytes, and the key."""

    def __init__(self, store: Store, database: str) -> None:
        ring = Keyring(KEY)
        rows = [{name: plain(value, ring) for name, value in row.items()} for row in all_rows(store)]
        self._beside: dict[str, list[str]] = defaultdict(list)
        self._lying: list[str] = []
        ids: dict[str, str] = {}
        for row in rows:
            for said in SAID.findall(" ".join(row.values())):
                self._beside[said] += row.values()
                if row["table"] == "questions" and said not in self._lying:
                    self._lying.append(said)
                    ids[row["id"]] = said
        for row in rows:  # what leads to the question by its id
            for identity in ids.keys() & set(" ".join(row.values()).replace("/", " ").split()):
                self._beside[ids[identity]] += row.values()
        for blob in once_encrypted(raw_bytes(database), ring):
            for said in SAID.findall(blob):
                self._beside[said].append(blob)

    def named(self, said: str, people: Sequence[Actor]) -> set[str]:
        """Whose id stands near: in a row with the words, in one that leads to it, or in what was once written."""
        return {each.ref.user for each in people for near in self._beside[said] if each.ref.user in near}

    def placed(self, asked: Sequence[tuple[int, str, Actor]]) -> Mapping[str, str]:
        """By the order in which the questions of a round lie, beside that in which people are known to have asked."""
        guessed: dict[str, str] = {}
        for number in range(ROUNDS):
            sent = [(said, person) for at, said, person in asked if at == number]
            lying = sorted((said for said, _ in sent), key=self._lying.index)
            guessed |= {said: person.ref.user for said, (_, person) in zip(lying, sent, strict=True)}
        return guessed


def by_chance(tries: int) -> float:
    chance = 1 / PEOPLE
    return tries * chance + BETTER_THAN_CHANCE * float((tries * chance * (1 - chance)) ** 0.5)


def test_what_was_asked_without_a_name_leads_to_nobody(database: str, store: Store, shelf: Shelf) -> None:
    people, chat = everybody(shelf), Chat(shelf)
    asked = ask_and_answer(chat, people, "anonymous")
    attacker = Attacker(store, database)
    askers = {said: person.ref.user for _, said, person in asked}
    alone = [said for said, asker in askers.items() if attacker.named(said, people) == {asker}]
    assert len(alone) <= by_chance(len(asked)), "who replied may happen to be who asked"
    guessed = attacker.placed(asked)
    assert sum(guessed[said] == asker for said, asker in askers.items()) <= by_chance(len(asked))


def test_the_same_attack_finds_everybody_who_asked_with_their_name(database: str, store: Store, shelf: Shelf) -> None:
    people, chat = everybody(shelf), Chat(shelf)
    asked = ask_and_answer(chat, people, "named")
    attacker = Attacker(store, database)
    assert all(attacker.named(said, people) == {person.ref.user} for _, said, person in asked)
    guessed = attacker.placed(asked)
    assert all(guessed[said] == person.ref.user for _, said, person in asked)


def deliveries(store: Store) -> list[tuple[str, str]]:
    """What stands of each, and when it came."""
    rows = [row for row in all_rows(store) if row["table"] == "inbox"]
    return [(str(row["delivery_id"]), str(row["seen_at"])) for row in rows]


def test_a_delivery_that_was_seen_tells_neither_whose_it_was_nor_when_also_to_who_guesses_its_id(
    store: Store, shelf: Shelf
) -> None:
    people, chat = everybody(shelf), Chat(shelf)
    chat.ask(people[0], "words", "anonymous")
    guesses = {sha256(f"did|a:UPERSON0|{number}".encode()).hexdigest() for number in range(100)}
    seen = deliveries(store)
    assert seen
    assert not any("UPERSON" in digest or digest in guesses for digest, _ in seen)
    assert all("00:00:00" in when for _, when in seen)


def test_that_somebody_asks_without_a_name_changes_no_row_that_names_them(store: Store, shelf: Shelf) -> None:
    """Not the offer that it was made of, nor what is given back of words too long for the form."""
    people, chat = everybody(shelf), Chat(shelf)
    with shelf.unit(CIRCLE) as unit:
        unit.around.set_custom(Custom(community_id=CIRCLE, workspace=WORKSPACE, channel=HOME.channel))
    chat.say(people[0], "help")  # that somebody ever spoke to Kring is known of all
    chat.write(people[0], "Who decides on overtime?")
    chat.pass_by(timedelta(minutes=1))
    before = rows_that_name(people[0], store)
    assert any("overtime" in row for row in before)
    chat.happen(CommandGiven(text=f"ask {'why ' * 1000}", said=Said.SLASH, can_open_form=True, **chat.acted(people[0])))
    (about,) = [row["subject"] for row in all_rows(store) if row.get("kind") == "questions.spotted"]
    values: dict[str, FormValue] = {"title": "Who cheats?", "kind": ("question",), "name": ("anonymous",)}
    form = FormSubmitted(
        action="questions.ask", subject=Subject(CIRCLE, str(about)), values=values, **chat.acted(people[0])
    )
    assert CODE.search(words(chat.happen(form)))
    chat.pass_by(timedelta(hours=2))
    assert rows_that_name(people[0], store) == before


def rows_that_name(who: Actor, store: Store) -> list[str]:
    ring = Keyring(KEY)
    rows = (str({name: plain(value, ring) for name, value in row.items()}) for row in all_rows(store))
    return sorted(row for row in rows if who.ref.user in row)


def test_two_days_on_nobody_can_guess_any_more_not_even_with_the_key_of_the_database(
    database: str, store: Store, shelf: Shelf
) -> None:
    people, chat = everybody(shelf), Chat(shelf)
    chat.ask(people[0], "words", "anonymous")
    (key,) = [row for row in all_rows(store) if str(row.get("key")).startswith("seen/")]
    shelf.clock.pass_by(timedelta(days=2))
    while shelf_is_pruned(shelf):
        pass
    assert deliveries(store) == []
    assert not any(str(row.get("key")).startswith("seen/") for row in all_rows(store))
    assert str(key["value"]).encode() not in raw_bytes(database)


def shelf_is_pruned(shelf: Shelf) -> int:
    with shelf.unit() as unit:
        return unit.prune()


def test_a_receipt_is_the_same_before_and_after_something_is_indexed_blinded(shelf: Shelf) -> None:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        first = unit.questions.seal("CODE")
    with shelf.unit(CIRCLE) as unit:
        assert unit.questions.seal("CODE") == first
        assert unit.questions.seal("CODF") != first
