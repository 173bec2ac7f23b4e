"""What was said to some only, or was not agreed to, does not leave; nor who refused, or wished for no name."""

import re
from pathlib import Path
from typing import Any

import pytest

from facilitation.knowledge.items import Change
from facilitation.knowledge.kinds import Audience
from facilitation.knowledge.recording import record
from facilitation.questions.model import Question
from facilitation.sessions.own_playbooks import OwnPlaybook, PlaybookVersion
from tests.exports.parcels import a_practice, records, told
from tests.facilitation.clear_writing import ask, asked_for_consent, kept
from tests.facilitation.sessions.gathering import DAY, JONAS, MARTA, NOOR, TOMAS, YUSUF, Gathering
from tests.facilitation.sessions.rhythms.recurring import Recurring
from tests.village import Village


@pytest.fixture
def village(town: Village) -> Village:
    return town


def closes(circle: Gathering) -> None:
    console = circle.village.press(NOOR, circle.card(), "Where it stands")
    circle.village.press(NOOR, circle.village.press(NOOR, console, "End the session"), "End it now")


def test_what_is_given_in_a_session_stays_in_it(village: Village, tmp_path: Path) -> None:
    circle = Gathering(village)
    circle.starts(NOOR, "peer assist")
    circle.come(JONAS, MARTA, YUSUF)
    circle.begins(NOOR)
    circle.gives(NOOR, "A wombat in the archive.")
    under_way = told(village, tmp_path / "under way")
    assert "moving the archive" not in under_way
    closes(circle)
    over = told(village, tmp_path / "over")
    assert "moving the archive" in over
    assert "wombat" not in under_way + over
    (session,) = records(over, "sessions")
    jonas = village.within(lambda unit: unit.people.member(unit.community.id, JONAS.ref))
    assert jonas
    assert jonas.id in session
    assert records(over, "session_log")


def test_of_what_was_confidential_nobody_learns_who_was_in_it(village: Village, tmp_path: Path) -> None:
    circle = Gathering(village)
    circle.starts(NOOR, "gossip")
    circle.come(JONAS, MARTA, YUSUF)
    village.press(JONAS, circle.card(), "Take the role: ")
    circle.begins(NOOR)
    closes(circle)
    over = told(village, tmp_path / "over")
    (session,) = records(over, "sessions")
    people = village.within(lambda unit: [member.id for member in unit.people.members(unit.community.id)])
    assert not [member for member in people if member in session]
    assert not records(over, "session_log")


def test_what_is_kept_for_those_of_a_session_stays_there(village: Village, tmp_path: Path) -> None:
    few = a_practice(village, title="A wombat for a few", audience=Audience.SESSION)
    wide = a_practice(village, title="Once for a few")

    def narrow_then(unit: Any) -> None:
        unit.knowledge.version(wide, 1).audience = Audience.SESSION
        unit.knowledge.version(wide, 1).title = "A wombat of before"
        record(unit.knowledge.item(wide), Change.WIDENED, NOOR.ref, unit)

    village.within(narrow_then)
    text = told(village, tmp_path / "out")
    assert "wombat" not in text
    assert few not in text
    assert "Once for a few" in text


def test_drafts_and_what_somebody_hid_or_was_not_asked_about_stay(village: Village, tmp_path: Path) -> None:
    ask(village, title="Where is the shredder?")
    hidden = ask(village, title="A wombat, and worse?", detail="Much worse.")
    ask(village, title="May I withdraw a wombat?")

    def settle(unit: Any) -> None:
        questions = {question.title: question for question in unit.questions.open(10)}
        questions["A wombat, and worse?"].hidden_why = "abuse"
        unit.questions.add(
            Question(
                community_id=unit.community.id,
                workspace=JONAS.ref.workspace,
                user=JONAS.ref.user,
                channel="clear-writing",
                title="A draft of a wombat",
                written_at=unit.now,
                stirred_at=unit.now,
            )
        )

    village.within(settle)
    village.press(MARTA, village.press(MARTA, village.channel()[-1], "Withdraw"), "Yes, withdraw")
    village.say(JONAS, "A wombat in a reply.", thread=hidden.id)
    text = told(village, tmp_path / "out")
    assert "shredder" in text
    assert "wombat" not in text
    assert "Much worse" not in text
    assert '"hidden_why":"abuse"' in text


def test_settings_are_their_owners_alone_and_addresses_the_platforms(village: Village, tmp_path: Path) -> None:
    def settle(unit: Any) -> None:
        account = unit.people.account(JONAS.ref)
        account.address = {"url": "wombat"}
        account.paused_until = village.clock.now() + DAY

    village.look(settle)
    text = told(village, tmp_path / "out")
    assert "wombat" not in text
    assert not re.search('quiet_|paused_until":"2|address', text)


def test_words_that_are_taken_back_are_in_no_export_made_afterwards(village: Village, tmp_path: Path) -> None:
    kept(village)
    assert "read it aloud" in told(village, tmp_path / "before")
    village.press(JONAS, asked_for_consent(village), "Take")
    after = told(village, tmp_path / "after")
    assert "read it aloud" not in after
    assert not records(after, "knowledge_items")


def test_a_playbook_leaves_as_far_as_it_was_offered_and_a_rhythm_without_its_private_parts(
    village: Village, tmp_path: Path
) -> None:
    Recurring(village).set()
    village.command(TOMAS, "help")

    def settle(unit: Any) -> None:
        series = unit.rhythms.all_series()[0]
        series.note, series.voices = "a wombat for the next host", {series.id: "end"}
        for name, offered in (("walk", 1), ("secret", None)):
            book = OwnPlaybook(
                community_id=unit.community.id,
                name=name,
                author=series.id,
                created_at=unit.now,
                newest=2,
                offered=offered,
                draft="a wombat in a draft",
            )
            unit.own_playbooks.add(book)
            for number in (1, 2):
                text = f"of {name}" if number == 1 else "a wombat to come"
                version = PlaybookVersion(
                    community_id=unit.community.id, name=name, number=number, text=text, by=series.id, at=unit.now
                )
                unit.own_playbooks.keep(version)

    village.within(settle)
    text = told(village, tmp_path / "out")
    assert "wombat" not in text
    assert "of walk" in text
    assert "secret" not in text
    assert "tomas" not in text
    assert len(records(text, "series")) == 1
    assert '"newest":1,' in records(text, "own_playbooks")[0]
