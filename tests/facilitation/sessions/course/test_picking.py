"""What can be picked, and what comes of it: dots, ratings, a score, a choice."""

import pytest

from facilitation.sessions.course.effects import Why
from tests.facilitation.sessions.course.sitting import ANN, BEN, CAI, DEE, Sitting, a_playbook, begun, words

SCALE = {"cold": words("Cold"), "warm": words("Warm"), "hot": words("Hot")}
DOTS = a_playbook({"ideas": {}, "vote": {"asks": {"does": "dots", "on": "ideas", "dots": 3}}, "after": {}})
RATE = a_playbook({"ideas": {}, "rate": {"asks": {"does": "ratings", "of": "ideas", "scale": SCALE}}, "after": {}})
SCORE = a_playbook({"score": {"asks": {"does": "score", "scale": SCALE}}})


def choosing(**more: object) -> Sitting:
    """Objection, first; abstain; consent, last."""
    options = {
        "objection": {"title": words("No"), "next": "repair"},
        "abstain": {"title": words("Aside")},
        "consent": {"title": words("Yes"), "next": "end"},
    }
    playbook = a_playbook(
        {"round": {"asks": {"does": "choice", "options": options, **more}}, "below": {}, "repair": {}},
    )
    return begun(playbook, ANN, BEN, CAI)


def voting() -> tuple[Sitting, str, str, str]:
    sitting = begun(DOTS, ANN, BEN, CAI).all_give(ANN, BEN, CAI)
    items = sitting.items("ideas")
    return sitting, items["ann"], items["ben"], items["cai"]


def rating() -> tuple[Sitting, str, str, str]:
    sitting = begun(RATE, ANN, BEN, CAI).all_give(ANN, BEN, CAI)
    items = sitting.items("ideas")
    return sitting, items["ann"], items["ben"], items["cai"]


def test_dots_are_added_up_the_most_first_and_of_equals_the_first_named() -> None:
    sitting, one, two, three = voting()
    sitting.pick(ANN, (three, "3")).pick(BEN, (two, "1"), (one, "1")).pick(CAI, (three, "1"))
    assert sitting.result("vote").outcome.tally == ((three, 4), (one, 1), (two, 1))


def test_several_dots_on_one_may_be_named_apart() -> None:
    sitting, one, two, _ = voting()
    sitting.pick(ANN, (one, "1"), (two, "1"), (one, "1")).pass_(BEN, CAI)
    assert sitting.result("vote").outcome.tally == ((one, 2), (two, 1))


@pytest.mark.parametrize("dots", ["0", "4", "-1", "", "many", "²", "٣", "9" * 5000])
def test_dots_that_nobody_has_are_refused(dots: str) -> None:
    sitting, one, _, _ = voting()
    assert sitting.pick(ANN, (one, dots)).refused is Why.MARKS


def test_dots_are_put_on_what_was_given_and_no_more_than_there_are() -> None:
    sitting, one, two, _ = voting()
    assert sitting.pick(ANN, ("unknown", "1")).refused is Why.MARKS
    assert sitting.pick(ANN, (one, "2"), (two, "2")).refused is Why.MARKS
    assert sitting.pick(ANN).refused is Why.MARKS


def test_dots_are_passed_over_when_there_is_nothing_to_put_them_on() -> None:
    assert begun(DOTS, ANN, BEN).pass_(ANN, BEN).phase == "after"


def test_each_thing_gets_its_most_frequent_rating_and_of_equals_the_first_of_the_scale() -> None:
    sitting, one, two, _ = rating()
    sitting.pick(ANN, (one, "hot"), (two, "hot")).pick(BEN, (one, "hot"), (two, "cold")).pick(CAI, (one, "cold"))
    assert sitting.result("rate").outcome.ratings == ((one, "hot"), (two, "cold"))


def test_a_rating_is_a_word_of_the_scale_for_something_that_was_given_and_one_for_each() -> None:
    sitting, one, two, _ = rating()
    for marks in [((one, "tepid"),), (("unknown", "hot"),), (), ((one, "hot"), (one, "cold"))]:
        assert sitting.pick(ANN, *marks).refused is Why.MARKS
    assert sitting.pick(ANN, (one, "hot"), (two, "hot")).refused is None


