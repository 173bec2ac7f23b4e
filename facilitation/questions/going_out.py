"""A question goes out: it is posted where the community asks, and what follows is begun."""

from datetime import timedelta

from facilitation.questions import routing, thread, widening
from facilitation.questions.model import Question, QuestionWork

NEW_FOR = timedelta(days=90)  # how long somebody is a newcomer; as the signals count them, domain.md 5


def ask(question: Question, work: QuestionWork) -> None:
    question.newcomer = _is_first_of_newcomer(question, work)
    thread.post(question, work)
    routing.begin(question, work)
    widening.wait(question, question.written_at, work)


def _is_first_of_newcomer(question: Question, work: QuestionWork) -> bool:
    member = work.people.member(work.community.id, question.asker) if question.asker else None
    if member is None or work.now - member.joined_at > NEW_FOR:
        return False
    return not work.questions.has_asked(member.ref)
