"""Setting a rhythm, seeing it, changing it."""

from dataclasses import replace

from facilitation.audit import record
from facilitation.events import ButtonPressed, CommandGiven, FormSubmitted, Place
from facilitation.facilitators import is_facilitator
from facilitation.messages import (
    Answer,
    Button,
    Card,
    Notice,
    OpenForm,
    RefuseForm,
    ReplaceCard,
    Small,
    Subject,
    Whisper,
)
from facilitation.people import new_id
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import Playbook
from facilitation.ports.audit import Change
from facilitation.sessions import shelves
from facilitation.sessions.rhythms import cards, forms, opening, overview, planning
from facilitation.sessions.rhythms.cards import Who
from facilitation.sessions.rhythms.forms import Wish, kind_of
from facilitation.sessions.rhythms.model import RhythmWork, Series, SeriesState, planned
from facilitation.sessions.setting_up import Held
from facilitation.sides import side_chosen, with_sides
from facilitation.texts import Md
from facilitation.wording import for_actor

CHOOSE = "rhythms.choose"


def on_rounds(command: CommandGiven, said: str, work: RhythmWork) -> Answer:
    """What is open and what comes; to a facilitator of none yet, the form."""
    facilitates = is_facilitator(work)
    if facilitates and not overview.kept(work, is_round):
        return on_new_round(command, said, work)
    return Whisper(overview.rounds(work, facilitates=facilitates))


def on_new_round(command: CommandGiven, said: str, work: RhythmWork) -> Answer:
    """The form of the first playbook that all members take part in by themselves."""
    name, playbook = next(
        (each.name, each.playbook) for each in shelves.built_in() if each.playbook.recurring and is_round(each.playbook)
    )
    return _form(Wish(name, playbook), work, briefly=True)


def on_rhythm(command: CommandGiven, said: str, work: RhythmWork) -> Answer:
    return Whisper(overview.rhythms(work, facilitates=is_facilitator(work)))


def on_new_rhythm(command: CommandGiven, said: str, work: RhythmWork) -> Answer:
    """Which playbook; those that are made to come back first."""
    texts = for_actor(work)
    offered = sorted(shelves.all_of(work), key=lambda each: not each.playbook.recurring)
    choices = tuple(
        Button(
            each.playbook.title.told_in(texts.language),
            CHOOSE,
            Subject(work.community.id, "", each.name),
            opens_form=True,
        )
        for each in offered
    )
    return Whisper(
        Card(texts.plain("rhythms.choose_playbook"), (Small(texts("rhythms.choose_playbook_how")),), choices)
    )


def on_choose(press: ButtonPressed, work: RhythmWork) -> Answer:
    name = press.subject.detail
    playbook = shelves.take(name, work)
    return _form(Wish(name, playbook), work, briefly=False) if playbook else gone(work)


def on_recur(press: ButtonPressed, work: RhythmWork) -> Answer:
    """A session that was just started, from now on in a rhythm; filled in as it was set up."""
    session = work.sessions.get(press.subject.id)
    playbook = shelves.take(session.playbook, work) if session else None
    if session is None or playbook is None:
        return gone(work)
    held = Held(session.subject, session.course.setup, session.call_link)
    return _form(Wish(session.playbook, playbook, held=held), work, briefly=False)


def on_change(press: ButtonPressed, work: RhythmWork) -> Answer:
    series = found(press, work)
    if series is None:
        return gone(work)
    wish = Wish(series.playbook, work.sessions.edition(series.edition), series)
    return _form(wish, work, briefly=wish.briefly)


def on_keep(form: FormSubmitted, work: RhythmWork) -> Answer:
    """Keep what was planned and echo the next dates, or say which of it can't be."""
    texts = for_actor(work)
    series = work.rhythms.series(form.subject.id) if form.subject.id else None
    name = series.playbook if series else form.subject.detail
    playbook = shelves.take(name, work) or (work.sessions.edition(series.edition) if series else None)
    if playbook is None:
        return gone(work)
    errors = planning.problems(form, playbook, work, texts)
    if form.subject.id and (series is None or series.state is SeriesState.STOPPED):
        errors["days"] = texts.plain("rhythms.stopped_meanwhile")
    if errors:
        return RefuseForm(errors)
    kept = _keep(form, (name, playbook), series, work)
    kind, change = kind_of(playbook), Change.RHYTHM_CHANGED if series else Change.RHYTHM_SET
    if kept.side is None:
        record(work, change, named=playbook.title.told_in(work.community.language))
    title = texts.plain(f"rhythms.changed.{kind}" if series else f"rhythms.set.{kind}")
    return Whisper(cards.series_card(overview.standing(kept, work), texts, title))


def on_show(press: ButtonPressed, work: RhythmWork) -> Answer:
    series = found(press, work)
    return shown(series, work) if series else gone(work)


def found(event: ButtonPressed | FormSubmitted, work: RhythmWork) -> Series | None:
    """The one a button or form is about, unless it has been stopped."""
    series = work.rhythms.series(event.subject.id)
    return series if series and series.state is not SeriesState.STOPPED else None


def shown(series: Series, work: RhythmWork, note: Md | None = None) -> Answer:
    card = cards.series_card(overview.standing(series, work), for_actor(work), note=note, who=who_looks(series, work))
    return ReplaceCard(card)


def who_looks(series: Series, work: RhythmWork) -> Who:
    if is_facilitator(work):
        return Who.FACILITATES
    return Who.HOSTS_NEXT if _is_next(series, work) else Who.MEMBER


def hosts(subject: Subject, work: RhythmWork) -> bool:
    """Whether they are who hosts next."""
    series = work.rhythms.series(subject.id)
    return series is not None and _is_next(series, work)


def _is_next(series: Series, work: RhythmWork) -> bool:
    return work.me.id in series.rota[:1]


def gone(work: RhythmWork) -> Answer:
    return ReplaceCard(Notice(for_actor(work)("rhythms.stopped_already")))


def _form(wish: Wish, work: RhythmWork, *, briefly: bool) -> Answer:
    known = tuple(work.people.places(work.community.workspace))
    form = forms.setting_form(wish, work.community, known, work.now, for_actor(work), briefly=briefly)
    return OpenForm(with_sides(form, work, wish.series.side if wish.series else None))


def _keep(form: FormSubmitted, named: tuple[str, Playbook], series: Series | None, work: RhythmWork) -> Series:
    """What is due this moment still opens as it was planned before. Where all were asked how to go on, this is how."""
    name, playbook = named
    plan, channel = planning.read(form, playbook, series, work.now), form.channel("place")
    plan = replace(plan, side=side_chosen(form, work))
    if channel:
        work.people.see_place(Place(ref=channel.ref, name=channel.name, address=channel.address))
    edition = work.sessions.keep_edition(name, playbook)
    if series is None:
        series = planned(plan, work.community.id, new_id(), (name, edition), work.now)
        work.rhythms.add(series)
    else:
        if series.state is SeriesState.RUNNING:
            opening.catch_up(series, work)
        series.change(plan, edition)
    if series.asked_on:
        opening.go_on(series, work)
    opening.schedule(series, work)
    return series
