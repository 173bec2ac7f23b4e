"""How a facilitator makes a playbook, said briefly: write or adapt it, keep it, try it out, offer it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from facilitation.capability import Capability
from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import Actor, FormValue
from facilitation.messages import Answer, Button, Card, ChoiceInput, Form, OpenForm, RefuseForm
from facilitation.people import Role, RoleTerm
from facilitation.sessions import SESSIONS
from facilitation.sessions.cards import session_card, step_card
from facilitation.sessions.formats import FORMATS
from facilitation.sessions.model import Room, Session
from facilitation.sessions.rhythms import RHYTHMS
from storage.unit import SqlUnit
from tests.carrier import Post
from tests.facilitation.sessions.gathering import JONAS, MARTA, NOOR, YUSUF, Gathering
from tests.shown import opened
from tests.village import a_village

CAPABILITIES: tuple[Capability[Any], ...] = (COMMUNITIES, SESSIONS, FORMATS, RHYTHMS, CONVERSATION)
WALK = """\
# Walked by two, told by one.
version: 1
title: {en: A walk, nl: Een wandeling, fr: Une promenade}
purpose: make_sense
summary: {en: To see a place with other eyes., nl: Om anders te kijken., fr: Pour regarder autrement.}
size: {least: 2, most: 6}

phases:
  look:
    title: {en: Looking, nl: Kijken, fr: Regarder}
    who: all
    window: {minutes: 10, days: 1}
    prompt:
      en: What do you see?
      nl: Wat zie je?
      fr: Que vois-tu ?

  tell:
    title: {en: Telling, nl: Vertellen, fr: Raconter}
    who: host
    window: {minutes: 5, days: 1}
    prompt:
      en: What do you take along?
      nl: Wat neem je mee?
      fr: Qu'emportes-tu ?

capture:
  kind: story
  title: {en: A walk, nl: Een wandeling, fr: Une promenade}
  of: [look, tell]
"""


@dataclass
class Workshop(Gathering):
    """Noor facilitates; Jonas, Marta and Yusuf are members."""

    def new(self, by: Actor = NOOR, how: str = "Write the YAML") -> Form:
        return opened(self.village.press(by, self.village.command(by, "playbook new"), how))

    def writes(self, text: str = WALK, form: object = None, by: Actor = NOOR) -> Answer | None:
        """All of it in the first part of the form."""
        sheet = opened(form) if form is not None and not isinstance(form, Form) else form or self.new(by)
        assert isinstance(sheet, Form)
        empty = {each.name: "" for each in sheet.inputs}
        return self.village.fill(by, sheet, **{**empty, "part_1": text})

    def changes(self, before: str, after: str, by: Actor = NOOR) -> Answer | None:
        """In the walk, as it was kept last."""
        form = opened(self.village.press(by, self.shown(by), "Change the YAML"))
        text = text_in(form)
        assert before in text
        return self.writes(text.replace(before, after), form, by)

    def shown(self, by: Actor = NOOR, what: str = "a walk") -> Answer | None:
        return self.village.command(by, f"playbook {what}")

    def offers(self, by: Actor = NOOR) -> Answer | None:
        return self.village.press(by, self.shown(by), "Offer it")

    def tries(self, by: Actor = NOOR, what: str = "a walk", **values: Any) -> Answer | None:
        return self.village.fill(by, self.village.press(by, self.shown(by, what), "Try it out"), **values)

    def rehearsed(self, by: Actor = NOOR) -> Post:
        """The latest message of a rehearsal that has a button on to the next phase."""
        found = [post for post in self.village.private(by) if post.key and "/step/" in post.key]
        return found[-1]

    def facilitates(self, who: Actor) -> None:
        """Beside Noor, for a while."""

        def begin(unit: SqlUnit) -> None:
            member = unit.people.member(unit.community.id, who.ref)
            assert member
            unit.people.add_role_term(
                RoleTerm(
                    community_id=unit.community.id,
                    member_id=member.id,
                    role=Role.FACILITATOR,
                    since=unit.now,
                    until=unit.now + timedelta(days=99),
                )
            )

        self.village.within(begin)

    def go_on(self) -> None:
        """In a rehearsal: to the next phase, or take the seat that it waits for."""
        waiting = ((post, way) for post in reversed(self.village.private(NOOR)) if (way := _way_on(post)))
        post, way = next(waiting, (None, None))
        assert post, self.told(NOOR)
        assert way
        self.village.press(NOOR, post, way.label)

    def give_something(self) -> None:
        """In a rehearsal: whatever the open step asks for, the first there is."""
        step = self.rehearsals()[0].course.step
        if step is None:
            self.go_on()
            return
        form = opened(self._form())
        values: dict[str, FormValue] = {
            each.name: (each.options[0].value,) if isinstance(each, ChoiceInput) else f"something {step.number}"
            for each in form.inputs
        }
        self.village.fill(NOOR, form, **values)
        after = self.rehearsals()[0].course.step if self.rehearsals() else None
        if after and after.number == step.number:  # a conversation, which goes on
            self.go_on()

    def _form(self) -> Answer | None:
        card = self.rehearsed().message
        assert isinstance(card, Card)
        return self.village.press(NOOR, self.rehearsed(), card.actions[0].label)

    def sessions(self) -> list[Session]:
        return self.village.within(lambda unit: list(unit.sessions.under_way()))

    def rehearsals(self) -> list[Session]:
        return [session for session in self.sessions() if session.room is Room.REHEARSAL]


def _way_on(post: Post) -> Button | None:
    message = post.message
    actions = message.actions if isinstance(message, Card) else ()
    buttons = [each for each in actions if isinstance(each, Button)]
    return next((each for each in buttons if each.action in (step_card.ON, session_card.TAKE_SEAT)), None)


def text_in(form: object) -> str:
    """The playbook that stands in a form, its parts joined."""
    filled = form if isinstance(form, Form) else opened(form)
    parts = [each.initial for each in filled.inputs if each.name.startswith("part_")]
    return "\n".join(str(part) for part in parts[:-1])


def refused(answer: object) -> dict[str, str]:
    """What is said at which input, however the form was given back."""
    if isinstance(answer, RefuseForm):
        return answer.errors
    assert isinstance(answer, OpenForm), answer
    return {each.name: each.hint for each in answer.form.inputs if each.hint and each.name.startswith("part_")}


@contextmanager
def workshop() -> Iterator[Workshop]:
    with a_village(CAPABILITIES) as village:
        village.found(NOOR)
        village.join(JONAS, MARTA, YUSUF)
        yield Workshop(village)
