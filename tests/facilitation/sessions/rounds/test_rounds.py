"""A round in time: opened by itself, asked within each one's attention, reminded once, closed."""

from datetime import timedelta

from facilitation.events import Actor, MemberLeft
from facilitation.messages import Card, Quote, Small
from facilitation.sessions.rhythms.model import MeetingState, RhythmWork
from facilitation.texts import texts_in
from tests.carrier import Post
from tests.facilitation.sessions.rounds.practice import (
    HOUR,
    JONAS,
    MARTA,
    MINUTE,
    NOOR,
    QUESTION,
    SATURDAY,
    TUESDAY,
    YUSUF,
    Practice,
    kind,
)
from tests.shown import buttons, words
from tests.village import CHANNEL, TUESDAY_TEN

THURSDAY = "3"
DAY = timedelta(days=1)


def kinds(practice: Practice, person: Actor) -> list[str]:
    """ "prompt" and "reminder", as they came."""
    return [kind(post) for post in practice.village.private(person) if kind(post)]


def test_it_opens_by_itself_at_its_time(practice: Practice) -> None:
    practice.set()
    practice.village.pass_time(59 * MINUTE)
    assert practice.roots() == []
    practice.village.pass_time(MINUTE)
    assert QUESTION in words(practice.roots()[0])
    assert [kinds(practice, person) for person in practice.members] == [["prompt"]] * 3


def test_the_question_comes_first_on_the_card_and_then_who_will_see_the_answer(practice: Practice) -> None:
    practice.opens()
    message = practice.asked(JONAS).message
    assert isinstance(message, Card)
    _, question, promise, *_ = words(message).splitlines()
    assert QUESTION in question
    assert "Everybody in #clear-writing sees your answer" in promise
    assert buttons(message) == ["Answer", "Not this time", "My settings"]
    assert "Every Tuesday" in words(message)


def test_what_all_read_lets_each_see_in_their_own_zone_when_it_closes(practice: Practice) -> None:
    practice.opens()
    (root,) = practice.roots()
    closes = texts_in("en", "Europe/Brussels").when(practice.village.clock.now() + DAY)
    assert isinstance(root.message, Card)
    assert Small(f"Open until {closes}.") in root.message.body
    assert "Open until Wednesday 4 March at 11:00 (Europe/Brussels)." in words(root)
    assert "Open until Wednesday 4 March at 11:00." in words(practice.asked(JONAS))


def test_it_opens_every_week(practice: Practice) -> None:
    practice.opens()
    practice.village.pass_time(timedelta(days=14))
    assert len(practice.roots()) == 3


def test_who_is_in_quiet_hours_is_asked_when_these_end(practice: Practice) -> None:
    practice.set(at="19:00")
    practice.village.pass_time(10 * HOUR)
    assert kinds(practice, JONAS) == []
    practice.village.pass_time(12 * HOUR)
    assert kinds(practice, JONAS) == ["prompt"]


def test_who_is_in_quiet_hours_until_the_close_is_not_asked(practice: Practice) -> None:
    practice.set(at="19:00", open_for=("8",))
    practice.village.pass_time(48 * HOUR)
    assert [kinds(practice, person) for person in practice.members] == [[]] * 3


def test_at_the_weekend_the_round_is_open_but_nobody_is_disturbed(practice: Practice) -> None:
    practice.set(days=(SATURDAY,), open_for=("72",))
    practice.village.pass_time(timedelta(days=5))
    assert len(practice.roots()) == 1
    assert kinds(practice, JONAS) == []
    practice.village.pass_time(timedelta(days=1))
    assert kinds(practice, JONAS) == ["prompt"]


def test_who_paused_is_not_asked(practice: Practice) -> None:
    form = practice.village.command(MARTA, "settings")
    practice.village.fill(MARTA, form, pause=("week",))
    practice.opens()
    practice.closes()
    assert kinds(practice, MARTA) == []
    assert kinds(practice, JONAS) == ["prompt", "reminder"]


def test_only_those_who_did_nothing_are_reminded_and_only_once(practice: Practice) -> None:
    practice.opens(days=(TUESDAY,), open_for=("48",))
    practice.answers(JONAS, "I tried")
    practice.village.press(MARTA, practice.asked(MARTA), "Not this time")
    practice.village.pass_time(47 * HOUR)
    assert kinds(practice, NOOR) == ["prompt", "reminder"]
    assert kinds(practice, JONAS) == ["prompt"]
    assert kinds(practice, MARTA) == ["prompt"]
    assert "This is the only reminder" in words(practice.asked(NOOR))


