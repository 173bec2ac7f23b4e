"""What comes of a happening is told: in the session's room, on its card, privately to whom it concerns."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from facilitation.messages import Button, Card, Notice, Quote, Tone
from facilitation.people import MemberId
from facilitation.playbooks.asking import Text
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.schema import HOST
from facilitation.sessions.cards import results, session_card, step_card
from facilitation.sessions.course import effects as of
from facilitation.sessions.course.effects import Effect
from facilitation.sessions.course.values import NOTICE, Nudge, Step, Words
from facilitation.sessions.keys import (
    card_key,
    notes_key,
    poll_key,
    prompt_key,
    reminder_key,
    result_key,
    said_key,
    step_key,
    talk_key,
)
from facilitation.sessions.model import PRIVATELY, Room
from facilitation.sessions.rooms import Floor
from facilitation.sessions.view import Draw, View

KEYED = {Nudge.PROMPT: prompt_key, Nudge.REMINDER: reminder_key}


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


def words_of(floor: Floor, steps: Sequence[int]) -> Mapping[str, str]:
    """The texts of what was given in those steps, by their ids."""
    found: dict[str, str] = {}
    for step in steps:
        for given in floor.work.sessions.gathered(floor.session.id, step):
            found.update({words.id: words.text for words in given.texts})
        found.update({voice.id: voice.text for voice in floor.work.sessions.voices(floor.session.id, step)})
    return found


def topic_of(step: Step, floor: Floor) -> str:
    """The words of what the step is about; nothing where it is about none."""
    item = next((each for each in floor.course.items if each.id == step.topic), None)
    return words_of(floor, [item.step]).get(item.id, "") if item else ""


def shown_with(step: Step, floor: Floor) -> str:
    """What it is about, or what an earlier phase gave, where the playbook says that it is shown."""
    shows = floor.playbook.phases[step.phase].shows
    items = floor.course.items_of(shows) if shows else ()
    words = words_of(floor, sorted({item.step for item in items}))
    return topic_of(step, floor) or "\n\n".join(words[item.id] for item in items if item.id in words)


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
    _end_prompts(effect, floor)
    _give_back_notes(effect, floor)
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


def _end_prompts(effect: of.StepClosed, floor: Floor) -> None:
    """What is not sent yet never is; what was sent says that nothing is asked any more."""
    for member in (member for unit in effect.step.units for member in unit.members):
        key = prompt_key(floor.session.id, effect.step.number, member)
        floor.work.outbox.withdraw(key)
        account = floor.accounts.get(member)
        if account:
            over = floor.drawn(
                lambda view: Notice(view.texts("sessions.asked_no_more", phase=_title(view, effect))), account
            )
            floor.work.outbox.update(key, over)


def _title(view: View, effect: of.StepClosed) -> str:
    return view.phase_title(effect.step.phase)


def _give_back_notes(effect: of.StepClosed, floor: Floor) -> None:
    """What was for nobody else is laid before its author, who may need it in what follows."""
    if effect.outcome.visibility is not Visibility.DIRECT:
        return
    for given in effect.gathered:
        member = MemberId(given.marker)
        quotes = tuple(Quote(words.text) for words in given.texts)
        key = notes_key(floor.session.id, effect.step.number, member)
        if quotes:
            floor.tell(member, partial(_notes, quotes=quotes), key=key)


def _notes(view: View, quotes: tuple[Quote, ...]) -> Card:
    return Card(view.texts.plain("sessions.your_notes"), quotes)


def _nudged(effect: of.Nudged, floor: Floor) -> None:
    """A reminder takes the place of nothing: it comes as a message of its own, once."""
    if effect.nudge is Nudge.PROMPT and floor.session.room in PRIVATELY:
        return  # where all is said privately, the step's card has asked already
    topic = shown_with(effect.step, floor)
    keyed = KEYED.get(effect.nudge)
    key = keyed(floor.session.id, effect.step.number, effect.member) if keyed else None
    floor.tell(
        effect.member, lambda view: step_card.prompt_card(view, effect, topic), key=key, expires=effect.step.closes_at
    )


def _seat_empty(effect: of.SeatIsEmpty, floor: Floor) -> None:
    floor.say(lambda view: _offer(view, effect.role, "sessions.seat_is_empty"))


def _host_wanted(effect: of.HostWanted, floor: Floor) -> None:
    """Unless the session waits for one: then it is offered as what is waited for."""
    if floor.course.vacancy != HOST:
        floor.say(lambda view: _offer(view, HOST, "sessions.host_wanted"))


def _offer(view: View, role: str, key: str) -> Card:
    title = view.role_title(role)
    label = view.texts.plain("sessions.take_seat", role=title)
    take = Button(label, session_card.TAKE_SEAT, session_card.subject(view, role), Tone.PRIMARY)
    return Card(view.texts.plain(key, role=title), (), (take,))


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
    of.Nudged: _nudged,
    of.SeatIsEmpty: _seat_empty,
    of.SeatFilled: _seat_filled,
    of.HostWanted: _host_wanted,
    of.HasPaused: _paused,
    of.HasResumed: _resumed,
}
