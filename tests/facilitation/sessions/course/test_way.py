"""Which phase comes next: loops, a rotating role, a lead-in, what is left out or passed over."""

from facilitation.sessions.course import happenings as of
from facilitation.sessions.course.effects import Why
from facilitation.sessions.course.values import Ending
from facilitation.sessions.course.way import ahead
from tests.facilitation.sessions.course.sitting import ANN, BEN, CAI, DEE, Sitting, a_playbook, begun, gathering, words

CONSENT = a_playbook(
    {
        "propose": {},
        "round": {
            "asks": {
                "does": "choice",
                "decides": "any",
                "options": {"objection": {"title": words("No")}, "consent": {"title": words("Yes"), "next": "end"}},
            }
        },
        "integrate": {"loop": {"to": "round", "at_most": 2}},
    }
)
TROIKA = a_playbook(
    {
        "challenge": {"who": "client"},
        "consult": {"who": "advisers", "listens": "client"},
        "thanks": {"who": "client"},
        "after": {},
    },
    roles={"client": {"rotates": True}},
    others="advisers",
)
LEAD_IN = a_playbook({"doubt": {"lead_in": True}, "present": {}}, lead_in=words("A doubt first"))


def round_of(sitting: Sitting) -> Sitting:
    """All three phases of a holder, each ended by who leads."""
    return sitting.next().next().next()


def test_a_loop_goes_back_as_often_as_it_may_so_that_every_session_ends() -> None:
    sitting = begun(CONSENT, ANN, BEN).next()
    for _ in range(2):
        sitting.pick(ANN, "objection").next().next()
    sitting.pick(ANN, "objection").next()
    assert sitting.way == ["propose", *["round", "integrate"] * 2, "round"]
    assert sitting.course.ending is Ending.DONE


def test_a_loop_ends_when_what_was_chosen_leads_out_of_it() -> None:
    sitting = begun(CONSENT, ANN, BEN).next().pick(ANN, "objection").next().next()
    assert sitting.phase == "round"
    assert sitting.pick(ANN, "consent").pick(BEN, "consent").is_closed


def test_what_was_given_when_it_was_last_gone_through_is_worked_on() -> None:
    sitting = begun(CONSENT, ANN, BEN).next()
    sitting.give(ANN, "first time", marks=(("objection", ""),)).next().next()
    sitting.give(ANN, "second time", marks=(("objection", ""),)).next()
    assert len(sitting.course.items_of("round")) == 1
    assert len(sitting.course.items) == 2


def test_everybody_has_the_rotating_role_once_in_the_order_they_came() -> None:
    sitting = begun(TROIKA, ANN, BEN, CAI)
    holders = []
    while sitting.phase == "challenge":
        holders.append(sitting.step.holder)
        assert sitting.asked == [(sitting.step.holder,)]
        assert (sitting.step.holder,) not in sitting.next().asked
        assert sitting.phase == "consult"
        sitting.next().next()
    assert holders == [ANN, BEN, CAI]
    assert (sitting.phase, sitting.step.holder) == ("after", None)


def test_who_leaves_before_their_turn_has_none_and_who_joins_has_one() -> None:
    sitting = begun(TROIKA, ANN, BEN, CAI).leave(BEN).join(DEE)
    assert round_of(sitting).step.holder == CAI
    assert round_of(sitting).step.holder == DEE
    assert round_of(sitting).phase == "after"


def test_when_the_one_it_is_about_leaves_the_next_one_s_round_begins() -> None:
    for times in range(3):
        sitting = begun(TROIKA, ANN, BEN, CAI)
        for _ in range(times):
            sitting.next()
        sitting.leave(ANN)
        assert (sitting.phase, sitting.step.holder) == ("challenge", BEN)


def test_what_the_one_it_is_about_gave_before_they_left_stays() -> None:
    sitting = begun(TROIKA, ANN, BEN, CAI).give(ANN, "my challenge").give(BEN, "advice").leave(ANN)
    assert sitting.said("challenge") == {"ann": ["my challenge"]}
    assert sitting.said("consult") == {"ben": ["advice"]}


