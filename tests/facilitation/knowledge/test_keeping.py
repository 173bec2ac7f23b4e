"""From the reply that helped to what is kept: the offer, each quoted person's say, and how it can end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitation.events import ProfileSeen
from facilitation.messages import RefuseForm
from tests.carrier import Post
from tests.facilitation.clear_writing import (
    ANSWER,
    JONAS,
    MARTA,
    NOOR,
    TITLE,
    TOMAS,
    answered,
    ask,
    asked_for_consent,
    found,
    kept,
    offered,
    wanted_kept,
)
from tests.shown import buttons, filled_in, opened, quotes, title, waiting, words
from tests.village import Village, someone


def test_the_asker_is_offered_privately_to_keep_it(village: Village) -> None:
    answered(village)
    offer = offered(village)
    assert title(offer) == "Keep it for others?"
    assert "I ask Jonas first" in words(offer)
    assert ANSWER not in words(offer)
    assert buttons(offer) == ["Keep this answer", "Not now"]


def test_the_form_shows_the_words_and_lets_the_asker_change_their_own_only(village: Village) -> None:
    card = ask(village, detail="Mine take weeks.")
    village.react(MARTA, village.say(JONAS, ANSWER, thread=card.id))
    form = opened(village.press(MARTA, offered(village), "Keep"))
    assert f"Jonas: {ANSWER}" in words(form)
    assert filled_in(form) == {"title": TITLE, "question": "Mine take weeks.", "name": ("named",)}


def test_not_now_keeps_nothing_and_can_be_undone(village: Village) -> None:
    answered(village)
    told = village.press(MARTA, offered(village), "Not now")
    assert found(village, "purpose") == []
    opened(village.press(MARTA, told, "Keep"))


def test_a_title_is_needed_and_has_its_measure(village: Village) -> None:
    answered(village)
    form = village.press(MARTA, offered(village), "Keep")
    for wrong in ("  ", "w" * 151):
        assert isinstance(village.fill(MARTA, form, title=wrong), RefuseForm)
    assert isinstance(village.fill(MARTA, form, question="w" * 3001), RefuseForm)


def test_who_is_quoted_is_asked_privately_with_exactly_the_words(village: Village) -> None:
    wanted_kept(village)
    asks = asked_for_consent(village)
    assert quotes(asks) == [ANSWER]
    assert "Members of Clear writing, now and later, could find it, with your name" in words(asks)
    assert "take it back at any time" in words(asks)
    assert buttons(asks) == ["Yes, keep my words", "Yes, without my name", "No, rather not"]
    assert "I ask Jonas privately" in words(offered(village))


def test_nothing_is_kept_before_everyone_agrees(village: Village) -> None:
    wanted_kept(village)
    assert "Nothing is kept" in words(village.command(NOOR, "find purpose"))


def test_when_everyone_agrees_it_is_kept_and_everyone_is_told(village: Village) -> None:
    card = wanted_kept(village)
    told = village.press(JONAS, asked_for_consent(village), "Yes")
    assert title(told) == title(offered(village)) == f"Kept: {TITLE}"
    assert "Everyone agreed" in words(village.private(MARTA)[-1])
    assert f"Kept as “{TITLE}”, with thanks to Jonas" in words(village.thread(card.id)[-1])
    assert found(village, "purpose") == [TITLE]


def test_the_asker_who_found_the_answer_needs_nobodys_consent(village: Village) -> None:
    card = kept(village, by=MARTA)
    assert title(offered(village)) == f"Kept: {TITLE}"
    assert "with thanks to Marta" in words(village.thread(card.id)[-1])


def test_who_never_joined_is_asked_too(village: Village) -> None:
    kept(village, by=TOMAS)
    assert found(village, "purpose") == [TITLE]


def test_refused_it_is_not_kept_and_the_asker_hears_what_they_would_of_silence(village: Village) -> None:
    wanted_kept(village)
    told = village.press(JONAS, asked_for_consent(village), "No")
    assert "Nobody is told whether you said no or nothing" in words(told)

    assert "That happens" not in words(village.private(MARTA)[-1])
    village.pass_time(timedelta(days=6, hours=23))
    assert "That happens" not in words(village.private(MARTA)[-1])
    village.pass_time(timedelta(hours=1))
    assert "is not kept. That happens" in words(village.private(MARTA)[-1])
    assert found(village, "purpose") == []


def test_whoever_refused_is_not_asked_again_about_that_question(village: Village) -> None:
    card = wanted_kept(village)
    village.press(JONAS, asked_for_consent(village), "No")
    before = len(village.private(JONAS)), len(village.private(MARTA))
    village.press(MARTA, card, "Reopen")
    village.react(MARTA, village.say(JONAS, "Another try", thread=card.id))
    assert (len(village.private(JONAS)), len(village.private(MARTA))) == before


def test_unanswered_for_a_week_it_is_not_kept_and_the_asker_is_told(village: Village) -> None:
    wanted_kept(village)
    village.pass_time(timedelta(days=6, hours=23))
    assert "Yes, keep my words" in buttons(asked_for_consent(village))
    village.pass_time(timedelta(hours=1))
    assert "is not kept. That happens" in words(village.private(MARTA)[-1])
    assert title(asked_for_consent(village)) == "This is settled"
    assert found(village, "purpose") == []


def test_a_question_is_not_kept_without_its_answer(village: Village) -> None:
    card = ask(village, detail="Mine take weeks.")
    village.react(MARTA, village.say(JONAS, ANSWER, thread=card.id))
    village.fill(MARTA, village.press(MARTA, offered(village), "Keep"))
    village.pass_time(timedelta(days=8))
    assert "Nothing is kept" in words(village.command(NOOR, "find review weeks"))


def test_a_yes_after_a_week_changes_nothing(village: Village) -> None:
    wanted_kept(village)
    asks = asked_for_consent(village)
    old = Post(asks.id, asks.to, asks.message, asks.key)
    village.pass_time(timedelta(days=8))
    assert title(village.press(JONAS, old, "Yes")) == "This is settled"
    assert found(village, "purpose") == []


def test_pressing_twice_is_pressing_once(village: Village) -> None:
    card = wanted_kept(village)
    asks = asked_for_consent(village)
    old = Post(asks.id, asks.to, asks.message, asks.key)
    for label in ("Yes", "Yes", "No"):
        assert title(village.press(JONAS, old, label)) == f"Kept: {TITLE}"
    assert len(village.thread(card.id)) == 1
    assert found(village, "purpose") == [TITLE]


def test_the_form_sent_twice_asks_once(village: Village) -> None:
    answered(village)
    form = village.press(MARTA, offered(village), "Keep")
    village.fill(MARTA, form)
    assert title(village.fill(MARTA, form)) == "This is settled"
    assert len(village.private(JONAS)) == 1


def test_somebody_elses_consent_is_nobody_elses_to_give(village: Village) -> None:
    wanted_kept(village)
    for other in (MARTA, NOOR, TOMAS):
        village.press(other, asked_for_consent(village), "Yes")
        village.press(other, asked_for_consent(village), "No")
    assert found(village, "purpose") == []
    assert title(village.press(JONAS, asked_for_consent(village), "Yes")) == f"Kept: {TITLE}"


@pytest.mark.parametrize("who", [JONAS, MARTA], ids=["the one who answered", "the one who asked"])
def test_an_author_takes_their_words_back_at_once(village: Village, who: object) -> None:
    author = JONAS if who is JONAS else MARTA
    card = kept(village)
    confirmation = asked_for_consent(village) if author is JONAS else offered(village)
    assert title(village.press(author, confirmation, "Take my words back")) == "Your words are taken back"
    assert found(village, "purpose") == []
    assert "Nothing is kept" in words(village.command(NOOR, "find purpose"))
    assert TITLE not in words(village.thread(card.id)[-1])


def test_the_asker_is_told_when_an_author_took_their_words_back(village: Village) -> None:
    kept(village)
    village.press(JONAS, asked_for_consent(village), "Take")
    assert "no longer kept" in words(village.private(MARTA)[-1])


def test_who_left_can_still_take_their_words_back(village: Village) -> None:
    kept(village)
    village.command(JONAS, "leave")
    village.press(JONAS, asked_for_consent(village), "Take")
    assert found(village, "purpose") == []


def test_an_edit_while_consent_is_pending_changes_nothing_of_what_is_asked(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, ANSWER, thread=card.id)
    village.react(MARTA, reply)
    village.fill(MARTA, village.press(MARTA, offered(village), "Keep"))
    village.edit(reply, "Something I would not want kept")
    village.press(JONAS, asked_for_consent(village), "Yes")
    shown = village.press(NOOR, village.command(NOOR, "find purpose"), "Show")
    assert quotes(shown) == [ANSWER]


def test_a_reply_deleted_while_consent_is_pending_is_not_kept(village: Village) -> None:
    card = ask(village)
    reply = village.say(JONAS, ANSWER, thread=card.id)
    village.react(MARTA, reply)
    village.fill(MARTA, village.press(MARTA, offered(village), "Keep"))
    village.delete(reply)
    assert any("the reply was deleted" in words(post) for post in village.private(MARTA))
    assert title(asked_for_consent(village)) == "This is settled"


def test_a_reopened_question_is_no_longer_asked_about(village: Village) -> None:
    card = wanted_kept(village)
    asks = asked_for_consent(village)
    old = Post(asks.id, asks.to, asks.message, asks.key)
    village.press(MARTA, card, "Reopen")
    village.press(JONAS, old, "Yes")
    assert found(village, "purpose") == []


def test_what_is_kept_stays_when_the_question_is_reopened(village: Village) -> None:
    card = kept(village)
    village.press(MARTA, card, "Reopen")
    assert found(village, "purpose") == [TITLE]


def test_consent_is_asked_at_a_moment_that_suits(village: Village) -> None:
    village.clock.moment = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)  # Friday evening in Brussels
    wanted_kept(village)
    assert not [post for post in village.private(JONAS) if post.key]
    village.pass_time(timedelta(days=2, hours=11))
    assert title(asked_for_consent(village)) == f"May your words be kept in “{TITLE}”?"


def test_a_pause_begun_meanwhile_counts(village: Village) -> None:
    village.clock.moment = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)
    wanted_kept(village)
    village.fill(JONAS, village.command(JONAS, "settings"), pause=("week",))
    village.pass_time(timedelta(days=6))
    assert not [post for post in village.private(JONAS) if post.key]
    village.pass_time(timedelta(days=4))
    assert title(asked_for_consent(village)) == f"May your words be kept in “{TITLE}”?"
    village.pass_time(timedelta(days=3))
    village.press(JONAS, asked_for_consent(village), "Yes")
    assert found(village, "purpose") == [TITLE]


def test_what_was_not_sent_yet_is_not_sent_when_it_is_over(village: Village) -> None:
    village.clock.moment = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)
    card = wanted_kept(village)
    village.press(MARTA, card, "Reopen")
    village.pass_time(timedelta(days=4))
    assert not [post for post in village.private(JONAS) if post.key]


def test_who_was_deactivated_counts_as_unanswered(village: Village) -> None:
    wanted_kept(village)
    village.happen(ProfileSeen(account=JONAS.ref, name="Jonas", is_active=False))
    village.pass_time(timedelta(days=8))
    assert any("is not kept. That happens" in words(post) for post in village.private(MARTA))


def test_a_reply_without_words_is_not_offered(village: Village) -> None:
    answered(village, text=" ")
    assert not [post for post in village.private(MARTA) if post.key]


def test_long_words_are_shown_whole_page_by_page_before_one_agrees(village: Village) -> None:
    whole = "".join(f"word{number:05} " for number in range(4000))
    wanted_kept(village, text=whole)
    asks: object = asked_for_consent(village)
    read = quotes(asks)
    while "Read on" in buttons(asks):
        asks = village.press(JONAS, asks, "Read on")
        read += quotes(asks)
    assert "".join(read) == whole
    assert "no longer kept" in words(village.press(NOOR, asked_for_consent(village), "Read on"))


def test_consents_that_wait_for_me_stand_in_my_home(village: Village) -> None:
    wanted_kept(village)
    village.press(JONAS, waiting(village.home(JONAS))[-1], "Yes")
    assert found(village, "purpose") == [TITLE]
    assert waiting(village.home(JONAS)) == ()


def test_each_is_asked_in_their_own_language(village: Village) -> None:
    camille = someone("Camille", locale="fr-FR")
    wanted_kept(village, by=camille)
    asked = title(asked_for_consent(village, camille)).replace("\N{NO-BREAK SPACE}", "~")
    assert asked == f"Peut-on garder tes mots dans «~{TITLE}~»~?"


def test_an_answer_kept_is_not_offered_again(village: Village) -> None:
    card = kept(village)
    before = len(village.private(MARTA))
    village.press(MARTA, card, "Reopen")
    village.react(MARTA, _only_reply(village, card))
    assert len(village.private(MARTA)) == before


def test_an_offer_left_alone_ends_after_a_month(village: Village) -> None:
    answered(village)
    offer = offered(village)
    old = replace(offer)
    village.pass_time(timedelta(days=31))
    assert title(village.press(MARTA, old, "Keep")) == "This is settled"


def _only_reply(village: Village, card: Post) -> str:
    identity = (card.key or "").split("/")[1]
    (reply,) = village.within(lambda unit: unit.questions.replies(identity, 2))
    return reply.message_id
