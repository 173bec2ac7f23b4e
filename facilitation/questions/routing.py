"""Whom to ask for a look: who said they like to be asked about it, who tends what is alike, who answered alike ones.

They are looked for a little after the question was asked: whoever reads along may have answered by then.
"""

import secrets
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from facilitation.events import Found, LookedUp, TimerDue
from facilitation.messages import LookUp
from facilitation.people import AccountRef, MemberId
from facilitation.questions import cards, looks, wishes
from facilitation.questions.around import Why
from facilitation.questions.model import FOUND, ROUTES, SUBJECTS, Question, QuestionWork, Stage

LOOKED_AMONG = 20
WORDS_AT_MOST = 600  # characters of a question that are looked for
LIKELY = 0.25  # half of what an asker is shown: to be asked, and to say no, costs one press


def begin(question: Question, work: QuestionWork) -> None:
    work.timers.set(ROUTES, question.id, work.now + looks.AFTER)


def on_due(due: TimerDue, work: QuestionWork) -> LookUp | None:
    question = work.questions.get(due.subject)
    if question is None or not _waits(question):
        return None
    words = f"{question.title}\n{question.detail}"[:WORDS_AT_MOST]
    return LookUp(words, LOOKED_AMONG, ROUTES, cards.about(question), (SUBJECTS, FOUND), for_all=True)


def on_known(looked: LookedUp, work: QuestionWork) -> None:
    question = work.questions.get(looked.look.subject.id)
    if question and _waits(question):
        looks.ask(question, fitting(question, looked.found, work), work)


def at_large(question: Question, work: QuestionWork) -> int:
    """A few of all members, by lot: when those who were asked first did not answer. Return how many were asked."""
    members = [member.ref for member in work.people.members(work.community.id)]
    secrets.SystemRandom().shuffle(members)
    return looks.ask(question, dict.fromkeys(members, Why.LOT), work, more=True)


def fitting(question: Question, found: Sequence[Found], work: QuestionWork) -> Mapping[AccountRef, Why]:
    """In turn one of each kind of reason, so that none of them always comes first; each with their first."""
    likely = [each for each in found if each.confidence >= LIKELY]
    reasons = {
        Why.SAID: _who_like_to_be_asked(likely, work),
        Why.TENDS: list(work.stewards.of(question.alike or ())),
        Why.HELPED: _who_answered(likely, work),
    }
    chosen: dict[AccountRef, Why] = {}
    for in_turn in zip_longest(*reasons.values()):
        for why, who in zip(reasons, in_turn, strict=True):
            if who:
                chosen.setdefault(who, why)
    return chosen


def _who_like_to_be_asked(found: Sequence[Found], work: QuestionWork) -> list[AccountRef]:
    members = [
        work.people.member_by_id(work.community.id, MemberId(each.id)) for each in found if each.kind == SUBJECTS
    ]
    return [member.ref for member in members if member and wishes.of(member.ref, work).subjects]


def _who_answered(found: Sequence[Found], work: QuestionWork) -> list[AccountRef]:
    return [reply.author for each in found if each.kind == FOUND for reply in work.questions.helpful(each.id)]


def _waits(question: Question) -> bool:
    return question.stage is Stage.OPEN and not question.is_hidden
