"""The levers of a rhythm: skip one, move one, pause, go on, stop, ask all how to go on."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from facilitation.audit import record
from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import (
    Answer,
    DateInput,
    Form,
    Input,
    Notice,
    OpenForm,
    RefuseForm,
    ReplaceCard,
    TimeInput,
    Whisper,
)
from facilitation.ports.audit import Change
from facilitation.recurrence import Occurrence, find_date, find_time, instant, on_the_wall
from facilitation.sessions.rhythms import cards, hosting, opening, overview, rota, seasons
from facilitation.sessions.rhythms.coming import upcoming
from facilitation.sessions.rhythms.model import RhythmWork, Series, SeriesState
from facilitation.sessions.rhythms.setting import found, gone, shown, who_looks
from facilitation.texts import Texts
from facilitation.wording import for_actor, for_all

MOVED_AT_MOST = timedelta(days=366)


def on_skip(press: ButtonPressed, work: RhythmWork) -> Answer:
    """The next one; the dates that are left are told."""
    series = _running(press, work)
    ahead = upcoming(series, work, 1) if series else ()
    if series is None or not ahead:
        return gone(work)
    texts = for_actor(work)
    rota.tell_skipped(series, ahead[0], work)
    opening.skip(series, ahead[0], work)
    return shown(series, work, texts("rhythms.skipped", moment=texts.moment(ahead[0].at)))


def on_move(press: ButtonPressed, work: RhythmWork) -> Answer:
    series = _running(press, work)
    ahead = upcoming(series, work, 1) if series else ()
    if series is None or not ahead:
        return gone(work)
    texts, one = for_actor(work), ahead[0]
    day, at = on_the_wall(one.at, series.zone)
    inputs = (
        DateInput("day", texts.plain("rhythms.move_to_day"), initial=day.isoformat()),
        TimeInput("at", texts.plain("rhythms.move_to_time", zone=series.zone), initial=texts.time(at)),
    )
    return OpenForm(_small(series, cards.MOVE, "rhythms.move_next", inputs, texts, f"{one.day.isoformat()}/{one.slot}"))


def on_moved(form: FormSubmitted, work: RhythmWork) -> Answer:
    series, texts = found(form, work), for_actor(work)
    if series is None:
        return gone(work)
    one = _meant(series, form.subject.detail, work)
    if one is None:
        return Whisper(Notice(texts("rhythms.held_already")))
    day, at = find_date(form.text("day")), find_time(form.text("at"))
    if at is None:
        return RefuseForm({"at": texts.plain("common.impossible_time")})
    moment = instant(day, at, ZoneInfo(series.zone)) if day else None
    if moment is None:
        return RefuseForm({"day": texts.plain("rhythms.impossible_date")})
    if not work.now < moment <= work.now + MOVED_AT_MOST:
        return RefuseForm({"day": texts.plain("rhythms.moment_passed")})
    opening.move(series, one, moment, work)
    told = texts("rhythms.moved", moment=texts.moment(one.at), to=texts.moment(moment))
    card = cards.series_card(overview.standing(series, work), texts, note=told, who=who_looks(series, work))
    return Whisper(card)


def on_pause(press: ButtonPressed, work: RhythmWork) -> Answer:
    series = found(press, work)
    if series is None:
        return gone(work)
    if series.state is not SeriesState.RUNNING:
        return shown(series, work)
    opening.pause(series, work)
    _record(Change.RHYTHM_PAUSED, series, work)
    return shown(series, work, for_actor(work)("rhythms.paused_by", name=work.account.name))


def on_pause_until(press: ButtonPressed, work: RhythmWork) -> Answer:
    series, texts = found(press, work), for_actor(work)
    if series is None:
        return gone(work)
    inputs = (DateInput("day", texts.plain("rhythms.pause_day")),)
    return OpenForm(_small(series, cards.PAUSE_UNTIL, "rhythms.pause_until", inputs, texts))


def on_paused_until(form: FormSubmitted, work: RhythmWork) -> Answer:
    """It goes on by itself when that day begins, on the rhythm's own clock."""
    series, texts = found(form, work), for_actor(work)
    if series is None:
        return gone(work)
    day, (today, _) = find_date(form.text("day")), on_the_wall(work.now, series.zone)
    if day is None or not today < day <= today + MOVED_AT_MOST:
        return RefuseForm({"day": texts.plain("rhythms.date_out_of_reach")})
    opening.pause(series, work)
    seasons.decide(series, work)
    series.paused_until = day
    _record(Change.RHYTHM_PAUSED, series, work)
    begins = instant(day, opening.MIDNIGHT, ZoneInfo(series.zone))
    work.timers.set(opening.RESUME, series.id, begins or work.now)
    told = texts("rhythms.paused_until", name=work.account.name, day=texts.date(day))
    return Whisper(cards.series_card(overview.standing(series, work), texts, note=told))


