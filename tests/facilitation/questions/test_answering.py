"""Choosing the reply that helped, reopening, withdrawing: the asker's to do, and safe to do twice."""

from facilitation.messages import NO_CHOICE, ChoiceInput, RefuseForm, Whisper
from tests.carrier import Post
from tests.facilitation.clear_writing import ANSWER, JONAS, MARTA, NOOR, TITLE, answered, ask, found, kept
from tests.shown import buttons, opened, title, waiting, words
from tests.village import Village


def choices(village: Village, card: Post) -> dict[str, str]:
    """Label and value of each reply offered."""
    asked = opened(village.press(MARTA, card, "Choose")).inputs[0]
    assert isinstance(asked, ChoiceInput)
    return {option.label: option.value for option in asked.options if option.value != NO_CHOICE}


def test_the_askers_tick_on_a_reply_answers_the_question(village: Village) -> None:
    card = ask(village)
    village.react(MARTA, village.say(JONAS, ANSWER, thread=card.id))
    assert "Answered by **Jonas**" in words(card)
    assert buttons(card) == ["Reopen this question", "What else I can do"]


def test_anybody_elses_tick_says_nothing(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, ANSWER, thread=card.id)
    assert village.react(NOOR, reply) is None
    assert village.react(JONAS, reply) is None
    assert village.react(MARTA, reply, "🎉") is None
    assert "Answered" not in words(card)


def test_the_button_lists_the_replies_with_their_authors_and_first_words(village: Village) -> None:
    card = ask(village)
    village.say(JONAS, ANSWER, thread=card.id)
    village.say(NOOR, "Ask a friend\nto read it", thread=card.id)
    assert list(choices(village, card)) == [f"Jonas: {ANSWER}", "Noor: Ask a friend to read it"]


def test_the_chosen_reply_answers_the_question(village: Village) -> None:
    card = ask(village)
    village.say(JONAS, "No idea", thread=card.id)
    village.say(NOOR, ANSWER, thread=card.id)
    form = village.press(MARTA, card, "Choose")
    village.fill(MARTA, form, reply=(choices(village, card)[f"Noor: {ANSWER}"],))
    assert "Answered by **Noor**" in words(card)


def test_the_button_is_for_the_asker(village: Village) -> None:
    card = ask(village)
    village.say(JONAS, ANSWER, thread=card.id)
    for label in ("Choose", "Withdraw"):
        assert "That is for Marta" in words(village.press(JONAS, card, label))


def test_without_replies_the_asker_is_told_so(village: Village) -> None:
    assert "no replies in the thread yet" in words(village.press(MARTA, ask(village), "Choose"))


def test_a_long_thread_offers_its_latest_replies_and_a_tick_takes_any(village: Village) -> None:
    card = ask(village)
    first = village.say(JONAS, ANSWER, thread=card.id)
    for number in range(30):
        village.say(NOOR, f"Thought {number}", thread=card.id)
    form = opened(village.press(MARTA, card, "Choose"))
    assert len(choices(village, card)) == 24
    assert "an earlier reply" in words(form)
    village.react(MARTA, first)
    assert "Answered by **Jonas**" in words(card)


def test_a_reply_deleted_while_the_form_was_open_is_refused_there(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, ANSWER, thread=card.id)
    form = village.press(MARTA, card, "Choose")
    village.delete(reply)
    assert isinstance(village.fill(MARTA, form, reply=(reply,)), RefuseForm)


def test_a_second_tick_does_not_change_the_answer(village: Village) -> None:
    card = answered(village)
    other = village.say(NOOR, "Another thought", thread=card.id)
    assert village.react(MARTA, other) is None  # nobody waits at a reaction, so what is to be said is sent
    assert "has its answer" in words(village.private(MARTA)[-1])
    assert "Answered by **Jonas**" in words(card)


def test_the_same_tick_twice_is_one(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, ANSWER, thread=card.id)
    village.react(MARTA, reply)
    before = len(village.private(MARTA))
    assert village.react(MARTA, reply) is None
    assert len(village.private(MARTA)) == before


def test_reopened_it_waits_for_another_reply(village: Village) -> None:
    card = answered(village)
    other = village.say(NOOR, "Another thought", thread=card.id)
    assert "is open again" in words(village.press(MARTA, card, "Reopen"))
    assert found(village, "review") == []
    village.react(MARTA, other)
    assert "Answered by **Noor**" in words(card)


def test_only_the_asker_reopens(village: Village) -> None:
    card = answered(village)
    assert "That is for Marta" in words(village.press(JONAS, card, "Reopen"))
    assert buttons(card) == ["Reopen this question", "What else I can do"]


def test_withdrawing_names_the_question_and_asks(village: Village) -> None:
    card = ask(village)
    asks = village.press(MARTA, card, "Withdraw")
    assert title(asks) == f"Withdraw “{TITLE}”?"
    assert TITLE in words(card)


def test_a_withdrawn_question_leaves_no_words(village: Village) -> None:
    card = ask(village, detail="Mine take weeks.")
    village.press(MARTA, village.press(MARTA, card, "Withdraw"), "Yes")
    assert title(card) == "This question was withdrawn"
    assert "weeks" not in words(card)
    assert waiting(village.home(MARTA)) == ()


def test_an_answered_question_can_be_withdrawn_from_an_older_card(village: Village) -> None:
    card = ask(village)
    asks = village.press(MARTA, card, "Withdraw")
    village.react(MARTA, village.say(JONAS, ANSWER, thread=card.id))
    village.press(MARTA, asks, "Yes")
    assert title(card) == "This question was withdrawn"
    assert found(village, "review") == []


def test_buttons_of_old_cards_say_so_and_change_nothing(village: Village) -> None:
    card = ask(village)
    old = Post(card.id, card.to, card.message, card.key)
    village.press(MARTA, village.press(MARTA, card, "Withdraw"), "Yes")
    for label in ("Choose", "Withdraw"):
        told = village.press(MARTA, old, label)
        assert isinstance(told, Whisper)
        assert "no longer there" in words(told)


def test_a_choice_on_an_old_form_of_an_answered_question_changes_nothing(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, ANSWER, thread=card.id)
    other = village.say(NOOR, "Another thought", thread=card.id)
    form = village.press(MARTA, card, "Choose")
    village.react(MARTA, reply)
    assert "has its answer" in words(village.fill(MARTA, form, reply=(other,)))
    assert "Answered by **Jonas**" in words(card)


def test_an_asker_who_left_is_shown_how_to_come_back(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, ANSWER, thread=card.id)
    village.command(MARTA, "leave")
    assert "Join this community" in buttons(village.press(MARTA, card, "Choose"))
    assert village.react(MARTA, reply) is None
    assert "Answered" not in words(card)


def test_home_shows_my_open_questions_and_my_drafts(village: Village) -> None:
    kept(village)
    village.fill(MARTA, village.command(MARTA, "ask"), title="Starting a review?")
    card = ask(village, title="Who reads my letter?")
    village.say(JONAS, "I do", thread=card.id)
    shown = waiting(village.home(MARTA))
    assert {title(each) for each in shown} == {"Who reads my letter?", "Has this been answered already?"}
    assert any("1 reply so far" in words(each) for each in shown)
    assert waiting(village.home(JONAS)) == ()
