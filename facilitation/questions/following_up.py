"""What became of an answer: asked once, weeks later, of who asked; skipped, or never asked again, with one press.

Who has a receipt can't be asked, and tells by it when they like.
"""

from datetime import timedelta

from facilitation.events import Adopted as AdoptedAnnounced
from facilitation.events import AdoptionTakenBack, ButtonPressed, FormSubmitted, TimerDue
from facilitation.messages import (
    INPUT_AT_MOST,
    Answer,
    Notice,
    OpenForm,
    RefuseForm,
    ReplaceCard,
    ToThread,
    Unasked,
    Whisper,
)
from facilitation.questions import follow_up_cards, receipts, telling, thread, wishes
from facilitation.questions.around import Adopted, Adoption
from facilitation.questions.model import FOLLOW_UP, Question, QuestionWork, Stage, card_key
from facilitation.sides import where_read
from facilitation.telling import tell
from facilitation.wording import for_actor, for_all, for_person

AFTER = timedelta(days=21)  # long enough to have tried it
USED = (Adopted.TRIED, Adopted.ADAPTED)
"""After which a story of what it was worth is offered, the first time; not to who has a receipt: it has a name."""


def set_for(question: Question, work: QuestionWork) -> None:
    """To be asked in some weeks, once, unless its asker does not want such questions."""
    if question.asker and wishes.of(question.asker, work).follow_ups and not _was_asked(question, work):
        work.timers.set(FOLLOW_UP, question.id, work.now + AFTER)


def on_due(due: TimerDue, work: QuestionWork) -> None:
    question = work.questions.get(due.subject)
    if question is None or question.asker is None or question.stage is not Stage.ANSWERED:
        return
    asker = work.people.account(question.asker)
    if asker is None or not telling.is_member(asker, work) or not wishes.of(asker.ref, work).follow_ups:
        return
    texts = for_person(asker, work.community)
    tell(
        asker, follow_up_cards.asking(question, texts), work, Unasked.FOLLOW_UP, side=question.side, key=_key(question)
    )


def on_told(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Tried, adapted or dropped, as was pressed; or by a receipt, where it is chosen in the form."""
    code, _, chosen = press.subject.detail.partition("/")
    question = receipts.own(press.subject, work)
    if isinstance(question, Whisper):
        return question
    texts = for_actor(work)
    channel = where_read(question.place, work, texts, question.side)
    return OpenForm(follow_up_cards.form(question, code, chosen, channel, texts))


def on_form(form: FormSubmitted, work: QuestionWork) -> Answer:
    question, texts = receipts.own(form.subject, work), for_actor(work)
    if isinstance(question, Whisper):
        return question
    if form.choice("share") != follow_up_cards.SHARED:
        return ReplaceCard(Notice(texts("questions.did_unshared")))  # nobody is nobody: nothing of it is written down
    what, words = form.choice("what"), form.text("words")
    if what not in set(Adopted):
        return RefuseForm({"what": texts.plain("questions.choose_what")})
    if len(words) > INPUT_AT_MOST:
        return RefuseForm({"words": texts.plain_count("questions.detail_long", INPUT_AT_MOST)})
    adoption = Adoption(
        community_id=question.community_id,
        question_id=question.id,
        workspace=question.workspace,
        user=question.user,
        what=Adopted(what),
        words=words,
        at=work.now,
    )
    offers_story = question.asker is not None and adoption.what in USED and not work.around.adoptions(question.id)
    work.around.add_adoption(adoption)
    _note(question, adoption, work)
    work.announce(_announced(question, adoption))
    return ReplaceCard(
        follow_up_cards.thanks(question, adoption, form.subject.detail, texts, offers_story=offers_story)
    )


def on_skip(press: ButtonPressed, work: QuestionWork) -> Answer:
    return ReplaceCard(Notice(for_actor(work)("questions.follow_up_skipped")))


def on_never(press: ButtonPressed, work: QuestionWork) -> Answer:
    """Not asked again about any answer, in this community."""
    wishes.mine(work).follow_ups = False
    return ReplaceCard(Notice(for_actor(work)("questions.follow_up_never")))


def on_take_back(press: ButtonPressed, work: QuestionWork) -> Answer:
    """The note goes, with its words."""
    adoption_id = press.subject.detail.partition("/")[2]
    question, texts = receipts.own(press.subject, work), for_actor(work)
    if isinstance(question, Whisper):
        return question
    for adoption in work.around.adoptions(question.id):
        if adoption.id == adoption_id:
            _take_back(adoption, work)
    return ReplaceCard(Notice(texts("questions.note_gone")))


def take_all_back(question: Question, work: QuestionWork) -> None:
    """With the question goes what its asker told of it."""
    for adoption in work.around.adoptions(question.id):
        _take_back(adoption, work)


def _take_back(adoption: Adoption, work: QuestionWork) -> None:
    work.around.remove_adoption(adoption)
    work.outbox.update(_note_key(adoption), follow_up_cards.taken_back(for_all(work.community)))
    work.announce(
        AdoptionTakenBack(community_id=adoption.community_id, question_id=adoption.question_id, adoption_id=adoption.id)
    )


def _note(question: Question, adoption: Adoption, work: QuestionWork) -> None:
    """For those who answered, and for whoever reads the thread later."""
    texts = for_all(work.community)
    name = thread.name_of(question.asker, work, texts) if question.asker else ""
    card = follow_up_cards.note(adoption, name, texts)
    work.outbox.post(ToThread(card_key(question.id)), card, key=_note_key(adoption))


def _announced(question: Question, adoption: Adoption) -> AdoptedAnnounced:
    return AdoptedAnnounced(
        community_id=question.community_id,
        question_id=question.id,
        adoption_id=adoption.id,
        by=question.asker,
        what=adoption.what.value,
        words=adoption.words,
    )


def _was_asked(question: Question, work: QuestionWork) -> bool:
    return bool(work.outbox.keys(_key(question)))


def _key(question: Question) -> str:
    return f"question/{question.id}/follow_up"


def _note_key(adoption: Adoption) -> str:
    return f"question/{adoption.question_id}/adoption/{adoption.id}"
