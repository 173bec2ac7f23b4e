"""What sessions answer to."""

from facilitation.capability import Capability, Fill, Press, Shortcut, Verb, listen
from facilitation.events import (
    AccountMoved,
    HarvestEnded,
    HarvestKept,
    KringWasAway,
    LeftSide,
    MemberLeftCommunity,
    MessageDeleted,
    MessageEdited,
    MessageLost,
    MessagePosted,
    MessageSent,
    PlaceClosed,
    TimerDue,
)
from facilitation.sessions import (
    at_home,
    cases,
    console,
    forms,
    giving,
    harvesting,
    late,
    merging,
    relaying,
    running,
    setting_up,
    starting,
    taking_part,
    taking_turns,
)
from facilitation.sessions.cards import closing_card, session_card, step_card
from facilitation.sessions.cards import console as levers
from facilitation.sessions.course.happenings import WasAway, Woken
from facilitation.sessions.model import SessionWork
from facilitation.sessions.rounds import asking


def on_wake(due: TimerDue, work: SessionWork) -> None:
    session = work.sessions.get(due.subject)
    if session:
        running.play(session, Woken(), work)


def on_was_away(away: KringWasAway, work: SessionWork) -> None:
    for session in work.sessions.under_way() if work.in_community else ():
        running.play(session, WasAway(away.since), work)


SESSIONS: Capability[SessionWork] = Capability(
    name="sessions",
    verbs=(Verb("start", starting.on_start),),
    buttons={
        starting.WISH: Press(starting.on_wish),
        starting.CHOOSE: Press(starting.on_choose),
        session_card.JOIN: Press(taking_part.on_join),
        session_card.LEAVE: Press(taking_part.on_leave),
        session_card.TAKE_SEAT: Press(taking_part.on_take_seat),
        session_card.BEGIN: Press(taking_part.on_begin),
        taking_part.BEGIN_ANYWAY: Press(taking_part.on_begin_anyway),
        taking_part.BEGIN_AS: Press(taking_part.on_begin_as),
        session_card.CONSOLE: Press(console.on_console),
        step_card.GIVE: Press(giving.on_give),
        step_card.PASS: Press(giving.on_pass),
        step_card.EXTEND: Press(giving.on_extend),
        step_card.GO_ON: Press(giving.on_go_on),
        step_card.GO_NEXT: Press(giving.on_go_next),
        asking.ANSWER: Press(taking_turns.on_answer),
        asking.SKIP: Press(taking_turns.on_skip),
        asking.ANSWER_BEFORE: Press(taking_turns.on_answer),
        asking.SKIP_BEFORE: Press(taking_turns.on_skip),
        late.ADD_LATE: Press(late.on_add_late),
        late.DROP_LATE: Press(late.on_drop_late),
        levers.NEXT: Press(console.on_next),
        levers.NEXT_TURN: Press(console.on_next_turn),
        levers.PAUSE: Press(console.on_pause),
        levers.RESUME: Press(console.on_resume),
        levers.SKIP: Press(console.on_skip),
        levers.UNSKIP: Press(console.on_unskip),
        levers.GIVE_BACK: Press(console.on_give_back),
        levers.END: Press(console.on_end),
        levers.END_IT: Press(console.on_end_it),
        levers.HAND_OVER: Press(console.on_hand_over),
        closing_card.HARVEST: Press(harvesting.on_harvest),
        closing_card.TAKE_OUT: Press(cases.on_take_out),
        closing_card.TAKE_OUT_SURELY: Press(cases.on_take_out_surely),
    },
    forms={
        setting_up.START: Fill(starting.on_filled_in),
        starting.ABOUT_MESSAGE: Fill(starting.on_which_chosen),
        session_card.JOIN: Fill(taking_part.on_spoken_for),
        forms.HAND_IN: Fill(giving.on_handed_in),
        asking.ANSWERED: Fill(taking_turns.on_answered),
        levers.HAND_OVER: Fill(console.on_handed_over),
        closing_card.HARVEST: Fill(harvesting.on_drafted),
    },
    shortcuts={"start": Shortcut(starting.on_message)},
    timers={running.WAKE: on_wake, running.PURGE: cases.on_purge, late.LATE_ENDS: late.on_late_ends},
    listeners=(
        listen(MessagePosted, giving.on_posted),
        listen(MessageEdited, giving.on_edited),
        listen(MessageDeleted, giving.on_deleted),
        listen(AccountMoved, merging.on_moved),
        listen(MemberLeftCommunity, taking_part.on_member_left),
        listen(LeftSide, taking_part.on_left_side),
        listen(MessageSent, relaying.on_room_sent),
        listen(HarvestKept, harvesting.on_kept),
        listen(HarvestEnded, harvesting.on_harvest_ended),
        listen(KringWasAway, on_was_away),
        listen(MessageLost, relaying.on_words_lost),
        listen(PlaceClosed, relaying.on_place_closed),
    ),
    hosts=console.hosts,
    home=at_home.home,
    queue=at_home.queue,
)
