"""What becomes of a session's card: it has the words of those who agree, for as long as they do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.events import Actor
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TOMAS
from tests.facilitation.knowledge.retrospect import ALONE, ALOUD, SESSION, SHORT, TITLE, Retrospect, a_retrospect
from tests.shown import buttons, quotes, title, words
from tests.village import TUESDAY_TEN

DAY = timedelta(days=1)


def test_when_everybody_agrees_it_is_kept_at_once_and_everybody_is_told(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD), (MARTA, SHORT))
    session.says(JONAS, "Yes")
    assert title(session.asked(JONAS)) == "Thank you for saying yes"
    assert title(session.says(MARTA, "Yes")) == f"Kept: {TITLE}"
    assert session.kept() == [ALONE, ALOUD, SHORT]
    for card in (session.told(NOOR), session.asked(JONAS), session.asked(MARTA)):
        assert title(card) == f"Kept: {TITLE}"
        assert buttons(card) == [f"Show: {TITLE}", "Take my words back"]
    assert "is kept, with the words of those who agreed" in words(session.village.private(NOOR)[-1])


def test_its_session_hears_once_that_it_is_kept(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD))
    assert session.stage.kept == []
    session.says(JONAS, "Yes")
    (kept,) = session.stage.kept
    assert (kept.session_id, kept.title) == (SESSION, TITLE)
    assert not session.village.thread("m1")  # the session's own room is not spoken in from here


def test_who_refuses_is_not_quoted_and_the_rest_is_kept(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE), (MARTA, ALOUD), (JONAS, SHORT))
    assert title(session.says(JONAS, "No")) == "Your words are not kept"
    assert [passage.text for passage in session.keeping().passages] == [ALOUD]
    session.says(MARTA, "Yes")
    session.village.pass_time(8 * DAY)
    assert session.kept() == [ALOUD]


def test_who_does_not_answer_is_not_quoted_and_the_rest_is_kept(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD))
    session.village.pass_time(8 * DAY)
    assert session.kept() == [ALONE]
    assert title(session.asked(JONAS)) == "This is settled"
    assert "no words of yours are kept" in words(session.asked(JONAS))


@pytest.mark.parametrize("others_agree", [True, False], ids=["the others agree", "nobody else does"])
def test_a_refusal_looks_like_silence_to_everybody_else(others_agree: bool) -> None:
    """Day by day the same messages and homes, the same item, and the same that is said in the session's room."""

    def days(*answers: tuple[Actor, str]) -> list[object]:
        with a_retrospect() as session:
            session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD), ((JONAS, MARTA), SHORT))
            for person, label in answers:
                session.says(person, label)
            return [seen for _ in range(9) for seen in a_day(session)]

    def a_day(session: Retrospect) -> list[object]:
        session.village.pass_time(DAY)
        seen = [post for person in (NOOR, MARTA) for post in session.village.private(person)]
        homes = [card for person in (NOOR, MARTA) for card in session.village.home(person).cards]
        return [[words(each) for each in (*seen, *homes)], session.kept(), len(session.stage.kept)]

    marta = [(MARTA, "Yes")] if others_agree else []
    assert days(*marta) == days(*marta, (JONAS, "No"))


@pytest.mark.parametrize("again", [NOOR, MARTA], ids=["by the same", "by another"])
def test_nobody_finds_out_by_drafting_it_again(again: Actor) -> None:
    def seen(*answers: str) -> list[object]:
        with a_retrospect() as session:
            session.drafts(NOOR, (JONAS, ALOUD))
            for label in answers:
                session.says(JONAS, label)
            session.drafts(again, (JONAS, ALOUD))
            told = [words(post) for post in session.village.private(again)]
            session.village.pass_time(8 * DAY)
            return [told, [words(post) for post in session.village.private(again)], session.kept()]

    assert seen() == seen("No")


