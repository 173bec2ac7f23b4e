"""The same question twice: joined, put together, answered together, taken apart; several replies may help."""

from datetime import timedelta

import pytest

from facilitation.events import Actor
from facilitation.messages import ChoiceInput, RefuseForm
from facilitation.questions.news import news
from tests.carrier import Post
from tests.facilitation.clear_writing import ANSWER, JONAS, MARTA, NOOR, TITLE, TOMAS, answered, ask, found, kept
from tests.shown import button, buttons, opened, title, words
from tests.village import Village

OTHER = "Which way does one begin reviewing?"
DOUBT = "Why do we let the lawyer read last?"


@pytest.fixture
def two(village: Village) -> tuple[Post, Post]:
    """Marta's question, and one like it of Noor's."""
    return ask(village), ask(village, by=NOOR, title=OTHER)


def put_together(village: Village, by: Actor, card: Post) -> object:
    form = village.press(by, village.press(by, card, "What else"), "Put it together")
    asked = opened(form).inputs[0]
    assert isinstance(asked, ChoiceInput)
    return village.fill(by, form, other=(asked.options[0].value,))


def identity(card: Post) -> str:
    return str(card.key).split("/")[1]


def told_by_the_news(village: Village) -> list[str]:
    since = village.clock.moment - timedelta(days=7)
    return village.within(lambda unit: [each.title for each in news(unit, since)])


def told(village: Village, who: Actor) -> str:
    return words(village.private(who)[-1])


# Joining


