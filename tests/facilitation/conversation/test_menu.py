"""What a platform's own menu opens: one form from which everything can be begun, wherever one is."""

from collections.abc import Iterator

import pytest

from bot.capabilities import repertoire
from facilitation.events import Said
from facilitation.messages import ChoiceInput
from facilitation.people import PlaceRef
from tests.shown import filled_in, opened, title, words
from tests.village import WORKSPACE, Village, a_village, someone

NOOR, JONAS = someone("Noor"), someone("Jonas")
ELSEWHERE = PlaceRef(WORKSPACE, "plain-speech")


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as village:
        yield village


def offered(form: object, name: str = "what") -> list[str]:
    asked = next(each for each in opened(form).inputs if each.name == name)
    assert isinstance(asked, ChoiceInput)
    return [option.value for option in asked.options]


def test_the_menu_offers_everything_that_can_be_said(village: Village) -> None:
    village.found(NOOR)
    sayable = [verb.name for _, verb in repertoire().verbs() if verb.name != "installed"]  # for whoever administers
    assert offered(village.command(NOOR, "", Said.MENU)) == [*sayable, "help"]


def test_it_is_grouped_as_help_is(village: Village) -> None:
    village.found(NOOR)
    asked = opened(village.command(NOOR, "", Said.MENU)).inputs[0]
    assert isinstance(asked, ChoiceInput)
    headings = [heading for heading, _ in asked.headed]
    told = words(village.command(NOOR, "help"))
    assert headings[-1] == "All of it"
    assert [f"**{heading}**" in told for heading in headings[:-1]] == [True] * (len(headings) - 1)
    assert len(headings) == len({*headings}) > 10


def test_who_takes_part_nowhere_is_offered_what_they_can_do(village: Village) -> None:
    shown = offered(village.command(JONAS, "", Said.MENU))
    assert {"community create", "settings", "help"} <= {*shown}
    assert "ask" not in shown


def test_what_is_chosen_is_done_as_if_it_was_said(village: Village) -> None:
    village.found(NOOR)
    menu = village.command(NOOR, "", Said.MENU)
    asked = village.fill(NOOR, menu, what=("ask",), words="How do I begin\na letter?")
    assert filled_in(asked)["title"] == "How do I begin a letter?"
    assert title(village.fill(NOOR, menu, what=("help",))) == "What you can ask me"


def test_of_several_communities_one_says_which(village: Village) -> None:
    village.found(NOOR)
    village.found(NOOR, "Plain speech", channel=ELSEWHERE)
    menu = village.command(NOOR, "", Said.MENU)
    told = [
        title(village.fill(NOOR, menu, what=("community",), community=(identity,)))
        for identity in offered(menu, "community")
    ]
    assert sorted(told) == ["Clear writing", "Plain speech"]


def test_nobody_gets_into_a_community_by_what_the_form_brings_back(village: Village) -> None:
    village.found(NOOR)
    menu = village.command(JONAS, "", Said.MENU)
    told = village.fill(JONAS, menu, what=("open questions",), community=(village.community().id,))
    assert "members" in title(told) or "no community" in title(told)


def test_a_form_that_brings_nothing_back_changes_nothing(village: Village) -> None:
    village.found(NOOR)
    assert "nothing was changed" in words(village.fill(NOOR, village.command(NOOR, "", Said.MENU), what=()))
