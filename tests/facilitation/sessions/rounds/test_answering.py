"""Answering, changing one's answer, not this time; and pressing what is over."""

import pytest

from facilitation.events import Said
from facilitation.messages import Button, Card, OpenForm, RefuseForm, ReplaceCard, Subject, Whisper
from facilitation.sessions.rounds.asking import ANSWER
from tests.facilitation.sessions.rounds.practice import HOUR, JONAS, MARTA, NOOR, QUESTION, SOUND, Practice
from tests.shown import buttons, opened, words


def test_an_open_answer_stands_in_the_thread_at_once_with_its_name(practice: Practice) -> None:
    practice.opens()
    practice.answers(JONAS, "I tried *short* <b>words</b>")
    (said,) = practice.village.thread(practice.roots()[0].id)
    assert words(said) == "Jonas\nI tried *short* <b>words</b>"


def test_the_form_says_first_who_will_see_it(practice: Practice) -> None:
    practice.opens()
    form = practice.village.press(JONAS, practice.asked(JONAS), "Answer")
    assert "sees your answer at once, with your name" in words(form).splitlines()[1]
    assert opened(form).inputs[0].label == QUESTION


def test_an_answer_can_be_changed_while_it_is_open(practice: Practice) -> None:
    practice.opens()
    practice.answers(JONAS, "first thought")
    form = opened(practice.village.press(JONAS, practice.asked(JONAS), "Change my answer"))
    assert [each.initial for each in form.inputs] == ["first thought"]
    practice.village.fill(JONAS, form, answer_1="second thought")
    (said,) = practice.village.thread(practice.roots()[0].id)
    assert words(said) == "Jonas\nsecond thought"
    assert said.updates == 1


def test_the_card_that_asked_becomes_the_one_that_thanks(practice: Practice) -> None:
    practice.opens()
    assert practice.answers(JONAS, "I tried") is None
    assert "your answer is in" in words(practice.asked(JONAS))
    assert buttons(practice.asked(JONAS)) == ["Change my answer"]


def test_who_answers_from_the_channel_is_told_privately(practice: Practice) -> None:
    practice.opens()
    answer = practice.village.fill(JONAS, practice.village.press(JONAS, practice.roots()[0], "Answer"), answer_1="yes")
    assert isinstance(answer, Whisper)
    assert "your answer is in" in words(answer)
    assert "yes" not in words(answer)


def test_sending_twice_is_harmless(practice: Practice) -> None:
    practice.opens()
    form = practice.village.press(JONAS, practice.asked(JONAS), "Answer")
    for _ in range(2):
        practice.village.fill(JONAS, form, answer_1="I tried")
    assert len(practice.village.thread(practice.roots()[0].id)) == 1


def test_of_several_questions_some_may_stay_empty_but_not_all(practice: Practice) -> None:
    practice.opens(question_2="And now?")
    refused = practice.answers(JONAS, "  ")
    assert isinstance(refused, RefuseForm)
    assert "Write something" in refused.errors["answer_1"]
    practice.answers(JONAS, "", answer_2="onwards")
    (said,) = practice.village.thread(practice.roots()[0].id)
    assert words(said) == "Jonas\n**And now?**\nonwards"


def test_a_text_too_long_is_refused_and_kept_in_the_form(practice: Practice) -> None:
    practice.opens()
    refused = practice.answers(JONAS, "x" * 40_000)
    assert isinstance(refused, RefuseForm)
    assert "within 2000 characters" in refused.errors["answer_1"]
    assert practice.village.thread(practice.roots()[0].id) == []


def test_hostile_text_stays_text(practice: Practice) -> None:
    practice.opens()
    text = "<!channel> </script> \u202eright to left\u202c 🎉 **bold** [x](http://x)"
    practice.answers(JONAS, text)
    (said,) = practice.village.thread(practice.roots()[0].id)
    assert words(said) == f"Jonas\n{text}"


def test_not_this_time_replaces_the_card_and_can_be_reconsidered(practice: Practice) -> None:
    practice.opens()
    skipped = practice.village.press(JONAS, practice.asked(JONAS), "Not this time")
    assert isinstance(skipped, ReplaceCard)
    assert "Nobody is told" in words(skipped)
    form = practice.village.press(JONAS, skipped, "Answer after all")
    practice.village.fill(JONAS, form, answer_1="well then")
    assert "well then" in words(practice.village.thread(practice.roots()[0].id)[0])


