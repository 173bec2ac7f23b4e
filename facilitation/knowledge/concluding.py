"""How the asking ends, and how what is kept ends: with what everyone agrees to who said it, or with no words here."""

from collections.abc import Sequence

from facilitation.events import AnswerKept, HarvestEnded, HarvestKept, TimerDue
from facilitation.knowledge import cards, following, proposing
from facilitation.knowledge.acts import ActKind
from facilitation.knowledge.agreement import agreed_by, left_without, note_agreement, still_asked_about, without_names
from facilitation.knowledge.assurance import note
from facilitation.knowledge.invitations import ASKED_LONG_ENOUGH, account_of, call_off
from facilitation.knowledge.items import Change, KnowledgeItem
from facilitation.knowledge.keys import consent_key, line_key, offer_key
from facilitation.knowledge.kinds import Assurance, OriginKind
from facilitation.knowledge.model import UNWILLING, Consent, Keeping, Say, Stage
from facilitation.knowledge.recording import record
from facilitation.knowledge.repository import KnowledgeWork
from facilitation.knowledge.taking_out import bring_back_what_is_left, take_out, untitled
from facilitation.messages import Notice, Owed, ToPlace
from facilitation.people import AccountRef, SideId
from facilitation.telling import tell
from facilitation.wording import for_all, for_person


def conclude_if_all_agree(keeping: Keeping, work: KnowledgeWork) -> None:
    """Before its time the asking ends for this reason only: so that a refusal looks like silence."""
    if all(consent.say is Say.GIVEN for consent in work.knowledge.consents(keeping.id)):
        conclude(keeping, work)


def on_asked_long_enough(due: TimerDue, work: KnowledgeWork) -> None:
    keeping = work.knowledge.keeping(due.subject)
    if keeping and keeping.stage is Stage.ASKED:
        conclude(keeping, work)


def leave_out(consent: Consent, keeping: Keeping, work: KnowledgeWork) -> None:
    """Somebody's words go at once: from what is asked about or kept, and from what is found.

    What is still asked about ends when its time is over, whoever said no: so that a refusal looks like silence.
    """
    item = work.knowledge.item(keeping.id)
    if item:
        _take_out(consent, item, keeping, work)
    elif consent.author == keeping.by and keeping.origin_kind.is_whole:
        end(keeping, work)
    elif keeping.origin_kind.is_whole:
        keeping.passages = left_without(consent.author, keeping.passages, whole=True)
    else:
        says = work.knowledge.consents(keeping.id)
        keeping.passages = still_asked_about(keeping, [each.author for each in says if each.say in UNWILLING])


def end(keeping: Keeping, work: KnowledgeWork, why: str = "") -> None:
    """Don't keep it, or no longer; leave no words behind. `why`: what its keeper is told, if they don't know."""
    item = work.knowledge.item(keeping.id)
    title = item.title if item else keeping.title
    if item:
        proposing.call_off_all(item, work)
        work.knowledge.remove(item)
        work.search.remove(item.kind, item.id)
        _say_that_it_ends(item, work)
    _close(keeping, Stage.ENDED, None, work)
    if why:
        _tell(keeping.by, why, title, work, keeping.for_side)


def _take_out(consent: Consent, item: KnowledgeItem, keeping: Keeping, work: KnowledgeWork) -> None:
    before, concerned = item.authors, _concerned(consent.author, keeping, item, work)
    take_out(consent.author, item, work)
    if not item.body and not bring_back_what_is_left(item, work):
        title = item.title
        end(keeping, work)
        for person in concerned:
            _tell(person, f"knowledge.taken_out.{item.origin_kind}", title, work, item.side)
        return
    if item.assurance is Assurance.STANDING:
        item.assurance = Assurance.REVIEWED
    record(item, Change.TAKEN_OUT, None, work)
    following.changed(item, consent.author, work)
    if item.origin_kind.is_whole:
        quoted_still = any(passage.part.is_quote for passage in item.passages)
        standing = cards.line(item, for_all(work.community)) if quoted_still else _line_over(work)
        work.outbox.update(line_key(item.id), standing)
    quoted = {*item.authors, consent.author}
    _show_standing(keeping, [author for author in before if author not in quoted], item, work)


def _concerned(without: AccountRef, keeping: Keeping, item: KnowledgeItem, work: KnowledgeWork) -> list[AccountRef]:
    """Whom it matters to that it ends: whose wish it was, who tends it, who wrote in it and who follows it."""
    tends = [item.steward] if item.steward else []
    follow = [each.ref for each in work.knowledge.followers(item.id)]
    people = dict.fromkeys((keeping.by, *tends, *item.authors, *follow))
    return [each for each in people if each != without]


