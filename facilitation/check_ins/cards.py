"""What a check-in's facilitators see: what stands, what was missed, and what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.check_ins.model import ANONYMOUS_AT_LEAST, Series, SeriesState, Visibility
from facilitation.check_ins.planning import WEEK, window
from facilitation.messages import (
    SAY,
    Block,
    Button,
    Card,
    Facts,
    Paragraph,
    Quote,
    Small,
    Subject,
    Tone,
)
from facilitation.people import CommunityId
from facilitation.recurrence import weekdays_of
from facilitation.texts import Md, Texts, escape
from facilitation.wording import shorten

SHOW = "check_ins.show"
CHANGE = "check_ins.change"
PAUSE = "check_ins.pause"
RESUME = "check_ins.resume"
STOP = "check_ins.stop"
STOP_IT = "check_ins.stop_it"
IN_A_LABEL = 40  # characters of a question on a button


@dataclass(frozen=True, slots=True)
class Standing:
    """A series with what is told about it: the channel's name, the moments to come, how many members there are,
    and how many of them can't be reached then."""

    series: Series
    channel: str
    members: int
    upcoming: Sequence[datetime] = ()
    out_of_reach: int = 0
    open_until: datetime | None = None


def series_card(standing: Standing, texts: Texts, title: str = "", note: Md | None = None) -> Card:
    """All that holds for one check-in, with what can be done to it."""
    series = standing.series
    who = texts.plain(f"check_ins.visibility.{series.visibility}")
    body: list[Block] = [Small(note)] if note else []
    body += [Quote(question) for question in series.questions]
    body.append(
        Facts(
            (
                (texts.plain("check_ins.when"), every(series, texts)),
                (texts.plain("check_ins.open_for"), texts.plain(f"check_ins.open_for.{window(series.open_for)}")),
                (texts.plain("check_ins.visibility"), who),
                (texts.plain("check_ins.place"), channel_name(standing.channel, texts)),
                (texts.plain("check_ins.state"), texts.plain(f"check_ins.state.{series.state}")),
            )
        )
    )
    body += next_dates(standing, texts)
    return Card(title or texts.plain("check_ins.one"), tuple(body), series_buttons(series, texts))


def next_dates(standing: Standing, texts: Texts) -> list[Block]:
    """The moments to come, in the reader's zone."""
    if not standing.upcoming:
        return []
    moments = "\n".join(f"- {escape(texts.moment(moment))}" for moment in standing.upcoming)
    blocks: list[Block] = [
        Paragraph(texts("check_ins.next_dates", zone=texts.zone)),
        Paragraph(moments),
    ]
    if standing.series.visibility is Visibility.ANONYMOUS and standing.members < ANONYMOUS_AT_LEAST:
        blocks.append(Small(texts.count("check_ins.too_small", standing.members, least=ANONYMOUS_AT_LEAST)))
    if standing.out_of_reach:
        blocks.append(Small(texts.count("check_ins.out_of_reach", standing.out_of_reach)))
    return blocks


def series_buttons(series: Series, texts: Texts) -> tuple[Button, ...]:
    subject = Subject(series.community_id, series.id)
    running = series.state is SeriesState.RUNNING
    return (
        Button(texts.plain("check_ins.change"), CHANGE, subject, opens_form=True),
        Button(texts.plain("check_ins.pause"), PAUSE, subject)
        if running
        else Button(texts.plain("check_ins.resume"), RESUME, subject),
        Button(texts.plain("check_ins.stop"), STOP, subject),
        new_button(series.community_id, texts),
    )


def new_button(community: CommunityId, texts: Texts) -> Button:
    return Button(
        texts.plain("check_ins.say.check-in-new"), SAY, Subject(community, "", "check-in new"), opens_form=True
    )


def stop_question(standing: Standing, texts: Texts) -> Card:
    """Stopping names what is stopped, and asks."""
    series = standing.series
    subject = Subject(series.community_id, series.id)
    body: list[Block] = [Quote(question) for question in series.questions]
    body.append(Paragraph(texts("check_ins.stop_what", every=every(series, texts))))
    if standing.open_until:
        body.append(Small(texts("check_ins.open_one_goes_on", moment=texts.moment(standing.open_until))))
    return Card(
        texts.plain("check_ins.stop_title"),
        tuple(body),
        (
            Button(texts.plain("check_ins.stop_it"), STOP_IT, subject, Tone.DANGER),
            Button(texts.plain("check_ins.go_on"), SHOW, subject),
        ),
    )


def stopped(series: Series, by: str, texts: Texts) -> Card:
    body = tuple(Quote(question) for question in series.questions)
    return Card(texts.plain("check_ins.stopped", name=by), body, (new_button(series.community_id, texts),))


def missed(series: Series, moments: Sequence[datetime], texts: Texts) -> Card:
    """To facilitators: what was not opened, because Kring came too late."""
    told = "\n".join(f"- {escape(texts.moment(moment))}" for moment in moments[-5:])
    body: list[Block] = [
        *(Quote(question) for question in series.questions),
        Paragraph(texts.count("check_ins.missed_what", len(moments))),
        Paragraph(told),
    ]
    if series.next_at:
        body.append(Small(texts("check_ins.next_is", moment=texts.moment(series.next_at))))
    return Card(texts.plain("check_ins.missed"), tuple(body), series_buttons(series, texts)[:1])


def place_gone(affected: Sequence[Series], channel: str, texts: Texts) -> Card:
    """To facilitators: where nothing can be posted any more, and what was paused for it."""
    body: list[Block] = [Paragraph(texts("check_ins.place_gone_what", channel=channel_name(channel, texts)))]
    body += [Quote(question) for series in affected for question in series.questions[:1]]
    buttons = tuple(
        Button(
            texts.plain("check_ins.change_one", question=label(series)),
            CHANGE,
            Subject(series.community_id, series.id),
            opens_form=True,
        )
        for series in affected
    )
    return Card(texts.plain("check_ins.place_gone"), tuple(body), buttons)


def label(series: Series) -> str:
    """A check-in goes by its first question."""
    return shorten(series.questions[0], IN_A_LABEL)


def every(series: Series, texts: Texts) -> str:
    """ "Every Monday and Thursday at 09:00 (Europe/Brussels)"."""
    days = weekdays_of(series.rule)
    key = "check_ins.every_day" if len(days) == WEEK else "check_ins.every"
    named = texts.all_of(texts.weekday(day) for day in days)
    return texts.plain(key, days=named, time=texts.time(series.at), zone=series.zone)


def channel_name(name: str, texts: Texts) -> str:
    return f"#{name}" if name else texts.plain("check_ins.its_channel")
