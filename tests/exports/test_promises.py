"""What was said to some only, or was not agreed to, does not leave; nor who refused, or wished for no name."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.capabilities import repertoire
from facilitation.events import Actor
from facilitation.knowledge.items import Change
from facilitation.knowledge.kinds import Audience, OriginKind
from facilitation.knowledge.model import Consent, Keeping, Say, Stage
from facilitation.knowledge.paragraphs import written
from facilitation.knowledge.recording import record
from facilitation.questions.around import Joiner, Look, Said, Wishes
from facilitation.questions.model import Question
from facilitation.sessions.own_playbooks import OwnPlaybook, PlaybookVersion
from storage.store import Store
from tests.exports.parcels import WHEN, a_practice, bring_in, export, files
from tests.facilitation.clear_writing import ask, asked_for_consent, kept, wanted_kept
from tests.facilitation.sessions.gathering import CAMILLE, DAY, JONAS, MARTA, NOOR, TOMAS, YUSUF, Gathering
from tests.facilitation.sessions.rhythms.recurring import Recurring
from tests.village import Village, a_village


@pytest.fixture
def village() -> Iterator[Village]:
    """All that Kring can do, and five members."""
    with a_village(repertoire().capabilities) as made:
        made.found(NOOR)
        made.join(JONAS, MARTA, CAMILLE, YUSUF)
        yield made


def told(village: Village, to: Path) -> str:
    """All that an export says."""
    return "\n".join(said.decode() for said in files(export(village.store, to)).values())


def records(text: str, table: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(f'{{"table":"{table}"')]


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
    assert village.within(lambda unit: unit.people.member(unit.community.id, JONAS.ref)).id in session  # type: ignore[union-attr]
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


def a_keeping(unit: Any, **fields: object) -> Keeping:
    values: dict[str, Any] = {
        "community_id": unit.community.id,
        "origin_kind": OriginKind.WRITTEN,
        "origin_id": "w",
        "workspace": NOOR.ref.workspace,
        "user": NOOR.ref.user,
        "title": "",
        "passages": (),
        "channel": "clear-writing",
        "thread": None,
        "stage": Stage.KEPT,
        "offered_at": unit.now,
        **fields,
    }
    keeping = Keeping(**values)
    unit.knowledge.add_keeping(keeping)
    return keeping


@pytest.mark.parametrize(
    ("fields", "say", "leaves"),
    [
        ({"origin_kind": OriginKind.SESSION, "stage": Stage.KEPT}, Say.GIVEN, True),
        ({"origin_kind": OriginKind.SESSION, "stage": Stage.KEPT}, Say.REFUSED, False),
        ({"origin_kind": OriginKind.SESSION, "stage": Stage.ENDED}, Say.GIVEN, False),
        ({"origin_kind": OriginKind.SESSION, "stage": Stage.ASKED}, Say.GIVEN, False),
        ({"audience": Audience.SESSION}, Say.GIVEN, False),
        ({"origin_kind": OriginKind.ITEM, "stage": Stage.ASKED}, Say.GIVEN, False),
        ({"origin_kind": OriginKind.ITEM, "stage": Stage.KEPT}, Say.GIVEN, False),
        ({}, Say.GIVEN, True),
    ],
)
def test_who_was_asked_of_a_session_leaves_only_with_what_all_may_find(
    village: Village, tmp_path: Path, fields: dict[str, object], say: Say, leaves: bool
) -> None:
    """Also where it is asked whether something that was kept for a few may reach further."""
    few = a_practice(village, audience=Audience.SESSION)

    def settle(unit: Any) -> None:
        keeping = a_keeping(unit, **{"origin_id": few, **fields})
        unit.knowledge.add_consent(a_consent(keeping, MARTA, say=say))

    village.within(settle)
    assert bool(records(told(village, tmp_path / "out"), "consents")) is leaves


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


def test_whom_to_ask_less_and_who_waits_along_is_nobodys_business(village: Village, tmp_path: Path) -> None:
    ask(village, title="Where is the shredder?")

    def settle(unit: Any) -> None:
        question, where = unit.questions.open(1)[0], {"workspace": JONAS.ref.workspace, "user": JONAS.ref.user}
        here = {"community_id": unit.community.id, **where}
        unit.around.add_wishes(Wishes(**here, subjects=("letters",), looks=False))
        unit.around.add_joiner(Joiner(**here, question_id=question.id, at=unit.now))
        unit.around.add_look(Look(**here, question_id=question.id, asked_at=unit.now, said=Said.RATHER_NOT))

    village.within(settle)
    text = told(village, tmp_path / "out")
    (wishes,) = records(text, "question_wishes")
    assert '"subjects":["letters"]' in wishes
    assert not re.search("looks|follow_ups|rather_not|question_joiners", text)


@pytest.mark.parametrize("over", [False, True], ids=["under way", "over"])
def test_who_refused_and_who_was_silent_are_told_alike(tmp_path: Path, over: bool) -> None:
    def says(by: str) -> tuple[set[str], int]:
        with a_village(repertoire().capabilities) as village:
            village.found(NOOR)
            village.join(JONAS, MARTA)
            wanted_kept(village)
            if by:
                village.press(JONAS, asked_for_consent(village), by)
            if over:
                village.pass_time(9 * DAY)
            text = told(village, tmp_path / f"{by}-out")
            assert "read it aloud" not in text
            shown = (
                re.sub(r'"[0-9a-f]{32}"', '""', line) for line in records(text, "consents") + records(text, "keepings")
            )
            return {*shown}, len(records(text, "consents"))

    assert says("No") == says("")


def test_words_that_are_taken_back_are_in_no_export_made_afterwards(village: Village, tmp_path: Path) -> None:
    kept(village)
    assert "read it aloud" in told(village, tmp_path / "before")
    village.press(JONAS, asked_for_consent(village), "Take")
    after = told(village, tmp_path / "after")
    assert "read it aloud" not in after
    assert not records(after, "knowledge_items")


def test_who_wished_for_no_name_has_none(village: Village, tmp_path: Path) -> None:
    item = a_practice(village)

    def unname(unit: Any) -> None:
        """As it is once Jonas agreed to be kept without his name."""
        found = unit.knowledge.item(item)
        keeping = a_keeping(unit, id=item)
        unit.knowledge.add_consent(a_consent(keeping, JONAS, unnamed=True))
        unit.knowledge.add_consent(a_consent(keeping, MARTA))
        found.titled_by = JONAS.ref

    village.within(unname)
    text = told(village, tmp_path / "out")
    kept_here = records(text, "knowledge_items") + records(text, "knowledge_versions") + records(text, "consents")
    assert not [line for line in kept_here if '"jonas"' in line]
    assert any('"marta"' in line for line in records(text, "consents"))


def a_consent(keeping: Keeping, of: Actor, say: Say = Say.GIVEN, *, unnamed: bool = False) -> Consent:
    return Consent(
        community_id=keeping.community_id,
        keeping_id=keeping.id,
        workspace=of.ref.workspace,
        user=of.ref.user,
        say=say,
        unnamed=unnamed,
        said_at=keeping.offered_at,
    )


def test_for_words_that_came_without_a_name_nobody_agrees_that_they_reach_further(
    village: Village, empty: Store, tmp_path: Path
) -> None:
    item = a_practice(village)

    def unname(unit: Any) -> None:
        unit.knowledge.add_consent(a_consent(a_keeping(unit, id=item), NOOR, unnamed=True))

    village.within(unname)
    bring_in(empty, export(village.store, tmp_path / "out"))
    unit = empty.units()
    (community,) = unit.people.communities_of(NOOR.ref)
    unit.enter(community, None)
    came = unit.knowledge.item(item)
    assert came
    assert not came.is_signed
    assert came.authors == (JONAS.ref, MARTA.ref)
    again = written("", f"{WHEN}\n\n{WHEN} Or later.\n\nWombats.", MARTA.ref, "Marta", came.passages)
    assert [(each.user, each.authors) for each in again] == [
        ("", ()),
        ("", (MARTA.ref,)),
        ("marta", (MARTA.ref,)),
    ]
    unit.close()


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
