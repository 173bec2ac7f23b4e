"""A question that waits is taken further: to another site, a circle, another community, whose replies come home."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor, MessageDeleted, MessageEdited, Place
from facilitation.people import PlaceRef
from facilitation.questions.model import Question, Reply, Stage
from tests.carrier import Post
from tests.facilitation.clear_writing import TITLE, ask
from tests.shown import buttons, quotes, words
from tests.village import WORKSPACE, Village, a_village, someone

NOOR, JONAS, MARTA, TOMAS = someone("Noor"), someone("Jonas"), someone("Marta"), someone("Tomas")
PAUL, ZOE = someone("Paul"), someone("Zoë")
ELSEWHERE = PlaceRef(WORKSPACE, "lawyers")
A_WEEK = timedelta(days=7)


@pytest.fixture
def village() -> Iterator[Village]:
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA, PAUL)
        made.found(TOMAS, name="Lawyers", channel=ELSEWHERE)
        made.join(MARTA, channel=ELSEWHERE)
        yield made


def offered(village: Village) -> Post:
    return [post for post in village.private(MARTA) if "Nobody has replied yet" in words(post)][-1]


def taken_elsewhere(village: Village) -> tuple[Post, Post]:
    """Marta's question at home, and where it stands among the lawyers."""
    home = ask(village)
    village.pass_time(A_WEEK)
    village.press(MARTA, offered(village), "Ask it in Lawyers too")
    return home, village.channel(ELSEWHERE)[-1]


def replies(village: Village) -> list[Reply]:
    (question,) = questions(village)
    return list(village.within(lambda unit: unit.questions.replies(question.id, 9)))


def questions(village: Village) -> list[Question]:
    return list(village.within(lambda unit: unit.questions.asked_by(MARTA.ref)))


def reply_there(village: Village, by: Actor, text: str, card: Post) -> str:
    return village.say(by, text, thread=card.id, channel=ELSEWHERE)


def is_at(village: Village, who: Actor, site: str) -> None:
    village.fill(who, village.command(who, "where I am"), new_site=site)


def test_a_reply_among_others_stands_in_the_questions_own_thread(village: Village) -> None:
    home, there = taken_elsewhere(village)
    reply_there(village, TOMAS, "The law has no word for it.", there)
    (reply,) = replies(village)
    assert (reply.author, reply.text) == (TOMAS.ref, "The law has no word for it.")
    copy = village.thread(home.id)[-1]
    assert quotes(copy) == ["The law has no word for it."]
    assert "Tomas" in words(copy)
    assert "Lawyers" in words(copy)


def test_its_asker_accepts_it_at_home(village: Village) -> None:
    home, there = taken_elsewhere(village)
    reply_there(village, TOMAS, "The law has no word for it.", there)
    village.react(MARTA, village.thread(home.id)[-1].id)
    (question,) = questions(village)
    assert question.stage is Stage.ANSWERED
    assert "Answered by Tomas" in words(home).replace("*", "")
    assert "no longer waits" in words(there)


def test_edits_and_deletions_follow_it_home(village: Village) -> None:
    home, there = taken_elsewhere(village)
    said = reply_there(village, TOMAS, "The law has a word.", there)
    place = Place(ref=replace(ELSEWHERE, thread=there.id))
    village.happen(MessageEdited(place=place, message_id=said, text="The law has none.", **village.delivery()))
    assert [reply.text for reply in replies(village)] == ["The law has none."]
    assert quotes(village.thread(home.id)[-1]) == ["The law has none."]
    village.happen(MessageDeleted(place=place, message_id=said, **village.delivery()))
    assert replies(village) == []
    assert "none" not in words(village.thread(home.id)[-1])


def test_nothing_that_is_said_at_home_goes_there(village: Village) -> None:
    home, there = taken_elsewhere(village)
    village.say(JONAS, "Between us: the boss dislikes it.", thread=home.id)
    assert village.thread(there.id) == []


