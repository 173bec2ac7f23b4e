"""Proposing, accepting, asking again and ending an agreement."""

from collections.abc import Iterator, Sequence

from facilitation.agreements import cards, telling
from facilitation.agreements.model import AFTER, AT_THE_EDGE, WORDS_AT_MOST, Agreement, AgreementWork, Stage
from facilitation.audit import record
from facilitation.capability import Capability, Fill, Press, Verb, listen
from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, MemberLeftCommunity, TimerDue
from facilitation.facilitators import is_facilitator
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, ReplaceCard, Whisper
from facilitation.people import Account, AccountRef
from facilitation.ports.audit import Change
from facilitation.ports.memory import UnitOfWork
from facilitation.wording import for_actor

REVIEW = "agreements.review"
CHOICES = 50  # people to choose from


def on_agreement(command: CommandGiven, said: str, work: AgreementWork) -> Answer:
    """`/kring agreement`: those that stand."""
    texts, standing = for_actor(work), work.agreements.standing()
    told = [telling.told(each, work) for each in standing]
    ends = [each for each in standing if _is_side(each, work)]
    proposes = is_facilitator(work) or work.me.level in AT_THE_EDGE
    own = [telling.told(each, work) for each in work.agreements.proposed() if each.proposed_by == work.account.ref]
    return Whisper(cards.overview(told, own, work.community, texts, ends=ends, proposes=proposes))


def on_propose(press: ButtonPressed, work: AgreementWork) -> Answer:
    texts = for_actor(work)
    if work.me.level in AT_THE_EDGE:
        return OpenForm(cards.form(work.community, (), texts))
    people = [(_value(each.ref), each.name) for each in _at_the_edge(work)]
    if not people or not is_facilitator(work):
        return Whisper(Notice(texts("agreements.nobody_at_the_edge")))
    return OpenForm(cards.form(work.community, people, texts))


def on_proposed(form: FormSubmitted, work: AgreementWork) -> Answer:
    """To whoever facilitates; or by one of them, to the person."""
    texts, me = for_actor(work), work.account.ref
    by_core = work.me.level not in AT_THE_EDGE
    if by_core and not is_facilitator(work):
        return Whisper(Notice(texts("agreements.nobody_at_the_edge")))
    whom = _chosen(form, work) if by_core else me
    errors = {name: texts.plain_count("agreements.words", WORDS_AT_MOST) for name in _missing(form)}
    if whom is None:
        errors["who"] = texts.plain("agreements.choose_person")
    if errors or whom is None:
        return RefuseForm(errors)
    _make_way(whom, work)
    agreement = _drawn_up(form, whom, work, by_core=by_core)
    work.agreements.add(agreement)
    asked = telling.ask(agreement, work)
    return Whisper(Notice(texts("agreements.is_proposed" if asked else "agreements.nobody_facilitates")))


def on_show(press: ButtonPressed, work: AgreementWork) -> Answer:
    """From the queue, for whoever facilitates by now."""
    agreement, texts = _proposed_to_me(press, work), for_actor(work)
    if agreement is None:
        return Whisper(Notice(texts("agreements.over")))
    told = telling.told(agreement, work)
    return Whisper(cards.proposed(told, told.name(agreement.proposed_by, texts), texts))


def on_withdraw(press: ButtonPressed, work: AgreementWork) -> Answer:
    """By whoever proposed it, as long as it is not answered."""
    agreement, texts = work.agreements.get(press.subject.id), for_actor(work)
    is_open = agreement is not None and agreement.stage is Stage.PROPOSED
    if agreement is None or not is_open or agreement.proposed_by != work.account.ref:
        return Whisper(Notice(texts("agreements.over")))
    _end(agreement, work)
    telling.take_back(agreement, work)
    return ReplaceCard(Notice(texts("agreements.withdrawn")))


def on_accept(press: ButtonPressed, work: AgreementWork) -> Answer:
    """It takes the place of one that stood with the same person."""
    agreement, texts = _proposed_to_me(press, work), for_actor(work)
    if agreement is None:
        return ReplaceCard(Notice(texts("agreements.over")))
    for before in work.agreements.of(agreement.who):
        if before is not agreement and before.stage is Stage.STANDS:
            _end(before, work)
    if not agreement.by_core:
        agreement.core_workspace, agreement.core_user = work.account.workspace, work.account.user
    agreement.stage = Stage.STANDS
    telling.answered(agreement, work)
    _ask_later(agreement, work)
    other = agreement.core if agreement.by_core else agreement.who
    record(work, Change.AGREED, about=other)
    telling.tell(other, "agreements.accepted", agreement, work)
    return ReplaceCard(Notice(texts("agreements.stands")))


def on_decline(press: ButtonPressed, work: AgreementWork) -> Answer:
    agreement, texts = _proposed_to_me(press, work), for_actor(work)
    if agreement is None:
        return ReplaceCard(Notice(texts("agreements.over")))
    agreement.stage = Stage.DECLINED
    telling.answered(agreement, work)
    telling.tell(agreement.core if agreement.by_core else agreement.who, "agreements.declined", agreement, work)
    return ReplaceCard(Notice(texts("agreements.you_declined")))