def test_not_this_time_on_an_old_card_takes_no_answer_away(practice: Practice) -> None:
    practice.opens()
    old = practice.asked(JONAS).message
    practice.answers(JONAS, "I tried")
    assert "your answer is in" in words(practice.village.press(JONAS, old, "Not this time"))
    practice.closes()
    assert "1 answer" in words(practice.roots()[0])


def test_an_answer_after_the_close_is_kept_in_the_form_and_nowhere_else(practice: Practice) -> None:
    practice.opens()
    form = practice.village.press(JONAS, practice.asked(JONAS), "Answer")
    practice.closes()
    refused = practice.village.fill(JONAS, form, answer_1="too late")
    assert isinstance(refused, RefuseForm)
    assert "Your text is still here" in refused.errors["answer_1"]
    assert practice.village.thread(practice.roots()[0].id) == []


def test_it_is_over_at_its_time_even_before_it_has_been_closed(practice: Practice) -> None:
    practice.opens()
    form = practice.village.press(JONAS, practice.asked(JONAS), "Answer")
    practice.village.clock.moment += 24 * HOUR
    assert isinstance(practice.village.fill(JONAS, form, answer_1="too late"), RefuseForm)


@pytest.mark.parametrize("label", ["Answer", "Not this time"])
def test_the_private_card_of_a_closed_round_is_replaced_by_a_friendly_line(practice: Practice, label: str) -> None:
    practice.opens()
    old = practice.asked(JONAS)
    practice.closes()
    answer = practice.village.press(JONAS, old.message, label)
    assert isinstance(answer, ReplaceCard)
    assert "closed on Wednesday 4 March at 11:00" in words(answer)


def test_the_shared_card_of_a_closed_round_is_left_alone(practice: Practice) -> None:
    practice.opens()
    old = practice.roots()[0].message
    practice.closes()
    answer = practice.village.press(JONAS, old, "Answer")
    assert isinstance(answer, Whisper)
    assert "nothing was changed" in words(answer)


def test_a_button_for_a_round_that_never_was_says_so(practice: Practice) -> None:
    practice.opens()
    forged = answer_button_of("nothing", practice)
    assert "not there any more" in words(practice.village.press(JONAS, forged, "Answer"))


def answer_button_of(round_id: str, practice: Practice) -> Card:
    subject = Subject(practice.village.community().id, round_id)
    return Card("", actions=(Button("Answer", ANSWER, subject),))


def test_check_in_offers_to_answer_what_is_open(practice: Practice) -> None:
    practice.opens()
    shown = practice.village.command(JONAS, "check-in")
    assert buttons(shown) == [f"Answer “{QUESTION}”"]
    practice.village.fill(JONAS, practice.village.press(JONAS, shown, "Answer"), answer_1="from here")
    shown = practice.village.command(JONAS, "check-in")
    assert "you have answered" in words(shown)
    assert buttons(shown) == [f"Change my answer to “{QUESTION}”"]
    assert "your answer is in" in words(practice.asked(JONAS))


def test_home_shows_what_is_open_and_what_comes(practice: Practice) -> None:
    assert not any("Check-ins" in words(card) for card in practice.village.home(JONAS).cards)
    practice.opens()
    card = next(card for card in practice.village.home(JONAS).cards if "Check-ins" in card.title)
    assert buttons(card) == [f"Answer “{QUESTION}”"]
    assert "Next: Tuesday 10 March at 11:00" in words(card)
    assert isinstance(practice.village.press(JONAS, card, "Answer"), OpenForm)


def test_where_a_form_can_not_be_opened_a_button_opens_it(practice: Practice) -> None:
    answer = practice.village.command(NOOR, "check-in new", said=Said.MENTION)
    assert "I have a short form ready" in words(answer)
    form = practice.village.press(NOOR, answer, "Open the form")
    assert "The check-in is set" in words(practice.village.fill(NOOR, form, **SOUND))


def test_everyone_is_asked_in_their_own_language(practice: Practice) -> None:
    practice.village.fill(MARTA, practice.village.command(MARTA, "settings"), language=("nl",))
    practice.opens()
    assert "Iedereen in #clear-writing ziet je antwoord meteen" in words(practice.asked(MARTA))
    assert "Everybody in #clear-writing" in words(practice.asked(JONAS))
