"""The form that sets or changes a rhythm, and the small ones that move, pause and hand on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from facilitation.messages import (
    ChoiceInput,
    DateInput,
    Form,
    Input,
    Option,
    PlaceInput,
    Small,
    Subject,
    TextInput,
    TimeInput,
)
from facilitation.people import Community, PlaceRef
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import Playbook
from facilitation.recurrence import WEEK, beat, ends
from facilitation.sessions import setting_up
from facilitation.sessions.course.values import Setup, Tempo
from facilitation.sessions.rhythms.model import Series
from facilitation.sessions.rhythms.planning import EVERY, OPEN_FOR, ORDINALS, OWN_CLOCKS, USUALLY, often_enough, window
from facilitation.texts import Texts

KEEP = "rhythms.keep"
NINE = "09:00"
ONE_CLOCK = "one"
TIMES_LENGTH = 60  # characters


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form is about: a playbook, and the series of it that is changed, if it is one already."""

    name: str
    playbook: Playbook
    series: Series | None = None
    held: setting_up.Held | None = None
    """What was chosen for a session that is to come back."""

    @property
    def briefly(self) -> bool:
        """Whether a round by the week at one time says all there is, so that less need be asked."""
        series = self.series
        if not is_round(self.playbook):
            return False
        return series is None or (
            len(series.times) == 1
            and not series.own_clocks
            and beat(series.rule).weeks == 1
            and beat(series.rule).ordinal is None
            and ends(series.rule) == (None, None)
        )


def setting_form(
    wish: Wish,
    community: Community,
    known: tuple[tuple[PlaceRef, str], ...],
    now: datetime,
    texts: Texts,
    *,
    briefly: bool,
) -> Form:
    """Empty for a new one, filled in with what holds for one that is changed."""
    series, kind = wish.series, kind_of(wish.playbook)
    title = f"rhythms.change_title.{kind}" if series else f"rhythms.new_title.{kind}"
    return Form(
        title=texts.plain(title),
        action=KEEP,
        submit=texts.plain("rhythms.keep"),
        subject=Subject(community.id, series.id if series else "", wish.name),
        intro=(Small(texts(f"rhythms.setting_intro.{kind}")),),
        inputs=(
            *_rhythm_inputs(community, wish, now, texts, briefly=briefly),
            *(_round_inputs(wish, texts, briefly=briefly) if kind == "round" else _session_inputs(wish, texts)),
            PlaceInput(
                "place",
                texts.plain(f"rhythms.place.{kind}"),
                texts.plain("rhythms.place_hint"),
                series.place if series else community.place,
                known,
            ),
        ),
    )


def kind_of(playbook: Playbook) -> str:
    """By which its sentences are chosen."""
    return "round" if is_round(playbook) else "session"


def _rhythm_inputs(community: Community, wish: Wish, now: datetime, texts: Texts, *, briefly: bool) -> Iterator[Input]:
    series = wish.series
    said = beat(series.rule) if series else None
    if not briefly:
        yield from _beat_inputs(wish, texts)
    days = tuple(Option(str(day), texts.weekday(day)) for day in range(WEEK))
    chosen = tuple(str(day) for day in said.weekdays) if said else ()
    yield ChoiceInput("days", texts.plain("rhythms.days"), days, initial=chosen, several=True)
    at = texts.time(series.times[0]) if series else NINE
    yield TimeInput("at", texts.plain("rhythms.at"), initial=at)
    if not briefly:
        yield from _clock_inputs(series, texts)
    yield TextInput(
        "zone",
        texts.plain("common.zone"),
        texts.plain("common.zone_hint"),
        series.zone if series else community.zone,
    )
    begins = series.since.isoformat() if series and series.since > now.date() else ""
    yield DateInput("since", texts.plain("rhythms.since"), texts.plain("rhythms.since_hint"), begins, optional=True)
    if not briefly:
        until = ends(series.rule)[1] if series else None
        yield DateInput(
            "until",
            texts.plain("rhythms.until"),
            texts.plain("rhythms.until_hint"),
            until.isoformat() if until else "",
            optional=True,
        )


def _beat_inputs(wish: Wish, texts: Texts) -> Iterator[Input]:
    said = beat(wish.series.rule) if wish.series else None
    setup = wish.held.setup if wish.held else Setup(tempo=Tempo.ASYNC)
    weeks = str(said.weeks) if said else often_enough(wish.playbook, setup)
    every = "month" if said and said.ordinal is not None else weeks
    options = tuple(Option(name, texts.plain(f"rhythms.how_often.{name}")) for name in EVERY)
    yield ChoiceInput("every", texts.plain("rhythms.how_often"), options, initial=(every,))
    which = str(said.ordinal) if said and said.ordinal is not None else ORDINALS[0]
    options = tuple(Option(name, texts.plain(f"rhythms.ordinal.{name}")) for name in ORDINALS)
    yield ChoiceInput("ordinal", texts.plain("rhythms.ordinal"), options, initial=(which,))


def _clock_inputs(series: Series | None, texts: Texts) -> Iterator[Input]:
    then = ", ".join(texts.time(at) for at in series.times[1:]) if series else ""
    label, hint = texts.plain("rhythms.then_at"), texts.plain("rhythms.then_at_hint")
    yield TextInput("then_at", label, hint, then, optional=True, longest=TIMES_LENGTH)


def _round_inputs(wish: Wish, texts: Texts, *, briefly: bool) -> Iterator[Input]:
    yield from setting_up.promises(wish.playbook, texts, wish.series.setup if wish.series else None)
    windows = tuple(Option(name, texts.plain(f"rhythms.open_for.{name}")) for name in OPEN_FOR)
    length = window(wish.series.open_for) if wish.series else USUALLY
    yield ChoiceInput("open_for", texts.plain("rhythms.open_for"), windows, initial=(length,))
    if not briefly:
        yield _clock_input(wish.series, texts)


def _clock_input(series: Series | None, texts: Texts) -> ChoiceInput:
    """Whether all are asked at one moment, or each when their own clock shows that time."""
    options = tuple(Option(name, texts.plain(f"rhythms.clock.{name}")) for name in (ONE_CLOCK, OWN_CLOCKS))
    chosen = OWN_CLOCKS if series and series.own_clocks else ONE_CLOCK
    return ChoiceInput("clock", texts.plain("rhythms.clock"), options, initial=(chosen,))


def _session_inputs(wish: Wish, texts: Texts) -> Iterator[Input]:
    series = wish.series
    held = setting_up.Held(series.subject, series.setup, series.call_link) if series else wish.held
    yield from setting_up.start_inputs(wish.playbook, texts, held)
