"""Private words: a prompt and one reminder over days, a listener's norm; each when it suits whoever gets it."""

from datetime import UTC, datetime, time

from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import Nudged
from tests.facilitation.sessions.course.sitting import (
    ANN,
    ASYNC,
    BEN,
    CAI,
    DAY,
    DEE,
    HOUR,
    MINUTE,
    Sitting,
    a_playbook,
    begun,
    gathering,
    somebody,
)

LONG = a_playbook({"ask": {"window": {"minutes": 10, "days": 3}}, "after": {}})
LISTENING = a_playbook(
    {"tell": {"who": "presenter"}, "gossip": {"who": "group", "listens": "presenter"}}, roles={"presenter": {}}
)


def nudged(sitting: Sitting) -> list[tuple[str, str]]:
    return [(each.member, each.nudge.value) for each in sitting.now_told(Nudged)]


def test_in_a_meeting_nobody_is_called() -> None:
    assert begun(LONG, ANN, BEN).window_ends().nudged == []


def test_over_days_everybody_is_asked_and_once_reminded() -> None:
    sitting = begun(LONG, ANN, BEN, tempo=ASYNC)
    assert sitting.nudged == [(ANN, "prompt"), (BEN, "prompt")]
    sitting.window_ends()
    assert sitting.nudged[:4] == [(ANN, "prompt"), (BEN, "prompt"), (ANN, "reminder"), (BEN, "reminder")]


def test_a_reminder_comes_in_the_second_half() -> None:
    sitting = begun(LONG, ANN, BEN, tempo=ASYNC)
    window = sitting.step.closes_at - sitting.step.opened_at
    assert sitting.step.opened_at + window / 2 == datetime(2026, 3, 5, 1, 0, tzinfo=UTC), "at night"
    assert {each.at for each in sitting.course.pending} == {datetime(2026, 3, 5, 7, 0, tzinfo=UTC)}


def test_who_has_contributed_or_passed_is_not_reminded() -> None:
    sitting = begun(LONG, ANN, BEN, CAI, tempo=ASYNC).give(ANN, "one").pass_(BEN).window_ends()
    reminded = [who for who, nudge in sitting.nudged if nudge == "reminder"]
    assert reminded == [CAI]


def test_who_takes_back_what_they_said_is_not_called_again() -> None:
    sitting = begun(LONG, ANN, BEN, tempo=ASYNC).give(BEN, "one", source="m1").does(of.Reworded("m1", ""))
    assert sitting.phase == "ask"
    sitting.window_ends()
    assert (BEN, "reminder") not in sitting.nudged


def test_nobody_is_called_in_quiet_hours_but_when_they_are_over() -> None:
    sitting = gathering(LONG, ANN, BEN, tempo=ASYNC)
    sitting.accounts[BEN] = somebody(BEN, quiet_from=time(9), quiet_until=time(13))
    assert nudged(sitting.begin()) == [(ANN, "prompt")]
    sitting.time_passes(3 * HOUR - MINUTE)
    assert sitting.nudged == [(ANN, "prompt")]
    sitting.time_passes(MINUTE)
    assert sitting.nudged == [(ANN, "prompt"), (BEN, "prompt")]


def test_who_was_called_late_has_time_to_breathe_before_the_reminder() -> None:
    sitting = gathering(LONG, ANN, BEN, tempo=ASYNC)
    sitting.accounts[BEN] = somebody(BEN, paused_until=sitting.now + 2 * DAY)
    sitting.begin().time_passes(2 * DAY)
    assert (BEN, "prompt") in sitting.nudged
    [reminder] = [each for each in sitting.course.pending if each.member == BEN]
    assert reminder.at == datetime(2026, 3, 6, 7, 0, tzinfo=UTC), "twenty hours later, at the next hour that suits"


def test_whom_no_moment_suits_before_it_closes_is_not_called() -> None:
    sitting = gathering(LONG, ANN, BEN, tempo=ASYNC)
    sitting.accounts[BEN] = somebody(BEN, paused_until=sitting.now + 30 * DAY)
    sitting.begin().window_ends()
    assert BEN not in {who for who, _ in sitting.nudged}


def test_whose_hours_changed_meanwhile_is_called_when_they_can_be() -> None:
    sitting = gathering(LONG, ANN, BEN, tempo=ASYNC)
    sitting.accounts[BEN] = somebody(BEN, quiet_from=time(9), quiet_until=time(13))
    sitting.begin()
    sitting.accounts[BEN] = somebody(BEN, quiet_from=time(9), quiet_until=time(15))
    sitting.time_passes(5 * HOUR - MINUTE)
    assert BEN not in {who for who, _ in sitting.nudged}
    sitting.time_passes(MINUTE)
    assert (BEN, "prompt") in sitting.nudged


