"""Kinds of questions, each with its own words; and a challenge, which no rank takes away."""

from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor
from facilitation.messages import Button, Card, ChoiceInput, RefuseForm, Subject
from tests.carrier import Post
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, found, kept
from tests.shown import button, buttons, filled_in, opened, title, words
from tests.village import Village

DOUBT = "Why do we let the lawyer read last?"
REASON = "It calls a colleague names."


def challenge(village: Village) -> Post:
    village.fill(MARTA, village.command(MARTA, "ask"), title=DOUBT, detail="It costs weeks.", kind=("challenge",))
    return village.channel()[-1]


def hide(village: Village, card: Post) -> None:
    village.fill(NOOR, village.press(NOOR, village.press(NOOR, card, "What else"), "Hide it"), reason=REASON)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("question", "Marta asks"),
        ("help", "Marta asks for a hand"),
        ("sounding", "Marta is thinking aloud"),
        ("challenge", "Marta doubts this practice"),
    ],
)
def test_each_kind_says_what_is_asked_for(village: Village, kind: str, said: str) -> None:
    village.fill(MARTA, village.command(MARTA, "ask"), title=DOUBT, kind=(kind,))
    assert said in words(village.channel()[-1])


def test_a_facilitator_has_no_way_to_remove_or_merge_a_challenge(village: Village) -> None:
    card = challenge(village)
    offered = village.press(NOOR, card, "What else")
    assert buttons(offered) == ["I wonder about this too", "Hide it as abuse, with a reason"]
    assert "Only its author withdraws it" in words(offered)
    assert "anyone who takes part can show them again" in words(offered)
    assert "That is for Marta" in words(village.press(NOOR, card, "Withdraw"))


def test_a_challenge_is_not_answered_but_taken_further(village: Village) -> None:
    card = challenge(village)
    assert buttons(card)[0] == "The reply that moves it on"
    village.say(JONAS, "Because of the case of 2019", thread=card.id)
    form = village.press(MARTA, card, "The reply that moves it on")
    asked = opened(form).inputs[0]
    assert isinstance(asked, ChoiceInput)
    assert asked.label == "The reply that moves it on"
    village.fill(MARTA, form, reply=(asked.options[0].value,))
    assert "Taken further by **Jonas**" in words(card)
    assert "Answered" not in words(card)


@pytest.mark.parametrize("name", ["named", "anonymous"])
def test_what_is_kept_is_doubted_with_a_link_both_ways(village: Village, name: str) -> None:
    kept(village)
    (item,) = village.find("review")
    show = Card("", (), (Button("Show", "knowledge.show", Subject(village.community().id, item.id)),))
    form = village.press(MARTA, village.press(MARTA, village.press(MARTA, show, "Show"), "More"), "I doubt this")
    assert filled_in(form)["kind"] == ("challenge",)
    told = village.fill(MARTA, form, title=DOUBT, name=(name,))
    if "Ask anyway" in buttons(told):
        village.press(MARTA, told, "Ask anyway")
    village.pass_time(timedelta(hours=1))
    card = village.channel()[-1]
    assert title(card) == DOUBT
    shown = village.press(JONAS, card, "Show what is doubted")
    assert title(shown) == item.title
    assert f"Doubted at the moment: {DOUBT}" in words(shown)
    assert title(village.press(JONAS, shown, f"Show: {DOUBT}")) == DOUBT
    decide = button(village.press(JONAS, card, "What else"), "Decide about it together")
    said = repertoire().find(decide.subject.detail)
    assert said
    assert (said.verb.name, said.rest) == ("start", "consent")
    hide(village, card)
    assert DOUBT not in words(village.press(JONAS, show, "Show"))


def test_a_lost_challenge_is_asked_again_as_one(village: Village) -> None:
    card = challenge(village)
    village.delete(card.id)
    form = village.press(MARTA, village.private(MARTA)[-1], "Ask this question again")
    assert filled_in(form)["kind"] == ("challenge",)
    assert any("Where does it work for you" in getattr(each, "hint", "") for each in opened(form).inputs)


