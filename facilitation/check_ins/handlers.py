"""Verbs and buttons with which a community's check-ins are seen, set, changed, paused and stopped."""

from facilitation.capability import Capability, Fill, Needs, Press, Verb, listen
from facilitation.check_ins import answers, asking, cards, forms, invitations, overview, places, planning, rounds
from facilitation.check_ins.model import CheckInWork, Series, SeriesState
from facilitation.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    MemberJoined,
    MemberLeft,
    MemberLeftCommunity,
    MessageLost,
    Place,
    PlaceClosed,
)
from facilitation.facilitators import is_facilitator
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, ReplaceCard, Whisper
from facilitation.people import new_id
from facilitation.texts import Md
from facilitation.wording import for_actor


def on_check_in(command: CommandGiven, said: str, work: CheckInWork) -> Answer:
    """`/kring check-in`: what is open and what comes; to a facilitator of none yet, the form."""
    facilitates = is_facilitator(work)
    if facilitates and not work.check_ins.all_series():
        return _setting(None, work)
    return Whisper(overview.overview(work, facilitates=facilitates))


def on_new(command: CommandGiven, said: str, work: CheckInWork) -> Answer:
    return _setting(None, work)


def on_change(press: ButtonPressed, work: CheckInWork) -> Answer:
    series = _found(press, work)
    return _setting(series, work) if series else _gone(work)


def on_keep(form: FormSubmitted, work: CheckInWork) -> Answer:
    """Keep what was planned and echo the next dates, or say which of it can't be."""
    texts = for_actor(work)
    errors = planning.problems(form, work, texts)
    series = work.check_ins.series(form.subject.id) if form.subject.id else None
    if form.subject.id and (series is None or series.state is SeriesState.STOPPED):
        errors["days"] = texts.plain("check_ins.stopped_meanwhile")
    if errors:
        return RefuseForm(errors)
    kept = _keep(form, series, work)
    title = "check_ins.changed" if series else "check_ins.set"
    return Whisper(cards.series_card(standing(kept, work), texts, texts.plain(title)))


def on_show(press: ButtonPressed, work: CheckInWork) -> Answer:
    series = _found(press, work)
    return _shown(series, work) if series else _gone(work)


def on_pause(press: ButtonPressed, work: CheckInWork) -> Answer:
    series = _found(press, work)
    if series is None:
        return _gone(work)
    if series.state is not SeriesState.RUNNING:
        return _shown(series, work)
    rounds.catch_up(series, work)
    series.state = SeriesState.PAUSED
    rounds.schedule(series, work)
    return _shown(series, work, for_actor(work)("check_ins.paused_by", name=work.account.name))


def on_resume(press: ButtonPressed, work: CheckInWork) -> Answer:
    series = _found(press, work)
    if series is None:
        return _gone(work)
    if series.state is SeriesState.RUNNING:
        return _shown(series, work)
    series.state = SeriesState.RUNNING
    rounds.schedule(series, work)
    return _shown(series, work, for_actor(work)("check_ins.resumed_by", name=work.account.name))


def on_stop(press: ButtonPressed, work: CheckInWork) -> Answer:
    series = _found(press, work)
    return ReplaceCard(cards.stop_question(standing(series, work), for_actor(work))) if series else _gone(work)


def on_stop_it(press: ButtonPressed, work: CheckInWork) -> Answer:
    """Nothing opens any more; a round that is open is closed as it was promised."""
    series = _found(press, work)
    if series is None:
        return _gone(work)
    if series.state is SeriesState.RUNNING:
        rounds.catch_up(series, work)
    series.state = SeriesState.STOPPED
    rounds.schedule(series, work)
    return ReplaceCard(cards.stopped(series, work.account.name, for_actor(work)))


def standing(series: Series, work: CheckInWork) -> cards.Standing:
    ahead = rounds.upcoming(series, work) if series.state is SeriesState.RUNNING else ()
    running = [round_ for round_ in work.check_ins.open_rounds() if round_.series_id == series.id]
    return cards.Standing(
        series,
        channel=work.people.place_name(series.place),
        members=len(invitations.people(work)),
        upcoming=[occurrence.at for occurrence in ahead],
        out_of_reach=rounds.out_of_reach(series, ahead[0], work) if ahead else 0,
        open_until=running[0].closes_at if running else None,
    )


def _setting(series: Series | None, work: CheckInWork) -> Answer:
    known = tuple(work.people.places(work.community.workspace))
    return OpenForm(forms.setting_form(work.community, series, known, work.now, for_actor(work)))


def _keep(form: FormSubmitted, series: Series | None, work: CheckInWork) -> Series:
    """What is due this moment still opens as it was planned before."""
    plan, channel = planning.read(form, work.now), form.channel("place")
    if channel:
        work.people.see_place(Place(ref=channel.ref, name=channel.name, address=channel.address))
    if series is None:
        series = Series.planned(plan, work.community.id, new_id(), work.now)
        work.check_ins.add(series)
    else:
        if series.state is SeriesState.RUNNING:
            rounds.catch_up(series, work)
        series.change(plan)
    rounds.schedule(series, work)
    return series


def _found(press: ButtonPressed, work: CheckInWork) -> Series | None:
    """The one a button is about, unless it has been stopped."""
    series = work.check_ins.series(press.subject.id)
    return series if series and series.state is not SeriesState.STOPPED else None


def _shown(series: Series, work: CheckInWork, note: Md | None = None) -> Answer:
    return ReplaceCard(cards.series_card(standing(series, work), for_actor(work), note=note))


def _gone(work: CheckInWork) -> Answer:
    return ReplaceCard(Notice(for_actor(work)("check_ins.stopped_already")))


CHECK_INS: Capability[CheckInWork] = Capability(
    name="check_ins",
    verbs=(
        Verb("check-in", on_check_in, Needs.MEMBER),
        Verb("check-in new", on_new, Needs.FACILITATOR, opens_form=True),
    ),
    buttons={
        cards.SHOW: Press(on_show, Needs.FACILITATOR),
        cards.CHANGE: Press(on_change, Needs.FACILITATOR),
        cards.PAUSE: Press(on_pause, Needs.FACILITATOR),
        cards.RESUME: Press(on_resume, Needs.FACILITATOR),
        cards.STOP: Press(on_stop, Needs.FACILITATOR),
        cards.STOP_IT: Press(on_stop_it, Needs.FACILITATOR),
        asking.ANSWER: Press(answers.on_answer),
        asking.SKIP: Press(answers.on_skip),
    },
    forms={
        forms.KEEP: Fill(on_keep, Needs.FACILITATOR),
        asking.HAND_IN: Fill(answers.on_handed_in),
    },
    timers={
        rounds.OPEN: rounds.on_open,
        rounds.REMIND: rounds.on_remind,
        rounds.CLOSE: rounds.on_close,
        invitations.ASK_ONE: invitations.on_ask_one,
        invitations.REMIND_ONE: invitations.on_remind_one,
    },
    listeners=(
        listen(MemberLeftCommunity, answers.on_member_left),
        listen(MessageLost, places.on_message_lost),
        listen(PlaceClosed, places.on_place_closed),
        listen(MemberLeft, places.on_left),
        listen(MemberJoined, places.on_joined),
    ),
    home=overview.at_home,
)
