"""A community that was exported comes back: its questions can be found again."""

from datetime import UTC, datetime

from facilitation.events import CommunityBroughtIn
from facilitation.questions import subjects, thread
from facilitation.questions.model import QuestionWork

EVER = datetime(1970, 1, 1, tzinfo=UTC)
ALL = 1_000_000


def on_brought_in(_: CommunityBroughtIn, work: QuestionWork) -> None:
    for question in (*work.questions.answered(EVER, ALL), *work.questions.open(ALL)):
        thread.index(question, work)
    for member in work.people.members(work.community.id):
        subjects.make_findable(member, work)
