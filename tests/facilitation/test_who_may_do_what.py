"""Everything that can be done is tried by everybody, and reaches its handler for those only whom the table names."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.capabilities import repertoire
from facilitation.capability import Capability
from facilitation.events import (
    Actor,
    ButtonPressed,
    CommandGiven,
    Event,
    FormSubmitted,
    LookedUp,
    MessageShortcutUsed,
    Place,
    ProfileSeen,
    ReactionAdded,
    Said,
)
from facilitation.messages import LookUp, Subject
from facilitation.people import Standing
from facilitation.rights import Capacity, Kind, all_rights, right_to
from tests.shown import words
from tests.village import CHANNEL, Village, a_village, someone

NOOR, PIET, MARTA, GIJS, ANNA = (someone(name) for name in ("Noor", "Piet", "Marta", "Gijs", "Anna"))
BART, VERA, ADA = someone("Bart"), someone("Vera"), someone("Ada")
IS = {
    BART: {Capacity.NOBODY},
    VERA: {Capacity.VISITOR},
    GIJS: {Capacity.GUEST},
    PIET: {Capacity.MEMBER},
    MARTA: {Capacity.MEMBER, Capacity.HOST},
    NOOR: {Capacity.MEMBER, Capacity.FACILITATOR},
    ANNA: {Capacity.NOBODY, Capacity.SPONSOR},
    ADA: {Capacity.NOBODY, Capacity.ADMIN},
}
ACTS = list(repertoire().acts())


class Tried:
    """Capabilities as they are, whose handlers do nothing but tell that they were reached."""

    def __init__(self) -> None:
        self.reached = 0
        self.capabilities = [self._only_told(each) for each in repertoire().capabilities]

    def __call__(self, *_: object) -> None:
        self.reached += 1

    def _only_told(self, capability: Capability[Any]) -> Capability[Any]:
        told: dict[str, Any] = {
            name: {key: replace(each, handler=self) for key, each in getattr(capability, name).items()}
            for name in ("buttons", "forms", "shortcuts", "reactions", "looks")
        }
        verbs = [replace(verb, handler=self) for verb in capability.verbs]
        return replace(capability, verbs=verbs, listeners=(), news=None, hosts=_hosts, **told)


def _hosts(subject: Subject, work: Any) -> bool:
    return bool(work.account.ref == MARTA.ref)


@pytest.fixture(scope="module")
def tried() -> Tried:
    return Tried()


@pytest.fixture(scope="module")
def village(tried: Tried) -> Iterator[Village]:
    """All of them have come in as people do; what they do then is only told."""
    with a_village(repertoire().capabilities) as lived:
        lived.found(NOOR)
        lived.join(PIET, MARTA)
        for person, standing in ((VERA, Standing.GUEST), (GIJS, Standing.GUEST), (ADA, Standing.ADMIN)):
            lived.command(person, "hello")
            lived.happen(ProfileSeen(account=person.ref, name=person.name, standing=standing))
        lived.join(GIJS)
        form = lived.press(NOOR, lived.command(NOOR, "sponsor"), "Propose")
        shown = lived.press(NOOR, lived.fill(NOOR, form, called="Anna"), "Show the code")
        lived.command(ANNA, f"come in {words(shown).partition('come in ')[2].split()[0]}", said=Said.DIRECT)
        yield Village(Path(lived.store_path), tried.capabilities, clock=lived.clock)


def act(kind: Kind, name: str, by: Actor, village: Village) -> Event:
    subject, place, delivered = Subject(village.community().id, "it"), Place(ref=CHANNEL), village.delivery()
    command = CommandGiven(by=by, place=place, text=name, said=Said.SLASH, **delivered)
    made: dict[Kind, Event] = {
        Kind.VERB: command,
        Kind.BUTTON: ButtonPressed(by=by, place=place, message_id=None, action=name, subject=subject, **delivered),
        Kind.FORM: FormSubmitted(by=by, place=place, action=name, subject=subject, values={}, **delivered),
        Kind.SHORTCUT: MessageShortcutUsed(
            by=by, place=place, shortcut=name, message_id="m", author=None, text="", **delivered
        ),
        Kind.REACTION: ReactionAdded(by=by, place=place, message_id="m", emoji=name, **delivered),
        Kind.LOOK: LookedUp(origin=command, look=LookUp("words", 1, name, subject), found=()),
    }
    return made[kind]


def reaches(kind: Kind, name: str, by: Actor, village: Village, tried: Tried) -> bool:
    before = tried.reached
    village.happen(act(kind, name, by, village))
    return tried.reached > before


@pytest.mark.parametrize("person", IS, ids=[person.name for person in IS])
def test_what_they_may_is_what_the_table_says(person: Actor, village: Village, tried: Tried) -> None:
    may = {(kind, name) for kind, name in ACTS if reaches(kind, name, person, village, tried)}
    assert may == {(kind, name) for kind, name in ACTS if right_to(kind, name).of & IS[person]}


def test_without_a_community_meant_only_what_is_said_to_need_none_is_done(village: Village, tried: Tried) -> None:
    for kind, name, right in all_rights():
        if kind is Kind.VERB:
            before = tried.reached
            village.command(BART, name, said=Said.DIRECT)
            assert (tried.reached > before) == (not right.within and Capacity.NOBODY in right.of), name


def only_of(capacity: Capacity) -> set[str]:
    """What is theirs, and not anybody's."""
    return {name for _, name, right in all_rights() if capacity in right.of and Capacity.NOBODY not in right.of}


def test_a_sponsor_sets_no_topic_approves_nothing_and_lists_nobody() -> None:
    """What is a sponsor's own is to answer what they are asked, to see the aggregate, and to stop."""
    assert only_of(Capacity.SPONSOR) == {"sponsor", "support", "support.show", "support.answer", "inviting.end"}


def test_who_administers_the_workspace_has_nothing_of_a_communitys_content() -> None:
    assert only_of(Capacity.ADMIN) == {"installed"}