def on_still(press: ButtonPressed, work: AgreementWork) -> Answer:
    """Once both sides said so, it is asked about again only after as long a time."""
    agreement, texts = _mine(press, work), for_actor(work)
    if agreement is None:
        return ReplaceCard(Notice(texts("agreements.over")))
    agreement.again = (*agreement.again, work.account.ref)
    theirs = agreement.who in agreement.again
    if theirs and any(each != agreement.who for each in agreement.again):
        _ask_later(agreement, work)
    return ReplaceCard(Notice(texts("agreements.noted")))


def on_end(press: ButtonPressed, work: AgreementWork) -> Answer:
    """By either side, at once."""
    agreement, texts = _mine(press, work), for_actor(work)
    if agreement is None:
        return Whisper(Notice(texts("agreements.over")))
    _end(agreement, work)
    is_theirs = agreement.who == work.account.ref
    other = agreement.core if is_theirs else agreement.who
    record(work, Change.AGREEMENT_ENDED, about=other)
    telling.tell(other, "agreements.was_ended", agreement, work)
    return ReplaceCard(Notice(texts("agreements.ended")))


def on_review(due: TimerDue, work: AgreementWork) -> None:
    agreement = work.agreements.get(due.subject)
    if agreement and agreement.stage is Stage.STANDS:
        agreement.again = ()
        telling.review(agreement, work)


def on_left(left: MemberLeftCommunity, work: AgreementWork) -> None:
    for agreement in work.agreements.of(left.account):
        if agreement.stage is Stage.PROPOSED and agreement.by_core:
            telling.take_back(agreement, work)
        _end(agreement, work)
    telling.forget(left.account, work)


def _drawn_up(form: FormSubmitted, whom: AccountRef, work: AgreementWork, *, by_core: bool) -> Agreement:
    me = work.account.ref
    return Agreement(
        community_id=work.community.id,
        workspace=whom.workspace,
        user=whom.user,
        core_workspace=me.workspace if by_core else None,
        core_user=me.user if by_core else None,
        brings=form.text("brings"),
        expects=form.text("expects"),
        months=form.choice("months") if form.choice("months") in AFTER else cards.USUAL,
        by_core=by_core,
        proposed_at=work.now,
    )


def _make_way(whom: AccountRef, work: AgreementWork) -> None:
    """One proposal at a time. What the core proposes next is another message, so the one before is taken back."""
    for before in work.agreements.of(whom):
        if before.stage is Stage.PROPOSED and before.proposed_by == work.account.ref:
            _end(before, work)
            if before.by_core:
                telling.take_back(before, work)


def _end(agreement: Agreement, work: AgreementWork) -> None:
    agreement.stage = Stage.ENDED
    work.timers.clear(REVIEW, agreement.id)


def _ask_later(agreement: Agreement, work: AgreementWork) -> None:
    agreement.review_at, agreement.again = work.now + AFTER[agreement.months], ()
    work.timers.set(REVIEW, agreement.id, agreement.review_at)


def _proposed_to_me(press: ButtonPressed, work: AgreementWork) -> Agreement | None:
    """Whoever proposed it is not who accepts it."""
    agreement = work.agreements.get(press.subject.id)
    if agreement is None or agreement.stage is not Stage.PROPOSED:
        return None
    theirs = agreement.who == work.account.ref
    asked = theirs if agreement.by_core else is_facilitator(work) and not theirs
    return agreement if asked else None


def _mine(press: ButtonPressed, work: AgreementWork) -> Agreement | None:
    agreement = work.agreements.get(press.subject.id)
    return agreement if agreement and agreement.stage is Stage.STANDS and _is_side(agreement, work) else None


def _is_side(agreement: Agreement, work: UnitOfWork) -> bool:
    """Whoever facilitates speaks for the core."""
    return agreement.who == work.account.ref or is_facilitator(work)


def _at_the_edge(work: AgreementWork) -> Sequence[Account]:
    refs = [each.ref for each in work.people.members(work.community.id) if each.level in AT_THE_EDGE][:CHOICES]
    known = work.people.accounts(refs)
    return [known[ref] for ref in refs if ref in known]


def _chosen(form: FormSubmitted, work: AgreementWork) -> AccountRef | None:
    return next((each.ref for each in _at_the_edge(work) if _value(each.ref) == form.choice("who")), None)


def _value(ref: AccountRef) -> str:
    return f"{ref.workspace}/{ref.user}"


def _missing(form: FormSubmitted) -> Iterator[str]:
    return (name for name in ("brings", "expects") if not 0 < len(form.text(name)) <= WORDS_AT_MOST)


AGREEMENTS: Capability[AgreementWork] = Capability(
    name="agreements",
    verbs=(Verb("agreement", on_agreement),),
    buttons={
        cards.PROPOSE: Press(on_propose),
        cards.SHOW: Press(on_show),
        cards.WITHDRAW: Press(on_withdraw),
        cards.ACCEPT: Press(on_accept),
        cards.DECLINE: Press(on_decline),
        cards.STILL: Press(on_still),
        cards.END: Press(on_end),
    },
    forms={cards.PROPOSE: Fill(on_proposed)},
    timers={REVIEW: on_review},
    queue=telling.queue,
    listeners=(listen(MemberLeftCommunity, on_left),),
)
