"""Who is asked to look: who fits, never the same few, never who rests; and what they say is told to nobody."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from facilitation.attention import UNASKED_A_WEEK
from facilitation.events import Actor, PersonErased
from facilitation.questions import forgetting
from tests.carrier import Post
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TITLE, TOMAS, answered, ask
from tests.shown import buttons, opened, title, words
from tests.village import Village, someone

SOON = timedelta(minutes=20)
PEOPLE = [someone(f"Person{number}") for number in range(8)]
LETTERS = "Who has a good opening for a letter about rent?"


def likes(village: Village, who: Actor, subjects: str = "letters about rent") -> None:
    village.fill(who, village.command(who, "ask me about"), subjects=subjects)


def asked(village: Village, people: Sequence[Actor] = (JONAS, NOOR, *PEOPLE)) -> list[tuple[Actor, Post]]:
    told = [(who, post) for who in people for post in village.private(who)]
    return [(who, post) for who, post in told if title_of(post) == "Would you look at this?"]


def title_of(post: Post) -> str:
    return title(post) if hasattr(post.message, "title") else ""


@pytest.fixture
def many(village: Village) -> Village:
    village.join(*PEOPLE)
    for who in PEOPLE:
        likes(village, who, "good openings for letters about rent")
    return village


def test_who_likes_to_be_asked_about_it_is_asked_privately_after_a_while(village: Village) -> None:
    likes(village, JONAS)
    likes(village, NOOR, "brewing beer")
    ask(village, title=LETTERS)
    assert asked(village) == []
    village.pass_time(SOON)
    (who, post), *others = asked(village)
    assert (who, others) == (JONAS, [])
    assert "It is a question, not a task" in words(post)
    assert "you said that you like to be asked" in words(post)


def test_who_answered_alike_before_is_asked(village: Village) -> None:
    answered(village)
    ask(village, by=NOOR, title="Starting a review?")
    village.pass_time(SOON)
    ((who, post),) = asked(village)
    assert who == JONAS
    assert "you helped with a question like it" in words(post)


def test_a_few_are_asked_and_the_next_time_others(many: Village) -> None:
    times: dict[str, int] = {}
    for number in range(2):
        ask(many, title=f"{LETTERS} {number}")
        many.pass_time(SOON)
    for who, _ in asked(many):
        times[who.name] = times.get(who.name, 0) + 1
    assert sum(times.values()) == 6
    assert max(times.values()) == 1


def test_nobody_is_asked_more_often_than_they_have_room_for_however_well_they_fit(village: Village) -> None:
    likes(village, JONAS)
    for number in range(UNASKED_A_WEEK + 2):
        ask(village, title=f"{LETTERS} {number}")
        village.pass_time(SOON)
    assert len(asked(village)) == UNASKED_A_WEEK
    village.pass_time(timedelta(days=8))
    ask(village, title=LETTERS)
    village.pass_time(SOON)
    assert len(asked(village)) == UNASKED_A_WEEK + 1


def test_who_rests_or_would_rather_not_is_left_in_peace(many: Village) -> None:
    rests, *others = PEOPLE
    many.fill(rests, many.command(rests, "settings"), pause=("week",))
    for who in others:
        many.fill(who, many.command(who, "ask me about"), looks=("no",))
    ask(many, title=LETTERS)
    many.pass_time(timedelta(days=9))  # nor when the rest is over
    assert asked(many) == []


def test_in_the_evening_they_are_asked_the_next_morning(village: Village) -> None:
    likes(village, JONAS)
    village.pass_time(timedelta(hours=10))
    ask(village, title=LETTERS)
    village.pass_time(timedelta(hours=6))
    assert asked(village) == []
    village.pass_time(timedelta(hours=8))
    assert len(asked(village)) == 1


def test_who_replied_meanwhile_is_not_asked(village: Village) -> None:
    likes(village, JONAS)
    card = ask(village, title=LETTERS)
    village.say(JONAS, "Begin with thanks", thread=card.id)
    village.pass_time(SOON)
    assert asked(village) == []


def test_a_decline_is_told_to_nobody_and_somebody_else_is_asked(many: Village) -> None:
    ask(many, title=LETTERS)
    many.pass_time(SOON)
    first = asked(many)
    who, post = first[0]
    said = many.press(who, post, "Not this one")
    assert "Nobody hears of it" in words(said)
    many.pass_time(SOON)
    now = asked(many)
    assert len(now) == len(first) + 1
    assert len({each.ref for each, _ in now}) == len(now)
    assert not any(who.name in words(post) for post in many.private(MARTA))


def test_one_press_ends_being_asked(village: Village) -> None:
    likes(village, JONAS)
    ask(village, title=LETTERS)
    village.pass_time(SOON)
    village.press(JONAS, asked(village)[0][1], "Don't ask me to look")
    ask(village, title=f"{LETTERS} again")
    village.pass_time(SOON)
    assert len(asked(village)) == 1


def test_who_looks_is_told_where(village: Village) -> None:
    likes(village, JONAS)
    ask(village, title=LETTERS)
    village.pass_time(SOON)
    assert "#clear-writing" in words(village.press(JONAS, asked(village)[0][1], "I'll have a look"))


def test_home_shows_what_one_was_asked_to_look_at_until_one_says_something(village: Village) -> None:
    likes(village, JONAS)
    ask(village, title=LETTERS)
    village.pass_time(SOON)
    (card,) = [each for each in village.home(JONAS).cards if title(each) == "Would you look at this?"]
    village.press(JONAS, card, "Not this one")
    assert "Would you look at this?" not in [title(each) for each in village.home(JONAS).cards]


def test_when_it_is_answered_nobody_is_asked_any_more(village: Village) -> None:
    likes(village, JONAS)
    card = ask(village, title=LETTERS)
    village.pass_time(SOON)
    village.react(MARTA, village.say(NOOR, "Begin with thanks", thread=card.id))
    assert asked(village) == []
    assert any("no longer waits" in words(post) for post in village.private(JONAS))


def test_what_was_to_be_asked_of_whom_is_forgotten_does_not_go_out(village: Village) -> None:
    likes(village, JONAS)
    village.pass_time(timedelta(hours=10))
    card = ask(village, title=LETTERS)
    village.pass_time(SOON)
    assert asked(village) == [], "it waits for the morning"
    erased = PersonErased(community_id=village.community().id, account=MARTA.ref)
    village.within(lambda unit: forgetting.on_erased(erased, unit))
    village.pass_time(timedelta(days=1))
    assert title(card) == "This question was withdrawn"
    assert asked(village) == []


# What is declared


def test_subjects_are_shown_changed_and_emptied_any_time(village: Village) -> None:
    likes(village, JONAS, "rent, Letters, letters\n tenancy   law")
    form = opened(village.command(JONAS, "ask me about minutes"))
    assert "Every member of Clear writing can find you" in words(form)
    assert form.inputs[0].initial == "rent\nletters\ntenancy law\nminutes"
    assert "tenancy law" in words(village.command(NOOR, "who knows tenancy"))
    likes(village, JONAS, "")
    assert "Nobody said so" in words(village.command(NOOR, "who knows tenancy"))


@pytest.mark.parametrize("said", ["vraag mij naar", "vraag mij over", "demande-moi", "m'interroger sur"])
def test_it_is_said_in_dutch_and_french_as_well(village: Village, said: str) -> None:
    assert opened(village.command(JONAS, f"{said} minutes")).inputs[0].initial == "minutes"


def test_who_left_is_found_no_more(village: Village) -> None:
    likes(village, JONAS)
    village.command(JONAS, "leave")
    assert "Nobody said so" in words(village.command(NOOR, "who knows rent"))


def test_subjects_are_not_offered_as_answers(village: Village) -> None:
    likes(village, JONAS)
    told = village.fill(NOOR, village.command(NOOR, "ask"), title="letters about rent")
    assert "Your question is asked" in words(told)


# When nobody replies


def offered(village: Village, to: Actor = MARTA) -> list[Post]:
    return [post for post in village.private(to) if title_of(post) == "Nobody has replied yet"]


def test_after_the_window_its_asker_is_offered_to_take_it_further(many: Village) -> None:
    ask(many, title=TITLE)
    many.pass_time(timedelta(days=3))
    assert offered(many) == []
    many.pass_time(timedelta(days=3))  # a weekend is no working day
    (offer,) = offered(many)
    assert buttons(offer) == ["Ask a few more people privately", "Leave it as it is"]
    before = len(asked(many, (JONAS, NOOR, *PEOPLE)))
    told = many.press(MARTA, offer, "Ask a few more")
    assert "3 more people" in words(told)
    many.pass_time(timedelta(days=1))
    now = asked(many, (JONAS, NOOR, *PEOPLE))
    assert len(now) == before + 3
    assert sum("a few members at random" in words(post) for _, post in now) == 3


def test_after_an_answer_there_is_nobody_more_to_ask(many: Village) -> None:
    card = ask(many, title=TITLE)
    many.pass_time(timedelta(days=6))
    (offer,) = offered(many)
    many.react(MARTA, many.say(NOOR, "Begin with thanks", thread=card.id))
    assert "Your question no longer waits" in words(many.press(MARTA, offer, "Ask a few more"))


def test_the_weeks_message_is_promised_only_where_there_is_one(village: Village) -> None:
    ask(village)
    village.pass_time(timedelta(days=6))
    (offer,) = offered(village)
    assert "week" not in words(village.command(NOOR, "question settings"))
    assert words(village.press(MARTA, offer, "Leave it")) == "It stays among the open questions."
    village.fill(NOOR, opened(village.command(NOOR, "digest")))
    assert "the week's message mentions it" in words(village.command(NOOR, "question settings"))
    assert "the week's message mentions it" in words(village.press(MARTA, offer, "Leave it"))


def test_with_a_reply_nothing_is_offered(village: Village) -> None:
    card = ask(village)
    village.say(JONAS, "I don't know either", thread=card.id)
    village.pass_time(timedelta(days=10))
    assert offered(village) == []


def test_ones_own_reply_is_no_reply(village: Village) -> None:
    card = ask(village)
    village.say(MARTA, "Anybody?", thread=card.id)
    village.pass_time(timedelta(days=10))
    assert len(offered(village)) == 1


def test_a_newcomers_first_question_stands_first(village: Village) -> None:
    village.pass_time(timedelta(days=100))
    village.join(TOMAS)
    ask(village, title="What about the minutes?")
    village.pass_time(timedelta(minutes=1))
    ask(village, by=TOMAS, title="Where do I begin?")
    village.pass_time(timedelta(minutes=1))
    ask(village, by=TOMAS, title="And then, what follows?")
    waiting = village.within(lambda unit: [each.title for each in unit.questions.open(10)])
    assert waiting == ["Where do I begin?", "What about the minutes?", "And then, what follows?"]
