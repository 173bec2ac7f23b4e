"""Asking: the form, the first look before anyone is disturbed, and what becomes of any text."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.events import Loss, Said
from facilitation.messages import RefuseForm, Small, Whisper
from facilitation.people import LANGUAGES
from tests.facilitation.clear_writing import ANSWER, EVERYTHING, JONAS, MARTA, NOOR, TITLE, TOMAS, answered, ask, kept
from tests.shown import button, buttons, filled_in, opened, quotes, title, words
from tests.village import Village, a_village, someone

LONG = "A sentence of the forty thousand characters. " * 889
USUAL = {"kind": ("question",), "name": ("named",)}
HOSTILE = "<!channel> </script> *bold* `x` \u202eright to left\u202c 🎉 [a](http://b) {blank} %s"


def test_what_is_said_after_the_verb_stands_in_the_form(village: Village) -> None:
    assert filled_in(village.command(MARTA, f"ask {TITLE}")) == {"title": TITLE, "detail": "", **USUAL}


def test_who_will_see_it_is_said_before_it_is_typed(village: Village) -> None:
    assert "Everyone in #clear-writing will see this" in words(village.command(MARTA, "ask"))


def test_with_which_name_it_is_asked_comes_before_the_words_and_who_else_sees_it_before_both(village: Village) -> None:
    form = opened(village.command(MARTA, "ask"))
    assert [each.name for each in form.inputs] == ["name", "kind", "title", "detail"]
    for said in ("ask a few privately", "in the handbook", "the week's message", "an export"):
        assert said in words(form)
    named, *_ = form.inputs
    assert "the fewer you are, the easier" in named.hint


def test_whose_words_they_are_is_told_by_the_name_they_have_here(village: Village) -> None:
    told = village.use_shortcut(MARTA, "ask", replace(JONAS, name=""), "My private worry")
    assert "These are the words of Jonas" in words(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_little_to_read_before_one_asks(village: Village, language: str) -> None:
    """At 400 pixels about 45 characters stand in a line: six of them, and of what choosing no name means seven."""
    village.fill(MARTA, village.command(MARTA, "settings"), language=(language,))
    form = opened(village.command(MARTA, "ask"))
    (above,) = form.intro
    assert isinstance(above, Small)
    assert len(above.text) <= 290
    assert len(form.inputs[0].hint) <= 290


def test_a_question_like_no_other_is_asked_at_once(village: Village) -> None:
    card = ask(village, detail="Mine take weeks.")
    assert words(card).startswith(f"{TITLE}\nMarta: Mine take weeks.\nMarta asks.")
    assert buttons(card) == ["Choose the reply that helped", "Withdraw this question", "What else I can do"]


def test_the_asker_is_told_at_once_where_it_stands(village: Village) -> None:
    told = village.fill(MARTA, village.command(MARTA, "ask"), title=TITLE)
    assert "in #clear-writing" in words(told)


def test_a_mention_gives_a_button_that_opens_the_form(village: Village) -> None:
    offered = village.command(MARTA, f"ask {TITLE}", Said.MENTION)
    assert filled_in(village.press(MARTA, offered, "Open"))["title"] == TITLE


def test_in_a_direct_message_the_only_community_is_meant(village: Village) -> None:
    offered = village.command(MARTA, f"ask {TITLE}", Said.DIRECT)
    assert TITLE not in "".join(words(post) for post in village.private(MARTA))  # it may be asked without a name
    village.fill(MARTA, village.press(MARTA, offered, "Open"))
    assert title(village.channel()[-1]) == TITLE


def test_the_verb_is_understood_in_dutch_and_french(village: Village) -> None:
    for said in ("vraag", "question", "demander"):
        assert filled_in(village.command(MARTA, f"{said} {TITLE}"))["title"] == TITLE


def test_who_is_no_member_is_shown_how_to_join(village: Village) -> None:
    assert "Join this community" in buttons(village.command(TOMAS, f"ask {TITLE}"))


@pytest.mark.parametrize("title", ["", "   ", "\u200b\u200e", "\n\t"])
def test_a_question_needs_a_few_words(village: Village, title: str) -> None:
    refused = village.fill(MARTA, village.command(MARTA, "ask"), title=title)
    assert refused == RefuseForm({"title": "Write your question in a few words."})


def test_what_is_too_long_is_told_with_its_measure_and_stays_in_the_form(village: Village) -> None:
    refused = village.fill(MARTA, village.command(MARTA, "ask"), title="w" * 151, detail="d" * 3001)
    assert isinstance(refused, RefuseForm)
    assert "150" in refused.errors["title"]
    assert "3000" in refused.errors["detail"]


def test_forty_thousand_characters_are_given_back_by_what_is_kept_nowhere_and_none_is_lost(village: Village) -> None:
    given = village.command(MARTA, f"ask {LONG}")
    assert isinstance(given, Whisper)
    assert given.fleeting, "it may be asked without a name yet"
    assert village.private(MARTA) == []
    assert "Only the first 3000 characters fit" in words(given)
    assert "".join(quotes(given)) == LONG.strip()
    form = filled_in(village.press(MARTA, given, "Ask a question"))
    assert LONG.startswith(str(form["title"])[:100])
    assert len(str(form["detail"])) > 1000


def test_any_text_is_shown_as_it_was_written(village: Village) -> None:
    card = ask(village, title=HOSTILE, detail=HOSTILE)
    assert (title(card), quotes(card)) == (HOSTILE, [HOSTILE])


def test_a_title_over_several_lines_becomes_one_line(village: Village) -> None:
    assert title(ask(village, title="How do\n I start?")) == "How do I start?"


def test_ones_own_message_becomes_a_question(village: Village) -> None:
    form = village.use_shortcut(MARTA, "ask", MARTA, f"{TITLE}\nMine take weeks.")
    assert filled_in(form) == {"title": TITLE, "detail": "Mine take weeks.", **USUAL}


def test_of_somebody_elses_message_nothing_is_taken(village: Village) -> None:
    for author in (JONAS, None):
        told = village.use_shortcut(MARTA, "ask", author, "My private worry")
        assert isinstance(told, Whisper)
        assert "Only who wrote a message" in words(told)
        assert "private worry" not in words(told)


# The first look


def test_something_alike_is_shown_privately_before_anyone_is_disturbed(village: Village) -> None:
    kept(village)
    before = len(village.channel())
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    assert f"Answer: {TITLE}**\nJonas: {ANSWER}" in words(first)
    assert buttons(first) == ["This answers it", "Ask anyway"]
    assert len(village.channel()) == before


def test_an_answered_question_is_shown_with_its_askers_words_only(village: Village) -> None:
    answered(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    assert f"Answered question: {TITLE}" in words(first)
    shown = village.press(NOOR, first, "Show")
    assert "Answered by **Jonas**" in words(shown)
    assert ANSWER not in words(first) + words(shown)


def test_what_is_kept_takes_the_place_of_its_question(village: Village) -> None:
    kept(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    assert words(first).count(TITLE) == 1


def test_this_answers_it_leaves_everyone_in_peace_and_counts_as_reuse(village: Village) -> None:
    kept(village)
    before = len(village.channel())
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    thanks = village.press(NOOR, first, "This answers")
    village.press(NOOR, first, "This answers")
    assert "Nobody else has seen" in words(thanks)
    assert len(village.channel()) == before
    hit = village.find("review")[0]
    item = village.within(lambda unit: unit.knowledge.item(hit.id))
    assert item
    assert item.used == 1


def test_ask_anyway_asks_once_however_often_it_is_pressed(village: Village) -> None:
    kept(village)
    before = len(village.channel())
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?", detail="Of a long report.")
    village.press(NOOR, first, "Ask anyway")
    told = village.press(NOOR, first, "Ask anyway")
    assert len(village.channel()) == before + 1
    assert "Noor: Of a long report." in words(village.channel()[-1])
    assert "already" in words(told)


def test_set_aside_can_still_be_asked(village: Village) -> None:
    kept(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    village.press(NOOR, village.press(NOOR, first, "This answers"), "Ask it after all")
    assert title(village.channel()[-1]) == "Starting a review?"


def test_somebody_elses_draft_is_nobody_elses_to_ask(village: Village) -> None:
    kept(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    before = len(village.channel())
    village.press(JONAS, first, "Ask anyway")
    assert len(village.channel()) == before


def test_a_question_whose_first_look_was_cut_off_is_asked_without(village: Village) -> None:
    kept(village)
    village.forgets = True
    assert village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?") is None
    before = len(village.channel())
    village.pass_time(timedelta(minutes=3))
    assert title(village.channel()[-1]) == "Starting a review?"
    assert len(village.channel()) == before + 1
    assert "in #clear-writing" in words(village.private(NOOR)[-1])


def test_what_was_found_and_is_gone_since_is_not_shown_again(village: Village) -> None:
    kept(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    assert ANSWER in words(first)
    village.press(JONAS, village.private(JONAS)[-1], "Take my words back")
    village.pass_time(timedelta(hours=1))
    assert ANSWER not in words(village.private(NOOR)[-1])


def test_a_draft_nobody_decided_about_is_shown_once_more_where_it_stays(village: Village) -> None:
    kept(village)
    village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    village.pass_time(timedelta(hours=1))
    again = village.private(NOOR)[-1]
    assert words(again).startswith("Your question has not been asked yet")
    village.press(NOOR, again, "Ask anyway")
    assert title(village.channel()[-1]) == "Starting a review?"


def test_a_draft_is_shown_no_third_time_and_forgotten_after_a_month(village: Village) -> None:
    kept(village)
    first = village.fill(NOOR, village.command(NOOR, "ask"), title="Starting a review?")
    village.pass_time(timedelta(days=32))
    assert [post for post in village.private(NOOR) if "has not been asked" in words(post)] == [
        village.private(NOOR)[-1]
    ]
    draft = button(first, "Ask anyway").subject.id
    assert village.within(lambda unit: unit.questions.get(draft)) is None


@pytest.mark.parametrize(
    ("asked", "alike"),
    [
        ("Starting a review?", True),
        ("review", True),
        ("How did you start reviewing?", True),
        ("How do we review the plan with a reluctant supplier?", False),
        ("Any advice on reviewing a long and angry letter?", False),
        ("Who is coming to lunch on Friday?", False),
        ("'\"; OR NOT (review* NEAR", False),
        ("🎉", False),
    ],
)
def test_only_what_is_confidently_alike_is_shown(village: Village, asked: str, alike: bool) -> None:
    kept(village)
    told = village.fill(NOOR, village.command(NOOR, "ask"), title=asked)
    assert words(told).startswith("Has this been answered already?" if alike else "Your question is asked")


# What can go wrong


def test_a_question_that_could_not_be_posted_is_given_back(village: Village) -> None:
    village.carrier.loses = Loss.PLACE_GONE
    village.fill(MARTA, village.command(MARTA, "ask"), title=TITLE, detail="Mine take weeks.")
    told = next(post for post in village.private(MARTA) if "not in the channel" in words(post))
    assert "Mine take weeks." in words(told)
    form = village.press(MARTA, told, "Ask this question again")
    assert filled_in(form) == {"title": TITLE, "detail": "Mine take weeks.", **USUAL}


def test_a_card_deleted_from_the_channel_is_given_back_too(village: Village) -> None:
    village.delete(ask(village).id)
    assert "no longer there" in words(village.private(MARTA)[-1])


def test_without_private_replies_everything_private_goes_to_the_direct_conversation() -> None:
    with a_village(EVERYTHING, abilities=frozenset()) as village:
        village.found(NOOR)
        village.fill(NOOR, village.command(NOOR, "ask"), title=TITLE)
        assert "Your question is asked" in words(village.private(NOOR)[-1])


def test_each_is_spoken_to_in_their_own_language(village: Village) -> None:
    camille = someone("Camille", locale="fr-FR")
    village.join(camille)
    assert words(village.command(camille, "ask")).startswith("Demander à la communauté")
    assert words(village.command(MARTA, "ask")).startswith("Ask the community")
