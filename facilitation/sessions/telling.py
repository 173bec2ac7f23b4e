"""What comes of a happening is told: in the session's room, on its card, privately to whom it concerns."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from facilitation.messages import Card, Notice, Quote, Tone
from facilitation.playbooks.asking import Text
from facilitation.playbooks.schema import HOST
from facilitation.sessions import private_words
from facilitation.sessions.cards import results, session_card, step_card
from facilitation.sessions.course import effects as of
from facilitation.sessions.course.effects import Effect
from facilitation.sessions.course.values import NOTICE, Step, Words
from facilitation.sessions.given_words import shown_with, topic_of, words_of
from facilitation.sessions.keys import (
    card_key,
    poll_key,
    result_key,
    said_key,
    step_key,
    talk_key,
)
from facilitation.sessions.model import Room
from facilitation.sessions.rooms import Floor
from facilitation.sessions.view import Draw, View


def tell(floor: Floor, effects: Sequence[Effect]) -> None:
    """Everything, in the order it came; the session's card and the open step's are drawn once, as they end up."""
    for effect in effects:
        how = HOW.get(type(effect))
        if how:
            how(effect, floor)
    if any(not isinstance(effect, of.Refused | of.TooLate) for effect in effects):
        draw_session(floor)
    changed = [each.step for each in effects if isinstance(each, of.StepChanged)]
    step = floor.course.step
    if step and any(each.number == step.number for each in changed):
        topic = shown_with(step, floor)
        floor.change(lambda view: step_card.step_card(view, step, topic), step_key(floor.session.id, step.number))


def say_again(floor: Floor) -> None:
    """How it goes on, and the open step's card, to a room that is there only now."""
    _say_how_it_is_relayed(floor)
    step = floor.course.step
    if step:
        _opened(of.StepOpened(step), floor)


def draw_session(floor: Floor) -> None:
    floor.work.outbox.update(card_key(floor.session.id), session_card.session_card(floor.view()))


def _begun(effect: of.HasBegun, floor: Floor) -> None:
    floor.open_room()
    _say_how_it_is_relayed(floor)


def _say_how_it_is_relayed(floor: Floor) -> None:
    if floor.session.room is Room.RELAY:
        floor.say(lambda view: Notice(view.texts("sessions.relay_is_here")))


def _opened(effect: of.StepOpened, floor: Floor) -> None:
    topic = shown_with(effect.step, floor)
    step = floor.course.step if floor.course.step and floor.course.step.number == effect.step.number else effect.step
    floor.say(lambda view: step_card.step_card(view, step, topic), step_key(floor.session.id, step.number))


def _turn(effect: of.TurnCame, floor: Floor) -> None:
    """Whose turn is the first is on the step's card already."""
    step = floor.course.step
    if step and effect.unit == step.units[0]:
        return
    floor.say(lambda view: Notice(view.texts("sessions.turn_came", name=view.unit_name(effect.unit))))


def _said(effect: of.Said, floor: Floor) -> None:
    """What was given by form in an open step, as if it had been said there; in a conversation one after the other."""
    said, number = effect.contribution.texts, effect.step.number
    asks = floor.playbook.phases[effect.step.phase].asks
    if isinstance(asks, Text) and asks.talk:
        said = tuple(words for words in said if words.source == said[-1].source)
        floor.say(_in_the_open(effect, said), talk_key(floor.session.id, number, said[-1].id))
        return
    key = said_key(floor.session.id, number, effect.unit.name)
    if effect.before and effect.before.texts:
        floor.change(_in_the_open(effect, said), key)
    elif said:
        floor.say(_in_the_open(effect, said), key)


def _in_the_open(effect: of.Said, said: Sequence[Words]) -> Draw:
    quotes = tuple(Quote(words.text) for words in said)
    return lambda view: Card(view.unit_name(effect.unit), quotes)


def _ends_soon(effect: of.EndsSoon, floor: Floor) -> None:
    step = effect.step
    floor.say(
        lambda view: Card(
            view.texts.plain_count("sessions.ends_soon", step.notice // NOTICE, phase=view.phase_title(step.phase)),
            (),
            (step_card.extend_button(view, step),),
        )
    )


def _poll(effect: of.PollOpened, floor: Floor) -> None:
    topic = topic_of(effect.step, floor)
    floor.say(lambda view: step_card.poll_card(view, effect.step, topic), _poll_key(effect.step, floor))


def _poll_closed(effect: of.PollClosed, floor: Floor) -> None:
    key = "sessions.poll_goes_on" if effect.goes_on else "sessions.poll_goes_next"
    floor.change(lambda view: Notice(view.texts(key)), _poll_key(effect.step, floor))


def _poll_key(step: Step, floor: Floor) -> str:
    return poll_key(floor.session.id, step.number, step.extended)


def _closed(effect: of.StepClosed, floor: Floor) -> None:
    session, step = floor.session, effect.step
    topic = topic_of(step, floor)
    floor.change(
        lambda view: step_card.closed_step_card(view, effect.outcome, topic), step_key(session.id, step.number)
    )
    private_words.end_prompts(effect, floor)
    private_words.give_back_notes(effect, floor)
    about = [
        item.step for item in floor.course.items if item.id in dict(effect.outcome.tally) | dict(effect.outcome.ratings)
    ]
    words = words_of(floor, [step.number, *about])
    for number, _ in enumerate(results.result_cards(floor.view(), effect, words)):
        page = partial(_page, closed=effect, words=words, number=number)
        floor.say(page, result_key(session.id, step.number, number))


def _page(view: View, closed: of.StepClosed, words: Mapping[str, str], number: int) -> Card:
    """One of the cards that tell what came of a step; there are as many in every language."""
    return list(results.result_cards(view, closed, words))[number]


def _seat_empty(effect: of.SeatIsEmpty, floor: Floor) -> None:
    floor.say(lambda view: _offer(view, effect.role, "sessions.seat_is_empty"))


def _host_wanted(effect: of.HostWanted, floor: Floor) -> None:
    """Unless the session waits for one: then it is offered as what is waited for."""
    if floor.course.vacancy != HOST:
        floor.say(lambda view: _offer(view, HOST, "sessions.host_wanted"))


def _offer(view: View, role: str, key: str) -> Card:
    take = session_card.seat_button(view, role, Tone.PRIMARY)
    return Card(view.texts.plain(key, role=view.role_title(role)), (), (take,))


def _seat_filled(effect: of.SeatFilled, floor: Floor) -> None:
    if floor.course.trail or floor.course.step:
        floor.say(
            lambda view: Notice(
                view.texts("sessions.seat_filled", role=view.role_title(effect.role), name=view.name(effect.member))
            )
        )


def _paused(effect: of.HasPaused, floor: Floor) -> None:
    floor.say(lambda view: Notice(view.texts("sessions.has_paused")))


def _resumed(effect: of.HasResumed, floor: Floor) -> None:
    floor.say(lambda view: Notice(view.texts("sessions.has_resumed")))


HOW: Mapping[type, Callable[[Any, Floor], None]] = {
    of.HasBegun: _begun,
    of.StepOpened: _opened,
    of.TurnCame: _turn,
    of.Said: _said,
    of.EndsSoon: _ends_soon,
    of.PollOpened: _poll,
    of.PollClosed: _poll_closed,
    of.StepClosed: _closed,
    of.Nudged: private_words.nudged,
    of.SeatIsEmpty: _seat_empty,
    of.SeatFilled: _seat_filled,
    of.HostWanted: _host_wanted,
    of.HasPaused: _paused,
    of.HasResumed: _resumed,
}
