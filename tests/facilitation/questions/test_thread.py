"""The thread under a question: what is captured, and what follows its source."""

from dataclasses import replace

from facilitation.messages import ChoiceInput
from facilitation.people import PlaceRef
from facilitation.questions.model import Reply
from tests.carrier import Post
from tests.facilitation.clear_writing import ANSWER, JONAS, MARTA, NOOR, TOMAS, answered, ask, found
from tests.shown import button, buttons, opened, words
from tests.village import WORKSPACE, Village


def replies(village: Village, card: Post) -> list[Reply]:
    identity = (card.key or "").split("/")[1]
    return list(village.within(lambda unit: unit.questions.replies(identity, 100)))


def test_replies_are_captured_in_their_order(village: Village) -> None:
    card = ask(village)
    for by, text in ((JONAS, "First"), (NOOR, "Second"), (MARTA, "Thank you both")):
        village.say(by, text, thread=card.id)
    assert [(reply.author, reply.text) for reply in replies(village, card)] == [
        (JONAS.ref, "First"),
        (NOOR.ref, "Second"),
        (MARTA.ref, "Thank you both"),
    ]


def test_what_is_said_elsewhere_is_not_captured(village: Village) -> None:
    card = ask(village)
    other = village.say(JONAS, "Something else")
    village.say(NOOR, "About something else", thread=other)
    village.say(NOOR, "In another channel", thread=card.id, channel=PlaceRef(WORKSPACE, "lunch"))
    assert replies(village, card) == []


def test_somebody_who_did_not_join_may_answer_too(village: Village) -> None:
    card = ask(village)
    village.say(TOMAS, ANSWER, thread=card.id)
    assert [reply.author for reply in replies(village, card)] == [TOMAS.ref]


def test_bots_are_not_heard(village: Village) -> None:
    card = ask(village)
    village.say(replace(JONAS, is_bot=True), "I am helpful", thread=card.id)
    assert replies(village, card) == []


def test_an_edit_at_the_source_is_an_edit_here(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, "Start with teh purpose", thread=card.id)
    village.edit(reply, ANSWER)
    assert [each.text for each in replies(village, card)] == [ANSWER]


def test_what_is_deleted_at_the_source_is_gone_here(village: Village) -> None:
    card = ask(village)
    village.delete(village.say(JONAS, ANSWER, thread=card.id))
    assert replies(village, card) == []


def test_when_the_chosen_reply_is_deleted_the_question_is_open_again(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, ANSWER, thread=card.id)
    village.react(MARTA, reply)
    village.delete(reply)
    assert "Choose the reply that helped" in buttons(card)
    assert found(village, "review") == []
    assert any("your question is open again" in words(post) for post in village.private(MARTA))


def test_edits_and_deletions_of_what_nobody_knows_change_nothing(village: Village) -> None:
    card = answered(village)
    village.edit("unknown", "x")
    village.delete("unknown")
    assert "Answered by" in words(card)


def test_forty_thousand_characters_of_reply_are_captured_whole(village: Village) -> None:
    card = ask(village)
    village.say(JONAS, "w" * 40_000, thread=card.id)
    assert len(replies(village, card)[0].text) == 40_000
    assert all(len(label) <= 75 for label in _labels(village, card))


def test_a_text_with_nul_is_kept_without_it(village: Village) -> None:
    card = ask(village)
    village.say(JONAS, "before\0after", thread=card.id)
    assert "\0" not in replies(village, card)[0].text


def test_the_replies_of_a_withdrawn_question_are_forgotten(village: Village) -> None:
    card = ask(village)
    village.say(JONAS, ANSWER, thread=card.id)
    asked_twice = village.press(MARTA, card, "Withdraw")
    village.press(MARTA, asked_twice, "Yes")
    village.say(JONAS, "A late one", thread=card.id)
    assert replies(village, card) == []
    assert button(asked_twice, "Yes").subject.id


def _labels(village: Village, card: Post) -> list[str]:
    only = opened(village.press(MARTA, card, "Choose")).inputs[0]
    assert isinstance(only, ChoiceInput)
    return [option.label for option in only.options]
