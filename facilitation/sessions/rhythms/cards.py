"""What those who set a rhythm see: what stands, what was missed, and what can be done about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from facilitation.messages import (
    SAY,
    Action,
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
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import Playbook
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST
from facilitation.sessions.how_often import every
from facilitation.sessions.rhythms import hosting
from facilitation.sessions.rhythms.forms import kind_of
from facilitation.sessions.rhythms.hosting import subject
from facilitation.sessions.rhythms.model import Series, SeriesState
from facilitation.sessions.rhythms.planning import window
from facilitation.texts import Md, Texts, escape
from facilitation.wording import shorten

SHOW = "rhythms.show"
CHANGE = "rhythms.change"
PAUSE = "rhythms.pause"
PAUSE_UNTIL = "rhythms.pause_until"
RESUME = "rhythms.go_on"
STOP = "rhythms.stop"
STOP_IT = "rhythms.stop_it"
SKIP = "rhythms.skip"
MOVE = "rhythms.move"
ASK = "rhythms.ask"
ROTA = "rhythms.rota"
IN_A_LABEL = 40  # characters of a question on a button
NEW = {"round": "check-in new", "session": "rhythm new"}


class Who(Enum):
    """Whoever looks: each may do what those before them may."""

    MEMBER = auto()
    HOSTS_NEXT = auto()
    FACILITATES = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """A series with what is told about it: the channel's name, the moments to come, how many members there are,
    how many of them can't be reached then, and whose turn it is to host."""

    series: Series
    playbook: Playbook
    channel: str
    members: int
    upcoming: Sequence[datetime] = ()
    out_of_reach: int = 0
    open_until: datetime | None = None
    host: str = ""

    @property
    def kind(self) -> str:
        return kind_of(self.playbook)

    @property
    def seen_by(self) -> Sequence[Visibility]:
        """By whom, phase after phase."""
        return [self.series.setup.sees(name, phase.visibility) for name, phase in self.playbook.phases.items()]


def series_card(
    standing: Standing, texts: Texts, title: str = "", note: Md | None = None, *, who: Who = Who.FACILITATES
) -> Card:
    """All that holds for one rhythm, with what can be done to it by whoever looks."""
    series = standing.series
    body: list[Block] = [Small(note)] if note else []
    body += _quoted(series)
    body.append(Facts(tuple(_facts(standing, texts))))
    body += next_dates(standing, texts)
    heading = title or hosting.title(series, standing.playbook, texts)
    return Card(heading, tuple(body), series_buttons(standing, texts, who))


def next_dates(standing: Standing, texts: Texts) -> list[Block]:
    """The moments to come, in the reader's zone."""
    if not standing.upcoming:
        return []
    moments = "\n".join(f"- {escape(texts.moment(moment))}" for moment in standing.upcoming)
    blocks: list[Block] = [
        Paragraph(texts("rhythms.next_dates", zone=texts.zone)),
        Paragraph(moments),
    ]
    if Visibility.ANONYMOUS in standing.seen_by and standing.members < ANONYMOUS_AT_LEAST:
        blocks.append(Small(texts.count("rhythms.too_small", standing.members, least=ANONYMOUS_AT_LEAST)))
    if standing.out_of_reach:
        blocks.append(Small(texts.count("rhythms.out_of_reach", standing.out_of_reach)))
    return blocks


def series_buttons(standing: Standing, texts: Texts, who: Who = Who.FACILITATES) -> tuple[Action, ...]:
    """Rounds have no host, so nobody need see who is next."""
    series, kind = standing.series, standing.kind
    next_one = tuple(_for_the_next_one(standing, texts)) if who is not Who.MEMBER else ()
    rota = () if kind == "round" else (Button(texts.plain("rhythms.rota"), ROTA, subject(series)),)
    if who is not Who.FACILITATES:
        return (*next_one, *rota)
    change = Button(texts.plain(f"rhythms.change.{kind}"), CHANGE, subject(series), opens_form=True)
    levers = (change, *next_one, *_for_all_to_come(standing, texts))
    return (*levers, *rota, new_button(series.community_id, kind, texts))


def _for_the_next_one(standing: Standing, texts: Texts) -> Iterator[Action]:
    if standing.series.state is SeriesState.RUNNING and standing.upcoming:
        yield Button(texts.plain("rhythms.skip_next"), SKIP, subject(standing.series))
        yield Button(texts.plain("rhythms.move_next"), MOVE, subject(standing.series), opens_form=True)


def _for_all_to_come(standing: Standing, texts: Texts) -> Iterator[Action]:
    series, kind = standing.series, standing.kind
    if series.state is SeriesState.RUNNING:
        yield Button(texts.plain(f"rhythms.pause.{kind}"), PAUSE, subject(series))
        yield Button(texts.plain("rhythms.ask"), ASK, subject(series))
    else:
        yield Button(texts.plain(f"rhythms.resume.{kind}"), RESUME, subject(series))
    yield Button(texts.plain("rhythms.pause_until"), PAUSE_UNTIL, subject(series), opens_form=True)
    yield Button(texts.plain(f"rhythms.stop.{kind}"), STOP, subject(series))


def new_button(community: CommunityId, kind: str, texts: Texts) -> Button:
    say = NEW[kind]
    label = texts.plain(f"rhythms.say.{say.replace(' ', '-')}")
    return Button(label, SAY, Subject(community, "", say), opens_form=kind == "round")


