"""The host's role goes round among those who volunteered."""

from datetime import timedelta

from facilitation.events import Actor
from facilitation.messages import Answer, RefuseForm
from tests.facilitation.sessions.rhythms.recurring import DAY, HOUR, JONAS, MARTA, NOOR, WEEK, YUSUF, Recurring
from tests.shown import buttons, words

MINUTE = timedelta(minutes=1)
BEFORE = DAY - 2 * HOUR  # from ten on Tuesday until eight on Wednesday


def test_who_volunteers_is_shown_in_turn(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    shown = circle.presses(YUSUF, "Who hosts next")
    assert "- 1. Jonas\n- 2. Marta" in words(shown)
    assert "Next host: Jonas" in words(circle.shown(YUSUF))


def test_the_next_host_is_told_privately_a_working_day_before(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    circle.village.pass_time(BEFORE - HOUR)
    assert "your turn" not in circle.told(JONAS)
    circle.village.pass_time(HOUR)
    assert "It is your turn to host\nPeer assist: our practice, on Thursday 5 March at 14:00" in plain(
        circle.told(JONAS)
    )
    assert "your turn" not in circle.told(MARTA)


def test_before_a_monday_they_are_told_on_friday(circle: Recurring) -> None:
    circle.set(days=("0",))
    circle.volunteers(JONAS)
    circle.village.pass_time(3 * DAY - HOUR)
    assert "Monday 9 March" in circle.told(JONAS)


def test_turns_go_round(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    for host in ("Jonas", "Marta", "Jonas"):
        circle.village.pass_time(WEEK)
        assert f"Host: {host}" in words(circle.opened()[-1])


def test_who_passes_is_next_but_one_and_the_other_is_told(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    circle.village.pass_time(BEFORE)
    (told,) = [post for post in circle.village.private(JONAS) if "your turn" in words(post)]
    passed = circle.village.press(JONAS, told, "Not me this time")
    assert "- 1. Marta\n- 2. Jonas" in words(passed)
    assert "It is your turn to host" in circle.told(MARTA)
    circle.village.pass_time(2 * DAY)
    assert "Host: Marta" in words(circle.opened()[-1])


def test_turns_are_swapped_when_the_other_agrees(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA, YUSUF)
    form = circle.village.press(JONAS, circle.presses(JONAS, "Who hosts next"), "Swap")
    yusuf = circle.series().rota[2]
    assert "Yusuf is asked" in words(circle.village.fill(JONAS, form, **{"with": (yusuf,)}))
    assert "- 1. Jonas" in words(circle.presses(MARTA, "Who hosts next"))
    (asked,) = [post for post in circle.village.private(YUSUF) if "swap turns" in words(post)]
    circle.village.press(YUSUF, asked, "Yes, swap")
    assert "- 1. Yusuf\n- 2. Marta\n- 3. Jonas" in words(circle.presses(MARTA, "Who hosts next"))
    assert "You and Yusuf have swapped" in circle.told(JONAS)


def asks_to_swap(circle: Recurring, who: Actor, other: int) -> Answer | None:
    """The one whose place in the rota that is."""
    form = circle.village.press(who, circle.presses(who, "Who hosts next"), "Swap")
    return circle.village.fill(who, form, **{"with": (circle.series().rota[other],)})


def test_nobody_is_asked_twice_to_swap_for_the_same_one(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    for _ in range(3):
        assert "Marta is asked" in words(asks_to_swap(circle, JONAS, 1))
    assert circle.told(MARTA).count("swap turns as host") == 1
    circle.village.pass_time(2 * WEEK)
    asks_to_swap(circle, JONAS, 1)
    assert circle.told(MARTA).count("swap turns as host") == 2


def test_only_who_is_in_the_rota_asks_to_swap(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    form = circle.village.press(JONAS, circle.presses(JONAS, "Who hosts next"), "Swap")
    marta = circle.series().rota[1]
    assert "nobody" in words(circle.village.fill(YUSUF, form, **{"with": (marta,)}))
    assert isinstance(circle.village.fill(MARTA, form, **{"with": (marta,)}), RefuseForm)
    assert "swap turns" not in circle.told(MARTA)


def test_only_what_was_asked_for_is_agreed_to_and_once(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA, YUSUF)
    asks_to_swap(circle, JONAS, 1)
    (asked,) = [post for post in circle.village.private(MARTA) if "swap turns" in words(post)]
    assert "nothing has changed" in words(circle.village.press(YUSUF, asked, "Yes, swap"))
    assert "- 1. Jonas\n- 2. Marta\n- 3. Yusuf" in words(circle.presses(NOOR, "Who hosts next"))
    circle.village.press(MARTA, asked, "Yes, swap")
    assert "- 1. Marta\n- 2. Jonas\n- 3. Yusuf" in words(circle.presses(NOOR, "Who hosts next"))
    assert "nothing has changed" in words(circle.village.press(MARTA, asked, "Yes, swap"))
    assert "- 1. Marta\n- 2. Jonas\n- 3. Yusuf" in words(circle.presses(NOOR, "Who hosts next"))


def test_once_it_was_held_a_swap_for_it_is_not_agreed_to(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    asks_to_swap(circle, JONAS, 1)
    (asked,) = [post for post in circle.village.private(MARTA) if "swap turns" in words(post)]
    circle.village.pass_time(WEEK)
    assert "nothing has changed" in words(circle.village.press(MARTA, asked, "Yes, swap"))
    assert "- 1. Marta\n- 2. Jonas" in words(circle.presses(NOOR, "Who hosts next"))


def test_a_note_goes_to_the_next_host_and_to_nobody_else(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    form = circle.village.press(NOOR, circle.presses(NOOR, "Who hosts next"), "A note for")
    circle.village.fill(NOOR, form, note="Begin with the quiet ones")
    everything = "\n".join(words(post) for post in circle.village.carrier.posts.values())
    assert "quiet ones" not in everything
    circle.village.pass_time(BEFORE)
    assert "Begin with the quiet ones" in circle.told(JONAS)
    assert "quiet ones" not in circle.told(MARTA)
    (told,) = [post for post in circle.village.private(JONAS) if "your turn" in words(post)]
    circle.village.press(JONAS, told, "Not me this time")
    assert "Begin with the quiet ones" in circle.told(MARTA)
    circle.village.pass_time(2 * DAY)
    assert circle.series().note == ""


def test_without_a_volunteer_all_are_asked_once_and_then_it_is_held_without_one(circle: Recurring) -> None:
    circle.set()
    circle.village.pass_time(2 * WEEK)
    asked = [post for post in circle.village.channel() if "Who would host" in words(post)]
    assert len(asked) == 1
    assert buttons(asked[0]) == ["I'd host one"]
    assert len(circle.opened()) == 2
    circle.village.press(MARTA, asked[0], "I'd host one")
    circle.village.pass_time(WEEK)
    assert "Host: Marta" in words(circle.opened()[-1])


def test_one_without_a_host_begins_by_itself_when_enough_have_come(circle: Recurring) -> None:
    circle.set("After action review")
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    for person in (NOOR, JONAS, MARTA, YUSUF):
        circle.village.press(person, circle.opened()[-1], "Take part")
    circle.village.pass_time(HOUR)
    assert "Begin the session" not in buttons(circle.opened()[-1])


def test_one_that_needs_a_host_waits_for_somebody_to_be_it(circle: Recurring) -> None:
    circle.set()
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    for person in (NOOR, JONAS, MARTA, YUSUF):
        circle.village.press(person, circle.opened()[-1], "Take part")
    circle.village.pass_time(HOUR)
    circle.village.press(MARTA, circle.opened()[-1], "Take the role: Host")
    assert "Host: Marta" in words(circle.opened()[-1])


def in_the_thread(circle: Recurring) -> str:
    return "\n".join(words(post) for post in circle.village.thread(circle.opened()[-1].id))


def test_one_without_a_host_says_when_kring_begins_it(circle: Recurring) -> None:
    circle.set("After action review")
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    card = words(circle.opened()[-1])
    assert "On Thursday 5 March at 14:10 (Europe/Brussels) I begin if at least 2 of you" in card
    assert "somebody" not in card


def test_one_that_needs_a_host_says_so(circle: Recurring) -> None:
    circle.set()
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    assert "It begins once somebody takes the host's role" in words(circle.opened()[-1])


def test_where_the_host_is_away_somebody_else_is_told_how_to_begin(circle: Recurring) -> None:
    circle.set("After action review")
    circle.volunteers(JONAS)
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    for person in (MARTA, YUSUF):
        circle.village.press(person, circle.opened()[-1], "Take part")
    assert "Whoever takes the facilitator's role" not in in_the_thread(circle)
    circle.village.pass_time(11 * MINUTE)
    assert "Whoever takes the facilitator's role can begin it" in in_the_thread(circle)
    circle.village.press(MARTA, circle.opened()[-1], "Take the role: Facilitator")
    circle.village.press(MARTA, circle.opened()[-1], "Begin the session")
    assert "Begin the session" not in buttons(circle.opened()[-1])


def test_where_too_few_have_come_they_are_told_once_how_to_begin(circle: Recurring) -> None:
    circle.set("After action review")
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    circle.village.press(MARTA, circle.opened()[-1], "Take part")
    circle.village.pass_time(2 * HOUR)
    assert in_the_thread(circle).count("It has not begun yet") == 1


def test_where_nobody_has_come_nothing_is_said(circle: Recurring) -> None:
    circle.set("After action review")
    circle.volunteers(JONAS)
    circle.village.pass_time(2 * DAY + 5 * HOUR)
    assert in_the_thread(circle) == ""


def test_one_that_nobody_came_to_does_not_stand_open_forever(circle: Recurring) -> None:
    circle.set()
    circle.village.pass_time(2 * DAY + 4 * HOUR)
    (card,) = circle.opened()
    assert "Take part" in buttons(card)
    circle.presses(NOOR, "Pause")
    circle.village.pass_time(15 * DAY)
    assert "Take part" not in buttons(circle.opened()[0])


def test_the_next_host_may_skip_and_move_theirs(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    assert buttons(circle.shown(JONAS)) == ["Skip the next one", "Move the next one", "Who hosts next"]
    assert buttons(circle.shown(MARTA)) == ["Who hosts next"]
    assert "Left out" in words(circle.presses(JONAS, "Skip the next one"))


def moves_to(circle: Recurring, who: Actor, day: str, at: str) -> None:
    circle.village.fill(who, circle.presses(who, "Move the next one"), day=day, at=at)


def test_a_host_who_was_told_is_told_when_it_is_moved(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    circle.village.pass_time(BEFORE)
    moves_to(circle, NOOR, "2026-03-06", "10:00")
    told = [post for post in circle.village.private(JONAS) if "your turn" in words(post)]
    assert len(told) == 2
    assert "Thursday 5 March at 14:00 is moved to Friday 6 March at 10:00" in words(told[1])
    assert "on Friday 6 March at 10:00" in words(told[1])
    circle.village.pass_time(3 * DAY)
    assert circle.told(JONAS).count("your turn to host") == 2
    assert "Host: Jonas" in words(circle.opened()[-1])


def test_a_host_who_was_told_is_told_when_it_is_skipped(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    circle.village.pass_time(BEFORE)
    circle.presses(NOOR, "Skip the next one")
    assert "on Thursday 5 March at 14:00 is skipped" in circle.told(JONAS)
    assert "is skipped" not in circle.told(MARTA)


def test_a_host_is_told_of_the_next_one_where_theirs_is_moved_beyond_it(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    circle.village.pass_time(BEFORE)
    moves_to(circle, NOOR, "2026-03-13", "10:00")
    assert "on Thursday 12 March at 14:00" in circle.told(JONAS)
    circle.village.pass_time(10 * DAY)
    assert ["Host: Jonas" in words(card) for card in circle.opened()] == [True, False]
    assert circle.told(JONAS).count("your turn to host") == 2


def test_who_was_not_told_yet_or_moves_it_themselves_is_told_nothing_more(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    moves_to(circle, NOOR, "2026-03-06", "14:00")
    assert "your turn" not in circle.told(JONAS)
    circle.village.pass_time(BEFORE + DAY)
    moves_to(circle, JONAS, "2026-03-06", "15:00")
    assert circle.told(JONAS).count("your turn to host") == 1


def test_who_left_hosts_no_more(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS, MARTA)
    circle.village.command(JONAS, "leave")
    circle.village.pass_time(WEEK)
    assert "Host: Marta" in words(circle.opened()[-1])


def test_who_takes_themselves_out_is_in_it_no_more(circle: Recurring) -> None:
    circle.set()
    circle.volunteers(JONAS)
    out = circle.village.press(JONAS, circle.presses(JONAS, "Who hosts next"), "Take me out")
    assert "Nobody has offered yet" in words(out)
    assert "I'd host one" in buttons(out)


def test_told_late_where_it_was_set_late(circle: Recurring) -> None:
    circle.set(days=("1",), at="16:00")
    circle.volunteers(JONAS)
    circle.village.pass_time(timedelta(minutes=1))
    assert "Tuesday 3 March at 16:00" in circle.told(JONAS)


def plain(told: str) -> str:
    return told.replace("**", "")
