"""A thread that stands in two places is one thread, whoever writes in it and wherever."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.events import Actor
from facilitation.knowledge import KNOWLEDGE
from facilitation.linking import LINKING
from facilitation.messages import Quote
from facilitation.people import AccountRef
from facilitation.questions import QUESTIONS
from tests.facilitation.linking.ground import ANNA, BRAM, JONAS, NOOR, Side, home, link, northwind
from tests.shown import opened, quotes, words
from tests.village import Village, a_village

TITLE = "How do you say this in plain words?"


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village([QUESTIONS, KNOWLEDGE, COMMUNITIES, LINKING, CONVERSATION]) as village:
        village.found(NOOR)
        village.join(JONAS)
        link(village)
        northwind(village).command(ANNA, "join")
        northwind(village).command(BRAM, "join")
        yield village


def asked(village: Village, by: Actor = JONAS, on: Side | None = None) -> tuple[str, str]:
    """The question's card on each side: at home, and in the linked place."""
    side = on or home(village)
    side.fill(by, side.command(by, "ask"), title=TITLE)
    return home(village).card(TITLE).id, northwind(village).card(TITLE).id


def test_a_question_stands_in_both_places_whoever_asks_it(village: Village) -> None:
    asked(village)
    assert "Jonas" in words(northwind(village).card(TITLE))
    northwind(village).fill(ANNA, northwind(village).command(ANNA, "ask"), title="Whose signature comes last?")
    for side in (home(village), northwind(village)):
        assert "Anna" in words(side.card("Whose signature"))


def test_what_is_written_under_one_stands_under_the_other_with_name_and_side(village: Village) -> None:
    here, there = asked(village)
    home(village).say(JONAS, "Leave out the Latin.", here)
    northwind(village).say(ANNA, "And *the* <!channel>.", there)
    assert northwind(village).thread(there) == ["Jonas · City\nLeave out the Latin."]
    assert home(village).thread(here) == ["Anna · Northwind\nAnd *the* <!channel>."]


def test_edits_and_deletions_follow(village: Village) -> None:
    here, there = asked(village)
    mine = northwind(village).say(ANNA, "Frist", there)
    northwind(village).edit(mine, "First")
    assert home(village).thread(here) == ["Anna · Northwind\nFirst"]
    theirs = home(village).say(NOOR, "Second", here)
    home(village).delete(theirs)
    northwind(village).delete(mine)
    assert [*home(village).thread(here), *northwind(village).thread(there)] == ["_This message was taken back._"] * 2


def test_a_reply_on_the_other_side_is_a_reply_and_counts_once(village: Village) -> None:
    _, there = asked(village)
    northwind(village).say(ANNA, "Say it aloud first.", there)
    (question,) = village.within(lambda unit: unit.questions.open(9))
    (reply,) = village.within(lambda unit: unit.questions.replies(question.id, 9))
    assert (reply.author, reply.text) == (ANNA.ref, "Say it aloud first.")


def test_a_tick_on_a_copy_means_the_original(village: Village) -> None:
    here, there = asked(village)
    northwind(village).say(ANNA, "Say it aloud first.", there)
    (copy,) = village.thread(here)
    home(village).react(JONAS, copy.id, "✅")
    for side in (home(village), northwind(village)):
        assert "Anna" in words(side.card("Answered by"))


def test_a_tick_on_the_other_side_means_what_stands_at_home(village: Village) -> None:
    here, there = asked(village, ANNA, northwind(village))
    home(village).say(JONAS, "Say it aloud first.", here)
    (copy,) = [post for post in village.carrier.posts.values() if "aloud" in words(post)]
    northwind(village).react(ANNA, copy.id, "✅")
    assert "Jonas" in words(home(village).card("Answered by"))
    own = northwind(village).say(ANNA, "It worked", there)
    northwind(village).react(ANNA, own, "✅")
    assert "Anna" in words(home(village).card("Answered by"))


