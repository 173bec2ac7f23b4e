"""What a week brought to the community's questions: those that were answered, and those that nobody replied to yet."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.messages import Subject
from facilitation.ports.news import News, Topic
from facilitation.questions.around import WINDOW
from facilitation.questions.model import Question, QuestionWork
from facilitation.working_days import after_working_days

SHOW = "questions.show"
AT_MOST = 50  # of each


def news(work: QuestionWork, since: datetime) -> Sequence[News]:
    """Those that wait longest, newcomers' first; then those that were answered."""
    custom, zone = work.around.custom(), work.community.zone
    window = custom.window if custom else WINDOW
    told = []
    for question in _for_all(work.questions.unanswered(work.now, AT_MOST)):
        over = after_working_days(question.written_at, window, [zone])
        if over <= work.now:
            told.append(_of(question, Topic.OPEN, fresh=over > since))
    return [*told, *(_of(each, Topic.ANSWERED) for each in _for_all(work.questions.answered(since, AT_MOST)))]


def _for_all(questions: Sequence[Question]) -> Sequence[Question]:
    """What is of one side is not told to all."""
    return [each for each in questions if each.side is None]


def _of(question: Question, topic: Topic, *, fresh: bool = True) -> News:
    about = Subject(question.community_id, question.id)
    return News(topic, f"questions.kind.{question.kind}", question.title, SHOW, about, fresh, question.written_at)
