"""A phase for each topic, the most voted first; at its window's end all are asked whether to go on."""

from facilitation.people import MemberId
from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import PollOpened, StepClosed, Why
from facilitation.sessions.course.values import Tempo
from tests.facilitation.sessions.course.sitting import (
    ANN,
    ASYNC,
    BEN,
    CAI,
    DAY,
    DEE,
    HOUR,
    MINUTE,
    SYNC,
    Sitting,
    a_playbook,
    begun,
    gathering,
)

EXTENDED = {"minutes": 3, "days": 1}
COFFEE = a_playbook(
    {
        "collect": {},
        "vote": {"asks": {"does": "dots", "on": "collect", "dots": 2}},
        "talk": {"window": {"minutes": 5, "days": 1}, "topics": {"of": "vote", "at_most": 2, "extended": EXTENDED}},
        "learned": {},
    }
)
PLAIN = a_playbook({"collect": {}, "talk": {"topics": {"of": "collect"}}})


def talking(tempo: Tempo = SYNC) -> tuple[Sitting, str, str]:
    """About what Cai gave, then about what Ann gave; Ben's has got no dot."""
    sitting = begun(COFFEE, ANN, BEN, CAI, tempo=tempo).all_give(ANN, BEN, CAI)
    items = sitting.items("collect")
    sitting.pick(ANN, (items["cai"], "2")).pick(BEN, (items["ann"], "1")).pass_(CAI)
    return sitting, items["cai"], items["ann"]


def vote(sitting: Sitting, *, on: tuple[MemberId, ...] = (), to_next: tuple[MemberId, ...] = ()) -> Sitting:
    for who in (*on, *to_next):
        sitting.does(of.PollAnswered(who, sitting.step.number, go_on=who in on))
    return sitting


def test_the_most_voted_comes_first_and_no_more_than_so_many() -> None:
    sitting, first, second = talking()
    assert (sitting.phase, sitting.step.topic) == ("talk", first)
    sitting.next()
    assert (sitting.phase, sitting.step.topic) == ("talk", second)
    assert sitting.next().phase == "learned"


def test_all_that_was_given_is_a_topic_where_nobody_votes() -> None:
    sitting = begun(PLAIN, ANN, BEN).all_give(BEN, ANN)
    items = sitting.items("collect")
    assert sitting.step.topic == items["ann"]
    assert sitting.next().step.topic == items["ben"]
    assert sitting.next().is_closed


def test_without_any_topic_the_phase_is_passed_over() -> None:
    sitting = begun(COFFEE, ANN, BEN).pass_(ANN, BEN)
    assert sitting.phase == "learned"


def test_topics_that_got_no_vote_come_as_they_were_given() -> None:
    sitting = begun(COFFEE, ANN, BEN).all_give(ANN, BEN).pass_(ANN, BEN)
    assert sitting.step.topic == sitting.items("collect")["ann"]


def test_when_the_vote_was_left_out_topics_come_as_they_were_given() -> None:
    sitting = begun(COFFEE, ANN, BEN).does(of.SkipChanged(ANN, "vote", skip=True)).all_give(ANN, BEN)
    assert sitting.step.topic == sitting.items("collect")["ann"]


def test_at_the_end_of_its_window_all_are_asked_whether_to_go_on() -> None:
    sitting, first, _ = talking()
    sitting.window_ends()
    assert sitting.now_told(PollOpened)
    assert (sitting.step.topic, sitting.step.ends_at - sitting.now) == (first, MINUTE)


def test_with_a_majority_the_topic_is_lengthened() -> None:
    sitting, first, _ = talking()
    vote(sitting.window_ends(), on=(ANN, BEN), to_next=(CAI,))
    assert sitting.step.topic == first
    assert not sitting.is_polled
    assert sitting.left_of_window == 3 * MINUTE
    assert sitting.window_ends().now_told(PollOpened), "it is asked again"


def test_without_one_the_next_topic_comes() -> None:
    sitting, _, second = talking()
    assert vote(sitting.window_ends(), on=(ANN,), to_next=(BEN, CAI)).step.topic == second


def test_a_tie_is_no_majority() -> None:
    sitting, _, second = talking()
    vote(sitting.window_ends(), on=(ANN,), to_next=(BEN,)).window_ends()
    assert sitting.step.topic == second


def test_of_those_who_answer_the_majority_counts() -> None:
    sitting, first, _ = talking()
    vote(sitting.window_ends(), on=(ANN,)).window_ends()
    assert sitting.step.topic == first


