"""Asking without a name: Kring relays it, a little later, and keeps nothing that leads to who asked.

What could tell is not there: no author, no moment of asking (it is posted at one that is drawn by lot, and written
anew then: its place among the others does not tell either), no message to the asker. What they do with it later they
do with the receipt that they alone hold.
"""

from datetime import datetime, timedelta
from secrets import randbelow

from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, TimerDue
from facilitation.messages import Answer, Notice, ReplaceCard, Whisper
from facilitation.people import SideId
from facilitation.questions import going_out, private_cards, receipts, together
from facilitation.questions.ask_form import ANONYMOUS
from facilitation.questions.model import WAITS, Question, QuestionWork, Stage
from facilitation.sides import members_of
from facilitation.wording import for_actor

POSTS = "questions.posts"
AT_LEAST = timedelta(minutes=10)  # there is time to look at what is known, and to think again
WITHIN = timedelta(hours=1)
SIDE_AT_LEAST = 5  # members: among fewer of them anybody could guess


def is_wanted(form: FormSubmitted) -> bool:
    return form.choice("name") == ANONYMOUS


def would_be_guessed(side: SideId | None, work: QuestionWork) -> bool:
    """That it is asked of one side alone tells that its asker is one of the few there."""
    return side is not None and len(members_of(side, work)) < SIDE_AT_LEAST


def take_off(question: Question, work: QuestionWork) -> str:
    """Of the question as it was filled in, all that tells of its asker; return the code of its receipt."""
    code = receipts.new_code()
    question.workspace, question.user, question.place_workspace = question.place.workspace, "", None
    question.receipt = work.questions.seal(code)
    question.written_at = question.stirred_at = day_of(work.now)
    return code


def schedule(question: Question, code: str, work: QuestionWork) -> Whisper:
    """Have it posted within the hour, and give its asker the receipt."""
    spread = int((WITHIN - AT_LEAST).total_seconds())
    question.stage = Stage.SCHEDULED
    work.timers.set(POSTS, question.id, work.now + AT_LEAST + timedelta(seconds=randbelow(spread)))
    return Whisper(private_cards.receipt(question, code, for_actor(work)), fleeting=True)


def day_of(moment: datetime) -> datetime:
    """No more of a moment than its day."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def on_moment(due: TimerDue, work: QuestionWork) -> None:
    question = work.questions.get(due.subject)
    if question and question.stage is Stage.SCHEDULED:
        going_out.ask(work.questions.renew(question), work)


def on_receipt(command: CommandGiven, said: str, work: QuestionWork) -> Answer:
    """`/kring receipt CODE`: what can be done with an anonymous question, by whoever holds its code."""
    texts = for_actor(work)
    code = receipts.read(said)
    if not code:
        return Whisper(Notice(texts("questions.receipt_how")))
    question = work.questions.by_receipt(code)
    if question is None or question.stage is Stage.WITHDRAWN:
        return Whisper(Notice(texts("questions.receipt_unknown")))
    of_several = together.is_of_several(question, work)
    return Whisper(private_cards.receipt(question, code, texts, of_several=of_several))


def on_not_after_all(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Before it was posted it can be let go without a trace."""
    question = receipts.own(press.subject, work)
    if isinstance(question, Whisper):
        return question
    if question.stage not in private_cards.NOT_OUT:
        return Whisper(private_cards.receipt(question, receipts.code_of(press.subject), for_actor(work)))
    for timer in (POSTS, WAITS):
        work.timers.clear(timer, question.id)
    work.questions.remove(question)
    return ReplaceCard(Notice(for_actor(work)("questions.let_go")))
