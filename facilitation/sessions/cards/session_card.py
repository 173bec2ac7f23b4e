"""The session's card in the community's channel: what it is, who takes part, how one joins, where it stands.

Of what is confidential it tells the channel little: who brings a case, and how it goes, is for those inside.
"""

from collections.abc import Iterator

from facilitation.messages import Action, Block, Button, Card, Facts, LinkButton, Paragraph, Small, Subject, Tone
from facilitation.playbooks.schema import FACILITATOR, HOST, STANDING
from facilitation.sessions.cards import lengths
from facilitation.sessions.course.gathering import size_of
from facilitation.sessions.course.values import Stage, Tempo
from facilitation.sessions.course.way import ahead
from facilitation.sessions.course.windows import COMING_TOGETHER
from facilitation.sessions.view import View
from facilitation.texts import Md

JOIN = "sessions.join"
LEAVE = "sessions.leave"
TAKE_SEAT = "sessions.take_seat"
BEGIN = "sessions.begin"
CONSOLE = "sessions.console"
SEATS_SHOWN = 4  # buttons for seats; a case has at most four of its own


def session_card(view: View, *, inside: bool = False) -> Card:
    """`inside`: for somebody who takes part, on a view of their own; else for all of the channel."""
    hides = view.playbook.confidential and not inside
    match view.course.stage:
        case Stage.GATHERING:
            return Card(view.title(), tuple(_gathering(view, hides=hides)), tuple(_ways_in(view, hides=hides)))
        case Stage.CLOSED:
            who = () if hides else tuple(_who(view))
            return Card(view.title(), (Small(ending(view)), *who), (console_button(view),))
        case _ if hides:
            return Card(view.title(), tuple(_from_outside(view)), (console_button(view),))
        case _:
            return Card(view.title(), tuple(_under_way(view)), tuple(_while_under_way(view)))


def _from_outside(view: View) -> Iterator[Block]:
    """Among how many, and until when at least; not in what."""
    texts, course = view.texts, view.course
    yield Paragraph(texts.count("sessions.under_way_among", len(course.participants)))
    if course.stage is Stage.PAUSED:
        yield Small(texts("sessions.is_paused"))
    elif course.step:
        yield Small(texts("sessions.next_inside", moment=texts.when(course.step.ends_at)))


def console_button(view: View) -> Button:
    return Button(view.texts.plain("sessions.console"), CONSOLE, subject(view))


def subject(view: View, detail: str = "") -> Subject:
    return Subject(view.session.community_id, view.session.id, detail)


def join_button(view: View, tone: Tone = Tone.PLAIN) -> Button:
    return Button(view.texts.plain("sessions.join"), JOIN, subject(view), tone, opens_form=hears_parties(view))


def hears_parties(view: View) -> bool:
    """Whether a phase that is open or may come is for parties: then whoever comes in says for whom they speak."""
    step, phases = view.course.step, view.playbook.phases
    near = (*([step.phase] if step else []), *ahead(view.course, view.playbook))
    return view.course.stage is not Stage.CLOSED and any(phases[phase].parties for phase in near)


def seat_buttons(view: View) -> Iterator[Button]:
    """For each seat of the playbook's own that is free, and the host's; nobody is ever put on one."""
    roles = [role for role, declared in view.playbook.roles.items() if not declared.rotates]
    free = [HOST] if view.course.host is None else []
    for role in [*free, *roles][:SEATS_SHOWN]:
        if role not in view.course.seats:
            yield seat_button(view, role, Tone.PRIMARY if role == view.course.vacancy else Tone.PLAIN)


def seat_button(view: View, role: str, tone: Tone = Tone.PLAIN) -> Button:
    return Button(
        view.texts.plain("sessions.take_seat", role=view.role_title(role)), TAKE_SEAT, subject(view, role), tone
    )


def seldom_used(view: View) -> Iterator[Button]:
    """What anyone may do but few ever do: one press further, where it stands."""
    if view.course.vacancy or not view.playbook.confidential or view.course.stage is Stage.GATHERING:
        yield from (seat_button(view, role) for role in STANDING if role not in view.course.seats)
    yield Button(view.texts.plain("sessions.leave"), LEAVE, subject(view))