def on_resume(press: ButtonPressed, work: RhythmWork) -> Answer:
    series = found(press, work)
    if series is None:
        return gone(work)
    if series.state is SeriesState.RUNNING and series.asked_on is None:
        return shown(series, work)
    opening.go_on(series, work)
    _record(Change.RHYTHM_RESUMED, series, work)
    return shown(series, work, for_actor(work)("rhythms.resumed_by", name=work.account.name))


def on_stop(press: ButtonPressed, work: RhythmWork) -> Answer:
    series = found(press, work)
    if series is None:
        return gone(work)
    return ReplaceCard(cards.stop_question(overview.standing(series, work), for_actor(work)))


def on_stop_it(press: ButtonPressed, work: RhythmWork) -> Answer:
    """Nothing opens any more; a session that is under way is closed as it was promised."""
    series = found(press, work)
    if series is None:
        return gone(work)
    opening.stop(series, work)
    _record(Change.RHYTHM_STOPPED, series, work)
    return ReplaceCard(cards.stopped(overview.standing(series, work), work.account.name, for_actor(work)))


def on_ask(press: ButtonPressed, work: RhythmWork) -> Answer:
    """The community is asked how to go on; meanwhile nothing opens."""
    series = found(press, work)
    if series is None:
        return gone(work)
    if series.asked_on is None:
        opening.pause(series, work)
        _record(Change.RHYTHM_PAUSED, series, work)
        seasons.ask(series, work)
    return shown(series, work, for_actor(work)("rhythms.is_asked"))


def on_how(press: ButtonPressed, work: RhythmWork) -> Answer:
    """One voice each, the latest; whoever facilitates decides with it at hand."""
    series, member, texts = found(press, work), work.me, for_actor(work)
    if series is None or series.asked_on is None or press.subject.detail not in seasons.CHOICES:
        return Whisper(Notice(texts("rhythms.how_is_decided")))
    series.voices = {**series.voices, member.id: press.subject.detail}
    question = seasons.Question(series, work.sessions.edition(series.edition))
    work.outbox.update(seasons.key(series), question.card(for_all(work.community)))
    return Whisper(Notice(texts("rhythms.how_noted")))


def _record(change: Change, series: Series, work: RhythmWork) -> None:
    """What is for one side is in no log that all can read."""
    if series.side is not None:
        return
    playbook = work.sessions.edition(series.edition)
    record(work, change, named=playbook.title.told_in(work.community.language))


def _running(press: ButtonPressed, work: RhythmWork) -> Series | None:
    series = found(press, work)
    return series if series and series.state is SeriesState.RUNNING else None


def _meant(series: Series, detail: str, work: RhythmWork) -> Occurrence | None:
    """The occurrence a form was opened for, as long as it is still to come."""
    day, _, slot = detail.partition("/")
    return next((one for one in upcoming(series, work) if (one.day.isoformat(), str(one.slot)) == (day, slot)), None)


def _small(series: Series, action: str, title: str, inputs: tuple[Input, ...], texts: Texts, detail: str = "") -> Form:
    return Form(
        title=texts.plain(title),
        action=action,
        submit=texts.plain("rhythms.keep"),
        subject=hosting.subject(series, detail),
        inputs=inputs,
    )
