"""What people put into an open step, and the ways in which they lengthen or end it together."""

from dataclasses import replace

from facilitation.people import MemberId
from facilitation.playbooks.asking import Text
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.rounds import is_round
from facilitation.sessions.course import nudges, picks, steps
from facilitation.sessions.course.effects import Said, TooLate, Why
from facilitation.sessions.course.happenings import Extended, Given, Passed, PollAnswered, Reworded
from facilitation.sessions.course.markers import given_by, marker
from facilitation.sessions.course.moving import Moving
from facilitation.sessions.course.values import Contribution, Stage, Unit, Words


def on_given(happening: Given, moving: Moving) -> None:
    if happening.who not in moving.course.participants and moving.course.stage is not Stage.CLOSED:
        moving.refuse(Why.NOT_TAKING_PART)
        return
    if moving.course.step is None or moving.course.step.number != happening.step:
        moving.tell(TooLate(happening.who, happening.step, happening.texts))
        return
    unit = _speaking(moving, happening)
    if unit is None:
        return
    before = given_by(moving.course, unit)
    given = _contribution(happening, unit, before, moving)
    _keep(moving, given)
    if moving.step.visibility is Visibility.OPEN and not happening.source:
        moving.tell(Said(moving.step, unit, given, before))
    nudges.drop(moving, [happening.who] if _in_groups(moving) else unit.members)


def on_reworded(happening: Reworded, moving: Moving) -> None:
    """What was said in a message follows its author's changes there, as long as the step is open."""
    for given in moving.course.gathered:
        if happening.source and any(words.source == happening.source for words in given.texts):
            texts = (_with_text(words, happening) for words in given.texts)
            left = tuple(words for words in texts if words.text.strip())
            if left or given.marks:
                _keep(moving, replace(given, texts=left))
            else:
                moving.change(gathered=tuple(each for each in moving.course.gathered if each is not given))


def on_passed(happening: Passed, moving: Moving) -> None:
    """What was given before stays."""
    if not moving.is_open(happening.step):
        return
    unit = _unit_of(moving, happening.who)
    if unit is None:
        moving.refuse(Why.NOT_ASKED)
        return
    before = given_by(moving.course, unit)
    if _in_groups(moving):
        given = before or Contribution(marker(moving.step, unit.name), passed=True, done=False)
        _keep(moving, _finished(given, happening.who))
        nudges.drop(moving, [happening.who])
        return
    _keep(moving, replace(before, done=True) if before else Contribution(marker(moving.step, unit.name), passed=True))
    nudges.drop(moving, unit.members)


def on_extended(happening: Extended, moving: Moving) -> None:
    """Anyone's click; a round lasts as long as was said."""
    if not moving.is_open(happening.step):
        return
    if is_round(moving.playbook):
        moving.refuse(Why.LEADS_NOT)
    elif happening.who in moving.course.participants or moving.may_lead(happening.who):
        steps.lengthen(moving)
        moving.note("extended", happening.who, moving.step.phase)
    else:
        moving.refuse(Why.NOT_TAKING_PART)


def on_poll_answered(happening: PollAnswered, moving: Moving) -> None:
    """One answer each, the latest."""
    if not moving.is_open(happening.step):
        return
    poll, who = moving.step.poll, frozenset({happening.who})
    if poll is None:
        moving.refuse(Why.MOVED_ON)
    elif happening.who not in moving.course.participants:
        moving.refuse(Why.NOT_TAKING_PART)
    elif happening.go_on:
        moving.change_step(poll=replace(poll, go_on=poll.go_on | who, go_next=poll.go_next - who))
    else:
        moving.change_step(poll=replace(poll, go_on=poll.go_on - who, go_next=poll.go_next | who))


def _speaking(moving: Moving, happening: Given) -> Unit | None:
    """Whom the one who speaks speaks for, if they may now and it is what is asked for; refused if not."""
    unit = _unit_of(moving, happening.who)
    if happening.who not in moving.course.participants:
        moving.refuse(Why.NOT_TAKING_PART)
    elif unit is None or (happening.source and picks.by_form_only(moving.step, moving.phase.asks)):
        moving.refuse(Why.NOT_ASKED)
    elif unit not in moving.step.active and not happening.source:
        moving.refuse(Why.NOT_YOUR_TURN)
    elif why := picks.problem(happening, moving.step, moving.phase.asks, moving.course):
        moving.refuse(why)
    else:
        return unit
    return None


def _unit_of(moving: Moving, who: MemberId) -> Unit | None:
    return next((unit for unit in moving.step.units if who in unit.members), None)


def _contribution(happening: Given, unit: Unit, before: Contribution | None, moving: Moving) -> Contribution:
    """As it is kept now. Whoever speaks in messages, or in a conversation, goes on until they say that this was all."""
    identity, asks = moving.around.chance.identity, moving.phase.asks
    in_group, talks = _in_groups(moving), isinstance(asks, Text) and asks.talk
    source = happening.source or (identity() if talks else happening.who if in_group else "")
    said = [Words(identity(), text, question, source) for question, text in happening.texts if text.strip()]
    earlier = [words for words in before.texts if words.source != source] if source and before else []
    given = Contribution(
        marker=marker(moving.step, unit.name),
        texts=(*earlier, *said),
        marks=happening.marks,
        done=not in_group and ((not happening.source and not talks) or (before is not None and before.done)),
        named_if_few=happening.named_if_few,
        finished=before.finished if before else (),
    )
    return _finished(given, happening.who) if in_group and not happening.source and not talks else given


def _in_groups(moving: Moving) -> bool:
    """Where several speak, each for themselves, and are heard together; a party speaks as one."""
    return moving.phase.groups is not None


def _finished(given: Contribution, who: MemberId) -> Contribution:
    return replace(given, finished=tuple(dict.fromkeys((*given.finished, who))))


def _with_text(words: Words, happening: Reworded) -> Words:
    return replace(words, text=happening.text) if words.source == happening.source else words


def _keep(moving: Moving, given: Contribution) -> None:
    """One a unit: what comes later takes the place of what was there."""
    others = (each for each in moving.course.gathered if each.marker != given.marker)
    moving.change(gathered=tuple(sorted((*others, given), key=lambda each: each.marker)))