def test_a_reminder_waits_for_quiet_hours_to_end(practice: Practice) -> None:
    practice.opens()
    practice.village.pass_time(20 * HOUR)  # seven in the morning
    assert kinds(practice, NOOR) == ["prompt"]
    practice.village.pass_time(HOUR)
    assert kinds(practice, NOOR) == ["prompt", "reminder"]


def test_who_answers_before_the_reminder_goes_out_does_not_get_it(practice: Practice) -> None:
    practice.opens()
    practice.village.pass_time(14 * HOUR)  # halfway; the reminder waits for the morning
    practice.answers(JONAS, "at night")
    practice.village.press(MARTA, practice.asked(MARTA), "Not this time")
    practice.closes()
    assert kinds(practice, JONAS) == ["prompt"]
    assert kinds(practice, MARTA) == ["prompt"]


def test_who_was_asked_late_is_not_reminded_right_after(practice: Practice) -> None:
    practice.set(at="19:00")
    practice.village.pass_time(22 * HOUR)  # asked at eight, after quiet hours; past halfway
    assert kinds(practice, JONAS) == ["prompt"]
    practice.village.pass_time(6 * HOUR)
    assert kinds(practice, JONAS) == ["prompt", "reminder"]


def test_who_pauses_before_being_asked_is_not_asked(practice: Practice) -> None:
    practice.set(at="19:00")
    practice.village.pass_time(10 * HOUR)  # open, in everybody's quiet hours
    practice.village.fill(MARTA, practice.village.command(MARTA, "settings"), pause=("week",))
    practice.village.pass_time(14 * HOUR)
    assert kinds(practice, JONAS) == ["prompt"]
    assert kinds(practice, MARTA) == []


def test_who_answers_before_being_asked_is_not_asked(practice: Practice) -> None:
    practice.set(at="19:00")
    practice.village.pass_time(10 * HOUR)
    form = practice.village.press(MARTA, practice.village.command(MARTA, "check-in"), "Answer")
    practice.village.fill(MARTA, form, answer_1="early bird")
    practice.village.pass_time(14 * HOUR)
    assert kinds(practice, MARTA) == []


def test_who_joins_meanwhile_is_not_asked_but_may_answer(practice: Practice) -> None:
    practice.opens()
    practice.village.join(YUSUF)
    form = practice.village.press(YUSUF, practice.roots()[0], "Answer")
    practice.village.fill(YUSUF, form, answer_1="I am new")
    assert "I am new" in words(practice.village.thread(practice.roots()[0].id)[0])
    practice.closes()
    assert kinds(practice, YUSUF) == []


def test_who_left_is_not_asked_and_what_they_said_stays(practice: Practice) -> None:
    practice.opens(visibility_ask=("sealed",))
    practice.answers(MARTA, "before I go")
    practice.village.command(MARTA, "leave")
    practice.village.command(JONAS, "leave")
    practice.closes()
    assert kinds(practice, JONAS) == ["prompt"]
    assert "Marta: before I go" in words(practice.village.thread(practice.roots()[0].id)[0])


def test_who_left_while_asking_waited_is_not_asked(practice: Practice) -> None:
    practice.set(at="19:00")
    practice.village.pass_time(10 * HOUR)
    practice.village.happen(
        MemberLeft(
            by=JONAS, place=None, delivery_id="gone", workspace=CHANNEL.workspace, at=practice.village.clock.now()
        )
    )
    practice.village.pass_time(14 * HOUR)
    assert kinds(practice, JONAS) == []
    assert kinds(practice, MARTA) == ["prompt"]


def test_who_left_may_not_answer(practice: Practice) -> None:
    practice.opens()
    form = practice.village.press(MARTA, practice.asked(MARTA), "Answer")
    practice.village.command(MARTA, "leave")
    assert "for members" in words(practice.village.press(MARTA, practice.asked(MARTA), "Answer"))
    assert "for members" in words(practice.village.fill(MARTA, form, answer_1="too late"))
    assert practice.village.thread(practice.roots()[0].id) == []


