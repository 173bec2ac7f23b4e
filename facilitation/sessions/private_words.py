"""What is said to one person alone as a step goes: asked, reminded, told that it is over, given back their notes."""

from functools import partial

from facilitation.messages import Card, Notice, Quote
from facilitation.people import MemberId
from facilitation.playbooks.kinds import Visibility
from facilitation.sessions.cards import step_card
from facilitation.sessions.course import effects as of
from facilitation.sessions.course.values import Nudge, Step
from facilitation.sessions.given_words import shown_with
from facilitation.sessions.keys import notes_key, prompt_key, reminder_key
from facilitation.sessions.model import PRIVATELY
from facilitation.sessions.rooms import Floor
from facilitation.sessions.view import Draw, View

KEYED = {Nudge.PROMPT: prompt_key, Nudge.REMINDER: reminder_key}


def nudged(effect: of.Nudged, floor: Floor) -> None:
    """A reminder takes the place of nothing: it comes as a message of its own, once."""
    if effect.nudge is Nudge.PROMPT and floor.session.room in PRIVATELY:
        return  # where all is said privately, the step's card has asked already
    topic = shown_with(effect.step, floor)
    keyed = KEYED.get(effect.nudge)
    key = keyed(floor.session.id, effect.step.number, effect.member) if keyed else None
    floor.tell(
        effect.member, lambda view: step_card.prompt_card(view, effect, topic), key=key, expires=effect.step.closes_at
    )


def end_prompts(effect: of.StepClosed, floor: Floor) -> None:
    """What is not sent yet never is; what was sent says that nothing is asked any more."""
    for member in (member for unit in effect.step.units for member in unit.members):
        put_instead(member, effect.step, floor, lambda view: _over(view, effect))


def put_instead(member: MemberId, step: Step, floor: Floor, draw: Draw) -> None:
    """Of the cards that ask them in that step."""
    account = floor.accounts.get(member)
    for keyed in KEYED.values():
        key = keyed(floor.session.id, step.number, member)
        floor.work.outbox.withdraw(key)
        if account:
            floor.work.outbox.update(key, floor.drawn(draw, account))


def _over(view: View, effect: of.StepClosed) -> Notice:
    return Notice(view.texts("sessions.asked_no_more", phase=view.phase_title(effect.step.phase)))


def give_back_notes(effect: of.StepClosed, floor: Floor) -> None:
    """What was for nobody else is laid before its author, who may need it in what follows."""
    if effect.outcome.visibility is not Visibility.DIRECT:
        return
    for given in effect.gathered:
        member = MemberId(given.marker)
        quotes = tuple(Quote(words.text) for words in given.texts)
        key = notes_key(floor.session.id, effect.step.number, member)
        if quotes:
            floor.tell(member, partial(_notes, quotes=quotes), key=key, gently=True)


def _notes(view: View, quotes: tuple[Quote, ...]) -> Card:
    return Card(view.texts.plain("sessions.your_notes"), quotes)