def test_ratings_are_passed_over_when_there_is_nothing_to_rate() -> None:
    assert begun(RATE, ANN, BEN).pass_(ANN, BEN).phase == "after"


def test_a_score_is_one_word_of_its_scale_and_words_if_one_likes() -> None:
    sitting = begun(SCORE, ANN, BEN, CAI)
    assert sitting.pick(ANN).refused is Why.MARKS
    assert sitting.pick(ANN, "tepid").refused is Why.MARKS
    assert sitting.pick(ANN, "hot", "cold").refused is Why.MARKS
    sitting.give(ANN, "good", marks=(("warm", ""),)).pick(BEN, "warm").pick(CAI, "cold")
    votes = {"cold": 1, "warm": 2, "hot": 0}
    assert sitting.result("score").outcome.tally == tuple((grade, votes[grade]) for grade in SCALE)
    assert sitting.said("score")["ann"] == ["good"]


def test_most_decide_and_of_equals_the_first_named() -> None:
    sitting = choosing().pick(ANN, "consent").pick(BEN, "consent").pick(CAI, "objection")
    assert sitting.result("round").outcome.option == "consent"
    assert sitting.is_closed
    sitting = choosing().pick(ANN, "consent").pick(BEN, "objection").pass_(CAI)
    assert sitting.result("round").outcome.option == "objection"
    assert sitting.phase == "repair"


def test_any_decides_for_the_first_option_that_somebody_chose() -> None:
    sitting = choosing(decides="any").pick(ANN, "consent").pick(BEN, "consent").pick(CAI, "objection")
    assert sitting.result("round").outcome.option == "objection"
    assert sitting.result("round").outcome.tally == (("consent", 2), ("objection", 1), ("abstain", 0))
    assert sitting.phase == "repair"


def test_an_option_that_leads_nowhere_else_leads_on() -> None:
    assert choosing().pick(ANN, "abstain").pass_(BEN, CAI).phase == "below"


def test_when_nobody_chose_nothing_is_decided() -> None:
    sitting = choosing().pass_(ANN, BEN, CAI)
    assert sitting.result("round").outcome.option == ""
    assert sitting.phase == "below"


def test_nobody_counts_twice() -> None:
    assert choosing().pick(ANN, "consent", "consent").refused is Why.MARKS
    sitting = choosing().pick(ANN, "objection").pick(ANN, "consent").pick(BEN, "abstain").pick(CAI, "consent")
    assert sitting.result("round").outcome.tally == (("consent", 2), ("abstain", 1), ("objection", 0))


@pytest.mark.parametrize("picked", [(), ("unknown",), ("consent", "objection")])
def test_one_option_is_chosen(picked: tuple[str, ...]) -> None:
    assert choosing().pick(ANN, *picked).refused is Why.MARKS


def test_with_every_option_but_the_last_words_must_come_where_they_must() -> None:
    sitting = choosing(reason="must")
    assert sitting.pick(ANN, "objection").refused is Why.REASON_MISSING
    assert sitting.give(ANN, " ", marks=(("abstain", ""),)).refused is Why.REASON_MISSING
    assert sitting.pick(ANN, "consent").refused is None
    assert sitting.give(BEN, "It harms", marks=(("objection", ""),)).refused is None


def test_nothing_is_picked_where_only_words_are_asked_for() -> None:
    assert begun(DOTS, ANN, BEN).give(ANN, "one", marks=(("two", "1"),)).refused is Why.MARKS


def test_an_option_chosen_by_who_left_since_still_counts() -> None:
    sitting = choosing().pick(CAI, "objection").leave(CAI).pass_(ANN, BEN)
    assert sitting.result("round").outcome.option == "objection"


def test_who_came_for_the_vote_votes() -> None:
    sitting, one, _, _ = voting()
    sitting.join(DEE).pick(DEE, (one, "3")).pass_(ANN, BEN, CAI)
    assert sitting.result("vote").outcome.tally == ((one, 3),)
