"""Finding what is kept of sessions: what it is, where it comes from, and for whom it is."""

from dataclasses import fields
from typing import get_args

import pytest

from facilitation.events import ButtonPressed, Place, SessionHarvested
from facilitation.knowledge.actions import SHOW
from facilitation.knowledge.kinds import Kind
from facilitation.messages import Subject
from facilitation.people import LANGUAGES
from facilitation.playbooks.kinds import Audience
from facilitation.playbooks.schema import Capture
from facilitation.texts import texts_in
from tests.facilitation.clear_writing import JONAS, MARTA, NOOR, TOMAS
from tests.facilitation.knowledge.retrospect import ALONE, ALOUD, CALLED, TITLE, Retrospect
from tests.shown import quotes, title, words
from tests.village import CHANNEL, someone


def keep(session: Retrospect, **more: object) -> None:
    session.drafts(NOOR, (NOOR, ALONE), (JONAS, ALOUD), **more)
    session.says(JONAS, "Yes")


def test_it_is_found_with_its_kind_and_where_it_comes_from(session: Retrospect) -> None:
    keep(session, kind="story")
    told = session.village.command(MARTA, "find letters")
    assert f"Story from the session “{CALLED}”, on 3 March 2026. Words of Noor and Jonas." in words(told)
    assert "1 thing kept about “letters”" in words(told)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("nl-BE", f"Besluit uit de sessie ‘{CALLED}’, op 3 maart 2026."),
        ("fr-FR", f"Décision de la séance «\N{NO-BREAK SPACE}{CALLED}\N{NO-BREAK SPACE}», le 3 mars 2026."),
    ],
)
def test_it_is_told_in_the_finders_language(session: Retrospect, locale: str, expected: str) -> None:
    reader = someone("Camille", locale=locale)
    session.village.join(reader)
    keep(session, kind="decision")
    assert expected in words(session.village.command(reader, "find letters"))


def test_shown_whole_it_tells_who_said_what_and_what_they_agreed_to(session: Retrospect) -> None:
    keep(session)
    shown = session.shows(MARTA)
    assert (title(shown), quotes(shown)) == (TITLE, [ALONE, ALOUD])
    assert f"Noor: {ALONE}" in words(shown)
    assert "The session was held in #clear-writing" in words(shown)
    assert "Everyone quoted agreed to keep it for members of Clear writing" in words(shown)


def test_kept_for_the_session_it_is_found_by_those_who_took_part(session: Retrospect) -> None:
    keep(session, audience="session", taking_part=(NOOR.ref, JONAS.ref, MARTA.ref))
    outside = someone("Yusuf")
    session.village.join(outside)
    for inside in (NOOR, JONAS, MARTA):
        assert quotes(session.shows(inside)) == [ALONE, ALOUD]
    assert "Everyone quoted agreed to keep it for those who took part" in words(session.shows(MARTA))
    assert "Nothing is kept about" in words(session.village.command(outside, "find letters"))


def test_nor_is_it_shown_to_anybody_else_who_knows_its_id(session: Retrospect) -> None:
    keep(session, audience="session", taking_part=(NOOR.ref, JONAS.ref))
    item = session.item()
    assert item
    for outside in (MARTA, TOMAS):
        press = ButtonPressed(
            by=outside,
            place=Place(ref=CHANNEL),
            message_id=None,
            action=SHOW,
            subject=Subject(item.community_id, item.id),
            **session.village.delivery(),
        )
        shown = words(session.village.happen(press))
        assert shown == "What is kept of a session in Clear writing is for those who took part in it."


def test_nor_is_it_offered_before_a_question_is_asked(session: Retrospect) -> None:
    """Not even to those who took part: what is found there is pressed on, and may end up in a channel."""
    keep(session, audience="session")
    for asker in (MARTA, NOOR):
        told = session.village.fill(asker, session.village.command(asker, "ask"), title=TITLE)
        assert "Lesson" not in words(told)
        assert ALONE not in words(told)


def test_for_the_community_it_is_offered_before_a_question_is_asked(session: Retrospect) -> None:
    keep(session)
    first = session.village.fill(MARTA, session.village.command(MARTA, "ask"), title=TITLE)
    assert f"Lesson: {TITLE}" in words(first)
    session.village.press(MARTA, first, "This answers")
    item = session.item()
    assert item
    assert item.used == 1


def test_who_took_part_and_left_does_not_find_it_but_who_is_quoted_sees_it(session: Retrospect) -> None:
    keep(session, audience="session")
    subject = session.village.command(MARTA, "find letters")
    for person in (MARTA, JONAS):
        session.village.command(person, "leave")
    assert "for those who took part" in words(session.village.press(MARTA, subject, "Show"))
    assert quotes(session.village.press(JONAS, session.asked(JONAS), "Show")) == [ALONE, ALOUD]


def test_unless_it_is_said_it_is_kept_for_the_session_only(session: Retrospect) -> None:
    """Whoever drafted it took part, that much is known."""
    assert {each.name: each.default for each in fields(SessionHarvested)}["audience"] == Audience.SESSION
    session.drafts(NOOR, (JONAS, ALONE), audience="session", taking_part=())
    session.says(JONAS, "Yes")
    for reader in (NOOR, JONAS):
        assert quotes(session.shows(reader)) == [ALONE]
    assert "Nothing is kept about" in words(session.village.command(MARTA, "find letters"))


def test_taking_words_back_leaves_it_with_those_who_may_find_it(session: Retrospect) -> None:
    keep(session, audience="session", taking_part=(NOOR.ref, JONAS.ref))
    session.says(JONAS, "Take")
    assert quotes(session.shows(JONAS)) == [ALONE]
    assert "Nothing is kept about" in words(session.village.command(MARTA, "find letters"))


def test_whatever_a_playbook_captures_has_a_kind_and_a_word_for_it() -> None:
    captured = set(get_args(Capture.model_fields["kind"].annotation)) - {"nothing"}
    assert {kind.name.casefold() for kind in Kind if kind is not Kind.TERM} == captured
    for language in LANGUAGES:
        assert all(texts_in(language).plain(kind) for kind in Kind)


def test_a_decision_that_all_consented_to_in_its_session_stands_when_it_is_kept(session: Retrospect) -> None:
    session.drafts(JONAS, (JONAS, ALOUD), kind="decision", stands=True)
    item = session.item()
    assert item
    assert item.assurance == "standing"
    acts = session.village.within(lambda unit: [(each.kind, each.session_id) for each in unit.knowledge.acts(item.id)])
    assert acts == [("standing", "s1")]