def test_at_the_close_the_card_counts_the_answers(practice: Practice) -> None:
    practice.opens()
    practice.answers(JONAS, "I tried")
    practice.closes()
    (root,) = practice.roots()
    assert "closed" in words(root)
    assert "1 answer, in the thread" in words(root)
    assert buttons(root) == []


def test_a_round_nobody_answered_ends_in_one_short_line_and_no_names(practice: Practice) -> None:
    practice.opens(visibility_ask=("sealed",))
    practice.village.press(MARTA, practice.asked(MARTA), "Not this time")
    practice.closes()
    (root,) = practice.roots()
    assert "No answers this time, and that is fine" in words(root)
    assert not any(name in words(root) for name in ("Noor", "Jonas", "Marta"))
    assert practice.village.thread(root.id) == []


def test_who_skipped_is_forgotten_at_the_close(practice: Practice) -> None:
    practice.opens()
    practice.village.press(MARTA, practice.asked(MARTA), "Not this time")
    practice.closes()
    assert turns(practice) == 0


def test_a_late_start_within_the_grace_still_opens(practice: Practice) -> None:
    practice.set()
    stand_still(practice, 3 * HOUR)  # until one; it was due at eleven
    assert len(practice.roots()) == 1
    practice.village.pass_time(22 * HOUR)
    assert "closed" in words(practice.roots()[0])


def test_a_start_later_than_its_grace_is_recorded_as_missed_and_told(practice: Practice) -> None:
    practice.set()
    stand_still(practice, 3 * HOUR + MINUTE)
    assert practice.roots() == []
    assert kinds(practice, JONAS) == []
    (told,) = [post for post in practice.village.private(NOOR) if "did not open" in words(post)]
    assert "- Tuesday 3 March at 11:00" in words(told)
    assert "Next: Tuesday 10 March at 11:00" in words(told)
    assert states(practice) == [MeetingState.MISSED]


def test_a_start_after_what_would_have_been_the_close_is_missed(practice: Practice) -> None:
    practice.set(open_for=("2",))
    stand_still(practice, 3 * HOUR)
    assert practice.roots() == []
    assert states(practice) == [MeetingState.MISSED]


def test_all_that_was_missed_is_told_at_once(practice: Practice) -> None:
    practice.set(days=(TUESDAY, THURSDAY))
    stand_still(practice, timedelta(days=21))
    told = [post for post in practice.village.private(NOOR) if "did not open" in words(post)]
    assert len(told) == 1
    assert "not running 6 times" in words(told[0])
    assert states(practice) == [MeetingState.MISSED] * 6


def test_a_round_opens_once_even_if_its_timer_comes_twice(practice: Practice) -> None:
    practice.set()
    practice.village.clock.moment += HOUR
    due = practice.village.look(lambda unit: unit.due_timers.claim(10, timedelta(0)))
    for timer in [*due, *due]:
        practice.village.happen(timer)
    assert len(practice.roots()) == 1


def test_a_long_digest_is_split_over_messages_that_every_platform_takes(crowd: Practice) -> None:
    crowd.opens(visibility_ask=("sealed",))
    for person in crowd.members:
        crowd.answers(person, f"{person.name} " + "x" * 1900)
    crowd.closes()
    thread = crowd.village.thread(crowd.roots()[0].id)
    assert len(thread) == 3
    assert all(sum(map(len, quotes(post))) <= 6000 for post in thread)
    assert sum(len(quotes(post)) for post in thread) == 7
    assert "(continued)" in words(thread[1])


def stand_still(practice: Practice, span: timedelta) -> None:
    """Time passes while Kring is not running; then it runs again."""
    practice.village.clock.moment += span
    practice.village.pass_time(timedelta(0))


def states(practice: Practice) -> list[MeetingState]:
    def look(unit: RhythmWork) -> list[MeetingState]:
        (series,) = unit.rhythms.all_series()
        return [meeting.state for meeting in unit.rhythms.meetings(series.id, TUESDAY_TEN.date())]

    return practice.village.within(look)


def turns(practice: Practice) -> int:
    identity = (practice.roots()[0].key or "").split("/")[1]
    return len(practice.village.within(lambda unit: unit.sessions.gathered(identity, 1)))


def quotes(post: Post) -> list[str]:
    assert isinstance(post.message, Card)
    return [block.text for block in post.message.body if isinstance(block, Quote)]