def test_what_is_said_beside_it_stays_where_it_was_said(village: Village) -> None:
    home, _ = taken_elsewhere(village)
    village.say(TOMAS, "Lunch?", channel=ELSEWHERE)
    theirs = village.say(TOMAS, "About something else", channel=ELSEWHERE)
    village.say(ZOE, "Yes.", thread=theirs, channel=ELSEWHERE)
    assert replies(village) == []
    assert village.thread(home.id) == []


def test_those_there_are_told_that_it_goes_home_and_no_more_once_it_is_over(village: Village) -> None:
    _, there = taken_elsewhere(village)
    assert "stands in the question's own thread" in words(there)
    assert "#clear-writing" in words(there)
    village.pass_time(timedelta(days=61))
    reply_there(village, TOMAS, "Too late.", there)
    assert replies(village) == []


def test_what_was_replied_in_time_follows_its_author_also_once_it_is_over(village: Village) -> None:
    home, there = taken_elsewhere(village)
    said = reply_there(village, TOMAS, "The law has a word.", there)
    village.pass_time(timedelta(days=61))
    late = reply_there(village, TOMAS, "Too late.", there)
    place = Place(ref=replace(ELSEWHERE, thread=there.id))
    village.happen(MessageEdited(place=place, message_id=said, text="The law has none.", **village.delivery()))
    village.happen(MessageEdited(place=place, message_id=late, text="Far too late.", **village.delivery()))
    assert [reply.text for reply in replies(village)] == ["The law has none."]
    village.happen(MessageDeleted(place=place, message_id=said, **village.delivery()))
    assert replies(village) == []
    assert "none" not in str([words(post) for post in village.thread(home.id)])


def test_it_is_asked_once_in_each_community(village: Village) -> None:
    taken_elsewhere(village)
    before = len(village.channel(ELSEWHERE))
    village.press(MARTA, offered(village), "Ask it in Lawyers too")
    assert len(village.channel(ELSEWHERE)) == before


def test_a_community_in_which_its_asker_is_not_is_not_offered(village: Village) -> None:
    village.found(ZOE, name="Cooks", channel=PlaceRef(WORKSPACE, "cooks"))
    ask(village)
    village.pass_time(A_WEEK)
    assert [each for each in buttons(offered(village)) if each.startswith("Ask it in")] == ["Ask it in Lawyers too"]


def test_a_few_of_another_site_are_asked_and_nobody_else(village: Village) -> None:
    for who, site in ((MARTA, "Ghent"), (JONAS, "Ghent"), (PAUL, "Liège")):
        is_at(village, who, site)
    ask(village)
    village.pass_time(A_WEEK)
    assert "Ask a few in Ghent" not in buttons(offered(village))
    village.press(MARTA, offered(village), "Ask a few in Liège")
    village.pass_time(timedelta(days=3))
    asked = [post for post in village.private(PAUL) if post.key and "/look/" in post.key]
    assert "another site" in words(asked[-1])
    assert not [post for post in village.private(JONAS) if post.key and "/look/" in post.key]


def test_without_sites_none_is_offered(village: Village) -> None:
    is_at(village, JONAS, "Ghent")
    ask(village)
    village.pass_time(A_WEEK)
    assert not [each for each in buttons(offered(village)) if each.startswith("Ask a few in")]
    assert TITLE in words(offered(village))


@pytest.mark.parametrize("way", ["Ask it in Lawyers too", "Ask a few more people privately", "Ask a few in Liège"])
def test_what_was_taken_further_and_still_waits_is_offered_again_after_another_window(
    village: Village, way: str
) -> None:
    for who, site in ((MARTA, "Ghent"), (PAUL, "Liège")):
        is_at(village, who, site)
    ask(village)
    village.pass_time(A_WEEK)
    first = offered(village)
    village.press(MARTA, first, way)
    village.pass_time(A_WEEK)
    again = offered(village)
    assert again.id != first.id
    assert way in buttons(again)


def test_what_was_taken_further_and_has_a_reply_is_not(village: Village) -> None:
    home, _ = taken_elsewhere(village)
    village.say(PAUL, "We say it twice.", thread=home.id)
    before = offered(village).id
    village.pass_time(A_WEEK)
    assert offered(village).id == before
