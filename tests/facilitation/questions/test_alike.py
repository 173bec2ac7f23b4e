"""What the first look shows: what is surely about the same, and rather nothing than three wrong things."""

from facilitation.events import Found
from facilitation.questions.first_look import AT_MOST, CONFIDENT, alike
from facilitation.questions.model import SUBJECTS

ANSWER, LESSON = "questions.answered", "knowledge.lesson"


def shown(*found: tuple[str, float]) -> list[float]:
    return [
        each.confidence for each in alike([Found(kind, f"{place}", sure) for place, (kind, sure) in enumerate(found)])
    ]


def test_what_is_not_sure_is_not_shown() -> None:
    assert shown((ANSWER, CONFIDENT - 0.01), (ANSWER, 0.3)) == []
    assert shown((ANSWER, CONFIDENT)) == [CONFIDENT]


def test_what_lies_behind_the_best_is_less_sure_than_it_looks() -> None:
    assert shown((ANSWER, 0.9), (ANSWER, 0.85), (ANSWER, 0.8)) == [0.9, 0.85]


def test_each_kind_has_a_best_of_its_own() -> None:
    assert shown((ANSWER, 0.95), (LESSON, 0.7), (ANSWER, 0.7)) == [0.95, 0.7]


def test_what_people_can_be_asked_about_is_no_answer_and_there_are_three_at_most() -> None:
    assert shown((SUBJECTS, 1.0), *[(ANSWER, 0.9)] * 5) == [0.9] * AT_MOST