def test_when_the_last_holder_leaves_it_goes_on_below() -> None:
    sitting = round_of(round_of(begun(TROIKA, ANN, BEN, CAI)))
    assert sitting.leave(CAI).phase == "after"


def test_who_had_it_left_and_came_back_has_had_it() -> None:
    sitting = round_of(begun(TROIKA, ANN, BEN, CAI)).leave(ANN).join(ANN).does(of.SeatTaken(ANN, "host"))
    round_of(round_of(sitting))
    assert sitting.phase == "after"


def test_with_nobody_left_to_advise_the_phase_is_passed_over() -> None:
    sitting = begun(TROIKA, ANN, BEN).leave(BEN).next()
    assert sitting.phase == "thanks"


def test_the_lead_in_is_gone_through_where_it_was_chosen() -> None:
    assert begun(LEAD_IN, ANN, BEN).phase == "present"
    assert begun(LEAD_IN, ANN, BEN, lead_in=True).phase == "doubt"


def test_a_phase_leads_where_it_says() -> None:
    playbook = a_playbook({"one": {"next": "three"}, "two": {"next": "end"}, "three": {"next": "end"}, "four": {}})
    sitting = begun(playbook, ANN, BEN).next().next()
    assert sitting.way == ["one", "three"]
    assert sitting.is_closed


def test_a_phase_to_come_can_be_left_out_and_after_all_not() -> None:
    playbook = a_playbook({"one": {}, "two": {}, "three": {}})
    sitting = begun(playbook, ANN, BEN).does(of.SkipChanged(ANN, "two", skip=True))
    assert sitting.next().phase == "three"
    sitting = begun(playbook, ANN, BEN)
    sitting.does(of.SkipChanged(ANN, "two", skip=True)).does(of.SkipChanged(ANN, "two", skip=False))
    assert sitting.next().phase == "two"


def test_left_out_once_more_changes_nothing() -> None:
    playbook = a_playbook({"one": {}, "two": {}})
    sitting = begun(playbook, ANN, BEN).does(of.SkipChanged(ANN, "two", skip=True))
    assert sitting.does(of.SkipChanged(ANN, "two", skip=True)).effects == []


def test_a_phase_is_left_out_once() -> None:
    sitting = begun(CONSENT, ANN, BEN).does(of.SkipChanged(ANN, "integrate", skip=True)).next().pick(ANN, "objection")
    assert sitting.next().is_closed
    sitting = begun(TROIKA, ANN, BEN).does(of.SkipChanged(ANN, "thanks", skip=True)).next().next()
    assert (sitting.phase, sitting.step.holder) == ("challenge", BEN)
    assert sitting.next().next().phase == "thanks"


def test_the_first_phase_can_be_left_out_before_it_begins() -> None:
    playbook = a_playbook({"one": {}, "two": {}})
    assert gathering(playbook, ANN, BEN).does(of.SkipChanged(ANN, "one", skip=True)).begin().phase == "two"


def test_a_session_of_which_everything_was_left_out_is_done() -> None:
    sitting = gathering(a_playbook({"one": {}}), ANN).does(of.SkipChanged(ANN, "one", skip=True)).begin()
    assert sitting.course.ending is Ending.DONE


def test_what_is_open_or_over_or_unknown_can_t_be_left_out() -> None:
    sitting = begun(a_playbook({"one": {}, "two": {}, "three": {}}), ANN, BEN).next()
    for phase in ("one", "two", "unknown"):
        assert sitting.does(of.SkipChanged(ANN, phase, skip=True)).refused is Why.MOVED_ON
    assert sitting.does(of.SkipChanged(BEN, "three", skip=True)).refused is Why.LEADS_NOT


def test_what_comes_can_be_told() -> None:
    sitting = gathering(LEAD_IN, ANN, BEN)
    assert ahead(sitting.course, LEAD_IN) == ("present",)
    assert ahead(sitting.begin().course, LEAD_IN) == ()
    assert ahead(begun(LEAD_IN, ANN, lead_in=True).course, LEAD_IN) == ("present",)
