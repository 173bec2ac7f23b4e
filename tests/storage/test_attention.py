"""One attention budget for a person: what is sent unasked, whatever it is and wherever it comes from."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from facilitation.attention import AS_THEY_COME, UNASKED_A_WEEK
from facilitation.events import Actor, Loss
from facilitation.messages import Button, Card, Notice, Owed, Subject, ToPerson, Unasked
from facilitation.people import Account, AccountRef, CommunityId, WorkspaceId
from facilitation.ports.upkeep import Terms
from tests.storage.saying import lost, post, said
from tests.storage.shelf import ANN, BEN, CIRCLE, LEASE, WORKSPACE, Shelf, channel

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)
ELSEWHERE = AccountRef(WorkspaceId("teams:T9"), "UANN9")


@pytest.fixture
def ann(shelf: Shelf) -> Shelf:
    shelf.found()
    return known(shelf)


def known(shelf: Shelf, who: Actor = ANN) -> Shelf:
    with shelf.unit(None, who) as unit:
        assert unit.account.ref == who.ref
    return shelf


def choose(shelf: Shelf, change: Callable[[Account], None]) -> None:
    with shelf.unit(None, ANN) as unit:
        change(unit.account)


def unasked(shelf: Shelf, words: str, kind: Unasked = Unasked.LOOK, **when: timedelta) -> None:
    post(shelf, words, ToPerson(ANN.ref, kind), None, **when)


def is_due(shelf: Shelf) -> bool:
    with shelf.unit() as unit:
        moment = unit.dispatch.next_due()
    return moment is not None and moment <= shelf.clock.moment


def arriving(shelf: Shelf) -> list[str]:
    """All that is claimed now; whoever steps aside lets the next one be claimed the next time."""
    arrived: list[str] = []
    while is_due(shelf):
        claimed = shelf.claim()
        for each in claimed:
            assert shelf.deliver(each, each.id)
        arrived += said(claimed)
    return arrived


def test_what_goes_beyond_a_week_s_share_waits_until_there_is_room(ann: Shelf) -> None:
    for number in range(UNASKED_A_WEEK + 2):
        unasked(ann, str(number))
    assert arriving(ann) == ["0", "1", "2"]
    ann.clock.pass_by(WEEK - MINUTE)
    assert arriving(ann) == []
    ann.clock.pass_by(2 * MINUTE)
    assert arriving(ann) == ["3", "4"]


def test_what_is_owed_costs_nothing_and_waits_for_nothing(ann: Shelf) -> None:
    for why in (*Owed, *Owed):
        post(ann, why, ToPerson(ANN.ref, why))
    unasked(ann, "asked")
    for number in range(UNASKED_A_WEEK):
        unasked(ann, str(number))
    post(ann, "after", ToPerson(ANN.ref, Owed.ANSWER))
    assert arriving(ann) == [*Owed, *Owed, "asked", "0", "1", "after"]


def test_of_what_waits_the_less_urgent_waits_longer(ann: Shelf) -> None:
    choose(ann, lambda account: setattr(account, "unasked_a_week", 1))
    for kind in (Unasked.HOST, Unasked.TENDING, Unasked.REVIEW, Unasked.LOOK):
        unasked(ann, kind, kind, until=WEEK * 9)
    came = []
    for _ in range(4 * 8):
        came += arriving(ann)
        ann.clock.pass_by(DAY + 10 * MINUTE)
    assert came == [Unasked.HOST, Unasked.LOOK, Unasked.REVIEW, Unasked.TENDING]


@pytest.mark.parametrize("stuck", ["put back", "behind what was put back", "where nothing can be sent"])
def test_what_can_not_be_sent_now_holds_nothing_else_back(ann: Shelf, stuck: str) -> None:
    """What is urgent goes to one of her accounts, what is less so to another one."""
    choose(ann, lambda account: setattr(account, "unasked_a_week", 1))
    with ann.unit(None, Actor(ref=ELSEWHERE, name="Ann", zone="Europe/London")) as unit:
        unit.account.principal = ANN.ref
    unasked(ann, "first", Unasked.AGREEMENT, until=WEEK * 9)
    skipped = (WORKSPACE,) if stuck == "where nothing can be sent" else ()
    if not skipped:
        (held,) = ann.claim()
        with ann.unit() as unit:
            unit.dispatch.wait(held, ann.clock.moment + WEEK)
    if stuck == "behind what was put back":
        unasked(ann, "second", Unasked.AGREEMENT, until=WEEK * 9)
    post(ann, "look", ToPerson(ELSEWHERE, Unasked.LOOK, here=True), until=WEEK)
    ann.clock.pass_by(MINUTE)
    if skipped:
        assert said(ann.claim(skip=skipped)) == []
        ann.clock.pass_by(2 * DAY)
    assert said(ann.claim(skip=skipped)) == ["look"]


@pytest.mark.parametrize("less", [ANN.ref, ELSEWHERE])
def test_the_less_urgent_lets_what_was_said_later_and_is_due_go_first(ann: Shelf, less: AccountRef) -> None:
    choose(ann, lambda account: setattr(account, "unasked_a_week", 1))
    with ann.unit(None, Actor(ref=ELSEWHERE, name="Ann", zone="Europe/London")) as unit:
        unit.account.principal = ANN.ref
    post(ann, "tending", ToPerson(less, Unasked.TENDING, here=True), until=WEEK * 9)
    post(ann, "owed", ToPerson(ANN.ref, Owed.ANSWER, here=True))
    unasked(ann, "look", Unasked.LOOK, until=WEEK * 9)
    came: list[str] = []
    for _ in range(3):
        came += arriving(ann)
        ann.clock.pass_by(2 * MINUTE)
    assert sorted(came) == ["look", "owed"]


def test_all_communities_and_all_accounts_of_a_person_draw_on_it(ann: Shelf) -> None:
    ann.found(CommunityId("other"), channel("C-other"))
    elsewhere = Actor(ref=ELSEWHERE, name="Ann", zone="Europe/London")
    with ann.unit(None, elsewhere) as unit:
        unit.account.principal = ANN.ref
    for community in (CIRCLE, CommunityId("other")):
        with ann.unit(community) as unit:
            unit.outbox.post(ToPerson(ANN.ref, Unasked.LOOK), Notice(community))
    for words in ("there", "too many"):
        post(ann, words, ToPerson(ELSEWHERE, Unasked.LOOK, here=True))
    assert sorted(arriving(ann)) == sorted([CIRCLE, "other", "there"])


def test_who_wants_them_all_gets_them_and_who_wants_none_gets_none(ann: Shelf) -> None:
    choose(ann, lambda account: setattr(account, "unasked_a_week", 0))
    for number in range(9):
        unasked(ann, str(number))
    assert arriving(ann) == []
    choose(ann, lambda account: setattr(account, "unasked_a_week", AS_THEY_COME))
    ann.clock.pass_by(DAY + 10 * MINUTE)
    assert len(arriving(ann)) == 9


def test_what_makes_no_sense_any_more_is_left_out(ann: Shelf) -> None:
    choose(ann, lambda account: setattr(account, "unasked_a_week", 0))
    unasked(ann, "look")
    assert arriving(ann) == []
    assert lost(ann) == []
    ann.clock.pass_by(WEEK)
    assert [each.loss for each in lost(ann)] == [Loss.EXPIRED]


def test_a_pause_that_began_after_it_was_written_holds(ann: Shelf) -> None:
    unasked(ann, "look", until=WEEK * 2)
    choose(ann, lambda account: setattr(account, "paused_until", ann.clock.moment + 3 * DAY))
    assert arriving(ann) == []
    post(ann, "owed", ToPerson(ANN.ref, Owed.TAKEN_ON))
    assert arriving(ann) == ["owed"]
    ann.clock.pass_by(3 * DAY)
    assert arriving(ann) == ["look"]


def test_without_a_zone_of_their_own_quiet_hours_are_the_community_s(shelf: Shelf) -> None:
    shelf.found()  # in Brussels, where it is 18:30 when it is 17:30 in London
    known(shelf, BEN)
    shelf.clock.pass_by(timedelta(hours=5, minutes=30))
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(ToPerson(BEN.ref, Unasked.LOOK), Notice("look"))
    assert arriving(shelf) == []


def test_there_is_room_for_as_many_as_are_neither_sent_nor_waiting(ann: Shelf) -> None:
    def room() -> bool:
        with ann.unit(None, ANN) as unit:
            return unit.attention.has_room(unit.account)

    unasked(ann, "sent")
    arriving(ann)
    unasked(ann, "waits", after=DAY)
    assert room()
    unasked(ann, "waits too", after=DAY)
    assert not room()


def test_what_was_answered_where_it_stands_is_not_sent_any_more(ann: Shelf) -> None:
    button = Button("Yes", "questions.will_look", Subject(CIRCLE, "q1"))
    other = Button("Yes", "questions.will_look", Subject(CIRCLE, "q2"))
    for each in (button, other):
        with ann.unit(CIRCLE) as unit:
            unit.outbox.post(
                ToPerson(ANN.ref, Unasked.LOOK),
                Card(each.subject.id, (), (each,)),
                not_before=ann.clock.moment + DAY,
            )
    with ann.unit(None, ANN) as unit:
        assert [card.title for card in unit.attention.waiting(unit.account, ANN.ref.workspace)] == ["q1", "q2"]
        unit.attention.acted_on(unit.account, button.action, button.subject)
    with ann.unit(None, ANN) as unit:
        assert [card.title for card in unit.attention.waiting(unit.account, ANN.ref.workspace)] == ["q2"]
    ann.clock.pass_by(DAY)
    assert [each.message for each in ann.claim()] == [Card("q2", (), (other,))]


def test_who_is_erased_leaves_no_trace_of_what_they_were_sent(ann: Shelf) -> None:
    for number in range(UNASKED_A_WEEK + 1):
        unasked(ann, str(number))
    arriving(ann)
    with ann.unit() as unit:
        unit.forget(ANN.ref)
    with ann.unit(None, ANN) as unit:
        assert unit.attention.has_room(unit.account)
        assert not unit.attention.waiting(unit.account, ANN.ref.workspace)


def test_two_processes_do_not_both_use_the_last_of_it(both: tuple[Shelf, Shelf]) -> None:
    one, two = both
    known(one)
    with one.unit(None, Actor(ref=ELSEWHERE, name="Ann", zone="Europe/London")) as unit:
        unit.account.principal = ANN.ref
    choose(one, lambda account: setattr(account, "unasked_a_week", 1))
    post(one, "here", ToPerson(ANN.ref, Unasked.LOOK))
    post(one, "there", ToPerson(ELSEWHERE, Unasked.LOOK, here=True))
    with one.unit() as unit:
        first = unit.dispatch.claim(1, LEASE, lambda workspace: Terms(1 if workspace == WORKSPACE else 0))
        second = two.claim()
    assert len(first) == 1
    assert second == []
    assert two.claim() == []