@pytest.mark.parametrize("said", [JONAS, (JONAS, MARTA)], ids=["alone", "together"])
def test_when_the_asking_ends_does_not_tell_who_refused_before(said: Actor | Sequence[Actor]) -> None:
    """Who is not asked again is waited for as long as who is asked after a pause, or after a longer one."""

    def days(*answers: str) -> list[list[str]]:
        with a_retrospect() as session:
            session.drafts(NOOR, (JONAS, ALOUD))
            for label in answers:
                session.says(JONAS, label)
            pause(session)
            session.drafts(NOOR, (NOOR, ALONE), (said, SHORT), title="Another card")
            return [seen for _ in range(12) for seen in a_week(session)]

    def pause(session: Retrospect) -> None:
        session.village.fill(JONAS, session.village.command(JONAS, "settings"), pause=("month",))

    def a_week(session: Retrospect) -> list[list[str]]:
        session.village.pass_time(7 * DAY)
        if session.village.clock.moment < TUESDAY_TEN + 22 * DAY:
            pause(session)
        return [session.kept()]

    assert days() == days("No")


def test_if_nobody_is_left_nothing_is_kept_and_the_drafter_is_told_without_a_name(session: Retrospect) -> None:
    session.drafts(NOOR, (JONAS, ALONE), (MARTA, ALOUD))
    session.says(JONAS, "No")
    session.village.pass_time(8 * DAY)
    assert session.item() is None
    assert session.stage.kept == []
    last = words(session.village.private(NOOR)[-1])
    assert f"“{TITLE}” is not kept: no words were left to keep, and that is fine" in last
    assert not {"Jonas", "Marta"} & set(last.split())
    assert title(session.told(NOOR)) == "This is settled"


@pytest.mark.parametrize("label", ["No", ""], ids=["one refuses", "one is silent"])
def test_what_a_group_said_takes_all_of_it(session: Retrospect, label: str) -> None:
    session.drafts(NOOR, ((JONAS, MARTA), ALOUD), (MARTA, SHORT))
    if label:
        session.says(JONAS, label)
    session.says(MARTA, "Yes")
    session.village.pass_time(8 * DAY)
    assert session.kept() == [SHORT]
    assert title(session.asked(MARTA)) == f"Kept: {TITLE}"


def test_who_agreed_to_a_groups_words_alone_is_not_told_that_theirs_are_kept(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), ((JONAS, MARTA), ALOUD))
    assert title(session.says(MARTA, "Yes")) == "Thank you for saying yes"
    session.says(JONAS, "No")
    session.village.pass_time(8 * DAY)
    assert session.kept() == [ALONE]
    assert title(session.asked(MARTA)) == "This is settled"


def test_what_all_of_a_group_agree_to_is_kept(session: Retrospect) -> None:
    session.drafts(JONAS, ((JONAS, MARTA), ALOUD))
    session.says(MARTA, "Yes")
    assert session.kept() == [ALOUD]


def test_a_yes_can_be_taken_back_while_others_are_asked(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD), (MARTA, SHORT))
    told = session.says(JONAS, "Yes")
    assert title(session.village.press(JONAS, told, "Take")) == "Your words are taken back"
    assert [passage.text for passage in session.keeping().passages] == [ALONE, SHORT]
    session.says(MARTA, "Yes")
    session.village.pass_time(8 * DAY)
    assert session.kept() == [ALONE, SHORT]


@pytest.mark.parametrize("when", ["while others are asked", "when it is kept"])
def test_who_drafted_it_takes_theirs_out_like_everybody(session: Retrospect, when: str) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD))
    if when == "when it is kept":
        session.says(JONAS, "Yes")
    session.says(NOOR, "Take")
    if when == "while others are asked":
        session.says(JONAS, "Yes")
        session.village.pass_time(8 * DAY)
    assert session.kept() == [ALOUD]
    assert not session.offering(NOOR, "Take")


