"""A question channel: whoever writes a question there is asked once whether it is to be one; nothing is unasked."""

from datetime import timedelta

import pytest

from facilitation.events import Actor, Loss, Place, PlaceChosen, PlaceClosed
from facilitation.messages import RefuseForm
from facilitation.people import PlaceRef
from facilitation.wording import is_question
from tests.carrier import Post
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TITLE, TOMAS, ask
from tests.shown import buttons, filled_in, title, words
from tests.village import CHANNEL, WORKSPACE, Village

ELSEWHERE = PlaceRef(WORKSPACE, "questions-please")


def settle(village: Village, channel: PlaceRef = CHANNEL, spots: str = "offer", **more: tuple[str, ...]) -> object:
    form = village.command(NOOR, "question settings")
    chosen = PlaceChosen(channel, channel.channel)
    return village.fill(NOOR, form, channel=chosen, spots=(spots,), **more)


def offers(village: Village, to: Actor = MARTA) -> list[Post]:
    return [post for post in village.private(to) if words(post).startswith("Shall I ask this")]


def test_a_question_written_there_is_offered_to_become_one_and_stays_a_message(village: Village) -> None:
    settle(village)
    before = len(village.channel())
    village.say(MARTA, TITLE)
    (offer,) = offers(village)
    assert TITLE in words(offer)
    assert len(village.channel()) == before
    form = village.press(MARTA, offer, "Yes")
    assert filled_in(form)["title"] == TITLE
    village.fill(MARTA, form)
    assert title(village.channel()[-1]) == TITLE
    assert words(offer) == "A question was made of your message."


def test_what_stands_there_with_a_name_is_not_offered_to_be_asked_without(village: Village) -> None:
    settle(village)
    village.say(MARTA, TITLE)
    (offer,) = offers(village)
    form = village.press(MARTA, offer, "Yes")
    assert "name" not in filled_in(form)
    assert "with your name already" in words(form)


def test_a_form_that_asks_without_a_name_all_the_same_settles_nothing_of_its_author(village: Village) -> None:
    settle(village)
    message = village.say(MARTA, TITLE)
    (offer,) = offers(village)
    before = words(offer)
    village.fill(MARTA, village.press(MARTA, offer, "Yes"), name=("anonymous",))
    spotted = village.within(lambda unit: unit.around.spotted(CHANNEL.channel, message))
    assert spotted
    assert not spotted.settled
    assert words(offer) == before


def test_no_is_remembered_and_the_words_are_not(village: Village) -> None:
    settle(village)
    message = village.say(MARTA, TITLE)
    (offer,) = offers(village)
    village.press(MARTA, offer, "No")
    village.edit(message, f"{TITLE} Anybody?")
    assert len(offers(village)) == 1
    assert "already" in words(village.press(MARTA, offer, "Yes"))
    spotted = village.within(lambda unit: unit.around.spotted(CHANNEL.channel, message))
    assert spotted
    assert (spotted.settled, spotted.text) == (True, "")


def test_what_was_edited_before_is_asked_as_it_is_now(village: Village) -> None:
    settle(village)
    message = village.say(MARTA, TITLE)
    village.edit(message, "How do I end a review?")
    assert filled_in(village.press(MARTA, offers(village)[0], "Yes"))["title"] == "How do I end a review?"


def test_what_was_deleted_is_not_asked(village: Village) -> None:
    settle(village)
    message = village.say(MARTA, TITLE)
    (offer,) = offers(village)
    village.delete(message)
    assert "The message is gone" in words(offer)
    assert buttons(offer) == []


def test_nobody_else_makes_it_a_question(village: Village) -> None:
    settle(village)
    village.say(MARTA, TITLE)
    assert "already" in words(village.press(JONAS, offers(village)[0], "Yes"))


@pytest.mark.parametrize("said", ["Good morning all", "Thanks!", "Here is the letter: http://x.example/a"])
def test_what_is_no_question_is_left_alone(village: Village, said: str) -> None:
    settle(village)
    village.say(MARTA, said)
    assert offers(village) == []


