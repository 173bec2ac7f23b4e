"""Messages to come: in which order they may be sent, what they become, and what is told when they are lost."""

from datetime import timedelta

from facilitation.events import Loss, MessageLost, Place
from facilitation.messages import (
    Button,
    Card,
    Facts,
    LinkButton,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Small,
    Subject,
    To,
    ToPerson,
    ToPlace,
    ToThread,
)
from facilitation.people import AccountRef, PlaceRef, WorkspaceId
from facilitation.ports.platform import Sent
from facilitation.ports.upkeep import Claimed, Errand
from tests.storage.shelf import ANN, CIRCLE, LEASE, NOON, WORKSPACE, Shelf, channel

HERE = channel("C1")
THERE = channel("C2")
MINUTE = timedelta(minutes=1)


def said(claimed: list[Claimed]) -> list[str]:
    return [each.message.text for each in claimed if isinstance(each.message, Notice)]


def post(shelf: Shelf, words: str, to: To | None = None, key: str | None = None, **when: timedelta) -> None:
    """`after` and `until` count from now."""
    now = shelf.clock.moment
    with shelf.unit() as unit:
        unit.outbox.post(
            to or ToPlace(HERE),
            Notice(words),
            key=key,
            not_before=now + when["after"] if "after" in when else None,
            expires=now + when["until"] if "until" in when else None,
        )


def lost(shelf: Shelf) -> list[MessageLost]:
    with shelf.unit() as unit:
        return list(unit.dispatch.expired())


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
    for to in (ToPlace(HERE), ToPlace(thread), ToPerson(ANN.ref)):
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


def test_what_was_posted_is_found_by_its_key_and_where_it_stands(shelf: Shelf) -> None:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(ToPlace(HERE), Notice("card"), key="k")
        assert unit.posted.under("k") is None
    (claimed,) = shelf.claim()
    assert (claimed.key, claimed.community_id) == ("k", CIRCLE)
    shelf.deliver(claimed, "1.1")
    with shelf.unit() as unit:
        posted = unit.posted.under("k")
        assert posted is not None
        assert (posted.community_id, posted.place, posted.message_id) == (CIRCLE, HERE, "1.1")
        assert unit.posted.at(PlaceRef(WORKSPACE, "C1", "9.9"), "1.1") == posted
        assert unit.posted.at(HERE, "1.2") is None


def test_what_goes_under_a_message_waits_until_that_stands_there(shelf: Shelf) -> None:
    post(shelf, "under, early", ToThread("k"), key="under")
    assert [(each.loss, each.place) for each in lost(shelf)] == [(Loss.PLACE_GONE, None)]
    post(shelf, "root", key="k")
    post(shelf, "under 1", ToThread("k"))
    post(shelf, "under 2", ToThread("k"))
    (root,) = shelf.claim()
    assert said([root]) == ["root"]
    shelf.deliver(root, "1.1")
    post(shelf, "under 3", ToThread("k"))
    for words in ("under 1", "under 2", "under 3"):
        (claimed,) = shelf.claim()
        assert said([claimed]) == [words]
        assert claimed.to == PlaceRef(WORKSPACE, "C1", "1.1")
        shelf.deliver(claimed, words)


def test_under_a_message_in_a_thread_means_in_that_thread(shelf: Shelf) -> None:
    post(shelf, "in a thread", ToPlace(PlaceRef(WORKSPACE, "C1", "1.1")), key="k")
    (root,) = shelf.claim()
    shelf.deliver(root, "2.2", HERE)
    post(shelf, "below", ToThread("k"))
    assert [claimed.to for claimed in shelf.claim()] == [PlaceRef(WORKSPACE, "C1", "1.1")]


def test_with_a_message_that_is_lost_go_those_under_it_and_its_updates(shelf: Shelf) -> None:
    post(shelf, "root", key="k")
    post(shelf, "under", ToThread("k"), key="under")
    post(shelf, "under that", ToThread("under"))
    (root,) = shelf.claim()
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("changed"))
        unit.dispatch.give_up(root, Loss.UNCERTAIN)
    assert [(each.key, each.loss) for each in lost(shelf)] == [("under", Loss.PLACE_GONE)]
    assert [(each.key, each.loss) for each in lost(shelf)] == [(None, Loss.PLACE_GONE)]
    assert lost(shelf) == []
    assert shelf.claim() == []
    with shelf.unit() as unit:
        assert unit.dispatch.next_due() is None


