"""What members do with an item: try it, look at it with fresh eyes, say where it works and why not, retire it."""

from facilitation.events import Adopted, AdoptionTakenBack, ButtonPressed, FormSubmitted
from facilitation.knowledge import following, proposing, retiring, reviewing, tending_cards, value_stories
from facilitation.knowledge.acts import Act, ActKind
from facilitation.knowledge.agreement import note_agreement
from facilitation.knowledge.assurance import before_retiring, may_review, note, try_out
from facilitation.knowledge.items import Change, KnowledgeItem
from facilitation.knowledge.kinds import RECOGNISED, Assurance, Origin, OriginKind
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.proposals import Purpose
from facilitation.knowledge.reading import shared_item
from facilitation.knowledge.recording import record
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.knowledge.writing_forms import REMARK_AT_MOST
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, ReplaceCard, Whisper
from facilitation.people import AccountRef, new_id
from facilitation.sites import has_sites
from facilitation.wording import for_actor

HOW = {each.value: each for each in (ActKind.TRIED, ActKind.ADAPTED, ActKind.DROPPED)}
REMARKS = {each.value: each for each in (Part.CONTEXT, Part.DISSENT)}


def on_try(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item = shared_item(press.subject, work)
    return (
        item if isinstance(item, Whisper) else OpenForm(tending_cards.try_form(item, work.community, for_actor(work)))
    )


def on_tried(form: FormSubmitted, work: KnowledgeWork) -> Answer | None:
    """With a note of where it worked, or why not, if they want."""
    item, texts = shared_item(form.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    told = item.kind in RECOGNISED
    how = ActKind.TRIED if told else HOW.get(form.choice("how"))
    if how is None:
        return RefuseForm({"how": texts.plain("knowledge.choose_how")})
    part = Part.DISSENT if how is ActKind.DROPPED else Part.CONTEXT
    said_before = "\n\n".join(_mine(item, part, work.account.ref)).split("\n\n")
    whole = "\n\n".join(dict.fromkeys(each for each in (*said_before, form.text("note")) if each))
    if form.text("note") and len(whole) > REMARK_AT_MOST:
        return RefuseForm({"note": texts.plain_count("knowledge.remark_full", REMARK_AT_MOST)})
    act_id = new_id()
    try_out(item, how, work.account.ref, work, act_id)
    reviewing.seen_to(item, work)
    if form.text("note"):
        _remark(item, part, whole, work.account.ref, work)
    said = (
        texts("knowledge.recognised", title=item.title) if told else texts(f"knowledge.noted.{how}", title=item.title)
    )
    story = value_stories.STORY if value_stories.is_offered(item, how, work) else ""
    return Whisper(tending_cards.noted(item, said, act_id, texts, offers_story=story))


def on_untry(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """Whoever noted that they tried it takes that back."""
    item = shared_item(press.subject, work)
    if isinstance(item, Whisper):
        return item
    for act in work.knowledge.acts(item.id):
        if act.id == press.subject.detail and act.by == work.account.ref:
            _take_out(act, item, work)
    return ReplaceCard(tending_cards.untried(for_actor(work)))


def on_adopted(adopted: Adopted, work: KnowledgeWork) -> None:
    """What somebody did with an answer that is kept here. What they said of it stays where they said it."""
    how = HOW.get(adopted.what)
    for item in _of_question(adopted.question_id, work) if how else ():
        try_out(item, how or ActKind.TRIED, adopted.by, work, f"{adopted.adoption_id}/{item.id}")


def on_adoption_taken_back(taken: AdoptionTakenBack, work: KnowledgeWork) -> None:
    for item in _of_question(taken.question_id, work):
        for act in work.knowledge.acts(item.id):
            if act.id == f"{taken.adoption_id}/{item.id}":
                _take_out(act, item, work)


def on_fresh_eyes(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """Somebody else than its writers and those who tried it says that it holds."""
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    if not may_review(item, work):
        return Whisper(Notice(texts("knowledge.review_by_site" if has_sites(work) else "knowledge.review_by_others")))
    item.assurance = Assurance.REVIEWED
    note(item, ActKind.REVIEWED, work)
    reviewing.seen_to(item, work)
    return Whisper(Notice(texts("knowledge.noted.reviewed", title=item.title)))


def on_remark(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item = shared_item(press.subject, work)
    if isinstance(item, Whisper):
        return item
    part = REMARKS.get(press.subject.detail, Part.CONTEXT)
    mine = _mine(item, part, work.account.ref)
    return OpenForm(tending_cards.remark_form(item, part, "\n\n".join(mine), for_actor(work)))


def on_remarked(form: FormSubmitted, work: KnowledgeWork) -> Answer | None:
    """A member's own, beside those of others; an empty one takes it away."""
    item, texts = shared_item(form.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    if len(form.text("note")) > REMARK_AT_MOST:
        return RefuseForm({"note": texts.plain_count("knowledge.question_long", REMARK_AT_MOST)})
    _remark(item, REMARKS.get(form.subject.detail, Part.CONTEXT), form.text("note"), work.account.ref, work)
    return Whisper(Notice(texts("knowledge.remarked", title=item.title)))


def on_retire(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    """Whose it is retires it; others propose it, and those concerned consent."""
    item, texts = shared_item(press.subject, work), for_actor(work)
    if isinstance(item, Whisper):
        return item
    mine = retiring.is_theirs(item, work.account.ref, work)
    if not mine and (hindered := proposing.hindered(item, Purpose.RETIRE, work)):
        return hindered
    return Whisper(tending_cards.retire_surely(item, texts, mine=mine))


def on_retire_surely(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item, texts, me = shared_item(press.subject, work), for_actor(work), work.account.ref
    if isinstance(item, Whisper):
        return item
    if item.assurance is Assurance.RETIRED:
        return Whisper(Notice(texts("knowledge.is_retired", title=item.title)))
    if not retiring.is_theirs(item, me, work):
        return proposing.propose(item, Purpose.RETIRE, work)
    retiring.retire(item, me, work)
    return Whisper(tending_cards.retired(item, texts))


def on_bring_back(press: ButtonPressed, work: KnowledgeWork) -> Answer:
    item, texts, me = shared_item(press.subject, work), for_actor(work), work.account.ref
    if isinstance(item, Whisper):
        return item
    if item.assurance is not Assurance.RETIRED:
        return Whisper(Notice(texts("knowledge.is_back", title=item.title)))
    if not retiring.is_theirs(item, me, work):
        return proposing.propose(item, Purpose.RESTORE, work)
    retiring.bring_back(item, me, work)
    return Whisper(Notice(texts("knowledge.is_back", title=item.title)))


def _of_question(question_id: str, work: KnowledgeWork) -> list[KnowledgeItem]:
    keepings = work.knowledge.keepings_of(Origin(OriginKind.QUESTION, question_id))
    return [item for item in (work.knowledge.item(each.id) for each in keepings) if item]


def _take_out(act: Act, item: KnowledgeItem, work: KnowledgeWork) -> None:
    work.knowledge.remove_act(act)
    item.used = max(item.used - 1, 0)
    if item.assurance is Assurance.TRIED:
        item.assurance = before_retiring(item, work.knowledge.acts(item.id))


def _mine(item: KnowledgeItem, part: Part, me: AccountRef) -> list[str]:
    return [each.text for each in item.passages if each.part is part and me in each.authors]


def _remark(item: KnowledgeItem, part: Part, text: str, by: AccountRef, work: KnowledgeWork) -> None:
    account = work.people.account(by)
    others = tuple(each for each in item.passages if each.part is not part or by not in each.authors)
    own = (Passage(part, by.workspace, by.user, account.name if account else "", text),) if text else ()
    if (*others, *own) == item.passages:
        return
    item.passages = (*others, *own)
    if own:
        note_agreement(item, by, work)
    record(item, Change.EDITED, by, work)
    following.changed(item, by, work)
