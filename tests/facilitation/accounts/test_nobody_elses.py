"""Whatever somebody tries, they are never one person with somebody who did not say so."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.capabilities import repertoire
from facilitation.events import Actor, Said
from facilitation.messages import Subject
from facilitation.people import AccountRef, WorkspaceId
from storage.unit import SqlUnit
from tests.examples import some
from tests.facilitation.accounts.test_linking import code
from tests.shown import buttons
from tests.village import Village, a_village, someone

TEAMS = WorkspaceId("teams:village")
MARTA, MARTA_TOO = someone("Marta"), someone("Marta T", workspace=TEAMS)
MALLORY, MALLORY_TOO = someone("Mallory"), someone("Mallory T", workspace=TEAMS)
EVERYBODY = (MARTA, MARTA_TOO, MALLORY, MALLORY_TOO)
CODE = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=8, max_size=8)


class Attempts:
    """Each side types the codes it was given by itself, and Mallory whatever she thinks of; each presses everything."""

    def __init__(self, village: Village) -> None:
        self.village = village
        self.codes: dict[str, list[str]] = {"marta": [], "mallory": []}
        self.cards: list[object] = []

    def gets_a_code(self, who: Actor, _: str) -> None:
        self.codes[side(who)].append(code(self.village, who))

    def types_their_own_sides(self, who: Actor, _: str) -> None:
        for given_ in self.codes[side(who)][-1:]:
            self.cards.append(self.village.command(who, f"link me {given_}", Said.DIRECT))

    def guesses(self, who: Actor, guess: str) -> None:
        if side(who) == "mallory":
            self.cards.append(self.village.command(who, f"link me {guess}", Said.DIRECT))

    def presses_any_card(self, who: Actor, _: str) -> None:
        """Also those that were shown to others: a platform is not asked whose a button was."""
        for card in self.cards[-2:]:
            for label in buttons(card):
                self.village.press(who, card, label)

    def names_another_account(self, who: Actor, guess: str) -> None:
        for action in ("accounts.reach", "accounts.unlink"):
            for other in EVERYBODY:
                if side(other) != side(who):
                    self.village.pretend(who, action, Subject(None, other.ref.workspace, other.ref.user))


DOING = ("gets_a_code", "types_their_own_sides", "guesses", "presses_any_card", "names_another_account")


def side(who: Actor) -> str:
    return who.name.split()[0].casefold()


@settings(max_examples=some(15, long=80))
@given(st.lists(st.tuples(st.sampled_from(DOING), st.sampled_from(EVERYBODY), CODE), min_size=5, max_size=25))
def test_nobody_is_one_person_with_somebody_else(tried: list[tuple[str, Actor, str]]) -> None:
    with a_village(repertoire().capabilities) as village:
        village.found(MARTA)
        village.join(MALLORY)
        attempts = Attempts(village)
        for doing, who, guess in tried:
            act: Callable[[Actor, str], None] = getattr(attempts, doing)
            act(who, guess)
            for each in EVERYBODY:
                assert all(account.user.startswith(side(each)) for account in behind(village, each))


def behind(village: Village, who: Actor) -> list[AccountRef]:
    """The account by which whoever that is counts, and where they are reached."""

    def look(unit: SqlUnit) -> list[AccountRef]:
        person = unit.people.person(who.ref)
        known = unit.people.account(person)
        return [person, known.reached_at] if known else [person]

    return village.look(look)