def test_an_update_changes_what_waits_and_edits_what_stands(shelf: Shelf) -> None:
    post(shelf, "one", key="k")
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("two"))
    (first,) = shelf.claim()
    assert said([first]) == ["two"]
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("three"))
        unit.outbox.update("k", Notice("four"))
    assert shelf.claim() == []
    shelf.deliver(first, "1.1")
    (edit,) = shelf.claim()
    assert (edit.errand, edit.replaces, edit.to, said([edit])) == (Errand.UPDATE, "1.1", HERE, ["four"])
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("five"))
    assert shelf.claim() == []
    shelf.deliver(edit, "1.1")
    assert said(shelf.claim()) == ["five"]


def test_an_edit_stays_behind_what_was_said_before_it(shelf: Shelf) -> None:
    post(shelf, "card", key="k")
    (card,) = shelf.claim()
    shelf.deliver(card, "1.1")
    post(shelf, "talk")
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("edit"))
    (talk,) = shelf.claim()
    assert said([talk]) == ["talk"]
    shelf.deliver(talk, "1.2")
    assert said(shelf.claim()) == ["edit"]


def test_what_nobody_posted_can_be_neither_updated_nor_withdrawn(shelf: Shelf) -> None:
    with shelf.unit() as unit:
        unit.outbox.update("nothing", Notice("x"))
        unit.outbox.withdraw("nothing")
        assert not unit.stirred
    assert shelf.claim() == []
    assert lost(shelf) == []


def test_what_is_withdrawn_is_never_sent_and_lets_the_next_one_through(shelf: Shelf) -> None:
    post(shelf, "first", key="k")
    post(shelf, "second")
    post(shelf, "under", ToThread("k"))
    (first,) = shelf.claim()
    with shelf.unit() as unit:
        unit.dispatch.wait(first, NOON + MINUTE)
    with shelf.unit() as unit:
        unit.outbox.withdraw("k")
    assert said(shelf.claim()) == ["second"]
    assert lost(shelf) == []
    with shelf.unit() as unit:
        unit.outbox.update("k", Notice("x"))
    shelf.clock.pass_by(LEASE)
    assert said(shelf.claim()) == ["second"]


def test_what_is_on_its_way_can_not_be_withdrawn(shelf: Shelf) -> None:
    post(shelf, "hello", key="k")
    (claimed,) = shelf.claim()
    with shelf.unit() as unit:
        unit.outbox.withdraw("k")
    assert shelf.deliver(claimed, "1.1")


def test_what_comes_too_late_is_dropped_and_told(shelf: Shelf) -> None:
    shelf.found()
    with shelf.unit(CIRCLE) as unit:
        unit.outbox.post(ToPerson(ANN.ref), Notice("soon"), key="k", expires=NOON + MINUTE)
    post(shelf, "kept", ToPerson(ANN.ref))
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
    for to in (ToPlace(thread), ToPerson(ANN.ref), ToPlace(THERE)):
        post(shelf, "hello", to, key=f"to {to}")
    claimed = shelf.claim()
    assert [each.address for each in claimed] == [{"place": 1}, {"person": 1}, None]
    shelf.deliver(claimed[1], "1.1")
    with shelf.unit() as unit:
        unit.outbox.update(f"to {ToPerson(ANN.ref)}", Notice("edited"))
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
        left = unit.dispatch.claim(10, LEASE)
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


def test_the_same_key_posted_again_is_the_one_that_is_meant(shelf: Shelf) -> None:
    for message_id in ("1.1", "2.2"):
        post(shelf, "card", key="k")
        (claimed,) = shelf.claim()
        with shelf.unit() as unit:
            unit.dispatch.sent(claimed, Sent(HERE, message_id))
    with shelf.unit() as unit:
        posted = unit.posted.under("k")
        assert posted is not None
        assert posted.message_id == "2.2"
