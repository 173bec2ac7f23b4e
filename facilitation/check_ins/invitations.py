"""Asking each member, and reminding once, when their own attention allows.

Whoever can't be disturbed yet has a timer of their own: what they chose meanwhile counts, and what they did.
"""

from collections.abc import Sequence

from facilitation.attention import moment_before
from facilitation.check_ins import asking, keys
from facilitation.check_ins.model import CheckInWork, Round
from facilitation.events import TimerDue
from facilitation.messages import Card, ToPerson
from facilitation.people import Account, Member, MemberId
from facilitation.wording import for_person

ASK_ONE = "check_ins.ask_one"
REMIND_ONE = "check_ins.remind_one"
BREATHING_SPACE = 4  # a reminder comes at the earliest this fraction of the window after the asking


def ask_all(round_: Round, work: CheckInWork) -> None:
    for member, account in people(work):
        _ask(round_, member, account, work)


def on_ask_one(due: TimerDue, work: CheckInWork) -> None:
    found = _still_to_take(due, work)
    if found:
        _ask(*found, work)


def remind_all(round_: Round, work: CheckInWork) -> None:
    """Only those who were asked and neither answered nor skipped."""
    taken = {turn.marker for turn in work.check_ins.turns(round_.id)}
    for member, account in people(work):
        if member.joined_at <= round_.opened_at and round_.marker(member.id) not in taken:
            _remind(round_, member, account, work)


def on_remind_one(due: TimerDue, work: CheckInWork) -> None:
    found = _still_to_take(due, work)
    if found:
        _remind(*found, work)


def people(work: CheckInWork) -> Sequence[tuple[Member, Account]]:
    """Current members who are people and still there."""
    members = work.people.members(work.community.id)
    accounts = work.people.accounts([member.ref for member in members])
    pairs = ((member, accounts.get(member.ref)) for member in members)
    return [(member, account) for member, account in pairs if account and _is_there(account)]


def _ask(round_: Round, member: Member, account: Account, work: CheckInWork) -> None:
    """Now, or when they may be disturbed, or not at all when that is after the close."""
    moment = moment_before(account, work.now, round_.closes_at, work.community.zone)
    series = work.check_ins.series(round_.series_id)
    if moment is None or series is None:
        return
    if moment > work.now:
        work.timers.set(ASK_ONE, _subject(round_, member), moment)
        return
    texts = for_person(account, work.community)
    card = asking.ask(round_, series, work.community, work.people.place_name(round_.place), texts)
    _send(card, account, keys.asked(round_, member.id), round_, work)


def _remind(round_: Round, member: Member, account: Account, work: CheckInWork) -> None:
    """Never right after having been asked, which may have been late."""
    zone = work.community.zone
    asked_at = moment_before(account, round_.opened_at, round_.closes_at, zone)
    if asked_at is None:
        return
    earliest = asked_at + (round_.closes_at - round_.opened_at) / BREATHING_SPACE
    moment = moment_before(account, max(work.now, earliest), round_.closes_at, zone)
    if moment is None:
        return
    if moment > work.now:
        work.timers.set(REMIND_ONE, _subject(round_, member), moment)
        return
    texts = for_person(account, work.community)
    card = asking.remind(round_, work.community, work.people.place_name(round_.place), texts)
    _send(card, account, keys.reminded(round_, member.id), round_, work)


def _send(card: Card, account: Account, key: str, round_: Round, work: CheckInWork) -> None:
    work.outbox.post(ToPerson(account.ref), card, key=key, expires=round_.closes_at)


def _subject(round_: Round, member: Member) -> str:
    return f"{round_.id}/{member.id}"


def _still_to_take(due: TimerDue, work: CheckInWork) -> tuple[Round, Member, Account] | None:
    """The open round and the member a timer is about, unless they took their turn or went."""
    round_id, _, identity = due.subject.partition("/")
    round_ = work.check_ins.round(round_id)
    if round_ is None or not round_.is_open(work.now):
        return None
    if work.check_ins.turn(round_.id, round_.marker(MemberId(identity))):
        return None
    member = work.people.member_by_id(round_.community_id, MemberId(identity))
    account = work.people.account(member.ref) if member else None
    if member is None or member.left_at or account is None or not _is_there(account):
        return None
    return round_, member, account


def _is_there(account: Account) -> bool:
    return account.is_active and not account.is_bot
