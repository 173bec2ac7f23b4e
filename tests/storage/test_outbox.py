"""Messages to come: in which order they may be sent, and what becomes of each."""

from facilitation.events import Loss, Place
from facilitation.messages import (
    Button,
    Card,
    Facts,
    LinkButton,
    Notice,
    Owed,
    Paragraph,
    Picture,
    Quote,
    Small,
    Subject,
    ToPerson,
    ToPlace,
)
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from facilitation.ports.pacing import Errand
from tests.carrier import freely
from tests.storage.saying import HERE, MINUTE, THERE, lost, post, said
from tests.storage.shelf import ANN, CIRCLE, LEASE, NOON, WORKSPACE, Shelf, channel


def test_everything_a_message_can_hold_comes_out_as_it_went_in(shelf: Shelf) -> None:
    card = Card(
        "Ask: 你好 \U0001f44b",
        (
            Paragraph("**bold** <!channel>"),
            Small("small"),
            Quote("</script> \u202e \ud83d\ude00", by="Ann"),
            Facts((("when", "Monday"), ("who", "all"))),
            Picture("https://example.org/a.png", "a picture"),
        ),
        (Button("Press", "questions.accept", Subject(CIRCLE, "q1", "more"), opens_form=True), LinkButton("Read", "u")),
    )
    with shelf.unit() as unit:
        unit.outbox.post(ToPlace(HERE), card)
    (claimed,) = shelf.claim()
    assert claimed.message == Card(
        card.title, (*card.body[:2], Quote("</script> \u202e ??", by="Ann"), *card.body[3:]), card.actions
    )


def test_a_place_hears_one_message_at_a_time_in_the_order_they_were_said(shelf: Shelf) -> None:
    for words in ("first", "second", "third"):
        post(shelf, words)
    post(shelf, "elsewhere", ToPlace(THERE))
    claimed = shelf.claim()
    assert said(claimed) == ["first", "elsewhere"]
    assert shelf.claim() == []
    assert shelf.deliver(claimed[0], "1.1")
    assert said(shelf.claim()) == ["second"]


def test_a_thread_a_channel_and_a_person_do_not_wait_for_each_other(shelf: Shelf) -> None:
    thread = PlaceRef(WORKSPACE, HERE.channel, "1.1")
    for to in (ToPlace(HERE), ToPlace(thread), ToPerson(ANN.ref, Owed.ANSWER)):
        post(shelf, "hello", to)
    assert [claimed.to for claimed in shelf.claim()] == [HERE, thread, ANN.ref]


def test_what_is_for_later_lets_others_pass_and_then_takes_its_turn(shelf: Shelf) -> None:
    post(shelf, "later", after=MINUTE)
    post(shelf, "now")
    (now,) = shelf.claim()
    assert said([now]) == ["now"]
    shelf.clock.pass_by(MINUTE)
    with shelf.unit() as unit:
        unit.dispatch.doubt(now, shelf.clock.moment + MINUTE)
    assert shelf.claim() == []
    shelf.clock.pass_by(MINUTE)
    (now,) = shelf.claim()
    assert now.doubtful
    shelf.deliver(now, "1.1")
    assert said(shelf.claim()) == ["later"]


def test_what_is_tried_again_later_is_not_overtaken(shelf: Shelf) -> None:
    post(shelf, "first")
    post(shelf, "second")
    (first,) = shelf.claim()
    with shelf.unit() as unit:
        unit.dispatch.wait(first, NOON + MINUTE)
        assert unit.dispatch.next_due() == NOON + MINUTE
    assert shelf.claim() == []
    shelf.clock.pass_by(MINUTE)
    (again,) = shelf.claim()
    assert said([again]) == ["first"]
    assert (again.doubtful, again.attempts) == (False, 2)


def test_a_lease_that_ran_out_comes_back_as_doubtful_and_its_first_holder_is_refused(shelf: Shelf) -> None:
    post(shelf, "hello")
    (first,) = shelf.claim()
    shelf.clock.pass_by(LEASE)
    (second,) = shelf.claim()
    assert second.id == first.id
    assert second.doubtful
    assert not shelf.deliver(first, "1.1")
    with shelf.unit() as unit:
        unit.dispatch.wait(first, NOON)
        unit.dispatch.give_up(first, Loss.PLACE_GONE)
    assert shelf.claim() == []
    assert shelf.deliver(second, "1.1")
    shelf.clock.pass_by(LEASE)
    assert shelf.claim() == []


