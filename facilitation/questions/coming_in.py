"""A community that was exported comes back: its answered questions can be found again."""

from datetime import UTC, datetime

from facilitation.events import CommunityBroughtIn
from facilitation.ports.search import Document
from facilitation.questions import thread
from facilitation.questions.model import FOUND, Question, QuestionWork
from facilitation.wording import for_all

EVER = datetime(1970, 1, 1, tzinfo=UTC)
ALL = 1_000_000


def on_brought_in(_: CommunityBroughtIn, work: QuestionWork) -> None:
    for question in work.questions.answered(EVER, ALL):
        if not question.is_hidden:
            make_findable(question, work)


def make_findable(question: Question, work: QuestionWork) -> None:
    """As it was asked; by nobody, where that was asked anonymously."""
    work.search.put(
        Document(
            id=question.id,
            kind=FOUND,
            title=question.title,
            text=question.detail,
            language=work.community.language,
            shown=question.detail,
            by=thread.name_of(question.asker, work, for_all(work.community)),
        )
    )
