"""Who hosts next: those who volunteered, in turn. They are told a working day before, and may pass.

Where nobody volunteers the community is asked once, and then it goes without a host: Kring keeps the time. A circle
that is among itself is asked privately, and nobody else hosts it.
"""

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from facilitation.attention import next_moment, quiet_hours
from facilitation.events import TimerDue
from facilitation.messages import Message, Notice, Owed, ToPerson, Unasked, Why
from facilitation.people import Account, Member, MemberId
from facilitation.ports.links import spoken_to
from facilitation.recurrence import Occurrence, instant
from facilitation.sessions.people import accounts_of
from facilitation.sessions.rhythms import circles, hosting
from facilitation.sessions.rhythms.coming import upcoming
from facilitation.sessions.rhythms.model import RhythmWork, Series, SeriesState, Swap
from facilitation.wording import for_all, for_person
from facilitation.working_days import is_working_day

AHEAD = "rhythms.host_ahead"
DAY = timedelta(days=1)


def wait(series: Series, occurrence: Occurrence | None, work: RhythmWork) -> None:
    """Until the next host is to be told, if nobody was yet."""
    if occurrence is None or series.told_host == occurrence.day or (not series.rota and series.host_wanted):
        work.timers.clear(AHEAD, series.id)
        return
    work.timers.set(AHEAD, series.id, max(work.now, _day_before(occurrence, _next(series, work), work)))


def on_ahead(due: TimerDue, work: RhythmWork) -> None:
    series = work.rhythms.series(due.subject)
    if series and series.state is SeriesState.RUNNING:
        tell_next(series, work)


def tell_next(series: Series, work: RhythmWork) -> None:
    """The next host, privately, with what the last one left for them; or whoever may host, once, that one is wanted."""
    ahead = upcoming(series, work, 1)
    if not ahead:
        return
    host = _next(series, work)
    if host:
        _tell(host, series, ahead[0], work)
    elif not series.host_wanted:
        _ask_for_host(series, ahead[0], work)
        series.host_wanted = True


def tell_moved(series: Series, before: datetime, to: datetime, work: RhythmWork) -> None:
    """Whoever counts on hosting it then, when they host now; who moved it themselves knows."""
    ahead, host = upcoming(series, work, 1), _next(series, work)
    if ahead and host and host.ref != work.account.ref:
        _tell(host, series, ahead[0], work, (before, to))


def tell_skipped(series: Series, one: Occurrence, work: RhythmWork) -> None:
    """Whoever was told to host it; who skips it themselves knows."""
    host = _next(series, work)
    if series.told_host != one.day or host is None or host.ref == work.account.ref:
        return
    texts, playbook = for_person(host, work.community), work.sessions.edition(series.edition)
    notice = Notice(
        texts("rhythms.turn_skipped", title=hosting.title(series, playbook, texts), moment=texts.moment(one.at))
    )
    _say(host, notice, Owed.TAKEN_ON, series, one, work)


def take_turn(series: Series, work: RhythmWork) -> MemberId | None:
    """Who hosts the occurrence that begins; their next turn comes when all others have had theirs."""
    _see_off(series, work)
    if not series.rota:
        return None
    host, *others = series.rota
    series.rota, series.note = (*others, host), ""
    return host


def may_host(series: Series, who: MemberId, work: RhythmWork) -> bool:
    circle = circles.among_itself(series, work)
    return not circle or who in circle


def volunteer(series: Series, who: MemberId) -> None:
    """Last in turn; once more changes nothing."""
    if who not in series.rota:
        series.rota, series.host_wanted = (*series.rota, who), False


def withdraw(series: Series, who: MemberId) -> None:
    series.rota = tuple(each for each in series.rota if each != who)


def pass_once(series: Series, who: MemberId) -> None:
    """Whoever comes after them goes first this time."""
    if who in series.rota:
        place = series.rota.index(who)
        others = [each for each in series.rota if each != who]
        series.rota = (*others[: place + 1], who, *others[place + 1 :])


def ask(series: Series, swap: Swap) -> bool:
    """Whether it wasn't asked yet: nobody is asked twice for the same occurrence. What was before it is forgotten."""
    pending = [each for each in series.swaps or () if each.day == swap.day]
    if swap in pending:
        return False
    series.swaps = (*pending, swap)
    return True


def agree(series: Series, swap: Swap) -> bool:
    """Whether it was asked for and both are still in the rota: then they have changed places, and it is done with."""
    both = {swap.asks, swap.asked}
    if swap not in (series.swaps or ()) or not both <= set(series.rota):
        return False
    places = {swap.asks: swap.asked, swap.asked: swap.asks}
    series.rota = tuple(places.get(each, each) for each in series.rota)
    series.swaps = tuple(each for each in series.swaps or () if not both & {each.asks, each.asked})
    return True


def _tell(
    host: Account, series: Series, one: Occurrence, work: RhythmWork, moved: tuple[datetime, datetime] | None = None
) -> None:
    playbook, texts = work.sessions.edition(series.edition), for_person(host, work.community)
    card = hosting.your_turn(series, playbook, one.at, texts, moved)
    _say(host, card, Owed.TAKEN_ON, series, one, work)
    series.told_host = one.day


def _say(account: Account, message: Message, why: Why, series: Series, one: Occurrence, work: RhythmWork) -> None:
    """Privately, when it suits them; not any more once it has begun."""
    moment = next_moment(account, work.now, work.community.zone)
    work.outbox.post(ToPerson(account.ref, why, side=series.side), message, not_before=moment, expires=one.at)


def _next(series: Series, work: RhythmWork) -> Account | None:
    """The first in turn."""
    _see_off(series, work)
    return next(iter(accounts_of(series.rota[:1], work).values()), None)


def _see_off(series: Series, work: RhythmWork) -> None:
    """Whoever left the community, its side or the circle is in the rota no more."""
    members = {member.id: member for member in work.people.members_by_id(series.community_id, list(series.rota))}
    here = [each for each in series.rota if each in members and _is_there(members[each], series)]
    circle = circles.among_itself(series, work)
    series.rota = tuple(each for each in here if not circle or each in circle)


def _is_there(member: Member, series: Series) -> bool:
    return member.left_at is None and (series.side is None or series.side in member.sides)


def _ask_for_host(series: Series, one: Occurrence, work: RhythmWork) -> None:
    playbook, circle = work.sessions.edition(series.edition), circles.among_itself(series, work)
    if not circle:
        card = hosting.wanted(series, playbook, one.at, for_all(work.community))
        to = spoken_to(series.side, series.place, work.community, work.links)
        if to:
            work.outbox.post(to, card, expires=one.at)
    for account in accounts_of(circle, work).values():
        card = hosting.wanted(series, playbook, one.at, for_person(account, work.community))
        _say(account, card, Unasked.HOST, series, one, work)


def _day_before(occurrence: Occurrence, host: Account | None, work: RhythmWork) -> datetime:
    """When the working day before begins for the host, or for the community."""
    zone = (host.zone if host else None) or work.community.zone
    begins = quiet_hours(host or Account(workspace=work.community.workspace, user=""))[1]
    local = occurrence.at.astimezone(ZoneInfo(zone)).date()
    day = next(day for day in (local - number * DAY for number in count(1)) if is_working_day(day, zone))
    moment = instant(day, begins, ZoneInfo(zone)) or occurrence.at - DAY
    return next_moment(host, moment, zone) if host else moment
