"""Who refused, who was silent, who wished for no name and who would rather not be asked is not found out."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.capabilities import repertoire
from facilitation.knowledge.kinds import Audience, OriginKind
from facilitation.knowledge.model import Say, Stage
from facilitation.knowledge.paragraphs import written
from facilitation.questions.around import Joiner, Look, Said, Wishes
from storage.store import Store
from tests.exports.parcels import WHEN, a_consent, a_keeping, a_practice, bring_in, export, records, told
from tests.facilitation.clear_writing import ask, asked_for_consent, wanted_kept
from tests.facilitation.sessions.gathering import DAY, JONAS, MARTA, NOOR
from tests.village import Village, a_village


@pytest.fixture
def village(town: Village) -> Village:
    return town


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


def test_who_kept_it_and_wished_for_no_name_is_not_its_keeper_and_what_came_back_is_read(
    village: Village, empty: Store, tmp_path: Path
) -> None:
    item = a_practice(village)

    def unname(unit: Any) -> None:
        keeping = a_keeping(unit, id=item)
        unit.knowledge.add_consent(a_consent(keeping, NOOR, unnamed=True))
        assert keeping.by == NOOR.ref

    village.within(unname)
    folder = export(village.store, tmp_path / "out")
    text = told(village, tmp_path / "told")
    kept_here = records(text, "keepings") + records(text, "knowledge_items") + records(text, "knowledge_versions")
    assert not [line for line in kept_here if '"noor"' in line or '"Noor"' in line]
    bring_in(empty, folder)
    with empty.reading() as unit:
        (community,) = unit.people.communities_of(JONAS.ref)
        unit.enter(community, None)
        assert [voice.name for leaf in unit.handbook.leaves() for voice in leaf.voices] == ["Jonas"]


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