def test_its_author_withdraws_it(village: Village) -> None:
    card = challenge(village)
    village.press(MARTA, village.press(MARTA, card, "Withdraw"), "Yes")
    assert title(card) == "This question was withdrawn"


def test_what_a_facilitator_hides_shows_who_and_why_in_its_place_and_is_found_no_more(village: Village) -> None:
    card = challenge(village)
    hide(village, card)
    assert DOUBT not in words(card)
    assert "weeks" not in words(card)
    assert f"Noor: {REASON}" in words(card)
    assert [hit.title for hit in village.find("lawyer")] == []
    assert REASON in words(village.private(MARTA)[-1])


def test_hiding_takes_a_reason(village: Village) -> None:
    card = challenge(village)
    form = village.press(NOOR, village.press(NOOR, card, "What else"), "Hide it")
    assert "Everyone in the channel reads your name and your reason" in words(form)
    assert isinstance(village.fill(NOOR, form, reason=" \u200b"), RefuseForm)
    assert DOUBT in words(card)


def test_what_was_hidden_is_shown_again_as_it_was(village: Village) -> None:
    village.fill(MARTA, village.command(MARTA, "ask"), title=DOUBT)
    card = village.channel()[-1]
    before = card.message
    hide(village, card)
    assert "facilitates" in words(village.press(JONAS, card, "Show this question again"))
    assert DOUBT not in words(card)
    village.press(NOOR, card, "Show this question again")
    assert card.message == before
    assert [hit.title for hit in village.find("lawyer")] == [DOUBT]


@pytest.mark.parametrize("who", [JONAS, MARTA, NOOR], ids=["a member", "its author", "who facilitates"])
def test_a_challenge_is_brought_back_by_anybody_who_takes_part_and_why_it_was_hidden_stays_told(
    village: Village, who: Actor
) -> None:
    card = challenge(village)
    before = card.message
    hide(village, card)
    assert "Anyone who takes part here can show it again" in words(card)
    seen = card.message
    for _ in range(2):  # also whoever still sees it as it was
        village.press(who, seen, "Show this question again")
    assert card.message == before
    (told,) = village.thread(card.id)
    assert title(told) == f"{who.name} shows this question again"
    assert f"Noor: {REASON}" in words(told)


def test_who_asked_only_for_a_hand_is_shown_again_by_no_members_trick(village: Village) -> None:
    village.fill(MARTA, village.command(MARTA, "ask"), title=DOUBT, kind=("help",))
    card = village.channel()[-1]
    hide(village, card)
    about = button(card, "Show this question again").subject
    village.pretend(JONAS, "questions.show_doubt_again", about)
    assert DOUBT not in words(card)


def test_at_home_its_asker_reads_why_it_is_hidden_and_can_withdraw_it_there(village: Village) -> None:
    card = challenge(village)
    hide(village, card)
    at_home = next(each for each in village.home(MARTA).cards if title(each) == DOUBT)
    assert f"Its words are hidden: {REASON}" in words(at_home)
    assert buttons(at_home) == ["Show this question again", "Withdraw this question"]
    village.press(MARTA, at_home, "Show")
    assert DOUBT in words(card)


def test_its_author_withdraws_it_though_it_is_hidden(village: Village) -> None:
    card = challenge(village)
    hide(village, card)
    told = village.private(MARTA)[-1]
    village.press(MARTA, village.press(MARTA, told, "Withdraw"), "Yes")
    assert title(card) == "This question was withdrawn"
    assert REASON not in words(card)


def test_only_who_facilitates_hides(village: Village) -> None:
    card = challenge(village)
    assert "Hide it as abuse, with a reason" not in buttons(village.press(JONAS, card, "What else"))


def test_replies_to_what_is_hidden_are_captured_and_it_can_be_answered(village: Village) -> None:
    card = challenge(village)
    hide(village, card)
    reply = village.say(JONAS, "Because of the case of 2019", thread=card.id)
    village.press(NOOR, card, "Show this question again")
    village.react(MARTA, reply)
    assert "Taken further by **Jonas**" in words(card)
    assert found(village, "lawyer") == [DOUBT]