def test_replies_and_those_of_strangers_are_left_alone(village: Village) -> None:
    settle(village)
    card = ask(village, title="Another one?")
    village.say(JONAS, "Which one do you mean?", thread=card.id)
    village.say(TOMAS, TITLE)
    assert offers(village, JONAS) + offers(village, TOMAS) == []


def test_before_it_is_chosen_and_after_it_is_switched_off_nothing_is_offered(village: Village) -> None:
    village.say(MARTA, TITLE)
    settle(village)
    settle(village, spots="no")
    village.say(MARTA, TITLE)
    assert offers(village) == []


def test_in_the_evening_it_is_offered_the_next_morning(village: Village) -> None:
    settle(village)
    village.pass_time(timedelta(hours=10))
    village.say(MARTA, TITLE)
    village.pass_time(timedelta(hours=6))
    assert offers(village) == []
    village.pass_time(timedelta(hours=8))
    assert len(offers(village)) == 1


def test_whose_author_says_nothing_is_forgotten_in_a_month(village: Village) -> None:
    settle(village)
    message = village.say(MARTA, TITLE)
    village.pass_time(timedelta(days=31))
    spotted = village.within(lambda unit: unit.around.spotted(CHANNEL.channel, message))
    assert spotted
    assert spotted.text == ""
    assert len(offers(village)) == 1


def test_another_channel_becomes_where_it_is_asked_and_replied_to(village: Village) -> None:
    settle(village, ELSEWHERE)
    assert "#questions-please" in words(village.command(JONAS, "open questions"))
    village.say(MARTA, TITLE, channel=ELSEWHERE)
    assert len(offers(village)) == 1
    form = village.command(MARTA, "ask")
    assert "Everyone in #questions-please" in words(form)
    village.fill(MARTA, form, title="Who reads my letter?")
    card = village.channel(ELSEWHERE)[-1]
    village.say(JONAS, "I do", thread=card.id, channel=ELSEWHERE)
    assert "(#questions-please): 1 reply" in words(village.command(JONAS, "open questions"))


def test_a_channel_that_is_it_no_longer_is_not_listened_to(village: Village) -> None:
    settle(village, ELSEWHERE)
    settle(village)
    village.say(MARTA, TITLE, channel=ELSEWHERE)
    assert offers(village) == []
    assert village.look(lambda unit: unit.people.community_at(ELSEWHERE)) is None


def test_the_window_is_chosen_and_told(village: Village) -> None:
    settle(village, window=("5",))
    assert "After 5 working days" in words(village.command(JONAS, "open questions"))
    assert isinstance(settle(village, window=("99",)), RefuseForm)


def test_only_facilitators_set_it(village: Village) -> None:
    assert "facilitates" in words(village.command(JONAS, "question settings"))
    assert "How we ask" not in buttons(village.command(JONAS, "open questions"))
    assert "How we ask" in buttons(village.command(NOOR, "open questions"))


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("How do I start", True),
        ("Does anyone know a good opening", True),
        ("Heeft iemand een voorbeeld", True),
        ("Est-ce que quelqu'un le sait", True),
        ("هل تعرف؟", True),
        ("However it may be", False),
        ("Whole wheat", False),
        ("", False),
    ],
)
def test_what_looks_like_a_question(said: str, *, is_one: bool) -> None:
    assert is_question(said) is is_one


def test_when_the_channel_is_gone_questions_are_asked_at_home_and_facilitators_are_told(village: Village) -> None:
    settle(village, ELSEWHERE)
    village.happen(PlaceClosed(place=Place(ref=ELSEWHERE), **village.delivery()))
    assert "own channel again" in words(village.private(NOOR)[-1])
    assert title(ask(village)) == TITLE


def test_when_a_question_can_not_be_posted_there_the_next_one_is_asked_at_home(village: Village) -> None:
    settle(village, ELSEWHERE)
    village.carrier.loses = Loss.PLACE_GONE
    village.fill(MARTA, village.command(MARTA, "ask"), title="Who reads my letter?")
    village.carrier.loses = None
    assert any("own channel again" in words(post) for post in village.private(NOOR))
    assert title(ask(village)) == TITLE
