"""What questions answer to; and showing one that was found."""

from collections.abc import Iterator

from facilitation.capability import Capability, Fill, Look, Press, React, Shortcut, Verb, Waits, listen
from facilitation.events import (
    AccountMoved,
    AccountMoves,
    AnswerKept,
    ButtonPressed,
    CommunityBroughtIn,
    FoundHelpful,
    LeftSide,
    MemberLeft,
    MemberLeftCommunity,
    MemberPlaced,
    MessageDeleted,
    MessageEdited,
    MessageLost,
    MessagePinned,
    MessagePosted,
    PersonErased,
    PlaceClosed,
    QuestionTakenBack,
)
from facilitation.messages import SAY, Answer, Button, Card, Notice, Subject, Whisper
from facilitation.questions import (
    ask_form,
    asking,
    cards,
    coming_in,
    custom_cards,
    customs,
    first_look,
    follow_up_cards,
    following_up,
    forgetting,
    hiding,
    joining,
    left_behind,
    looks,
    merging,
    nameless,
    private_cards,
    replies,
    resolving,
    routing,
    spotting,
    subject_cards,
    subjects,
    thread,
    together,
    waiting,
    widening,
    withdrawing,
)
from facilitation.questions.model import FOLLOW_UP, FOUND, ROUTES, WAITS, QuestionWork, Stage
from facilitation.questions.news import SHOW, news
from facilitation.questions.receipts import discreet
from facilitation.wording import for_actor

DOUBT = "questions.doubt"
AT_HOME = 5  # questions of one's own told in the home view
QUEUED = 20  # that are counted
LOOKS_AT_HOME = 2  # and of others


def on_show(press: ButtonPressed, work: QuestionWork) -> Answer:
    """A question that was found: its asker's words, and where its thread is."""
    question, texts = work.questions.get(press.subject.id), for_actor(work)
    if question is None or question.stage not in thread.FOUND_AS or question.is_hidden:
        return Whisper(Notice(texts("questions.gone")))
    asker = thread.name_of(question.asker, work, texts) if question.asker else ""
    where = thread.channel_of(question, work), texts.day(question.written_at)
    return Whisper(cards.shown(question, asker, thread.answerer(question, work, texts), where, texts))


def on_kept(kept: AnswerKept, work: QuestionWork) -> None:
    """What was kept is found in its place."""
    work.search.remove(FOUND, kept.question_id)


def home(work: QuestionWork) -> list[Card]:
    """What the actor asked that waits for a reply, or was not asked yet; and what they were asked to look at."""
    texts = for_actor(work)
    mine = [
        first_look.card(question, first_look.known(question, work), texts)
        if question.stage is Stage.DRAFT
        else cards.at_home(question, work.community, work.questions.count_replies(question.id), texts)
        for question in work.questions.unsettled(work.account.ref, AT_HOME)
    ]
    return [*mine, *looks.at_home(work, LOOKS_AT_HOME), *left_behind.at_home(work, AT_HOME)]


def queue(work: QuestionWork) -> Iterator[Waits]:
    """Questions that nobody replied to, newcomers' first."""
    waiting = [each for each in work.questions.open(QUEUED) if not work.questions.count_replies(each.id)]
    if waiting:
        texts = for_actor(work)
        show = Button(
            texts.plain("questions.say.open-questions"), SAY, Subject(work.community.id, "", "open questions")
        )
        yield Waits(texts.count("questions.queue", len(waiting)), show)