def test_a_pin_on_a_copy_is_of_the_authors_words(village: Village) -> None:
    here, there = asked(village)
    northwind(village).say(ANNA, "Say it aloud first.", there)
    (copy,) = village.thread(here)
    home(village).react(NOOR, copy.id, "📌")
    assert any("Keep" in words(post) or "keep" in words(post) for post in village.private(NOOR))


def test_a_pin_on_what_is_said_outside_of_our_threads_is_read_where_it_was_said(village: Village) -> None:
    """Under its own name at home, as two messages of two sides may have the same id."""
    mine = northwind(village).say(ANNA, "Lunch?")
    reply = northwind(village).say(BRAM, "Yes.", mine)
    for message in (mine, reply):
        northwind(village).react(ANNA, message, "📌")
    (offer,) = [post for post in village.private(ANNA) if "You pinned" in words(post)]
    assert "2 messages" in words(offer)
    form = opened(northwind(village).press(ANNA, offer, "Keep it"))
    assert [block.text for block in form.intro if isinstance(block, Quote)] == ["Lunch?", "Yes."]
    northwind(village).delete(mine)
    northwind(village).delete(reply)
    assert not [post for post in village.private(ANNA) if "You pinned" in words(post)]


@pytest.mark.parametrize("begins_at_home", [True, False])
def test_keeping_a_copy_keeps_the_authors_words_with_their_consent(village: Village, begins_at_home: bool) -> None:
    here, there = asked(village)
    author, keeper = (JONAS, ANNA) if begins_at_home else (ANNA, JONAS)
    says, keeps = (home(village), northwind(village)) if begins_at_home else (northwind(village), home(village))
    says.say(author, "Say it aloud first.", here if begins_at_home else there)
    (copy,) = [post for post in village.carrier.posts.values() if "aloud" in words(post)]
    keeps.fill(keeper, keeps.use_shortcut_on(keeper, "keep", copy), title="Aloud")
    says.press(author, village.private(author)[-1], "Yes")
    shown = home(village).press(NOOR, home(village).command(NOOR, "find aloud"), "Show: Aloud")
    assert quotes(shown) == ["Say it aloud first."]
    assert author.name in words(shown)


def test_what_is_said_outside_of_our_threads_stays_where_it_is_said(village: Village) -> None:
    asked(village)
    before = len(village.carrier.posts)
    mine = northwind(village).say(ANNA, "Lunch?")
    northwind(village).say(BRAM, "Yes.", mine)
    home(village).say(JONAS, "Who has the keys?")
    assert len(village.carrier.posts) == before


def test_what_was_written_is_followed_for_half_a_year(village: Village) -> None:
    here, there = asked(village)
    first = northwind(village).say(ANNA, "First", there)
    village.pass_time(timedelta(days=179))
    northwind(village).edit(first, "First of all")
    second = northwind(village).say(ANNA, "Second", there)
    village.pass_time(timedelta(days=2))
    northwind(village).edit(first, "Never mind")
    northwind(village).edit(second, "Second of all")
    assert home(village).thread(here)[-2:] == ["Anna · Northwind\nFirst of all", "Anna · Northwind\nSecond of all"]


def test_bots_are_nobodys_author(village: Village) -> None:
    here, there = asked(village)
    other = Actor(ref=AccountRef(ANNA.ref.workspace, "feed"), name="Feed", is_bot=True)
    northwind(village).say(other, "News!", there)
    assert home(village).thread(here) == []


def test_a_copy_that_somebody_takes_away_takes_nothing_else_away(village: Village) -> None:
    here, there = asked(village)
    northwind(village).say(ANNA, "Say it aloud first.", there)
    (copy,) = village.thread(here)
    home(village).delete(copy.id)
    northwind(village).delete(there)
    (question,) = village.within(lambda unit: unit.questions.open(9))
    assert village.within(lambda unit: unit.questions.count_replies(question.id)) == 1
    assert not any("lost" in words(post).casefold() for post in village.private(JONAS))
