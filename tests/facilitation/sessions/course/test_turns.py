"""A round: one turn each, one after the other; and parties, which speak as one."""

from facilitation.sessions.course.effects import StepOpened, TurnCame, Why
from tests.facilitation.sessions.course.sitting import (
    ANN,
    ASYNC,
    BEN,
    CAI,
    DEE,
    EVA,
    MINUTE,
    Sitting,
    a_playbook,
    begun,
    gathering,
)

ROUND = a_playbook({"round": {"turns": True, "window": {"each": 2, "days": 1}}, "after": {}})
PARTIES = a_playbook({"views": {"parties": True, "turns": True}, "after": {}})


def in_parties() -> Sitting:
    return gathering(PARTIES).join(ANN, BEN, party="north").join(CAI, party="south").join(DEE).begin()


def test_in_a_meeting_one_speaks_after_the_other() -> None:
    sitting = begun(ROUND, ANN, BEN, CAI)
    assert [type(effect) for effect in sitting.effects if isinstance(effect, StepOpened | TurnCame)] == [
        StepOpened,
        TurnCame,
    ]
    assert sitting.turn == (ANN,)
    assert sitting.left_of_window == 2 * MINUTE
    sitting.time_passes(MINUTE).give(ANN, "one")
    assert sitting.turn == (BEN,)
    assert sitting.left_of_window == 2 * MINUTE
    assert [came.unit.name for came in sitting.now_told(TurnCame)] == ["ben"]


def test_whose_turn_it_is_not_waits_for_it() -> None:
    assert begun(ROUND, ANN, BEN).give(BEN, "me first").refused is Why.NOT_YOUR_TURN


def test_a_turn_ends_by_time_too_and_the_round_with_the_last() -> None:
    sitting = begun(ROUND, ANN, BEN).window_ends()
    assert (sitting.phase, sitting.turn) == ("round", (BEN,))
    assert sitting.window_ends().phase == "after"


def test_passing_gives_the_turn_on_also_beforehand() -> None:
    sitting = begun(ROUND, ANN, BEN, CAI).pass_(BEN).pass_(ANN)
    assert sitting.turn == (CAI,)
    assert sitting.give(CAI, "only me").phase == "after"
    assert sitting.said("round") == {"cai": ["only me"]}


def test_a_turn_can_be_lengthened_by_as_much_as_a_turn() -> None:
    assert begun(ROUND, ANN, BEN, CAI).extend(CAI).left_of_window == 4 * MINUTE


def test_a_fixed_window_is_shared_out_among_those_who_speak() -> None:
    playbook = a_playbook({"round": {"turns": True}})
    sitting = begun(playbook, ANN, BEN)
    assert sitting.left_of_window == 5 * MINUTE
    sitting.join(CAI).give(ANN, "one")
    assert sitting.left_of_window == 5 * MINUTE, "nobody's turn is shorter for who comes later"


def test_whoever_comes_has_the_last_turn() -> None:
    sitting = begun(ROUND, ANN, BEN).join(CAI).all_give(ANN, BEN)
    assert (sitting.phase, sitting.turn) == ("round", (CAI,))


def test_when_the_one_whose_turn_it_is_leaves_the_next_one_has_it() -> None:
    sitting = begun(ROUND, ANN, BEN, CAI).give(ANN, "one").leave(BEN)
    assert sitting.turn == (CAI,)
    assert [came.unit.name for came in sitting.now_told(TurnCame)] == ["cai"]
    assert sitting.left_of_window == 2 * MINUTE


def test_when_one_who_spoke_leaves_the_turn_stays_where_it_is() -> None:
    sitting = begun(ROUND, ANN, BEN, CAI).give(ANN, "one").leave(ANN)
    assert sitting.turn == (BEN,)
    assert sitting.all_give(BEN, CAI).said("round") == {"ann": ["one"], "ben": ["ben"], "cai": ["cai"]}


def test_when_one_whose_turn_is_over_unused_leaves_the_turn_stays_where_it_is() -> None:
    sitting = begun(ROUND, ANN, BEN, CAI).window_ends().leave(ANN)
    assert (sitting.asked, sitting.turn) == ([(BEN,), (CAI,)], (BEN,))


def test_when_the_last_one_leaves_the_round_is_over() -> None:
    sitting = begun(ROUND, ANN, BEN).give(ANN, "one").leave(BEN)
    assert sitting.phase == "after"


def test_a_turn_that_ends_skips_whoever_left_or_passed() -> None:
    sitting = begun(ROUND, ANN, BEN, CAI, DEE).leave(BEN).pass_(CAI).window_ends()
    assert sitting.turn == (DEE,)


def test_over_days_a_round_is_one_turn_each_all_at_once() -> None:
    sitting = begun(ROUND, ANN, BEN, CAI, tempo=ASYNC)
    assert sitting.step.turn is None
    sitting.give(CAI, "three").pass_(BEN).give(ANN, "one")
    assert sitting.said("round") == {"ann": ["one"], "cai": ["three"]}


def test_each_party_speaks_as_one_and_who_named_none_alone() -> None:
    sitting = in_parties()
    assert sitting.asked == [(ANN, BEN), (CAI,), (DEE,)]
    assert sitting.give(CAI, "south").refused is Why.NOT_YOUR_TURN
    sitting.give(BEN, "the north says")
    assert sitting.turn == (CAI,)
    sitting.all_give(CAI, DEE)
    assert sitting.said("views") == {"north": ["the north says"], "south": ["cai"], "dee": ["dee"]}


def test_who_comes_later_joins_their_party() -> None:
    sitting = in_parties().join(EVA, party="south")
    assert sitting.asked == [(ANN, BEN), (CAI, EVA), (DEE,)]


def test_a_party_is_there_until_its_last_member_leaves() -> None:
    sitting = in_parties().leave(ANN)
    assert sitting.turn == (BEN,)
    sitting.leave(BEN)
    assert sitting.turn == (CAI,)
