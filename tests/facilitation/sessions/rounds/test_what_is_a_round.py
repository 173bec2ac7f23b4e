"""Only where each member is asked one thing for themselves, and all see the answers, is a session a round."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from facilitation.events import FormValue, PlaceChosen
from facilitation.playbooks import shelf
from facilitation.playbooks.asking import Text
from facilitation.playbooks.kinds import Visibility
from facilitation.playbooks.reading import read
from facilitation.playbooks.rounds import is_round
from facilitation.playbooks.schema import HOST, Playbook
from facilitation.sessions.course.effects import StepClosed
from facilitation.sessions.course.values import Contribution, Item, Outcome, Step, Words
from facilitation.sessions.rounds import digest
from facilitation.texts import texts_in
from storage.wire import pack
from tests.facilitation.sessions.formats.workshop import workshop
from tests.facilitation.sessions.gathering import DAY, JONAS, MARTA, NOOR
from tests.shown import opened, title, words
from tests.village import CHANNEL, TUESDAY_TEN

SECRET = "I was afraid of the new ward"
TOLD_IN_PRIVATE = """\
version: 1
title: {en: A walk, nl: Een wandeling, fr: Une promenade}
purpose: make_sense
summary: {en: To look for oneself., nl: Om zelf te kijken., fr: Pour regarder.}
members: true
size: {least: 2, most: 6}
phases:
  look:
    title: {en: Looking, nl: Kijken, fr: Regarder}
    visibility: direct
    window: {minutes: 10, days: 1}
    prompt: {en: "What do you see?", nl: "Wat zie je?", fr: "Que vois-tu ?"}
capture:
  kind: nothing
  title: {en: A walk, nl: Een wandeling, fr: Une promenade}
"""


def check_in(**changes: Any) -> Playbook:
    playbook = shelf.built_in("check_in")
    assert playbook
    phase = playbook.phases["ask"].model_copy(update=changes)
    return playbook.model_copy(update={"phases": {"ask": phase}})


@pytest.mark.parametrize(
    "changes",
    [
        {"who": HOST},
        {"groups": 3},
        {"parties": True},
        {"turns": True},
        {"asks": Text(at_most=2)},
        {"visibility": Visibility.DIRECT},
        {"visibility": (Visibility.OPEN, Visibility.DIRECT)},
    ],
    ids=str,
)
def test_what_a_round_can_not_keep_is_an_ordinary_session(changes: dict[str, Any]) -> None:
    assert is_round(check_in())
    assert not is_round(check_in(**changes))


def test_what_only_its_author_may_see_is_not_posted_when_all_members_are_asked() -> None:
    assert not is_round(read(TOLD_IN_PRIVATE, "a_walk"))
    with workshop() as place:
        place.writes(TOLD_IN_PRIVATE)
        place.offers()
        place.starts(JONAS, "a walk", tempo=("async",))
        place.gives(MARTA, SECRET)
        place.village.pass_time(7 * DAY)
        sent = place.village.carrier.posts.values()
        assert place.sessions() == []
        assert SECRET not in "\n".join(pack(post.message) for post in sent if post not in place.village.private(MARTA))


def test_what_it_is_about_stands_in_its_title() -> None:
    with workshop() as place:
        place.starts(NOOR, "check-in", subject="the archive", tempo=("async",), visibility_ask=("open",))
        assert title(place.card()).startswith("Check-in: the archive of ")


def test_where_the_playbook_says_who_sees_it_nobody_is_asked_and_all_are_told() -> None:
    with workshop() as place:
        place.writes(TOLD_IN_PRIVATE.replace("direct", "sealed"))
        place.offers()
        form = place.village.press(NOOR, place.village.command(NOOR, "rhythm new"), "A walk")
        assert [each.name for each in opened(form).inputs if each.name.startswith(("visibility", "question"))] == []
        sound: dict[str, FormValue] = {"days": ("1",), "place": PlaceChosen(CHANNEL, "clear-writing")}
        assert "All when it closes, with names" in words(place.village.fill(NOOR, form, **sound))


def test_a_digest_shows_no_more_than_what_all_may_see() -> None:
    shown, kept = Words("a", "for all"), Words("b", SECRET)
    step = Step(1, "ask", Visibility.SEALED, (), TUESDAY_TEN, TUESDAY_TEN, timedelta(hours=1))
    given = (Contribution("jonas", (shown,)), Contribution("marta", (kept,)))
    closed = StepClosed(step, Outcome(1, "ask", 2), (Item("a", 1, "ask", "jonas"),), given)
    assert told(closed) == "Jonas: for all"
    assert told(replace(closed, items=())) == ""


def told(closed: StepClosed) -> str:
    names = {"jonas": "Jonas", "marta": "Marta"}
    said = digest._said(closed, names, texts_in("en"))
    return "\n".join(f"{quote.by}: {quote.text}" for _, quote in said)
