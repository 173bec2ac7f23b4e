"""When a rhythm has come to an end, or nobody comes any more, the community is asked once how to go on."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from facilitation.events import TimerDue
from facilitation.facilitators import tell_facilitators
from facilitation.messages import Button, Card, Facts, Paragraph, Small
from facilitation.playbooks.schema import Playbook
from facilitation.ports.links import spoken_to
from facilitation.recurrence import ends
from facilitation.sessions.course.values import Ending, Stage
from facilitation.sessions.model import Session
from facilitation.sessions.rhythms import cards, hosting
from facilitation.sessions.rhythms.model import MeetingState, RhythmWork, Series, SeriesState
from facilitation.texts import Texts
from facilitation.wording import for_all

SEASON = "rhythms.season"
HOW = "rhythms.how"
CHOICES = ("go_on", "change", "pause", "stop")
DESERTED = 3  # sessions in a row that nobody came to
DAY = timedelta(days=1)
LOOKED_BACK = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Question:
    """How to go on, as it stands in the channel."""

    series: Series
    playbook: Playbook

    def card(self, texts: Texts) -> Card:
        series = self.series
        said = [(texts.plain(f"rhythms.how.{each}"), _said(series, each)) for each in CHOICES]
        told = tuple((label, str(number)) for label, number in said if number)
        named = hosting.title(series, self.playbook, texts)
        return Card(
            texts.plain("rhythms.how", title=named),
            (
                Paragraph(texts(f"rhythms.how_why.{_why(series)}", title=named)),
                *((Facts(told),) if told else ()),
                Small(texts("rhythms.how_decides")),
            ),
            tuple(Button(texts.plain(f"rhythms.how.{each}"), HOW, hosting.subject(series, each)) for each in CHOICES),
        )


def wait(series: Series, *, is_over: bool, work: RhythmWork) -> None:
    """Until the last session has had its time."""
    if is_over and series.asked_on is None:
        work.timers.set(SEASON, series.id, work.now + max(series.open_for or DAY, DAY))
    else:
        work.timers.clear(SEASON, series.id)


def on_season(due: TimerDue, work: RhythmWork) -> None:
    series = work.rhythms.series(due.subject)
    if series and series.state is SeriesState.RUNNING and series.asked_on is None:
        ask(series, work)


def ask(series: Series, work: RhythmWork) -> None:
    """In the channel, once; nothing opens until it is decided. Facilitators get what decides it."""
    series.state, series.asked_on, series.voices, series.next_at = SeriesState.PAUSED, work.now, {}, None
    playbook = work.sessions.edition(series.edition)
    question = Question(series, playbook).card(for_all(work.community))
    to = spoken_to(series.side, series.place, work.community, work.links)
    if to:
        work.outbox.post(to, question, key=key(series))
    tell_facilitators(work, lambda texts: cards.how_decided(series, playbook, texts), side=series.side)


def decide(series: Series, work: RhythmWork, *, renews: bool = False) -> None:
    """Whoever facilitates did; with `renews` a rhythm that has come to its end begins another season."""
    if series.asked_on:
        told = for_all(work.community)
        work.outbox.update(key(series), cards.how_ended(series, work.sessions.edition(series.edition), told))
    series.asked_on, series.voices, series.empty = None, {}, 0
    times, until = ends(series.rule)
    if renews and (times or until) and series.rhythm.next(work.now) is None:
        series.since = work.now.astimezone(ZoneInfo(series.zone)).date()
        series.rule = series.rule if times else series.rule.partition(";UNTIL=")[0]


def count(series: Series, work: RhythmWork) -> None:
    """Whether anybody came to the session before the one that opens now."""
    held = work.rhythms.meetings(series.id, (work.now - LOOKED_BACK).date())
    opened = [each.session_id for each in held if each.state is MeetingState.OPENED and each.session_id]
    before = work.sessions.get(opened[-2]) if len(opened) > 1 else None
    if before:
        series.empty = 0 if came(before) else series.empty + 1


def is_deserted(series: Series, work: RhythmWork) -> bool:
    """Whether nobody came to the last three, the one before now among them."""
    held = work.rhythms.meetings(series.id, (work.now - LOOKED_BACK).date())
    opened = [each.session_id for each in held if each.state is MeetingState.OPENED and each.session_id]
    last = work.sessions.get(opened[-1]) if opened else None
    return series.empty + 1 >= DESERTED and last is not None and not came(last)


def came(session: Session) -> bool:
    """Where too few answered to say how many, somebody may have."""
    if session.stage is Stage.CLOSED:
        gave = any(outcome.given is None or outcome.given for outcome in session.course.trail)
        return gave and session.course.ending not in (Ending.NEVER_BEGAN, Ending.EVERYBODY_LEFT)
    return session.stage is not Stage.GATHERING or len(session.course.participants) > 1


def key(series: Series) -> str:
    """Of the question in the channel."""
    return f"series/{series.id}/how/{series.asked_on:%Y%m%d%H%M}" if series.asked_on else ""


def _why(series: Series) -> str:
    if series.asked_on and series.rhythm.next(series.asked_on) is None:
        return "over"
    return "deserted" if series.empty + 1 >= DESERTED else "asked"


def _said(series: Series, choice: str) -> int:
    return sum(each == choice for each in series.voices.values())