def stop_question(standing: Standing, texts: Texts) -> Card:
    """Stopping names what is stopped, and asks."""
    series, kind = standing.series, standing.kind
    body = _quoted(series) or [Paragraph(escape(hosting.title(series, standing.playbook, texts)))]
    body.append(Paragraph(texts("rhythms.stop_what", every=every(series.rhythm, texts))))
    if standing.open_until:
        body.append(Small(texts("rhythms.open_one_goes_on", moment=texts.moment(standing.open_until))))
    return Card(
        texts.plain(f"rhythms.stop_title.{kind}"),
        tuple(body),
        (
            Button(texts.plain(f"rhythms.stop_it.{kind}"), STOP_IT, subject(series), Tone.DANGER),
            Button(texts.plain("rhythms.not_stopped"), SHOW, subject(series)),
        ),
    )


def stopped(standing: Standing, by: str, texts: Texts) -> Card:
    kind = standing.kind
    title = texts.plain(f"rhythms.stopped.{kind}", name=by)
    return Card(title, tuple(_quoted(standing.series)), (new_button(standing.series.community_id, kind, texts),))


def missed(series: Series, playbook: Playbook, moments: Sequence[datetime], texts: Texts) -> Card:
    """To facilitators: what was not opened, because Kring came too late."""
    told = "\n".join(f"- {escape(texts.moment(moment))}" for moment in moments[-5:])
    body: list[Block] = [
        *_quoted(series),
        Paragraph(texts.count("rhythms.missed_what", len(moments))),
        Paragraph(told),
    ]
    if series.next_at:
        body.append(Small(texts("rhythms.next_is", moment=texts.moment(series.next_at))))
    title = texts.plain("rhythms.missed", title=hosting.title(series, playbook, texts))
    change = Button(texts.plain(f"rhythms.change.{kind_of(playbook)}"), CHANGE, subject(series), opens_form=True)
    return Card(title, tuple(body), (change,))


def place_gone(affected: Sequence[tuple[Series, Playbook]], channel: str, texts: Texts) -> Card:
    """To facilitators: where nothing can be posted any more, and what was paused for it."""
    body: list[Block] = [Paragraph(texts("rhythms.place_gone_what", channel=channel_name(channel, texts)))]
    body += [Quote(label(series, playbook, texts)) for series, playbook in affected]
    buttons = tuple(
        Button(
            texts.plain("rhythms.change_one", question=label(series, playbook, texts)),
            CHANGE,
            subject(series),
            opens_form=True,
        )
        for series, playbook in affected
    )
    return Card(texts.plain("rhythms.place_gone"), tuple(body), buttons)


def how_decided(series: Series, playbook: Playbook, texts: Texts) -> Card:
    """To facilitators, beside the question in the channel: what decides it."""
    kind = kind_of(playbook)
    return Card(
        texts.plain("rhythms.how", title=hosting.title(series, playbook, texts)),
        (Paragraph(texts("rhythms.how_yours")),),
        (
            Button(texts.plain(f"rhythms.resume.{kind}"), RESUME, subject(series)),
            Button(texts.plain(f"rhythms.change.{kind}"), CHANGE, subject(series), opens_form=True),
            Button(texts.plain("rhythms.pause_until"), PAUSE_UNTIL, subject(series), opens_form=True),
            Button(texts.plain(f"rhythms.stop.{kind}"), STOP, subject(series)),
        ),
    )


def how_ended(series: Series, playbook: Playbook, texts: Texts) -> Card:
    """In the place of the question in the channel."""
    title = texts.plain("rhythms.how", title=hosting.title(series, playbook, texts))
    return Card(title, (Small(texts("rhythms.how_is_decided")),))


def label(series: Series, playbook: Playbook, texts: Texts) -> str:
    """A round goes by its first question, a session by its title."""
    named = series.setup.questions[0] if series.setup.questions else hosting.title(series, playbook, texts)
    return shorten(named, IN_A_LABEL)


def channel_name(name: str, texts: Texts) -> str:
    return f"#{name}" if name else texts.plain("rhythms.its_channel")


def _quoted(series: Series) -> list[Block]:
    return [Quote(question) for question in series.setup.questions]


def _facts(standing: Standing, texts: Texts) -> Sequence[tuple[str, str]]:
    series = standing.series
    facts = [(texts.plain("rhythms.when"), every(series.rhythm, texts))]
    if series.open_for:
        facts.append((texts.plain("rhythms.open_for"), texts.plain(f"rhythms.open_for.{window(series.open_for)}")))
        who = [texts.plain(f"sessions.visibility.{kind}") for kind in standing.seen_by]
        facts.append((texts.plain("sessions.visibility"), ", ".join(who)))
    if series.own_clocks:
        facts.append((texts.plain("rhythms.clock"), texts.plain("rhythms.clock.own")))
    facts.append((texts.plain(f"rhythms.place.{standing.kind}"), channel_name(standing.channel, texts)))
    if standing.host:
        facts.append((texts.plain("rhythms.next_host"), standing.host))
    state = texts.plain(f"rhythms.state.{series.state}")
    if series.state is SeriesState.PAUSED and series.paused_until:
        state = texts.plain("rhythms.state_until", state=state, day=texts.date(series.paused_until))
    facts.append((texts.plain("rhythms.state"), state))
    return facts
