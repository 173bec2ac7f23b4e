"""What a sponsor sees of questions tells of nobody: neither of those it counts, nor of those it leaves out."""

from collections.abc import Sequence

from facilitation.events import Actor
from tests.facilitation.clear_writing import ask
from tests.facilitation.inviting.coming_in import ANNA, MARTA, PIET, alone, sponsored
from tests.shown import words
from tests.village import Village, someone

SIX = [someone(name) for name in ("Ada", "Ben", "Cas", "Dee", "Eva", "Fay")]
FEW = "too few to tell"


def ask_each(village: Village, *askers: Actor) -> Sequence[str]:
    return [ask(village, by, f"Which letter is number {number}?").id for number, by in enumerate(askers)]


def answer(village: Village, asker: Actor, question: str) -> None:
    village.react(asker, village.say(PIET, "The last one.", thread=question))


def counts(village: Village) -> dict[str, str]:
    lines = [line.partition(":") for line in words(alone(village, ANNA, "sponsor")).splitlines()]
    return {name.strip("-* "): told.strip("* ") for name, _, told in lines}


def test_many_questions_of_one_asker_are_not_counted(village: Village) -> None:
    sponsored(village)
    ask_each(village, *[MARTA] * 6)
    assert counts(village)["Questions asked"] == FEW


def test_neither_are_the_answered_where_few_are_left_over(village: Village) -> None:
    sponsored(village)
    village.join(*SIX)
    asked = ask_each(village, *SIX)
    for asker, question in zip(SIX[:5], asked[:5], strict=True):
        answer(village, asker, question)
    seen = counts(village)
    assert (seen["Questions asked"], seen["Questions answered"]) == ("5", FEW)
    answer(village, SIX[5], asked[5])
    assert counts(village)["Questions answered"] == "5"


def test_a_sponsor_of_a_community_that_shows_nothing_yet_is_told_what_will_come(village: Village) -> None:
    sponsored(village)
    assert "appears here once all its authors agree" in words(alone(village, ANNA, "sponsor"))
    assert "will stand here" in words(alone(village, ANNA, "support"))


def test_numbers_are_in_fives_so_that_no_single_person_shows(village: Village) -> None:
    sponsored(village)
    village.join(*SIX)
    assert counts(village)["People"] == "5"
    village.join(someone("Gus"))
    assert counts(village)["People"] == "10"