def test_taken_back_ones_words_go_at_once_and_the_rest_stays(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD))
    session.says(JONAS, "Yes")
    assert session.found("aloud") == [f"{ALONE}\n\n{ALOUD}"]
    session.says(JONAS, "Take")
    assert session.kept() == [ALONE]
    assert session.found("aloud") == []
    assert session.found("begin") == [ALONE]
    assert quotes(session.shows(MARTA)) == [ALONE]


def test_the_drafter_is_not_told_when_a_part_was_taken_back(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD))
    session.says(JONAS, "Yes")
    before = [(post.id, post.updates) for post in session.village.private(NOOR)]
    session.says(JONAS, "Take")
    assert [(post.id, post.updates) for post in session.village.private(NOOR)] == before


def test_a_groups_words_go_with_any_of_it(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), ((JONAS, MARTA), ALOUD))
    for author in (JONAS, MARTA):
        session.says(author, "Yes")
    session.says(JONAS, "Take")
    assert session.kept() == [ALONE]
    assert title(session.asked(MARTA)) == "This is settled"
    assert title(session.told(NOOR)) == f"Kept: {TITLE}"


@pytest.mark.parametrize("drafter", [NOOR, JONAS], ids=["drafted by another", "drafted by them"])
def test_with_the_last_words_the_item_goes(session: Retrospect, drafter: Actor) -> None:
    session.drafts(drafter, (JONAS, ALONE))
    if drafter is NOOR:
        session.says(JONAS, "Yes")
    session.says(JONAS, "Take")
    assert session.item() is None
    assert session.found("letters") == []
    told = [words(post) for post in session.village.private(NOOR)]
    assert any(f"“{TITLE}” is no longer kept" in each for each in told) == (drafter is NOOR)
    assert not any("Jonas" in each for each in told)


def test_when_it_is_over_no_words_are_left_in_the_keeping(session: Retrospect) -> None:
    for answer in ("Yes", "No"):
        session.drafts(NOOR, (NOOR, f"{answer}: {ALONE}"), (JONAS, f"{answer}: {ALOUD}"))
        session.says(JONAS, answer)
        session.village.pass_time(8 * DAY)
        keeping = session.keeping()
        assert (keeping.title, keeping.passages, keeping.origin_title, keeping.taking_part) == ("", (), None, None)


def test_nobody_answers_for_another(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD))
    for other in (NOOR, MARTA, TOMAS):
        for label in ("Yes", "No"):
            session.village.press(other, replace(session.asked(JONAS)), label)
    session.village.press(JONAS, replace(session.told(NOOR)), "Take")
    assert session.item() is None
    session.says(JONAS, "Yes")
    session.village.press(MARTA, replace(session.asked(JONAS)), "Take")
    assert session.kept() == [ALONE, ALOUD]


def test_an_answer_after_the_end_changes_nothing(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD))
    asks = replace(session.asked(JONAS))
    session.village.pass_time(8 * DAY)
    for label in ("Yes", "No"):
        assert title(session.village.press(JONAS, asks, label)) == "This is settled"
    assert session.kept() == [ALONE]


def test_pressing_twice_is_pressing_once(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD), (MARTA, SHORT))
    asks = replace(session.asked(JONAS))
    for label in ("Yes", "Yes", "No"):
        assert title(session.village.press(JONAS, asks, label)) == "Thank you for saying yes"
    refused = replace(session.asked(MARTA))
    for label in ("No", "Yes", "No"):
        assert title(session.village.press(MARTA, refused, label)) == "Your words are not kept"
    session.village.pass_time(8 * DAY)
    assert session.kept() == [ALONE, ALOUD]
    assert len(session.stage.kept) == 1


def test_who_left_the_community_can_still_take_their_words_back(session: Retrospect) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD))
    session.says(JONAS, "Yes")
    session.village.command(JONAS, "leave")
    session.says(JONAS, "Take")
    assert session.kept() == [ALONE]
