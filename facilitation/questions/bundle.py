"""Questions that stand together: one is the first, the others are with it."""

from collections.abc import Sequence

from facilitation.questions.model import Question, QuestionWork


def all_of(question: Question, work: QuestionWork) -> Sequence[Question]:
    """The question with those that it stands together with; the first of them first."""
    first = first_of(question, work)
    return [first, *work.questions.put_with(first.id)]


def first_of(question: Question, work: QuestionWork) -> Question:
    found = work.questions.get(question.with_question) if question.with_question else None
    return found or question
