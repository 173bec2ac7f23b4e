"""From a reply that helped to something to keep: the offer to the asker, and their form."""

from collections.abc import Iterator
from dataclasses import replace

from facilitation.events import AnswerAccepted, AnswerWithdrawn, ButtonPressed, FormSubmitted, Quoted, TimerDue
from facilitation.knowledge import cards, concluding, invitations
from facilitation.knowledge.inputs import is_unnamed
from facilitation.knowledge.keys import offer_key
from facilitation.knowledge.kinds import Audience, Origin, OriginKind
from facilitation.knowledge.model import (
    OFFERED_FOR,
    UNWILLING,
    Keeping,
    Stage,
)
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.messages import (
    INPUT_AT_MOST,
    TITLE_AT_MOST,
    Answer,
    OpenForm,
    Owed,
    RefuseForm,
    ReplaceCard,
    Subject,
    ToPerson,
    Whisper,
)
from facilitation.people import elsewhere
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_all, for_person, shorten

OFFER_ENDS = "knowledge.offer"
RUNNING = (Stage.OFFERED, Stage.ASKED)


def on_accepted(accepted: AnswerAccepted, work: KnowledgeWork) -> None:
    """Offer the asker to keep it, unless it is kept already or its author did not want that.

    Who asked without a name can't be offered anything: who answered decides about their own words.
    """
    if not accepted.answer.text.strip() or _settled(accepted, work):
        return
    wishes = accepted.asker or accepted.answer.by
    said = (accepted.question, Part.QUESTION), (accepted.answer, Part.ANSWER)
    keeping = Keeping(
        community_id=accepted.community_id,
        origin_kind=OriginKind.QUESTION,
        origin_id=accepted.question_id,
        workspace=wishes.workspace,
        user=wishes.user,
        title=shorten(accepted.title, TITLE_AT_MOST),
        passages=tuple(_passage(part, quoted) for quoted, part in said if quoted),
        channel=accepted.source.channel,
        thread=accepted.source.thread,
        place_workspace=elsewhere(accepted.source, wishes),
        audience=Audience.COMMUNITY if accepted.side is None else Audience.SESSION,
        for_side=accepted.side,
        offered_at=work.now,
    )
    work.knowledge.add_keeping(keeping)
    work.timers.set(OFFER_ENDS, keeping.id, work.now + OFFERED_FOR)
    to = work.people.account(keeping.by)  # not always who acted
    texts = for_person(to, work.community) if to else for_all(work.community)
    card = cards.offer(keeping, _names_of_others(keeping), work.community, texts, nameless=accepted.asker is None)
    work.outbox.post(ToPerson(keeping.by, Owed.ANSWER, side=keeping.for_side), card, key=offer_key(keeping.id))


def on_answer_withdrawn(withdrawn: AnswerWithdrawn, work: KnowledgeWork) -> None:
    """What no longer answers the question is not kept; what everyone agreed to keep stays theirs to take out."""
    for keeping in work.knowledge.keepings_of(Origin(OriginKind.QUESTION, withdrawn.question_id)):
        if keeping.stage in RUNNING:
            concluding.end(keeping, work, "knowledge.reply_deleted" if withdrawn.deleted else "")


def on_keep(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    keeping = _offered(press.subject, work)
    if keeping is None:
        return Whisper(cards.over(for_actor(work)))
    return OpenForm(cards.keep_form(keeping, work.community, for_actor(work)))


def on_not_now(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    keeping = _offered(press.subject, work)
    if keeping is None:
        return Whisper(cards.over(for_actor(work)))
    return ReplaceCard(cards.not_now(keeping, for_actor(work)))


def on_filled_in(form: FormSubmitted, work: KnowledgeWork) -> Answer | None:
    """The asker's own words as they want them kept; the answer's stay as they were written."""
    texts = for_actor(work)
    keeping = _offered(form.subject, work)
    if keeping is None:
        return Whisper(cards.over(texts))
    errors = dict(_errors(form, texts))
    if errors:
        return RefuseForm(errors)
    keeping.title = form.line("title")
    keeping.passages = tuple(_reworded(keeping.passages, form.text("question")))
    work.timers.clear(OFFER_ENDS, keeping.id)
    others = _names_of_others(keeping)
    if others:
        work.outbox.update(offer_key(keeping.id), cards.waiting(keeping, others, texts))
    invitations.invite(keeping, work, unnamed=is_unnamed(form))
    concluding.conclude_if_all_agree(keeping, work)
    return None


def on_offer_ends(due: TimerDue, work: KnowledgeWork) -> None:
    keeping = work.knowledge.keeping(due.subject)
    if keeping and keeping.stage is Stage.OFFERED:
        concluding.end(keeping, work)


def _settled(accepted: AnswerAccepted, work: KnowledgeWork) -> bool:
    """Whether it is kept already, or its author did not want that."""
    question = Origin(OriginKind.QUESTION, accepted.question_id)
    said = {consent.say for consent in work.knowledge.consents_about(question, accepted.answer.by)}
    if accepted.answer.by != accepted.asker and said & UNWILLING:
        return True
    return any(_holds(keeping, accepted, work) for keeping in work.knowledge.keepings_of(question))


def _holds(keeping: Keeping, accepted: AnswerAccepted, work: KnowledgeWork) -> bool:
    """Whether the same answer is being offered or kept by this one."""
    held = work.knowledge.item(keeping.id) or keeping
    return _passage(Part.ANSWER, accepted.answer) in held.passages


def _passage(part: Part, quoted: Quoted) -> Passage:
    return Passage(part, quoted.by.workspace, quoted.by.user, quoted.name, quoted.text)


def _reworded(passages: tuple[Passage, ...], question: str) -> Iterator[Passage]:
    """The question's part in its author's new words, or left out when there are none."""
    for passage in passages:
        if passage.part is not Part.QUESTION:
            yield passage
        elif question:
            yield replace(passage, text=question)


def _offered(subject: Subject, work: KnowledgeWork) -> Keeping | None:
    """The actor's own, as long as they have not decided."""
    keeping = work.knowledge.keeping(subject.id)
    mine = keeping is not None and keeping.by == work.account.ref and keeping.stage is Stage.OFFERED
    return keeping if mine else None


def _names_of_others(keeping: Keeping) -> list[str]:
    """Everyone quoted but the asker."""
    return list(dict.fromkeys(passage.name for passage in keeping.passages if keeping.by not in passage.authors))


def _errors(form: FormSubmitted, texts: Texts) -> Iterator[tuple[str, str]]:
    title = form.line("title")
    if not title or len(title) > TITLE_AT_MOST:
        yield "title", texts.plain_count("knowledge.title_length", TITLE_AT_MOST)
    if len(form.text("question")) > INPUT_AT_MOST:
        yield "question", texts.plain_count("knowledge.question_long", INPUT_AT_MOST)