def test_when_nobody_answers_the_next_topic_comes() -> None:
    sitting, _, second = talking()
    assert sitting.window_ends().window_ends().step.topic == second


def test_one_answers_once_the_latest_counts() -> None:
    sitting, _, second = talking()
    vote(vote(sitting.window_ends(), on=(ANN, BEN)), to_next=(BEN, ANN, CAI))
    assert sitting.step.topic == second


def test_who_left_is_not_waited_for_in_the_poll() -> None:
    sitting, first, _ = talking()
    vote(sitting.window_ends(), on=(ANN, BEN)).leave(CAI)
    assert (sitting.step.topic, sitting.is_polled) == (first, False)


def test_anyone_s_extension_ends_the_poll() -> None:
    sitting, first, _ = talking()
    sitting.window_ends().extend(CAI)
    assert (sitting.step.topic, sitting.is_polled, sitting.left_of_window) == (first, False, 3 * MINUTE)


def test_an_answer_without_a_poll_or_from_elsewhere_is_refused() -> None:
    sitting, _, _ = talking()
    assert sitting.does(of.PollAnswered(ANN, sitting.step.number, go_on=True)).refused is Why.MOVED_ON
    sitting.window_ends()
    assert sitting.does(of.PollAnswered(DEE, sitting.step.number, go_on=True)).refused is Why.NOT_TAKING_PART
    assert sitting.does(of.PollAnswered(ANN, 1, go_on=True)).refused is Why.MOVED_ON


def test_in_a_pause_a_poll_waits_and_goes_on_with_what_was_left_of_it() -> None:
    sitting, first, _ = talking()
    sitting.window_ends().time_passes(MINUTE / 2).does(of.Paused(ANN)).time_passes(HOUR)
    vote(sitting, on=(ANN, BEN, CAI))
    assert sitting.is_polled
    sitting.does(of.Resumed(ANN))
    assert (sitting.step.topic, sitting.is_polled) == (first, False), "all had answered"


def test_a_poll_that_was_paused_has_what_was_left_of_it() -> None:
    sitting, _, _ = talking()
    sitting.window_ends().time_passes(MINUTE / 2).does(of.Paused(ANN)).time_passes(HOUR).does(of.Resumed(ANN))
    assert sitting.step.ends_at - sitting.now == MINUTE / 2


def test_when_all_have_spoken_to_a_topic_nobody_need_be_asked() -> None:
    sitting, _, second = talking()
    assert sitting.all_give(ANN, BEN, CAI).step.topic == second


def test_nor_when_all_have_had_their_turn() -> None:
    topics = {"of": "collect", "extended": EXTENDED}
    sitting = begun(a_playbook({"collect": {}, "talk": {"turns": True, "topics": topics}}), ANN, BEN).all_give(ANN, BEN)
    first = sitting.step.topic
    sitting.all_give(ANN, BEN)
    assert sitting.step.topic not in (first, None)
    sitting.window_ends().give(BEN, "two")
    assert sitting.is_polled, "Ann has not spoken"
    assert sitting.give(ANN, "one").is_closed


def test_a_topic_to_which_all_spoke_in_a_pause_is_not_lengthened_after_it() -> None:
    sitting, _, second = talking()
    vote(sitting.window_ends().does(of.Paused(ANN)).all_give(ANN, BEN, CAI), on=(ANN, BEN, CAI))
    assert sitting.does(of.Resumed(ANN)).step.topic == second


def test_topics_end_when_nobody_is_left_to_speak_to_them() -> None:
    playbook = a_playbook(
        {"collect": {}, "talk": {"who": "group", "topics": {"of": "collect"}}, "after": {"who": "presenter"}},
        roles={"presenter": {}},
    )
    sitting = gathering(playbook, ANN, BEN, CAI).does(of.SeatTaken(ANN, "presenter")).begin().all_give(ANN, BEN, CAI)
    assert sitting.phase == "talk"
    assert sitting.leave(BEN, CAI).phase == "after"


def test_over_days_a_poll_is_open_for_a_working_day() -> None:
    sitting, first, _ = talking(tempo=ASYNC)
    sitting.window_ends()
    assert sitting.step.topic == first
    assert sitting.step.ends_at - sitting.now == DAY


def test_what_was_said_to_each_topic_is_kept_with_it() -> None:
    sitting, first, second = talking()
    sitting.give(ANN, "about one").next().give(BEN, "about two").next()
    talks = [closed.outcome for closed in sitting.all_told(StepClosed) if closed.step.phase == "talk"]
    assert [outcome.topic for outcome in talks] == [first, second]
    assert len(sitting.course.items_of("talk")) == 2
