"""What came of an answer: asked once, weeks later; skipped or never asked again with one press; shared by choice."""

from datetime import timedelta

from facilitation.messages import RefuseForm
from tests.carrier import Post
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, answered, kept
from tests.shown import buttons, opened, words
from tests.village import Village

WEEKS = timedelta(days=24)


def asked(village: Village) -> list[Post]:
    return [post for post in village.private(MARTA) if words(post).startswith("What did you do with it?")]


def test_it_is_asked_once_weeks_later_of_who_asked(village: Village) -> None:
    card = answered(village)
    village.pass_time(timedelta(days=20))
    assert asked(village) == []
    village.pass_time(timedelta(days=4))
    (question,) = asked(village)
    assert buttons(question) == [
        "I tried it",
        "I did it in my own way",
        "I let it go",
        "Skip this",
        "Don't ask me this again",
    ]
    village.press(MARTA, card, "Reopen")
    village.react(MARTA, village.say(NOOR, "Another way", thread=card.id))
    village.pass_time(2 * WEEKS)
    assert len(asked(village)) == 1


def test_what_is_shared_stands_in_the_thread_with_a_name(village: Village) -> None:
    card = answered(village)
    village.pass_time(WEEKS)
    form = village.press(MARTA, asked(village)[0], "I did it in my own way")
    assert "everyone in #clear-writing reads it in the thread, with your name" in words(form)
    village.fill(MARTA, form, words="Aloud, twice.", share=("thread",))
    assert words(village.thread(card.id)[-1]) == "Marta did it in their own way\nMarta: Aloud, twice."


def test_nobody_is_nobody_nothing_is_written_down_nor_told_to_what_was_kept(village: Village) -> None:
    card = kept(village)
    before = len(village.thread(card.id))
    (item,) = village.find("review")
    village.pass_time(WEEKS)
    form = village.press(MARTA, asked(village)[0], "I let it go")
    assert [each.name for each in opened(form).inputs] == ["what", "share", "words"], "who reads it, before the words"
    acts = village.within(lambda unit: len(unit.knowledge.acts(item.id)))
    told = village.fill(MARTA, form, words="Too shy", share=("nobody",))
    assert "Nothing was written down" in words(told)
    assert buttons(told) == []
    assert len(village.thread(card.id)) == before
    assert village.within(lambda unit: unit.around.adoptions(str(card.key).split("/")[1])) == []
    assert village.within(lambda unit: len(unit.knowledge.acts(item.id))) == acts


def test_what_is_shared_says_what_became_of_it(village: Village) -> None:
    answered(village)
    village.pass_time(WEEKS)
    form = village.press(MARTA, asked(village)[0], "I tried it")
    assert isinstance(village.fill(MARTA, form, what=(), share=("thread",)), RefuseForm)


def test_a_note_is_taken_back_with_its_words(village: Village) -> None:
    card = answered(village)
    village.pass_time(WEEKS)
    form = village.press(MARTA, asked(village)[0], "I tried it")
    thanks = village.fill(MARTA, form, words="Aloud, twice.", share=("thread",))
    village.press(MARTA, thanks, "Take my note back")
    assert "twice" not in words(village.thread(card.id)[-1])
    assert village.within(lambda unit: unit.around.adoptions(str(card.key).split("/")[1])) == []


def test_skipped_is_skipped(village: Village) -> None:
    answered(village)
    village.pass_time(WEEKS)
    assert "Skipped" in words(village.press(MARTA, asked(village)[0], "Skip this"))


def test_one_press_and_it_is_never_asked_again(village: Village) -> None:
    answered(village)
    village.pass_time(WEEKS)
    village.press(MARTA, asked(village)[0], "Don't ask me this again")
    answered(village)
    village.pass_time(WEEKS)
    assert len(asked(village)) == 1


def test_of_what_was_reopened_nothing_is_asked(village: Village) -> None:
    card = answered(village)
    village.press(MARTA, card, "Reopen")
    village.pass_time(WEEKS)
    assert asked(village) == []


def test_who_left_is_not_asked(village: Village) -> None:
    answered(village)
    village.command(MARTA, "leave")
    village.pass_time(WEEKS)
    assert asked(village) == []


def test_nobody_elses_button_tells_for_them(village: Village) -> None:
    answered(village)
    village.pass_time(WEEKS)
    assert "That is for Marta" in words(village.press(JONAS, asked(village)[0], "I tried it"))


def test_a_kept_answer_that_was_tried_by_its_asker_is_told_to_knowledge(village: Village) -> None:
    card = kept(village)
    village.pass_time(WEEKS)
    form = village.press(MARTA, asked(village)[0], "I tried it")
    village.fill(MARTA, form, words="Aloud, twice.", share=("thread",))
    assert "Marta tried it" in words(village.thread(card.id)[-1])


def test_with_its_question_a_note_goes_too(village: Village) -> None:
    card = answered(village)
    village.pass_time(WEEKS)
    form = village.press(MARTA, asked(village)[0], "I tried it")
    village.fill(MARTA, form, words="Aloud, twice.", share=("thread",))
    village.press(MARTA, card, "Reopen")
    village.press(MARTA, village.press(MARTA, card, "Withdraw"), "Yes")
    assert "twice" not in words(village.thread(card.id)[-1])
    assert village.within(lambda unit: unit.around.adoptions(str(card.key).split("/")[1])) == []
