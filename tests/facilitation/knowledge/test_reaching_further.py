"""An item reaches further when all whose words it holds say yes again, and its versions no further than they agreed."""

from datetime import timedelta

import pytest

from facilitation.events import Actor
from facilitation.knowledge.items import Change, KnowledgeItem
from facilitation.knowledge.kinds import Audience, Kind, OriginKind
from facilitation.knowledge.passages import Part, Passage
from facilitation.knowledge.recording import record
from facilitation.messages import Button, Card, RefuseForm, Subject
from storage.unit import SqlUnit
from tests.carrier import Post
from tests.facilitation.clear_writing import EVERYTHING, JONAS, MARTA, NOOR, begin
from tests.facilitation.knowledge.library import edit, item, press, shows, write
from tests.shown import button, buttons, opened, quotes, words
from tests.village import Village, a_village

DAY = timedelta(days=1)


@pytest.fixture
def practice(village: Village) -> str:
    """Noor's."""
    return write(village, NOOR)


def newest(village: Village, to: Actor) -> Post:
    return village.private(to)[-1]


def test_it_reaches_further_when_all_whose_words_it_holds_say_yes(village: Village, practice: str) -> None:
    edit(village, JONAS, field_when="In spring.")
    form = opened(press(village, MARTA, "Let it reach further"))
    village.fill(MARTA, form, audience=("public",))
    assert "In spring." in quotes(newest(village, JONAS))
    village.press(JONAS, newest(village, JONAS), "Yes, it may reach further")
    assert item(village, practice).audience is Audience.COMMUNITY
    village.press(NOOR, newest(village, NOOR), "Yes, it may reach further")
    assert item(village, practice).audience is Audience.PUBLIC
    versions = village.within(lambda unit: [each.audience for each in unit.knowledge.versions(practice)])
    assert versions == [Audience.PUBLIC, Audience.COMMUNITY, Audience.COMMUNITY]


def test_one_no_or_a_change_meanwhile_and_it_stays_as_it_is_without_telling_whose(
    village: Village, practice: str
) -> None:
    for say in ("Rather not", "Yes, it may"):
        village.fill(MARTA, press(village, MARTA, "Let it reach further"), audience=("public",))
        asks = newest(village, NOOR)
        if say != "Rather not":
            edit(village, JONAS, field_how="Sing it to a neighbour.")
        village.press(NOOR, asks, say)
        village.pass_time(9 * DAY)
        assert item(village, practice).audience is Audience.COMMUNITY
        assert "Noor" not in words(newest(village, MARTA))


def test_what_reached_less_far_is_not_brought_back_into_what_reaches_further(village: Village, practice: str) -> None:
    edit(village, NOOR, field_how="Sing it.")
    village.fill(NOOR, press(village, NOOR, "Let it reach further"), audience=("public",))
    assert item(village, practice).audience is Audience.PUBLIC
    compared = village.fill(JONAS, press(village, JONAS, "Versions"), older=("1",), newer=("3",))
    assert not any(label.startswith("Bring back") for label in buttons(compared))
    old = village.fill(JONAS, press(village, JONAS, "Versions"), older=("3",), newer=("3",))
    assert "Bring back version 1" not in buttons(old)
    restore = Button("", "knowledge.restore", Subject(village.community().id, practice, "1"))
    village.press(JONAS, Card("", (), (restore,)), "")
    assert item(village, practice).body[0].text == "Sing it."


def test_who_agreed_and_then_wrote_on_did_not_agree_to_that(village: Village, practice: str) -> None:
    edit(village, JONAS, field_when="In spring.")
    village.fill(MARTA, press(village, MARTA, "Let it reach further"), audience=("public",))
    asked = newest(village, NOOR)
    village.press(JONAS, newest(village, JONAS), "Yes, it may reach further")
    village.pass_time(timedelta(minutes=1))
    edit(village, JONAS, field_when="In spring. But between us, never on Mondays.")
    village.press(NOOR, asked, "Yes, it may reach further")
    assert item(village, practice).audience is Audience.COMMUNITY


def test_a_yes_to_keeping_is_none_to_reaching_further(village: Village, practice: str) -> None:
    village.fill(MARTA, press(village, MARTA, "Let it reach further"), audience=("public",))
    about = button(newest(village, NOOR), "Yes").subject
    for action in ("knowledge.yes", "knowledge.no", "knowledge.take_back"):
        told = village.press(NOOR, Card("", (), (Button("", action, about),)), "")
        assert "This is settled" in words(told)
    assert item(village, practice).audience is Audience.COMMUNITY


@pytest.mark.parametrize("again", ["{old}", "Some say: {old} So they say.", "Long ago she would {old}"])
def test_what_was_written_for_fewer_is_not_put_into_what_reaches_further(village: Village, again: str) -> None:
    old = "tell her own confidential example of last year."
    identity = write(village, NOOR, field_how=old)
    edit(village, MARTA, title="Whistling", field_how="Whistle from the roof.")
    village.fill(MARTA, press(village, MARTA, "Let it reach further", "Whistling"), audience=("public",))
    refused = edit(village, MARTA, "Whistling", field_how=again.format(old=old))
    assert isinstance(refused, RefuseForm)
    assert "fewer readers" in refused.errors["field_how"]
    assert isinstance(edit(village, MARTA, "Whistling", title=old), RefuseForm)
    edit(village, MARTA, "Whistling", field_how="Whistle from the roof. Loudly.")
    assert [each.text for each in item(village, identity).body] == ["Whistle from the roof. Loudly."]


def test_the_title_that_a_host_gave_a_session_does_not_reach_further_with_the_words_of_another() -> None:
    with a_village(EVERYTHING) as village:
        begin(village)
        village.within(of_a_session)
        village.fill(JONAS, press(village, JONAS, "Let it reach further", "Rest first"), audience=("public",))
        assert item(village, "kept").audience is Audience.PUBLIC
        assert item(village, "kept").origin_title is None
        shown = words(shows(village, MARTA, "Rest first"))
        assert "from a session on" in shown
        assert "of Ida" not in shown


def of_a_session(unit: SqlUnit) -> None:
    kept = KnowledgeItem(
        community_id=unit.community.id,
        id="kept",
        origin_kind=OriginKind.SESSION,
        origin_id="session",
        origin_title="The case of Ida",
        kind=Kind.LESSON,
        audience=Audience.SESSION,
        taking_part=(JONAS.ref, NOOR.ref),
        title="Rest first",
        title_workspace=JONAS.ref.workspace,
        title_user=JONAS.ref.user,
        passages=(Passage(Part.CONTRIBUTION, JONAS.ref.workspace, JONAS.ref.user, "Jonas", "Rest before you plan."),),
        language="en",
        workspace=JONAS.ref.workspace,
        channel=unit.community.channel,
        thread=None,
        kept_at=unit.now,
    )
    unit.knowledge.add(kept)
    unit.flush()
    record(kept, Change.KEPT, JONAS.ref, unit)
