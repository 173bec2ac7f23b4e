"""`/kring link me`: a code, or what one types of it; yes to what that means; then where one is reached, or apart."""

from facilitation.accounts import cards, model, moving
from facilitation.accounts.model import AccountWork
from facilitation.capability import Capability, Press, Verb, listen
from facilitation.events import AccountMoves, ButtonPressed, CommandGiven, CommunityBroughtIn, MemberLeft, ProfileSeen
from facilitation.messages import Answer, Card, Notice, Owed, ReplaceCard, Subject, ToPerson, Whisper
from facilitation.people import Account, AccountRef, WorkspaceId
from facilitation.wording import for_actor, for_person


def on_link_me(command: CommandGiven, said: str, work: AccountWork) -> Answer:
    """Without a code, one is given."""
    if said:
        return Whisper(_typed(model.read(said), work), fleeting=True)
    code = model.new_code()
    work.account_links.give(code, work.account.ref)
    others = work.people.linked_to(work.account.ref)
    return Whisper(cards.mine(code, work.account, others, for_actor(work)), fleeting=True)


def on_confirm(press: ButtonPressed, work: AccountWork) -> Answer:
    """From now on they are one person: the one whose code was typed."""
    texts, me = for_actor(work), work.account
    other = work.account_links.confirmed(me.ref)
    first = _account(work.people.person(other), work) if other else None
    if first is None:
        return ReplaceCard(Notice(texts("accounts.code_unknown")))
    if first is not me:
        moving.link(first, me, work)
        _tell(first, me.ref, work)
    return ReplaceCard(cards.linked(first, work.people.linked_to(first.ref), for_person(first)))


def on_reach(press: ButtonPressed, work: AccountWork) -> Answer:
    me, wanted = work.account, _meant(press.subject)
    others = work.people.linked_to(me.ref)
    if wanted not in (me.ref, *(each.ref for each in others)):
        return Whisper(Notice(for_actor(work)("accounts.not_yours")))
    me.reached_at = wanted
    return ReplaceCard(cards.linked(me, others, for_actor(work)))


def on_unlink(press: ButtonPressed, work: AccountWork) -> Answer:
    """They go on as two, and what was done in communities of the other's workspace is the other's again."""
    me, texts = work.account, for_actor(work)
    apart = next((each for each in work.people.linked_to(me.ref) if each.ref == _meant(press.subject)), None)
    if apart is None:
        return Whisper(Notice(texts("accounts.not_yours")))
    moving.take_apart(me, apart, work)
    for account in (me, apart):
        notice = Notice(for_person(account)("accounts.apart", account=cards.told(apart, for_person(account))))
        if account.ref != press.by.here:
            work.outbox.post(ToPerson(account.ref, Owed.SECURITY, here=True), notice)
    return ReplaceCard(Notice(texts("accounts.apart", account=cards.told(apart, texts))))


def on_profile(profile: ProfileSeen, work: AccountWork) -> None:
    account = work.people.account(profile.account)
    if account and not profile.is_active:
        moving.go_on_without(account, work)


def on_left(left: MemberLeft, work: AccountWork) -> None:
    account = work.people.account(left.by.here) if left.place is None and not left.is_kring else None
    if account:
        moving.go_on_without(account, work)


def on_brought_in(community: CommunityBroughtIn, work: AccountWork) -> None:
    """Whoever linked their accounts here is one person in what came in, too."""
    for member in work.people.members(work.community.id):
        person = work.people.person(member.ref)
        if person != member.ref:
            work.announce(AccountMoves(community_id=work.community.id, was=member.ref, now=person))


def _typed(code: str, work: AccountWork) -> Notice | Card:
    texts, me = for_actor(work), work.account
    if not work.account_links.may_try(me.ref):
        return Notice(texts.count("accounts.too_often", model.TRIES))
    other = work.account_links.take(code, me.ref)
    found = _account(work.people.person(other), work) if other else None
    if found is None:
        return Notice(texts("accounts.code_unknown"))
    if found is me:
        return Notice(texts("accounts.linked_already"))
    work.account_links.ask(me.ref, found.ref)
    return cards.confirm(me, found, texts)


def _tell(first: Account, second: AccountRef, work: AccountWork) -> None:
    """By both accounts, in case it was not them."""
    texts = for_person(first)
    card = cards.linked(first, work.people.linked_to(first.ref), texts)
    for account in (first.ref, second):
        work.outbox.post(ToPerson(account, Owed.SECURITY, here=True), card)


def _account(ref: AccountRef, work: AccountWork) -> Account | None:
    return work.people.account(ref)


def _meant(subject: Subject) -> AccountRef:
    return AccountRef(WorkspaceId(subject.id), subject.detail)


ACCOUNTS: Capability[AccountWork] = Capability(
    name="accounts",
    verbs=(Verb("link me", on_link_me, fleeting=True),),
    buttons={
        cards.CONFIRM: Press(on_confirm),
        cards.REACH: Press(on_reach),
        cards.UNLINK: Press(on_unlink),
    },
    listeners=(
        listen(AccountMoves, moving.on_moves),
        listen(ProfileSeen, on_profile),
        listen(MemberLeft, on_left),
        listen(CommunityBroughtIn, on_brought_in),
    ),
)