def conclude(keeping: Keeping, work: KnowledgeWork) -> None:
    """The asking is over: with the words of those who have agreed by now."""
    consents = work.knowledge.consents(keeping.id)
    willing = [consent for consent in consents if consent.say is Say.GIVEN]
    agreed = agreed_by([consent.author for consent in willing], keeping)
    keeping.passages = without_names(agreed, [consent.author for consent in willing if consent.unnamed])
    if any(passage.part.is_body for passage in keeping.passages):
        _keep(keeping, asked_others=any(consent.author != keeping.by for consent in consents), work=work)
    else:
        end(keeping, work, f"knowledge.unanswered.{keeping.origin_kind}")


def _keep(keeping: Keeping, asked_others: bool, work: KnowledgeWork) -> None:
    item = _item_of(keeping, work)
    work.knowledge.add(item)
    own = next((each for each in work.knowledge.consents(keeping.id) if each.author == keeping.by), None)
    unnamed = own is not None and own.unnamed
    if own and own.say in UNWILLING:
        item.title, item.titled_by = untitled(item, work), None
    else:
        note_agreement(item, keeping.by, work, unnamed)
    record(item, Change.KEPT, item.titled_by, work, named=not unnamed)
    if keeping.stands:
        item.assurance = Assurance.STANDING
        note(item, ActKind.STANDING, work, session=item.origin_id)
    _close(keeping, Stage.KEPT, item, work)
    _say_where_it_comes_from(item, work)
    if asked_others:
        _tell(keeping.by, f"knowledge.kept_told.{item.origin_kind}", item.title, work, item.side)


def _item_of(keeping: Keeping, work: KnowledgeWork) -> KnowledgeItem:
    return KnowledgeItem(
        community_id=keeping.community_id,
        id=keeping.id,
        origin_kind=keeping.origin_kind,
        origin_id=keeping.origin_id,
        origin_title=keeping.origin_title,
        origin_at=keeping.origin_at,
        kind=keeping.kind,
        audience=keeping.audience,
        taking_part=keeping.taking_part,
        side=keeping.for_side,
        title=keeping.title,
        title_workspace=keeping.by.workspace,
        title_user=keeping.by.user,
        passages=keeping.passages,
        language=work.community.language,
        workspace=keeping.source.workspace,
        channel=keeping.channel,
        thread=keeping.thread,
        kept_at=work.now,
    )


def _say_where_it_comes_from(item: KnowledgeItem, work: KnowledgeWork) -> None:
    """A question's thread is told here; a session's room is its own to speak in."""
    community = item.community_id
    if item.origin_kind.is_whole:
        work.announce(AnswerKept(community_id=community, question_id=item.origin_id))
        work.outbox.post(ToPlace(item.source), cards.line(item, for_all(work.community)), key=line_key(item.id))
    elif item.origin_kind is OriginKind.SESSION:
        kept = HarvestKept(community_id=community, session_id=item.origin_id, item_id=item.id, title=item.title)
        work.announce(kept)


def _say_that_it_ends(item: KnowledgeItem, work: KnowledgeWork) -> None:
    if item.origin_kind.is_whole:
        work.outbox.update(line_key(item.id), _line_over(work))
    elif item.origin_kind is OriginKind.SESSION:
        work.announce(HarvestEnded(community_id=item.community_id, session_id=item.origin_id, item_id=item.id))


def _line_over(work: KnowledgeWork) -> Notice:
    return Notice(for_all(work.community)("knowledge.line_over"))


def _close(keeping: Keeping, stage: Stage, item: KnowledgeItem | None, work: KnowledgeWork) -> None:
    """Nothing is asked any more, and no words are left in the keeping: what is kept is in the item only."""
    keeping.stage, keeping.title, keeping.passages = stage, "", ()
    keeping.origin_title = keeping.taking_part = None
    work.timers.clear(ASKED_LONG_ENOUGH, keeping.id)
    consents = work.knowledge.consents(keeping.id)
    for consent in consents:
        if consent.say is Say.WAITING:
            consent.say, consent.said_at = Say.UNSAID, work.now
            call_off(consent, work)
    others = [consent.author for consent in consents if consent.author != keeping.by]
    _show_standing(keeping, [keeping.by, *others], item, work)


def _show_standing(
    keeping: Keeping, people: Sequence[AccountRef], item: KnowledgeItem | None, work: KnowledgeWork
) -> None:
    """On the card that each has; whoever left their words out has been answered there."""
    consents = {consent.author: consent for consent in work.knowledge.consents(keeping.id)}
    for person in people:
        consent = consents.get(person)
        if consent and consent.say in UNWILLING:
            continue
        key = consent_key(consent.id) if consent and person != keeping.by else offer_key(keeping.id)
        told = item if item and (person == keeping.by or person in item.authors) else None
        texts = for_person(account_of(person, work), work.community)
        work.outbox.update(key, cards.kept(told, person, work.community, texts) if told else cards.over(texts))


def _tell(person: AccountRef, what: str, title: str, work: KnowledgeWork, side: SideId | None) -> None:
    """Privately, at a moment that suits them; not whom an export did not name."""
    if not person.user:
        return
    account = account_of(person, work)
    notice = Notice(for_person(account, work.community)(what, title=title))
    tell(account, notice, work, Owed.CONSENT, side=side)