def test_what_comes_too_late_is_dropped_and_told(shelf: Shelf) -> None:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(ToPerson(ANN.ref, Owed.ANSWER), Notice("soon"), key="k", expires=NOON + MINUTE)
    post(shelf, "kept", ToPerson(ANN.ref, Owed.ANSWER))
    (claimed,) = shelf.claim()
    with shelf.unit() as unit:
        unit.dispatch.wait(claimed, NOON + 2 * MINUTE)
    assert lost(shelf) == []
    shelf.clock.pass_by(MINUTE)
    (told,) = lost(shelf)
    assert (told.key, told.loss, told.person, told.place, told.community_id) == (
        "k",
        Loss.EXPIRED,
        ANN.ref,
        None,
        CIRCLE,
    )
    assert lost(shelf) == []
    assert said(shelf.claim()) == ["kept"]


def test_what_may_have_arrived_does_not_expire(shelf: Shelf) -> None:
    post(shelf, "soon", until=MINUTE)
    (claimed,) = shelf.claim()
    with shelf.unit() as unit:
        unit.dispatch.doubt(claimed, NOON + 2 * MINUTE)
    shelf.clock.pass_by(2 * MINUTE)
    assert lost(shelf) == []
    assert said(shelf.claim()) == ["soon"]


def test_no_workspace_is_kept_waiting_by_another(shelf: Shelf) -> None:
    busy, calm, limited = (WorkspaceId(f"slack:{name}") for name in ("A", "B", "C"))
    for number in range(20):
        post(shelf, f"busy {number}", ToPlace(channel(f"C{number}", busy)))
        post(shelf, f"limited {number}", ToPlace(channel(f"C{number}", limited)))
    post(shelf, "calm", ToPlace(channel("C1", calm)))
    claimed = shelf.claim(limit=4, skip=(limited,))
    assert sorted(each.to.workspace for each in claimed) == [busy, busy, calm]
    assert len(shelf.claim(limit=4, skip=(busy, calm))) == 4


def test_the_address_to_reach_a_place_or_person_goes_along(shelf: Shelf) -> None:
    with shelf.unit(actor=ANN) as unit:
        unit.account.address = {"person": 1}
        unit.people.see_place(Place(ref=HERE, address={"place": 1}))
    thread = PlaceRef(WORKSPACE, HERE.channel, "1.1")
    for to in (ToPlace(thread), ToPerson(ANN.ref, Owed.ANSWER), ToPlace(THERE)):
        post(shelf, "hello", to, key=f"to {to}")
    claimed = shelf.claim()
    assert {each.to: each.address for each in claimed} == {thread: {"place": 1}, THERE: None, ANN.ref: {"person": 1}}
    shelf.deliver(claimed[-1], "1.1")
    with shelf.unit() as unit:
        unit.outbox.update(f"to {ToPerson(ANN.ref, Owed.ANSWER)}", Notice("edited"))
    (edit,) = shelf.claim()
    assert (edit.to, edit.address) == (PlaceRef(WORKSPACE, "DUANN"), {"person": 1})


def test_words_are_wiped_once_they_arrived_or_never_will(shelf: Shelf) -> None:
    for number, words in enumerate(("arrives", "is lost", "is withdrawn", "expires")):
        post(shelf, words, ToPlace(channel(f"C{number}")), key=words, until=MINUTE)
    arrives, is_lost, _, expires = shelf.claim()
    shelf.deliver(arrives, "1.1")
    with shelf.unit() as unit:
        unit.dispatch.give_up(is_lost, Loss.PLACE_GONE)
        unit.dispatch.wait(expires, NOON + MINUTE)
    with shelf.unit() as unit:
        unit.dispatch.expired()
    shelf.clock.pass_by(LEASE * 3)
    with shelf.unit() as unit:
        unit.dispatch.expired()
        left = unit.dispatch.claim(10, LEASE, freely)
    assert said(list(left)) == ["is withdrawn"]


def test_a_person_is_asked_about_once_at_a_time(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        for _ in range(3):
            unit.outbox.look_up(ANN.ref)
        unit.outbox.look_up(AccountRef(WORKSPACE, "UBEN"))
    claimed = shelf.claim()
    assert [(each.errand, each.to) for each in claimed] == [
        (Errand.LOOK_UP, ANN.ref),
        (Errand.LOOK_UP, AccountRef(WORKSPACE, "UBEN")),
    ]
    with shelf.unit() as unit:
        assert unit.dispatch.sent(claimed[0], None)
        assert unit.dispatch.sent(claimed[1], None)
    assert shelf.claim() == []


def test_delivery_is_woken_for_what_it_has_to_do_and_for_nothing_else(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        unit.timers  # noqa: B018 looking is not speaking
        assert not unit.stirred
        unit.outbox.post(ToPlace(HERE), Notice("x"))
        assert unit.stirred
