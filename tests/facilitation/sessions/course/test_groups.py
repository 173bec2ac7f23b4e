"""Small groups: made by chance, then of whole groups of before; with odd numbers, leavers and joiners."""

from collections.abc import Sequence

import pytest

from facilitation.people import MemberId
from tests.facilitation.sessions.course.sitting import ANN, BEN, EVA, FAY, PEOPLE, Sitting, a_playbook, begun

ONE_TWO_FOUR = a_playbook(
    {"alone": {"visibility": "direct"}, "pairs": {"groups": 2}, "fours": {"groups": 4}, "all": {}}
)


def sizes(sitting: Sitting) -> list[int]:
    return sorted(len(members) for members in sitting.asked)


def in_pairs(*people: MemberId) -> Sitting:
    return begun(ONE_TWO_FOUR, *people).next()


@pytest.mark.parametrize(
    ("people", "pairs", "fours"),
    [
        (1, [1], [1]),
        (2, [2], [2]),
        (3, [3], [3]),
        (4, [2, 2], [4]),
        (5, [2, 3], [5]),
        (6, [2, 2, 2], [2, 4]),
        (7, [2, 2, 3], [3, 4]),
        (8, [2, 2, 2, 2], [4, 4]),
    ],
)
def test_nobody_is_alone_in_a_group(people: int, pairs: Sequence[int], fours: Sequence[int]) -> None:
    sitting = in_pairs(*PEOPLE[:people])
    assert sizes(sitting) == pairs
    assert sizes(sitting.next()) == fours


def test_fours_are_made_of_whole_pairs() -> None:
    sitting = in_pairs(*PEOPLE)
    pairs = [set(members) for members in sitting.asked]
    fours = [set(members) for members in sitting.next().asked]
    assert all(any(pair <= four for four in fours) for pair in pairs)


def test_groups_are_made_by_chance() -> None:
    made = set()
    for seed in range(1, 9):
        sitting = Sitting(ONE_TWO_FOUR, begun(ONE_TWO_FOUR).course.setup, seed).join(*PEOPLE).begin().next()
        made.add(frozenset(frozenset(members) for members in sitting.asked))
    assert len(made) > 1


def test_each_of_a_group_is_heard_and_the_latest_word_of_each_holds() -> None:
    sitting = in_pairs(*PEOPLE[:4])
    (one, two), other = sitting.asked
    sitting.give(one, "first").give(two, "second").give(one, "first, better").give(other[0], "theirs")
    assert sitting.phase == "pairs", "the fourth has not spoken"
    assert sitting.pass_(other[1]).phase == "fours"
    assert sorted(sitting.said("pairs").values()) == [["second", "first, better"], ["theirs"]]


def test_who_has_spoken_in_a_group_need_not_wait_for_who_left_it() -> None:
    sitting = in_pairs(*PEOPLE[:4])
    (one, two), other = sitting.asked
    sitting.give(one, "ours").give(other[0], "theirs").pass_(other[1]).leave(two)
    assert sitting.phase == "fours"


def test_who_leaves_is_missing_in_their_group_and_no_longer_in_the_next() -> None:
    sitting = in_pairs(*PEOPLE[:4])
    gone, stays = sitting.asked[0]
    sitting.leave(gone)
    assert (stays,) in sitting.asked
    assert sizes(sitting.window_ends()) == [3]


def test_a_group_that_everybody_left_is_waited_for_no_more() -> None:
    sitting = in_pairs(*PEOPLE[:4])
    gone, others = sitting.asked
    sitting.give(others[0], "ours").pass_(others[1]).leave(*gone)
    assert sitting.phase == "fours"
    assert list(sitting.said("pairs").values()) == [["ours"]]


def test_what_a_group_gave_stays_when_all_of_it_leave() -> None:
    sitting = in_pairs(*PEOPLE[:4])
    gone, others = sitting.asked
    sitting.give(gone[0], "ours").leave(*gone).give(others[0], "theirs").pass_(others[1])
    assert sorted(sitting.said("pairs").values()) == [["ours"], ["theirs"]]


def test_who_comes_goes_into_the_smallest_group_and_with_it_into_the_next() -> None:
    sitting = in_pairs(*PEOPLE[:5]).join(FAY)
    assert sizes(sitting) == [3, 3]
    assert sum(FAY in members for members in sitting.asked) == 1
    assert FAY in {member for members in sitting.next().asked for member in members}


def test_who_comes_between_two_phases_is_one_more() -> None:
    sitting = begun(ONE_TWO_FOUR, *PEOPLE[:4]).next()
    pair = set(sitting.asked[0])
    sitting.next().join(EVA)
    assert pair < set(sitting.asked[0])
    assert EVA in sitting.asked[0]


def test_groups_that_were_larger_are_not_kept_for_smaller_ones() -> None:
    playbook = a_playbook({"fours": {"groups": 4}, "pairs": {"groups": 2}})
    assert sizes(begun(playbook, *PEOPLE).next()) == [2, 2, 2, 2]


def test_groups_of_the_same_size_stay_together() -> None:
    playbook = a_playbook({"what": {"groups": 4}, "between": {}, "so_what": {"groups": 4}})
    sitting = begun(playbook, *PEOPLE)
    before = {frozenset(members) for members in sitting.asked}
    assert {frozenset(members) for members in sitting.next().next().asked} == before


def test_an_emptied_group_is_not_where_a_newcomer_is_sent() -> None:
    sitting = in_pairs(ANN, BEN, *PEOPLE[2:4])
    gone, stay = sitting.asked
    sitting.give(gone[0], "ours").leave(*gone).join(EVA)
    assert (*stay, EVA) in sitting.asked