QUESTIONS: Capability[QuestionWork] = Capability(
    name="questions",
    verbs=(
        Verb("ask", asking.on_ask, opens_form=True, fleeting=True),
        Verb("ask me about", subjects.on_ask_me, opens_form=True),
        Verb("who knows", subjects.on_who_knows),
        Verb("open questions", customs.on_open_ones),
        Verb("question settings", customs.on_settings, opens_form=True),
        Verb("receipt", nameless.on_receipt, fleeting=True),
    ),
    buttons={
        DOUBT: Press(asking.on_doubt),
        cards.AGAIN: Press(asking.on_again),
        cards.CHOOSE: Press(discreet(resolving.on_choose)),
        cards.CLOSE: Press(discreet(resolving.on_close)),
        cards.REOPEN: Press(discreet(resolving.on_reopen)),
        cards.WITHDRAW: Press(discreet(withdrawing.on_withdraw)),
        cards.WITHDRAW_SURELY: Press(discreet(withdrawing.on_withdraw_surely)),
        cards.MORE: Press(joining.on_more),
        cards.SHOW_AGAIN: Press(hiding.on_show_again),
        cards.SHOW_DOUBT_AGAIN: Press(hiding.on_show_doubt_again),
        cards.ASK_ANYWAY: Press(discreet(first_look.on_ask_anyway)),
        first_look.THIS_ANSWERS: Press(discreet(first_look.on_this_answers)),
        first_look.JOIN_THAT: Press(discreet(first_look.on_join_that)),
        follow_up_cards.SKIP: Press(following_up.on_skip),
        follow_up_cards.NEVER: Press(following_up.on_never),
        follow_up_cards.TAKE_BACK: Press(discreet(following_up.on_take_back)),
        looks.WILL_LOOK: Press(looks.on_will_look),
        looks.RATHER_NOT: Press(looks.on_rather_not),
        looks.NO_LOOKS: Press(looks.on_no_looks),
        private_cards.A_FEW_MORE: Press(discreet(waiting.on_a_few_more)),
        widening.ELSEWHERE: Press(widening.on_elsewhere),
        widening.ALL_SIDES: Press(widening.on_all_sides),
        widening.AT_SITE: Press(widening.on_site),
        widening.IN_CIRCLE: Press(widening.on_circle),
        spotting.MAKE_IT: Press(asking.on_make_it),
        spotting.NOT_ONE: Press(spotting.on_not_one),
        waiting.LEAVE_IT_SO: Press(waiting.on_leave_it_so),
        private_cards.JOIN: Press(joining.on_join),
        private_cards.LEAVE_IT: Press(joining.on_leave_it),
        private_cards.TOGETHER: Press(together.on_together),
        private_cards.APART: Press(discreet(together.on_apart)),
        private_cards.HIDE: Press(hiding.on_hide),
        private_cards.NOT_AFTER_ALL: Press(discreet(nameless.on_not_after_all)),
        private_cards.WHAT_I_DID: Press(discreet(following_up.on_told)),
        SHOW: Press(on_show),
    },
    forms={
        ask_form.ASK: Fill(asking.on_asked),
        cards.CHOOSE: Fill(discreet(resolving.on_chosen)),
        private_cards.TOGETHER: Fill(together.on_chosen),
        private_cards.HIDE: Fill(hiding.on_reason),
        custom_cards.SET: Fill(customs.on_set),
        subject_cards.ASK_ME: Fill(subjects.on_chosen),
        private_cards.WHAT_I_DID: Fill(discreet(following_up.on_form)),
    },
    shortcuts={"ask": Shortcut(asking.on_ask_about)},
    reactions={"✅": React(resolving.on_tick)},
    looks={
        first_look.LOOKS: Look(first_look.on_looked),
        ROUTES: Look(routing.on_known),
        subjects.WHO_KNOWS: Look(subjects.on_known),
    },
    timers={
        WAITS: first_look.on_draft_waits,
        first_look.LOOKS: first_look.on_looks_too_long,
        nameless.POSTS: nameless.on_moment,
        FOLLOW_UP: following_up.on_due,
        ROUTES: routing.on_due,
        widening.UNANSWERED: waiting.on_window_over,
        spotting.GOES: spotting.on_goes,
    },
    listeners=(
        listen(MessagePosted, replies.on_message),
        listen(MessagePosted, spotting.on_message),
        listen(MessageEdited, replies.on_edited),
        listen(MessageEdited, spotting.on_edited),
        listen(MessageDeleted, replies.on_deleted),
        listen(MessageDeleted, spotting.on_deleted),
        listen(MessageLost, replies.on_lost),
        listen(MessageLost, customs.on_message_lost),
        listen(PlaceClosed, customs.on_place_closed),
        listen(MemberLeft, customs.on_kring_left),
        listen(FoundHelpful, first_look.on_found_helpful),
        listen(AnswerKept, on_kept),
        listen(QuestionTakenBack, withdrawing.on_taken_back),
        listen(CommunityBroughtIn, coming_in.on_brought_in),
        listen(PersonErased, forgetting.on_erased),
        listen(MemberPlaced, subjects.on_placed),
        listen(AccountMoves, merging.on_moves),
        listen(AccountMoved, merging.on_moved),
        listen(MemberLeftCommunity, subjects.on_member_left),
        listen(LeftSide, looks.on_left_side),
        listen(MessagePinned, replies.on_pinned),
    ),
    home=home,
    queue=queue,
    news=news,
)
