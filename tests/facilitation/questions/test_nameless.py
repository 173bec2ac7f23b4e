"""Asking without a name: relayed a little later, and answered by whoever holds the receipt."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.events import Said
from facilitation.messages import Card, Whisper
from facilitation.ports.platform import Ability
from tests.carrier import Post
from tests.facilitation.clear_writing import ANSWER, EVERYTHING, JONAS, MARTA, NOOR, TITLE, answered, found, kept
from tests.shown import button, buttons, filled_in, opened, title, waiting, words
from tests.village import Village, a_village

HOUR = timedelta(hours=1)
CODE = re.compile(r"(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}")
DIRECT_ONLY = frozenset(Ability) - {Ability.PRIVATE_REPLIES}


def ask(village: Village, title: str = TITLE, **values: tuple[str, ...]) -> object:
    """What its asker is answered."""
    return village.fill(MARTA, village.command(MARTA, "ask"), title=title, name=("anonymous",), **values)


def posted(village: Village) -> tuple[object, Post]:
    """The receipt, and the card that came within the hour."""
    receipt = ask(village)
    village.pass_time(HOUR)
    return receipt, village.channel()[-1]


def code(receipt: object) -> str:
    found = CODE.search(words(receipt))
    assert found
    return found.group()


def test_what_cannot_be_promised_is_said_before_anything_is_typed(village: Village) -> None:
    name, *_ = opened(village.command(MARTA, "ask")).inputs
    assert name.name == "name"
    for said in ("keep nothing that leads back to you", "Whoever runs this chat", "may still give you away"):
        assert said in name.hint


def test_it_is_posted_by_kring_within_the_hour_and_not_at_once(village: Village) -> None:
    before = len(village.channel())
    ask(village)
    village.pass_time(timedelta(minutes=9))
    assert len(village.channel()) == before
    village.pass_time(HOUR)
    card = village.channel()[-1]
    assert title(card) == TITLE
    assert "Asked anonymously" in words(card)
    assert "Marta" not in words(card)
    assert buttons(card) == ["What else I can do"]


def test_its_asker_is_not_among_what_is_remembered(village: Village) -> None:
    receipt, card = posted(village)
    question = village.within(lambda unit: unit.questions.get(button(card, "What else").subject.id))
    assert question
    assert (question.user, question.asker) == ("", None)
    assert code(receipt) not in str(vars(question))


def test_the_receipt_is_never_a_message_that_waits_to_be_sent() -> None:
    with a_village(EVERYTHING, abilities=DIRECT_ONLY) as village:
        village.found(MARTA)
        receipt = ask(village)
        assert isinstance(receipt, Whisper)
        assert code(receipt)
        assert not any(CODE.search(words(post)) for post in village.private(MARTA))
        again = village.command(MARTA, f"receipt {code(receipt)}", Said.DIRECT)
        assert code(again) == code(receipt)
        assert not any(CODE.search(words(post)) for post in village.private(MARTA))


def test_it_can_be_let_go_before_it_is_posted(village: Village) -> None:
    before = len(village.channel())
    receipt = ask(village)
    village.press(MARTA, receipt, "Don't ask it after all")
    village.pass_time(2 * HOUR)
    assert len(village.channel()) == before
    assert "know no question" in words(village.command(MARTA, f"receipt {code(receipt)}"))


def test_with_the_code_a_reply_is_accepted_from_anywhere(village: Village) -> None:
    receipt, card = posted(village)
    village.say(JONAS, ANSWER, thread=card.id)
    typed = code(receipt).lower().replace("-", " ")
    again = village.command(MARTA, f"receipt {typed}")
    form = village.press(MARTA, again, "Choose")
    village.fill(MARTA, form, reply=(card_reply(village, card),))
    assert "Answered by **Jonas**" in words(card)
    assert "Asked anonymously" in words(card)


def card_reply(village: Village, card: Post) -> str:
    question_id = button(card, "What else").subject.id
    return village.within(lambda unit: unit.questions.replies(question_id, 1))[0].message_id


def test_without_the_code_nobody_can_not_even_who_asked(village: Village) -> None:
    receipt, card = posted(village)
    reply = village.say(JONAS, ANSWER, thread=card.id)
    choose = button(village.command(MARTA, f"receipt {code(receipt)}"), "Choose")
    assert village.react(MARTA, reply) is None
    for wrong in ("", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", code(receipt)[:-1] + "?"):
        forged = replace(choose, subject=replace(choose.subject, detail=wrong))
        told = village.press(MARTA, Card("", (), (forged,)), "Choose")
        assert "with their receipt" in words(told)
    assert "Answered" not in words(card)


def test_with_the_code_it_is_withdrawn_and_its_words_are_gone(village: Village) -> None:
    receipt, card = posted(village)
    again = village.command(MARTA, f"receipt {code(receipt)}")
    asks = village.press(MARTA, again, "Withdraw")
    assert isinstance(asks, Whisper)
    assert asks.fleeting
    village.press(MARTA, asks, "Yes")
    assert title(card) == "This question was withdrawn"
    assert "know no question" in words(village.command(MARTA, f"receipt {code(receipt)}"))


def test_with_the_code_it_is_reopened_and_what_came_of_it_is_told(village: Village) -> None:
    receipt, card = posted(village)
    village.say(JONAS, ANSWER, thread=card.id)
    again = village.command(MARTA, f"receipt {code(receipt)}")
    village.fill(MARTA, village.press(MARTA, again, "Choose"), reply=(card_reply(village, card),))
    again = village.command(MARTA, f"receipt {code(receipt)}")
    form = village.press(MARTA, again, "Tell what I did")
    assert "without a name" in words(form)
    village.fill(MARTA, form, what=("adapted",), words="Half of it.", share=("thread",))
    note = village.thread(card.id)[-1]
    assert words(note) == "Who asked did it in their own way\nHalf of it."
    village.press(MARTA, again, "Reopen")
    assert "Asked anonymously. Reply" in words(card)


def test_the_first_look_is_shown_at_once_and_nothing_is_posted_until_it_is_wanted(village: Village) -> None:
    kept(village)
    before = len(village.channel())
    first = ask(village, "Starting a review?")
    assert isinstance(first, Whisper)
    assert first.fleeting
    assert "Has this been answered already?" in words(first)
    village.pass_time(2 * HOUR)
    assert len(village.channel()) == before
    receipt = village.press(MARTA, first, "Ask anyway")
    assert code(receipt)
    village.pass_time(HOUR)
    assert title(village.channel()[-1]) == "Starting a review?"
    assert "already" in words(village.press(MARTA, first, "Ask anyway"))


def test_what_was_found_can_answer_it_and_then_nothing_is_left_in_a_month(village: Village) -> None:
    kept(village)
    first = ask(village, "Starting a review?")
    identity = button(first, "Ask anyway").subject.id
    village.press(MARTA, first, "This answers it")
    village.pass_time(timedelta(days=32))
    assert village.within(lambda unit: unit.questions.get(identity)) is None


def test_its_first_look_stores_no_author(village: Village) -> None:
    kept(village)
    first = ask(village, "Starting a review?")
    draft = village.within(lambda unit: unit.questions.get(button(first, "Ask anyway").subject.id))
    assert draft
    assert draft.user == ""
    assert draft.written_at.hour == draft.written_at.minute == 0
    assert waiting(village.home(MARTA)) == ()


def test_when_its_answer_is_kept_only_who_answered_is_asked(village: Village) -> None:
    receipt, card = posted(village)
    village.say(JONAS, ANSWER, thread=card.id)
    before = len(village.private(MARTA))
    again = village.command(MARTA, f"receipt {code(receipt)}")
    village.fill(MARTA, village.press(MARTA, again, "Choose"), reply=(card_reply(village, card),))
    offer = next(post for post in village.private(JONAS) if "Keep it for others?" in words(post))
    assert "asked anonymously, helped" in words(offer)
    form = village.press(JONAS, offer, "Keep")
    assert "question" not in filled_in(form)
    village.fill(JONAS, form)
    assert found(village, "review") == [TITLE]
    assert len(village.private(MARTA)) == before


def test_no_follow_up_is_sent_to_anybody(village: Village) -> None:
    receipt, card = posted(village)
    village.say(JONAS, ANSWER, thread=card.id)
    again = village.command(MARTA, f"receipt {code(receipt)}")
    village.fill(MARTA, village.press(MARTA, again, "Choose"), reply=(card_reply(village, card),))
    village.pass_time(timedelta(days=40))
    assert not any("What did you do with it" in words(post) for who in (MARTA, NOOR) for post in village.private(who))


@pytest.mark.parametrize("said", ["receipt", "receipt 🙂", "ontvangstbewijs", "reçu"])
def test_without_a_code_it_is_said_how(village: Village, said: str) -> None:
    told = words(village.command(MARTA, said))
    assert "/kring receipt" in told


def test_an_anonymous_question_is_found_and_shown_without_a_name(village: Village) -> None:
    posted(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    assert f"Open question: {TITLE}" in words(first)
    shown = village.press(NOOR, first, "Show")
    assert "Marta" not in words(first) + words(shown)
    assert "waits for an answer" in words(shown)


def test_answered_by_name_still_tells_who_asked(village: Village) -> None:
    """The same words with a name, or the others would prove nothing."""
    assert "Marta asked" in words(answered(village))
