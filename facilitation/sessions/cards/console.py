"""The session console: where it stands, how many may still contribute, what was done; and the levers of who leads."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from facilitation.messages import Action, Block, Button, Card, Facts, Paragraph, Small, Subject, Tone
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.cards.closing_card import take_out_button
from facilitation.sessions.cards.session_card import BEGIN, call, ending, seldom_used, standing, subject
from facilitation.sessions.cards.step_card import EXTEND
from facilitation.sessions.course.markers import waiting_for
from facilitation.sessions.course.values import Stage
from facilitation.sessions.course.way import ahead, likely
from facilitation.sessions.model import LogLine
from facilitation.sessions.view import View
from facilitation.texts import escape

NEXT = "sessions.next"
NEXT_TURN = "sessions.next_turn"
PAUSE = "sessions.pause"
RESUME = "sessions.resume"
SKIP = "sessions.skip"
UNSKIP = "sessions.unskip"
END = "sessions.end"
GIVE_BACK = "sessions.give_back"
END_IT = "sessions.end_it"
HAND_OVER = "sessions.hand_over"
LINES_SHOWN = 15
LED = frozenset(
    [
        "began",
        "moved_on",
        "turn_moved_on",
        "extended",
        "skipping",
        "not_skipping",
        "paused",
        "resumed",
        "ended_early",
        "host",
        "purged",
    ]
)
"""What host, facilitator or Kring does with the process."""
NEWEST = 4  # lines, where the levers matter more than what was done
SKIPS_SHOWN = 2


def console_card(
    view: View, log: Sequence[LogLine], *, leads: bool, inside: bool, takes_out: bool = False, holds: Sequence[str] = ()
) -> Card:
    """With all lines of the log that it is given. `takes_out`: whether the reader may take a closed case out; `holds`:
    the roles that they have; `inside`: whether they take part or lead."""
    texts = view.texts
    heading = "log_inside" if view.playbook.confidential else "log"
    body = (*_standing(view, inside=inside), *_log(view, log, heading))
    actions = (take_out_button(view),) if takes_out else tuple(_actions(view, holds, leads=leads))
    return Card(texts.plain("sessions.console_of", title=view.title()), body, actions)


def from_outside(view: View, log: Sequence[LogLine]) -> Card:
    """Of what is confidential, for a member who takes no part: what host and facilitators did, and nothing else."""
    led = [line for line in log if line.what in LED]
    stays = Paragraph(view.texts("sessions.stays_inside"))
    return Card(view.texts.plain("sessions.console_of", title=view.title()), (stays, *_log(view, led, "log")))


def end_surely(view: View) -> Card:
    """Names what is ended, and asks."""
    return Card(
        view.texts.plain("sessions.end_what", title=view.title()),
        (Paragraph(view.texts("sessions.end_means")),),
        (Button(view.texts.plain("sessions.end_it"), END_IT, subject(view), Tone.DANGER),),
    )


def _standing(view: View, *, inside: bool) -> Iterator[Block]:
    texts, course, step = view.texts, view.course, view.course.step
    if course.stage is Stage.GATHERING:
        yield Paragraph(texts.count("sessions.gathered_so_far", len(course.participants)))
    elif course.stage is Stage.CLOSED:
        yield Paragraph(ending(view))
    else:
        yield from standing(view)
    if step:
        yield Small(_waiting(view, inside=inside))
    coming = [view.phase_title(phase) for phase in likely(course, view.playbook)]
    if coming and course.stage is not Stage.CLOSED:
        yield Facts(((texts.plain("sessions.then_come"), " → ".join(coming)),))


def _waiting(view: View, *, inside: bool) -> str:
    """Where everybody sees who spoke anyway, those inside are told who may still; all others only how many."""
    waiting, step = waiting_for(view.course), view.course.step
    if not waiting:
        return view.texts("sessions.nobody_waited_for")
    if inside and step and step.visibility is Visibility.OPEN:
        names = view.texts.all_of(view.unit_name(unit) for unit in waiting)
        return view.texts("sessions.may_still_named", names=names)
    return view.texts.count("sessions.may_still", len(waiting))


def _log(view: View, log: Sequence[LogLine], heading: str) -> Iterator[Block]:
    """The newest, day by day; `heading` says who sees it."""
    if not log:
        return
    yield Small(view.texts(f"sessions.{heading}"))
    for day, lines in groupby(log, lambda line: view.texts.day(line.at)):
        told = (f"- {escape(view.texts.time(line.at))} {_line(view, line)}" for line in lines)
        yield Paragraph("\n".join((f"**{escape(day)}**", "", *told)))


def _line(view: View, line: LogLine) -> str:
    by = view.name(line.by) if line.by else view.texts.plain("sessions.kring")
    detail = line.detail
    if detail in view.playbook.phases:
        detail = view.phase_title(detail)
    elif detail:
        detail = view.role_title(detail)
    return view.texts(f"sessions.log.{line.what}", by=by, detail=detail)


def _actions(view: View, holds: Sequence[str], *, leads: bool) -> Iterator[Action]:
    if view.course.stage is Stage.CLOSED:
        return
    if leads:
        yield from _levers(view)
    for role in holds:
        yield Button(view.texts.plain("sessions.give_back", role=view.role_title(role)), GIVE_BACK, subject(view, role))
    if not view.playbook.members:
        yield from seldom_used(view)
    if view.playbook.confidential:
        yield from call(view)


def _levers(view: View) -> Iterator[Action]:
    texts, course = view.texts, view.course
    if course.stage is Stage.GATHERING:
        yield Button(texts.plain("sessions.begin"), BEGIN, subject(view), Tone.PRIMARY)
    if course.step and course.stage is Stage.RUNNING:
        number = str(course.step.number)
        if course.step.turn is not None:
            turn = subject(view, f"{number}.{course.step.turn}")
            yield Button(texts.plain("sessions.next_turn"), NEXT_TURN, turn)
        yield Button(texts.plain("sessions.extend"), EXTEND, subject(view, number))
        yield Button(texts.plain("sessions.pause"), PAUSE, subject(view))
        yield Button(texts.plain("sessions.next"), NEXT, subject(view, number))
    elif course.stage is Stage.PAUSED and not course.vacancy:
        yield Button(texts.plain("sessions.resume"), RESUME, subject(view), Tone.PRIMARY)
    if course.stage is not Stage.GATHERING:
        yield from _skips(view)
    if len(course.participants) > 1:
        yield Button(texts.plain("sessions.hand_over"), HAND_OVER, subject(view), opens_form=True)
    yield Button(texts.plain("sessions.end"), END, subject(view))


def _skips(view: View) -> Iterator[Button]:
    near = {*likely(view.course, view.playbook), *view.course.skipping}
    for phase in [each for each in ahead(view.course, view.playbook) if each in near][:SKIPS_SHOWN]:
        skipped = phase in view.course.skipping
        key = "sessions.unskip" if skipped else "sessions.skip"
        about: Subject = subject(view, phase)
        yield Button(view.texts.plain(key, phase=view.phase_title(phase)), UNSKIP if skipped else SKIP, about)