def _gathering(view: View, *, hides: bool) -> Iterator[Block]:
    texts, playbook = view.texts, view.playbook
    yield Paragraph(texts("sessions.summary", summary=view.told(playbook.summary)))
    host = view.course.host
    hosted = ((texts.plain("sessions.role.host"), view.name(host)),) if host else ()
    takes, people = lengths.whole(view), lengths.people(view)
    yield Facts(((texts.plain("sessions.takes"), takes), (texts.plain("sessions.for"), people), *hosted))
    yield from _who(view, hides=hides)
    if hears_parties(view):
        yield Small(texts("sessions.hears_parties"))
    if playbook.confidential:
        yield Small(texts("sessions.case_promise"))
        yield Small(texts("sessions.channel_sees" if playbook.case else "sessions.channel_sees_circle"))
    if view.course.again:
        yield Small(texts("sessions.same_circle", leave=texts.plain("sessions.leave")))
    yield Small(_next(view))


def _next(view: View) -> Md:
    """Who begins it: what recurs Kring does, where nobody hosts it and no phase is the host's."""
    texts, tempo, session = view.texts, view.course.setup.tempo, view.session
    if view.course.host:
        return texts(f"sessions.next.gathering.{tempo}", host=view.name(view.course.host))
    if session.series_id is None or any(phase.who == HOST for phase in view.playbook.phases.values()):
        return texts("sessions.next.gathering.host_needed")
    moment, least = texts.when(session.created_at + COMING_TOGETHER[tempo]), size_of(view.course, view.playbook).least
    if view.course.again:
        return texts("sessions.next.gathering.hostless_circle", moment=moment)
    return texts("sessions.next.gathering.hostless", moment=moment, least=least)


def _under_way(view: View) -> Iterator[Block]:
    yield from standing(view)
    yield from _who(view)
    if view.playbook.confidential:
        yield Small(view.texts("sessions.case_promise"))


def standing(view: View) -> Iterator[Paragraph]:
    """Where one that is under way stands."""
    texts, course, step = view.texts, view.course, view.course.step
    if course.vacancy:
        yield Paragraph(texts("sessions.waits_for_seat", role=view.role_title(course.vacancy)))
    elif course.stage is Stage.PAUSED:
        yield _paused(view)
    elif step:
        yield Paragraph(texts("sessions.now", phase=view.phase_title(step.phase), moment=texts.when(step.ends_at)))


def _paused(view: View) -> Paragraph:
    """Where; until when is for whoever lets it go on."""
    step = view.course.step
    if step is None:
        return Paragraph(view.texts("sessions.is_paused"))
    return Paragraph(view.texts("sessions.is_paused_in", phase=view.phase_title(step.phase)))


def _who(view: View, *, hides: bool = False) -> Iterator[Block]:
    """Where it `hides`, a seat that the session needs is only told as taken: whoever has it brings the case."""
    texts, course = view.texts, view.course
    if course.participants and not view.playbook.members:
        names = texts.all_of(view.name(member) for member in course.participants)
        yield Paragraph(texts.count("sessions.who", len(course.participants), names=names))
    seats = [
        (
            view.role_title(role),
            texts.plain("sessions.taken") if hides and _is_needed(view, role) else view.name(member),
        )
        for role, member in course.seats.items()
    ]
    if seats:
        yield Facts(tuple(seats))


def _is_needed(view: View, role: str) -> bool:
    declared = view.playbook.roles.get(role)
    return declared is not None and declared.needed


def _ways_in(view: View, *, hides: bool) -> Iterator[Action]:
    texts = view.texts
    if not view.course.again:
        yield join_button(view, Tone.PRIMARY)
    yield Button(texts.plain("sessions.begin"), BEGIN, subject(view))
    yield from seat_buttons(view)
    if view.session.series_id and FACILITATOR not in (*view.playbook.roles, *view.course.seats):
        yield seat_button(view, FACILITATOR)  # whose turn it is to host may be away
    if view.course.again:
        yield Button(texts.plain("sessions.leave"), LEAVE, subject(view))
    yield console_button(view)
    if not hides:
        yield from call(view)


def _while_under_way(view: View) -> Iterator[Action]:
    if view.course.vacancy or not view.playbook.confidential:
        yield from seat_buttons(view)
    if not view.playbook.confidential and not view.playbook.members:
        yield join_button(view)
    yield console_button(view)
    yield from call(view)


def call(view: View) -> Iterator[Action]:
    if view.session.call_link and view.course.setup.tempo is Tempo.SYNC:
        yield LinkButton(view.texts.plain("sessions.call"), view.session.call_link)


def ending(view: View) -> str:
    closed = view.course.closed_at or view.session.created_at
    return view.texts(f"sessions.ending.{view.course.ending}", day=view.texts.day(closed))