def test_where_each_has_a_moment_of_their_own_nobody_is_asked_before_it() -> None:
    sitting = gathering(LONG, ANN, BEN, tempo=ASYNC)
    sitting.asked_at = {BEN: sitting.now + 2 * HOUR, ANN: sitting.now - HOUR}
    assert nudged(sitting.begin()) == [(ANN, "prompt")]
    sitting.time_passes(2 * HOUR)
    assert sitting.nudged == [(ANN, "prompt"), (BEN, "prompt")]


def test_neither_a_bot_nor_who_is_gone_nor_who_is_unknown_is_called() -> None:
    sitting = gathering(LONG, ANN, BEN, CAI, tempo=ASYNC)
    sitting.accounts = {ANN: somebody(ANN, is_bot=True), BEN: somebody(BEN, is_active=False)}
    assert nudged(sitting.begin()) == []


def test_who_comes_later_is_asked_and_who_leaves_is_not_reminded() -> None:
    sitting = begun(LONG, ANN, BEN, tempo=ASYNC).leave(BEN)
    assert nudged(sitting.join(CAI)) == [(CAI, "prompt")]
    sitting.window_ends()
    assert [who for who, nudge in sitting.nudged if nudge == "reminder"] == [ANN, CAI]


def test_an_extension_brings_no_second_reminder() -> None:
    sitting = begun(LONG, ANN, BEN, tempo=ASYNC)
    sitting.time_passes(sitting.step.closes_at - sitting.now - HOUR).extend(BEN).window_ends()
    assert [each for each in sitting.nudged if each[1] == "reminder"] == [(ANN, "reminder"), (BEN, "reminder")]


def test_in_a_pause_nobody_is_called_and_after_it_whoever_would_have_been() -> None:
    sitting = gathering(LONG, ANN, BEN, tempo=ASYNC)
    sitting.accounts[BEN] = somebody(BEN, quiet_from=time(9), quiet_until=time(13))
    sitting.begin().does(of.Paused(ANN)).time_passes(6 * DAY).join(CAI)
    assert sitting.nudged == [(ANN, "prompt")]
    sitting.does(of.Resumed(ANN)).time_passes(3 * HOUR)
    assert [who for who, nudge in sitting.nudged if nudge == "prompt"] == [ANN, CAI, BEN]


def test_who_left_is_not_kept_in_mind() -> None:
    assert {each.member for each in begun(LONG, ANN, BEN, tempo=ASYNC).leave(BEN).course.pending} == {ANN}


def test_whoever_only_listens_is_reminded_of_it_privately_also_in_a_meeting() -> None:
    sitting = gathering(LISTENING, ANN, BEN, CAI).does(of.SeatTaken(BEN, "presenter")).begin().next()
    assert nudged(sitting) == [(BEN, "listen")]


def test_a_listener_in_quiet_hours_is_left_in_peace() -> None:
    sitting = gathering(LISTENING, ANN, BEN, CAI).does(of.SeatTaken(BEN, "presenter"))
    sitting.accounts[BEN] = somebody(BEN, quiet_from=time(9), quiet_until=time(13))
    sitting.begin().next().window_ends()
    assert sitting.nudged == []


def test_whoever_gave_back_the_seat_that_listens_is_not_told_to_listen() -> None:
    sitting = gathering(LISTENING, ANN, BEN, CAI, tempo=ASYNC).does(of.SeatTaken(BEN, "presenter"))
    sitting.accounts[BEN] = somebody(BEN, quiet_from=time(9), quiet_until=time(13))
    sitting.begin().next().does(of.SeatReturned(BEN, "presenter")).time_passes(3 * HOUR)
    assert (BEN, "listen") not in sitting.nudged


def test_in_a_runoff_everybody_is_asked() -> None:
    playbook = a_playbook(
        {"casting": {"who": "group", "asks": {"does": "seat", "role": "teller"}}, "story": {"who": "teller"}},
        roles={"teller": {}},
    )
    sitting = begun(playbook, ANN, BEN, CAI, tempo=ASYNC).give(BEN, "mine").give(CAI, "or mine").pass_(ANN)
    assert nudged(sitting) == [(ANN, "prompt"), (BEN, "prompt"), (CAI, "prompt")]
    assert nudged(sitting.join(DEE)) == [(DEE, "prompt")]
