"""Offering to host, passing once, swapping turns, leaving a note for the next one."""

from facilitation.events import ButtonPressed, FormSubmitted, LeftSide
from facilitation.messages import Answer, Card, Notice, OpenForm, Owed, RefuseForm, ReplaceCard, ToPerson, Whisper
from facilitation.people import MemberId
from facilitation.sessions.course.effects import Why
from facilitation.sessions.people import accounts_of
from facilitation.sessions.rhythms import hosting, opening, rota
from facilitation.sessions.rhythms.coming import upcoming
from facilitation.sessions.rhythms.model import RhythmWork, Series, SeriesState, Swap
from facilitation.sessions.rhythms.setting import found, gone
from facilitation.wording import for_actor, for_person


def on_rota(press: ButtonPressed, work: RhythmWork) -> Answer:
    series = found(press, work)
    return Whisper(_rota(series, work)) if series else gone(work)


def on_volunteer(press: ButtonPressed, work: RhythmWork) -> Answer:
    series, member = found(press, work), work.me
    if series is None:
        return gone(work)
    if not rota.may_host(series, member.id, work):
        return Whisper(Notice(for_actor(work)(f"sessions.refused.{Why.AMONG_ITSELF}")))
    rota.volunteer(series, member.id)
    opening.schedule(series, work)
    return Whisper(_rota(series, work))


def on_withdraw(press: ButtonPressed, work: RhythmWork) -> Answer:
    series, member = found(press, work), work.me
    if series is None:
        return gone(work)
    was_next = member.id in series.rota[:1]
    rota.withdraw(series, member.id)
    _tell_anew(series, work, when=was_next)
    return ReplaceCard(_rota(series, work))


def on_pass_once(press: ButtonPressed, work: RhythmWork) -> Answer:
    """Whoever comes next is told at once, if their turn is near."""
    series, member = found(press, work), work.me
    if series is None:
        return gone(work)
    was_next = member.id in series.rota[:1]
    rota.pass_once(series, member.id)
    _tell_anew(series, work, when=was_next and series.rota[:1] != (member.id,))
    return ReplaceCard(_rota(series, work))


def on_swap(press: ButtonPressed, work: RhythmWork) -> Answer:
    series, member = found(press, work), work.me
    if series is None:
        return gone(work)
    names = _names(series, work)
    others = [(each, names[each]) for each in series.rota if each != member.id and each in names]
    if member.id not in series.rota or not others:
        return Whisper(Notice(for_actor(work)("rhythms.nobody_to_swap")))
    return OpenForm(hosting.swap_form(series, others, for_actor(work)))


def on_swap_asked(form: FormSubmitted, work: RhythmWork) -> Answer:
    """Nothing changes until the other one agrees. Whoever isn't in the rota has no place to give."""
    series, member, texts = found(form, work), work.me, for_actor(work)
    ahead = upcoming(series, work, 1) if series else ()
    if series is None or not ahead:
        return gone(work)
    if member.id not in series.rota:
        return Whisper(Notice(texts("rhythms.nobody_to_swap")))
    chosen = MemberId(form.choice("with"))
    asked = accounts_of([each for each in series.rota if each == chosen != member.id], work)
    if not asked:
        return RefuseForm({"with": texts.plain("sessions.choose_one")})
    ((other, account),) = asked.items()
    if rota.ask(series, Swap(member.id, other, ahead[0].day)):
        playbook, theirs = work.sessions.edition(series.edition), for_person(account, work.community)
        card = hosting.swap_asked(series, playbook, (member.id, work.account.name), theirs)
        work.outbox.post(ToPerson(account.ref, Owed.TAKEN_ON, side=series.side), card)
    return Whisper(Notice(texts("rhythms.swap_is_asked", name=account.name)))


def on_swap_agreed(press: ButtonPressed, work: RhythmWork) -> Answer:
    series, member, texts = found(press, work), work.me, for_actor(work)
    other = MemberId(press.subject.detail)
    ahead = upcoming(series, work, 1) if series else ()
    if series is None or not ahead:
        return gone(work)
    before = series.rota[:1]
    if not rota.agree(series, Swap(other, member.id, ahead[0].day)):
        return ReplaceCard(Notice(texts("rhythms.swap_over")))
    _tell_anew(series, work, when=before != series.rota[:1])
    asking = accounts_of([other], work).get(other)
    if asking:
        told = for_person(asking, work.community)("rhythms.swapped", name=work.account.name)
        work.outbox.post(ToPerson(asking.ref, Owed.TAKEN_ON, side=series.side), Notice(told))
    return ReplaceCard(Notice(texts("rhythms.swapped", name=asking.name if asking else "")))


def on_note(press: ButtonPressed, work: RhythmWork) -> Answer:
    series = found(press, work)
    return OpenForm(hosting.note_form(series, for_actor(work))) if series else gone(work)


def on_noted(form: FormSubmitted, work: RhythmWork) -> Answer:
    series, texts, note = found(form, work), for_actor(work), form.text("note")
    if series is None:
        return gone(work)
    if not note or len(note) > hosting.NOTE_AT_MOST:
        return RefuseForm({"note": texts.plain_count("rhythms.note_length", hosting.NOTE_AT_MOST)})
    series.note = note
    return Whisper(Notice(texts("rhythms.note_kept")))


def on_left_side(left: LeftSide, work: RhythmWork) -> None:
    """Whoever comes after them hosts instead, and hears of it at once where their turn is near."""
    for series in work.rhythms.all_series():
        if series.side == left.side and left.member_id in series.rota:
            was_next = left.member_id in series.rota[:1]
            rota.withdraw(series, left.member_id)
            _tell_anew(series, work, when=was_next and series.state is SeriesState.RUNNING)


def _tell_anew(series: Series, work: RhythmWork, *, when: bool) -> None:
    """Whoever hosts instead, now, where the one before had been told already."""
    if when and series.told_host:
        rota.tell_next(series, work)
    opening.schedule(series, work)


def _rota(series: Series, work: RhythmWork) -> Card:
    playbook = work.sessions.edition(series.edition)
    return hosting.rota_card(series, playbook, _names(series, work), work.me.id, for_actor(work))


def _names(series: Series, work: RhythmWork) -> dict[MemberId, str]:
    return {member: account.name for member, account in accounts_of(series.rota, work).items()}
