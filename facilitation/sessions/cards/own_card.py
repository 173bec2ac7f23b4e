"""A session on the home view of somebody who takes part: where it stands, and what is theirs to do now."""

from facilitation.messages import Block, Button, Card, Paragraph
from facilitation.people import MemberId
from facilitation.sessions.cards import step_card
from facilitation.sessions.cards.session_card import console_button, session_card, standing
from facilitation.sessions.course.markers import given_by
from facilitation.sessions.course.values import Contribution, Stage, Step
from facilitation.sessions.view import View


def own_card(view: View, member: MemberId, topic: str = "") -> Card:
    """The session's card, unless the open step asks something of them now."""
    step = view.course.step
    if step is None or view.course.stage is not Stage.RUNNING:
        return session_card(view, inside=True)
    if step.poll and member in view.course.participants:
        poll = step_card.poll_card(view, step, topic)
        return Card(view.title(), (*standing(view), Paragraph(view.texts("sessions.poll")), *poll.body), poll.actions)
    unit = next((unit for unit in step.active if member in unit.members), None)
    if unit is None:
        return session_card(view, inside=True)
    given = given_by(view.course, unit)
    body: tuple[Block, ...] = (*standing(view), *step_card.asked_of(view, step, topic))
    return Card(view.title(), body, (*_ways(view, step, given), console_button(view)))


def _ways(view: View, step: Step, given: Contribution | None) -> tuple[Button, ...]:
    """Once they have given or passed nobody waits for them; they can still change what they gave, or give something."""
    if given is None or not given.done:
        return step_card.own_ways(view, step)
    return (step_card.give_button(view, step) if given.passed else step_card.change_button(view, step),)
