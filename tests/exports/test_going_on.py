"""A community that was brought in goes on: its threads, its rhythms, its cards, and what people may take back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.capabilities import repertoire
from tests.exports.parcels import bring_in, export
from tests.facilitation.clear_writing import ask, asked_for_consent, kept
from tests.facilitation.sessions.gathering import DAY, JONAS, MARTA, NOOR
from tests.facilitation.sessions.rhythms.recurring import Recurring
from tests.shown import words
from tests.village import Village, a_village


@pytest.fixture
def elsewhere(town: Village) -> Iterator[Village]:
    """Another Kring on another database, with the same people in the same chat."""
    with a_village(repertoire().capabilities) as other:
        other.clock.moment = town.clock.moment
        other.carrier = town.carrier
        yield other


def move(here: Village, there: Village, by_way_of: Path) -> None:
    bring_in(there.store, export(here.store, by_way_of / "parcel"))


def test_a_thread_goes_on_where_it_was(town: Village, elsewhere: Village, tmp_path: Path) -> None:
    card = ask(town, MARTA, title="Where is the shredder?")
    move(town, elsewhere, tmp_path)
    reply = elsewhere.say(JONAS, "In the cellar.", thread=card.id)
    elsewhere.react(MARTA, reply)
    assert card.id in elsewhere.carrier.posts
    assert "Jonas" in words(elsewhere.carrier.posts[card.id])
    assert any("keep" in words(post).lower() for post in elsewhere.private(MARTA))


def test_a_rhythm_comes_back_when_it_is_due(town: Village, elsewhere: Village, tmp_path: Path) -> None:
    Recurring(town).set()
    move(town, elsewhere, tmp_path)
    before = len(Recurring(elsewhere).opened())
    elsewhere.pass_time(3 * DAY)
    assert len(Recurring(elsewhere).opened()) == before + 1


def test_words_can_still_be_taken_back(town: Village, elsewhere: Village, tmp_path: Path) -> None:
    kept(town)
    move(town, elsewhere, tmp_path)
    assert [hit.title for hit in elsewhere.find("review")] == ["How do I start a review?"]
    elsewhere.press(JONAS, asked_for_consent(elsewhere), "Take")
    assert "read it aloud" not in str([hit.shown for hit in elsewhere.find("review")])
    assert "read it aloud" not in (export(elsewhere.store, tmp_path / "after") / "community.jsonl").read_text()


def test_a_reply_whose_words_did_not_come_can_be_accepted_and_is_not_kept_empty(
    town: Village, elsewhere: Village, tmp_path: Path
) -> None:
    card = ask(town, MARTA, title="Where is the shredder?")
    reply = town.say(JONAS, "In the cellar.", thread=card.id)
    move(town, elsewhere, tmp_path)
    told = len(elsewhere.private(MARTA))
    elsewhere.react(MARTA, reply)
    assert "Jonas" in words(elsewhere.carrier.posts[card.id])
    assert not any("Keep" in words(post) for post in elsewhere.private(MARTA)[told:])


def test_time_passes_and_nothing_falls_over(town: Village, elsewhere: Village, tmp_path: Path) -> None:
    """Whatever timers came along find what they come back to, or nothing."""
    Recurring(town).set()
    kept(town)
    ask(town, MARTA, title="Where is the shredder?")
    town.command(JONAS, "start peer assist")
    town.pass_time(DAY)
    elsewhere.clock.moment = town.clock.moment
    move(town, elsewhere, tmp_path)
    elsewhere.pass_time(timedelta(days=100))
    elsewhere.home(NOOR)
