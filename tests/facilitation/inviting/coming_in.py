"""Inviting and letting in. Noor facilitates, Piet and Marta are members; Anna and Bart are not."""

from datetime import timedelta

from facilitation.events import Actor, Said
from facilitation.messages import Answer, Card
from facilitation.people import Level, Role, RoleTerm
from tests.shown import words
from tests.village import Village, someone

NOOR, PIET, MARTA, ANNA, BART = (someone(name) for name in ("Noor", "Piet", "Marta", "Anna", "Bart"))


def alone(village: Village, by: Actor, text: str) -> object:
    """What Kring answers to it in a direct conversation."""
    return village.command(by, text, said=Said.DIRECT) or village.private(by)[-1]


def code_for(village: Village, by: Actor) -> str:
    shown = village.press(by, village.private(by)[-1], "Show the code")
    return code_in(shown)


def code_in(shown: object) -> str:
    return words(shown).partition("come in ")[2].split()[0].strip("`")


def queue_of(village: Village, who: Actor) -> Card:
    return next(card for card in village.home(who).cards if "Waiting for who facilitates" in card.title)


def waits_for(village: Village, who: Actor) -> str:
    return "\n".join(words(card) for card in village.home(who).cards)


def invite(village: Village) -> None:
    village.fill(PIET, village.command(PIET, "invite"), called="Anna of the archive")


def let_in(village: Village) -> str:
    invite(village)
    village.press(NOOR, village.private(NOOR)[-1], "Let them in")
    return code_for(village, PIET)


def propose(village: Village) -> Answer | None:
    form = village.press(NOOR, village.command(NOOR, "sponsor"), "Propose")
    return village.fill(NOOR, form, called="Anna, our director")


def sponsored(village: Village, by: Actor = ANNA) -> None:
    shown = village.press(NOOR, propose(village), "Show the code")
    alone(village, by, f"come in {code_in(shown)}")


def level_of(village: Village, who: Actor) -> Level | None:
    member = village.within(lambda unit: unit.people.member(unit.community.id, who.ref))
    return member.level if member else None


def both_facilitate(village: Village) -> None:
    member = village.within(lambda unit: unit.people.member(unit.community.id, PIET.ref))
    assert member
    village.within(
        lambda unit: unit.people.add_role_term(
            RoleTerm(
                community_id=unit.community.id,
                member_id=member.id,
                role=Role.FACILITATOR,
                since=unit.now,
                until=unit.now + timedelta(days=9),
            )
        )
    )
