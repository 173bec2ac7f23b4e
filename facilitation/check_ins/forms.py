"""The form that sets a check-in, and the one in which it is answered."""

from datetime import datetime

from facilitation.check_ins.model import QUESTION_AT_MOST, QUESTIONS_AT_MOST, Series, Visibility
from facilitation.check_ins.planning import OPEN_FOR, USUALLY, WEEK, window
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
from facilitation.recurrence import weekdays_of
from facilitation.texts import Texts

KEEP = "check_ins.keep"
NINE = "09:00"


def setting_form(
    community: Community, series: Series | None, known: tuple[tuple[PlaceRef, str], ...], now: datetime, texts: Texts
) -> Form:
    """Empty for a new one, filled in with what holds for one that is changed."""
    title = "check_ins.change_title" if series else "check_ins.new_title"
    return Form(
        title=texts.plain(title),
        action=KEEP,
        submit=texts.plain("check_ins.keep"),
        subject=Subject(community.id, series.id if series else ""),
        intro=(Small(texts("check_ins.setting_intro")),),
        inputs=(
            *_rhythm_inputs(community, series, now, texts),
            *_question_inputs(series, texts),
            *_window_inputs(series, texts),
            PlaceInput(
                "place",
                texts.plain("check_ins.place"),
                texts.plain("check_ins.place_hint"),
                series.place if series else community.place,
                known,
            ),
        ),
    )


def _rhythm_inputs(community: Community, series: Series | None, now: datetime, texts: Texts) -> tuple[Input, ...]:
    days = tuple(Option(str(day), texts.weekday(day)) for day in range(WEEK))
    begins = series.since.isoformat() if series and series.since > now.date() else ""
    return (
        ChoiceInput(
            "days",
            texts.plain("check_ins.days"),
            days,
            initial=tuple(str(day) for day in weekdays_of(series.rule)) if series else (),
            several=True,
        ),
        TimeInput("at", texts.plain("check_ins.at"), initial=texts.time(series.at) if series else NINE),
        TextInput(
            "zone",
            texts.plain("common.zone"),
            texts.plain("common.zone_hint"),
            series.zone if series else community.zone,
        ),
        DateInput("since", texts.plain("check_ins.since"), texts.plain("check_ins.since_hint"), begins, optional=True),
    )


def _question_inputs(series: Series | None, texts: Texts) -> tuple[Input, ...]:
    asked = series.questions if series else (texts.plain("check_ins.usual_question"),)
    return tuple(
        TextInput(
            f"question_{number}",
            texts.plain("check_ins.question_number", n=number),
            initial=asked[number - 1] if number <= len(asked) else "",
            optional=number > 1,
            longest=QUESTION_AT_MOST,
        )
        for number in range(1, QUESTIONS_AT_MOST + 1)
    )


def _window_inputs(series: Series | None, texts: Texts) -> tuple[Input, ...]:
    visible = tuple(Option(str(kind), texts.plain(f"check_ins.visibility.{kind}")) for kind in Visibility)
    windows = tuple(Option(name, texts.plain(f"check_ins.open_for.{name}")) for name in OPEN_FOR)
    return (
        ChoiceInput(
            "visibility",
            texts.plain("check_ins.visibility"),
            visible,
            initial=(str(series.visibility if series else Visibility.OPEN),),
        ),
        ChoiceInput(
            "open_for",
            texts.plain("check_ins.open_for"),
            windows,
            initial=(window(series.open_for) if series else USUALLY,),
        ),
    )