def test_who_has_the_same_question_joins_it_and_hears_when_it_is_answered(village: Village) -> None:
    card = ask(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    assert buttons(first) == ["Join that one", f"Show: {TITLE}", "Ask anyway"]
    before = len(village.channel())
    assert "Nobody else has seen" in words(village.press(NOOR, first, "Join that one"))
    village.react(MARTA, village.say(JONAS, ANSWER, thread=card.id))
    assert len(village.channel()) == before
    assert "A reply by Jonas in #clear-writing answered it" in told(village, NOOR).replace("*", "")


def test_what_was_joined_can_still_be_asked(village: Village) -> None:
    ask(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    village.press(NOOR, village.press(NOOR, first, "Join that one"), "Ask it after all")
    assert title(village.channel()[-1]) == "Starting a review?"


def test_joining_twice_is_joining_once_and_can_be_undone(village: Village) -> None:
    card = ask(village)
    more = village.press(JONAS, card, "What else")
    village.press(JONAS, more, "I have this question too")
    village.press(JONAS, more, "I have this question too")
    again = village.press(JONAS, card, "What else")
    assert buttons(again) == ["Don't tell me about it any more"]
    village.press(JONAS, again, "Don't tell me")
    before = len(village.private(JONAS))
    village.react(MARTA, village.say(NOOR, ANSWER, thread=card.id))
    assert len(village.private(JONAS)) == before


def test_what_was_found_meanwhile_answered_can_not_be_joined(village: Village) -> None:
    card = ask(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    village.react(MARTA, village.say(JONAS, ANSWER, thread=card.id))
    assert "no longer there" in words(village.press(NOOR, first, "Join that one"))


def test_a_kept_answer_an_answered_and_an_open_question_are_shown_together(village: Village) -> None:
    kept(village)
    answered(village, asker=NOOR)
    ask(village, by=NOOR, title="Starting a long review?")
    first = village.fill(JONAS, village.command(JONAS, "ask"), title="Starting a review?")
    shown = words(first)
    assert all(kind in shown for kind in ("Answer:", "Answered question:", "Open question:"))


# Put together


def test_put_together_both_threads_count_and_both_askers_hear(village: Village, two: tuple[Post, Post]) -> None:
    one, other = two
    put_together(village, NOOR, other)
    assert f"Together with “{TITLE}”" in words(other)
    village.react(MARTA, village.say(JONAS, ANSWER, thread=one.id))
    assert "Answered by **Jonas**" in words(one)
    assert f"Answered by **Jonas**, in the thread of “{TITLE}”" in words(other)
    assert f"It stands together with “{TITLE}”" in told(village, NOOR)


def test_answered_in_the_other_thread_by_the_other_asker(village: Village, two: tuple[Post, Post]) -> None:
    one, other = two
    put_together(village, NOOR, other)
    village.react(NOOR, village.say(JONAS, ANSWER, thread=other.id))
    assert "Answered by **Jonas**, in the thread of" in words(one)
    assert "answered it" in told(village, MARTA)


def test_taken_apart_what_the_others_reply_answered_is_open_again(village: Village, two: tuple[Post, Post]) -> None:
    one, other = two
    undo = put_together(village, NOOR, other)
    village.react(MARTA, village.say(JONAS, ANSWER, thread=one.id))
    village.press(NOOR, undo, "Take the two apart")
    assert "Answered" in words(one)
    assert words(other).startswith(f"{OTHER}\nNoor asks.")
    assert "any more" in words(village.press(NOOR, undo, "Take the two apart"))


def test_reopened_they_are_open_together(village: Village, two: tuple[Post, Post]) -> None:
    one, other = two
    put_together(village, NOOR, other)
    village.react(MARTA, village.say(JONAS, ANSWER, thread=one.id))
    village.press(MARTA, one, "Reopen")
    assert "Answered" not in words(one) + words(other)


def test_when_the_first_is_withdrawn_the_other_stands_alone(village: Village, two: tuple[Post, Post]) -> None:
    one, other = two
    put_together(village, NOOR, other)
    village.press(MARTA, village.press(MARTA, one, "Withdraw"), "Yes")
    assert "Together" not in words(other)


def test_who_neither_asked_nor_facilitates_can_not_put_together(village: Village, two: tuple[Post, Post]) -> None:
    one, _ = two
    assert "Put it together with a question like it" not in buttons(village.press(JONAS, one, "What else"))


def test_a_facilitator_does_and_its_asker_is_told_with_the_way_back(village: Village, two: tuple[Post, Post]) -> None:
    one, _ = two
    put_together(village, NOOR, one)
    assert "ask the same" in told(village, MARTA)
    village.press(MARTA, village.private(MARTA)[-1], "Take the two apart")
    assert "Together" not in words(one)


def test_two_who_accept_different_replies_at_once_make_one_outcome(village: Village, two: tuple[Post, Post]) -> None:
    one, other = two
    put_together(village, NOOR, other)
    here, there = village.say(JONAS, ANSWER, thread=one.id), village.say(TOMAS, "Aloud, to a friend", thread=other.id)
    village.react(MARTA, here)
    village.react(NOOR, there)
    assert "Answered by **Jonas**" in words(one)
    assert "Answered by **Jonas**, in the thread of" in words(other)
    assert "has its answer" in told(village, NOOR)
    assert "Helped too" in words(other)


def test_both_askers_hear_that_a_facilitator_put_their_questions_together(village: Village) -> None:
    one, _ = ask(village), ask(village, by=JONAS, title=OTHER)
    put_together(village, NOOR, one)
    assert "ask the same" in told(village, MARTA)
    assert "ask the same" in told(village, JONAS)


# A challenge is its author's alone


def doubt(village: Village, by: Actor = MARTA, name: str = "named") -> tuple[object, Post]:
    """What its author is answered, and the card."""
    told = village.fill(by, village.command(by, "ask"), title=DOUBT, kind=("challenge",), name=(name,))
    village.pass_time(timedelta(hours=1))
    return told, village.channel()[-1]


def test_nobody_puts_their_question_together_with_anothers_challenge(village: Village) -> None:
    _, challenge = doubt(village)
    mine = ask(village, by=JONAS, title=OTHER)
    assert "no other open question" in words(village.press(JONAS, village.press(JONAS, mine, "What else"), "Put it"))
    ask(village, by=NOOR, title=TITLE)
    form = village.press(JONAS, village.press(JONAS, mine, "What else"), "Put it")
    forged = village.fill(JONAS, form, other=(identity(challenge),))
    assert isinstance(forged, RefuseForm)


def test_only_its_author_settles_a_challenge_that_stands_with_others(village: Village) -> None:
    _, challenge = doubt(village)
    mine = ask(village, by=JONAS, title=OTHER)
    put_together(village, MARTA, challenge)
    before = len(village.private(MARTA))
    village.react(JONAS, village.say(JONAS, "Nonsense", thread=challenge.id))
    village.react(JONAS, village.say(JONAS, "Nonsense", thread=mine.id))
    assert "Answered by **Jonas**" in words(mine)
    assert "Marta doubts this practice" in words(challenge)
    assert len(village.private(MARTA)) == before, "nor is she told that it was answered"
    village.react(MARTA, village.say(JONAS, ANSWER, thread=challenge.id))
    assert "Jonas" in words(challenge)


def test_who_asked_the_first_takes_it_apart_too(village: Village, two: tuple[Post, Post]) -> None:
    one, other = two
    put_together(village, NOOR, other)
    village.react(NOOR, village.say(JONAS, ANSWER, thread=other.id))
    assert "Answered" in words(one)
    assert "stands by itself" in words(village.press(MARTA, village.press(MARTA, one, "What else"), "Take the two"))
    assert "Answered" not in words(one)
    assert "Answered by **Jonas**" in words(other)


def test_who_asked_without_a_name_takes_it_apart_by_the_receipt(village: Village) -> None:
    receipt = village.fill(MARTA, village.command(MARTA, "ask"), title=TITLE, name=("anonymous",))
    code = button(receipt, "Don't ask").subject.detail
    village.pass_time(timedelta(hours=1))
    card = village.channel()[-1]
    other = ask(village, by=JONAS, title=OTHER)
    put_together(village, JONAS, other)
    again = village.command(MARTA, f"receipt {code}")
    assert "stands by itself" in words(village.press(MARTA, again, "Take the two apart"))
    assert "Together" not in words(card) + words(other)
    assert "any more" in words(village.press(MARTA, again, "Take the two apart"))


def test_what_is_hidden_is_not_told_by_what_stands_with_it_nor_by_the_news(village: Village) -> None:
    one, other = ask(village), ask(village, by=JONAS, title=OTHER)
    put_together(village, JONAS, other)
    assert TITLE in words(other)
    village.fill(NOOR, village.press(NOOR, village.press(NOOR, one, "What else"), "Hide"), reason="It names somebody.")
    assert TITLE not in words(other)
    assert TITLE not in words(village.press(JONAS, village.press(JONAS, other, "What else"), "Take the two apart"))
    village.react(MARTA, village.say(JONAS, ANSWER, thread=one.id))
    assert TITLE not in told_by_the_news(village)
    village.press(NOOR, one, "Show this question again")
    assert TITLE in told_by_the_news(village)


# Several that helped, or none


def test_several_helped_and_one_is_the_answer(village: Village) -> None:
    card = ask(village)
    first, second, third = (
        village.say(who, said, thread=card.id) for who, said in ((JONAS, ANSWER), (NOOR, "Aloud"), (TOMAS, "Not sure"))
    )
    village.fill(MARTA, village.press(MARTA, card, "Choose"), reply=(first,), helped=(first, second))
    assert "Answered by **Jonas**" in words(card)
    assert "Helped too: Noor." in words(card)
    village.react(MARTA, third)
    assert "Helped too: Noor and Tomas." in words(card)
    village.delete(second)
    assert "Helped too: Tomas." in words(card)


def test_none_is_the_answer_and_it_is_closed_and_reopened(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, "No idea", thread=card.id)
    village.fill(MARTA, village.press(MARTA, card, "Choose"), reply=("-",), helped=(reply,))
    assert "Closed. These helped: Jonas." in words(card)
    assert "without an answer" not in words(card)
    assert found(village, "review") == []
    village.press(MARTA, card, "Reopen")
    village.react(MARTA, reply)
    assert "Answered by **Jonas**" in words(card)


def test_without_any_reply_it_can_be_closed(village: Village) -> None:
    card = ask(village)
    village.press(MARTA, village.press(MARTA, card, "Choose"), "Close it")
    assert "Closed without an answer" in words(card)


def test_nothing_chosen_is_refused(village: Village) -> None:
    card = ask(village)
    village.say(JONAS, ANSWER, thread=card.id)
    assert isinstance(village.fill(MARTA, village.press(MARTA, card, "Choose"), reply=()), RefuseForm)
