"""How a community asks: where, and after how long a question that nobody replied to is brought up again.

A facilitator sets it, once the community has agreed; all members can see it.
"""

from collections.abc import Iterator

from facilitation.audit import record
from facilitation.events import (
    CommandGiven,
    FormSubmitted,
    Loss,
    MemberLeft,
    MessageLost,
    Place,
    PlaceChosen,
    PlaceClosed,
)
from facilitation.facilitators import is_facilitator, tell_facilitators
from facilitation.messages import Answer, Notice, OpenForm, RefuseForm, Whisper
from facilitation.people import PlaceRef
from facilitation.ports.audit import Change
from facilitation.questions import custom_cards, thread
from facilitation.questions.around import WINDOW, Custom
from facilitation.questions.model import QuestionWork
from facilitation.texts import Texts
from facilitation.wording import for_actor

TOLD_AT_MOST = 10  # open questions


def on_open_ones(command: CommandGiven, said: str, work: QuestionWork) -> Answer:
    """`/kring open questions`: what waits for a reply, newcomers' first ones first."""
    waiting = work.questions.open(TOLD_AT_MOST + 1)
    told = [
        (question, thread.channel_of(question, work), work.questions.count_replies(question.id))
        for question in waiting[:TOLD_AT_MOST]
    ]
    more = len(waiting) > TOLD_AT_MOST
    channel = work.people.place_name(thread.place_for(work))
    view = custom_cards.View(channel, _window(work), sets=is_facilitator(work), more=more)
    return Whisper(custom_cards.open_ones(told, view, work.community, for_actor(work)))


def on_settings(command: CommandGiven, said: str, work: QuestionWork) -> Answer:
    """`/kring question settings`."""
    custom = work.around.custom() or _usual(work)
    known = work.people.places(work.community.workspace)
    weekly = work.digests.weekly() is not None
    return OpenForm(custom_cards.form(custom, known, work.community, for_actor(work), weekly=weekly))


def on_set(form: FormSubmitted, work: QuestionWork) -> Answer:
    texts = for_actor(work)
    errors = dict(_errors(form, work, texts))
    channel = form.channel("channel")
    if errors or channel is None:
        return RefuseForm(errors)
    custom = _own(work)
    custom.window = int(form.choice("window"))
    _move(custom, channel if form.choice("spots") == custom_cards.SPOTS else None, work)
    name = work.people.place_name(thread.place_for(work))
    record(work, Change.QUESTIONS_SET)
    return Whisper(custom_cards.kept(name, custom.window, spots=bool(custom.channel), texts=texts))


def on_place_closed(closed: PlaceClosed, work: QuestionWork) -> None:
    _lose(closed.place.ref.whole, work)


def on_kring_left(left: MemberLeft, work: QuestionWork) -> None:
    if left.is_kring and left.place:
        _lose(left.place.ref.whole, work)


def on_message_lost(lost: MessageLost, work: QuestionWork) -> None:
    if lost.loss is Loss.PLACE_GONE and lost.place:
        _lose(lost.place.whole, work)


def _lose(place: PlaceRef, work: QuestionWork) -> None:
    """Questions are asked at home again, and those are told who can choose another channel."""
    custom = work.around.custom() if work.in_community else None
    if custom is None or custom.place != place or place == work.community.place:
        return
    channel, name = work.people.place_name(place), work.community.name
    _move(custom, None, work)
    tell_facilitators(work, lambda texts: Notice(texts("questions.channel_gone", channel=channel, community=name)))


def _move(custom: Custom, to: PlaceChosen | None, work: QuestionWork) -> None:
    """What is said in the question channel is heard as the community's; in one that is it no longer, not any more."""
    home = work.community.place
    before, after = custom.place, to.ref.whole if to else None
    if before and before not in (after, home):
        work.people.release(before)
    if to and after and after not in (before, home):
        work.people.see_place(Place(ref=after, name=to.name, address=to.address))
        work.people.claim(after)
    custom.channel = after.channel if after else None


def _own(work: QuestionWork) -> Custom:
    custom = work.around.custom()
    if custom is None:
        custom = _usual(work)
        work.around.set_custom(custom)
    return custom


def _usual(work: QuestionWork) -> Custom:
    return Custom(community_id=work.community.id, workspace=work.community.workspace)


def _window(work: QuestionWork) -> int:
    custom = work.around.custom()
    return custom.window if custom else WINDOW


def _errors(form: FormSubmitted, work: QuestionWork, texts: Texts) -> Iterator[tuple[str, str]]:
    channel = form.channel("channel")
    if channel is None or channel.ref.workspace != work.community.workspace:
        yield "channel", texts.plain("common.choose_channel")
    elif not channel.kring_is_in:
        yield "channel", texts.plain("common.kring_not_in_channel")
    elif (here := work.people.community_at(channel.ref)) and here.id != work.community.id:
        yield "channel", texts.plain("common.channel_taken")
    if form.choice("window") not in custom_cards.WINDOWS:
        yield "window", texts.plain("questions.choose_window")
