"""Writing a playbook as YAML: adapting one, keeping versions, and being told what is wrong where."""

import pytest

from facilitation.events import Actor
from facilitation.messages import Card, OpenForm, Paragraph, RefuseForm
from facilitation.playbooks import shelf
from facilitation.playbooks.faults import Faulty
from facilitation.playbooks.pages import CHARACTERS
from facilitation.playbooks.schema import VARIANTS_AT_MOST
from facilitation.sessions.formats.judging import judged
from tests.facilitation.sessions.formats.workshop import WALK, Workshop, refused, text_in
from tests.facilitation.sessions.gathering import JONAS, MARTA, NOOR
from tests.shown import button, buttons, opened, title, words

HOSTILE = "</script> \u202egnirts\u200f \U0001f33b <!channel>"


def test_all_playbooks_are_listed_and_each_has_a_card(place: Workshop) -> None:
    listed = place.village.command(JONAS, "playbook")
    assert {"Peer assist", "Troika", "Lean coffee"} <= set(buttons(listed))
    shown = place.village.press(JONAS, listed, "Troika")
    assert title(shown) == "Troika"
    assert buttons(shown) == ["Try it out", "Start a session with it"]


def test_only_a_facilitator_writes_and_adapts(place: Workshop) -> None:
    assert "Adapt it, as YAML" in buttons(place.shown(NOOR, "troika"))
    assert "Write a playbook" not in buttons(place.village.command(JONAS, "playbook"))
    assert "facilitat" in words(place.village.command(JONAS, "playbook new"))


def test_adapting_begins_with_the_file_as_it_is(place: Workshop) -> None:
    form = place.village.press(NOOR, place.shown(NOOR, "peer assist"), "Adapt it, as YAML")
    assert text_in(form) == shelf.text_of("peer_assist")
    assert text_in(form).startswith("# To learn before doing")


def test_what_is_adapted_needs_a_title_of_its_own(place: Workshop) -> None:
    form = place.village.press(NOOR, place.shown(NOOR, "peer assist"), "Adapt it, as YAML")
    told = refused(place.village.fill(NOOR, form))
    assert "title.en: “Peer assist” is what another playbook is called" in told["part_1"]


def test_a_comment_is_kept(place: Workshop) -> None:
    place.writes()
    form = place.village.press(NOOR, place.shown(), "Change the YAML")
    assert text_in(form) == WALK


def test_a_draft_is_its_authors_alone(place: Workshop) -> None:
    kept = place.writes()
    assert "Kept as version 1" in words(kept)
    assert "only its author sees it" in words(kept)
    assert "A walk" in buttons(place.village.command(NOOR, "playbook"))
    assert "A walk" not in buttons(place.village.command(JONAS, "playbook"))
    assert "A walk" not in words(place.shown(JONAS))
    assert "A walk" not in words(place.village.command(NOOR, "start a walk"))
    stolen = place.village.press(JONAS, kept, "Try it out")
    assert "not here any more" in words(stolen)


def test_another_facilitator_neither_sees_nor_changes_a_draft(place: Workshop) -> None:
    kept = place.writes()
    place.facilitates(MARTA)
    assert "A walk" not in buttons(place.village.command(MARTA, "playbook"))
    for label in ("Change the YAML", "Offer it", "Earlier versions", "Change it step by step"):
        assert "not yours to change" in words(place.village.press(MARTA, kept, label))


def test_keeping_again_makes_a_version_and_says_what_changed(place: Workshop) -> None:
    place.writes()
    kept = place.changes("minutes: 10", "minutes: 20")
    assert "Kept as version 2" in words(kept)
    assert "What changed: in “Looking”: window" in words(kept)
    same = place.changes("minutes: 20", "minutes: 20")
    assert "This is what version 2 says already" in words(same)


def test_an_earlier_version_comes_back_as_a_new_one(place: Workshop) -> None:
    place.writes()
    place.changes("minutes: 10", "minutes: 20")
    versions = place.village.press(NOOR, place.shown(), "Earlier versions")
    assert "Version 2, kept by Noor on Tuesday 3 March at 10:00" in words(versions).replace("**", "")
    restored = place.village.press(NOOR, versions, "Go back to version 1")
    assert "Kept as version 3" in words(restored)
    assert text_in(place.village.press(NOOR, place.shown(), "Change the YAML")) == WALK


def test_the_wording_is_remarked_on_and_nothing_is_forbidden(place: Workshop) -> None:
    place.writes()
    kept = place.changes(
        "en: What do you see?\n      nl: Wat zie je?\n      fr: Que vois-tu ?",
        "en: Don't you like it?\n      nl: Vind je niet dat het mooi is?\n      fr: Ne trouves-tu pas ça beau ?",
    )
    told = words(kept)
    assert "Kept as version 2" in told
    assert "you decide" in told
    for language, steering in (("English", "Don't"), ("Nederlands", "Vind je niet"), ("Français", "Ne trouves-tu pas")):
        assert f"phases.look, in {language}: “{steering}" in told


@pytest.mark.parametrize(
    ("locale", "line", "right"),
    [
        ("en", "Line 11, phases.look.who: nobody here is called “al”", "Did you mean “all”?"),
        ("nl", "Regel 11, phases.look.who", "Bedoelde je ‘all’?"),
        ("fr", "Ligne 11, phases.look.who", "Voulais-tu dire «\u00a0all\u00a0»\u00a0?"),
    ],
)
def test_a_fault_is_told_with_its_line_in_the_readers_language(
    place: Workshop, locale: str, line: str, right: str
) -> None:
    noor = Actor(ref=NOOR.ref, name="Noor", locale=locale, zone=NOOR.zone)
    place.village.command(noor, "settings")
    form = place.village.press(noor, place.village.command(noor, "playbook new"), NEW_AS_YAML[locale])
    told = refused(place.writes(WALK.replace("who: all", "who: al"), form, noor))
    assert line in told["part_1"]
    assert right in told["part_1"]


NEW_AS_YAML = {"en": "Write the YAML", "nl": "De YAML schrijven", "fr": "Écrire le YAML"}


def test_all_faults_are_told_at_once_each_at_its_part_and_what_was_typed_is_kept(place: Workshop) -> None:
    first, second = WALK.split("\n\n", 1)[0], WALK.split("\n\n", 1)[1]
    first = first.replace("most: 6", "most: 6, fewer: trojka").replace("purpose: make_sense", "purpose: sense")
    second = second.replace("who: host", "who: hots").replace("days: 1}", "days: none}")
    form = place.new()
    answer = place.village.fill(NOOR, form, part_1=first, part_2=second)
    told = refused(answer)
    assert {"part_1", "part_2"} == told.keys()
    assert "Line 4, purpose" in told["part_1"]
    assert "Line 6, size.fewer: “trojka” is no playbook here" in told["part_1"]
    assert "Did you mean “troika”?" in told["part_1"]
    assert "Line 5, phases.look.window.days" in told["part_2"]
    assert "Line 13, phases.tell.who" in told["part_2"]
    assert isinstance(answer, OpenForm)
    assert [each.initial for each in answer.form.inputs] == [first, second]
    assert "A walk" not in buttons(place.village.command(NOOR, "playbook"))


def test_a_short_fault_is_told_in_place(place: Workshop) -> None:
    answer = place.writes(WALK.replace("who: all", "who: [all"))
    assert isinstance(answer, RefuseForm)
    assert answer.errors["part_1"].startswith("Line ")


def test_where_something_stands_twice_the_other_place_is_named_by_its_part(place: Workshop) -> None:
    first, second = WALK.split("\n\n", 1)
    told = refused(place.village.fill(NOOR, place.new(), part_1=first, part_2=f"{second}\nversion: 2"))
    assert "the first is in line 2 of part 1" in told["part_2"]


@pytest.mark.parametrize(("fewer", "right"), [("a_walk", True), ("troika", True), ("a_run", False), ("nowhere", False)])
def test_it_may_lead_to_built_in_and_own_playbooks_only(place: Workshop, fewer: str, right: bool) -> None:
    place.writes()
    run = WALK.replace("A walk", "A run").replace("Een wandeling", "Lopen").replace("Une promenade", "Une course")
    answer = place.writes(run.replace("most: 6", f"most: 6, fewer: {fewer}"))
    if right:
        assert "Kept as version 1" in words(answer)
    else:
        assert f"size.fewer: “{fewer}” is no playbook here" in refused(answer)["part_1"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 50_001, "50001 characters"),
        ("a: &x [1]\nb: *x\n", "stand for another place of the file"),
        ("!!python/object/apply:os.system ['true']\n", "makes it a tag"),
        ("{" * 400, "deeper"),
        (HOSTILE, "this is no playbook yet"),
        ("", "this is no playbook yet"),
        ("title: \x07", "no text has"),
    ],
)
def test_what_is_no_playbook_is_refused_and_stays_where_it_was(place: Workshop, text: str, said: str) -> None:
    answer = place.writes(text)
    told = refused(answer)
    assert said in told["part_1"]
    assert place.village.within(lambda unit: unit.own_playbooks.all()) == []


def test_signs_of_any_kind_are_text_and_nothing_else(place: Workshop) -> None:
    hostile = WALK.replace("en: What do you see?", f'en: "What do you see {HOSTILE}?"').replace(
        "en: To see a place with other eyes.", f"en: 'A {HOSTILE} place'"
    )
    kept = place.writes(hostile)
    assert "Kept as version 1" in words(kept)
    place.offers()
    assert HOSTILE in words(place.village.channel()[-1])
    [card] = place.village.channel()
    assert isinstance(card.message, Card)
    assert isinstance(card.message.body[0], Paragraph)
    assert r"\<\!channel\>" in card.message.body[0].text


def test_what_is_too_long_for_a_form_somewhere_says_so_first(place: Workshop) -> None:
    place.writes(WALK + "# and more of it\n" * 700)
    long = place.village.press(NOOR, place.shown(), "Change the YAML")
    assert "A long playbook" in words(long)
    assert "Step by step" in buttons(long)
    assert len(opened(place.village.press(NOOR, long, "Open all of it")).inputs) > 5


def test_the_longest_there_can_be_is_kept(place: Workshop) -> None:
    text = WALK + "#" * (CHARACTERS - len(WALK))
    assert "Kept as version 1" in words(place.writes(text))


def test_who_has_left_leaves_a_playbook_to_those_who_facilitate(place: Workshop) -> None:
    place.facilitates(MARTA)
    place.writes(by=MARTA)
    assert "A walk" not in buttons(place.village.command(NOOR, "playbook"))
    place.village.command(MARTA, "leave")
    assert "A walk" in buttons(place.village.command(NOOR, "playbook"))


def test_a_form_that_is_not_theirs_keeps_nothing(place: Workshop) -> None:
    place.writes()
    form = opened(place.village.press(NOOR, place.shown(), "Change the YAML"))
    place.facilitates(MARTA)
    assert "not yours to change" in words(place.writes(WALK.replace("10", "11"), form, MARTA))
    assert "facilit" in words(place.writes(WALK.replace("10", "11"), form, JONAS))
    assert place.village.within(lambda unit: [each.newest for each in unit.own_playbooks.all()]) == [1]


def test_names_are_nobody_elses(place: Workshop) -> None:
    place.facilitates(MARTA)
    place.writes()
    place.writes(by=MARTA)
    names = place.village.within(lambda unit: [each.name for each in unit.own_playbooks.all()])
    assert names == ["a_walk", "a_walk_2"]
    assert button(place.shown(MARTA), "Change the YAML").subject.id == "a_walk_2"


def test_of_more_variants_than_there_can_be_no_more_is_told_than_of_those(place: Workshop) -> None:
    """Each name in it that leads nowhere is compared with all that are known."""
    variants = "".join(f"  v{number}: {{size: {{fewer: w{number}}}}}\n" for number in range(1380))
    text = f"{WALK}variants:\n{variants}"
    assert len(text) < CHARACTERS
    with pytest.raises(Faulty) as caught:
        place.village.within(lambda unit: judged(text, "", unit))
    told = [fault.key for fault in caught.value.faults]
    assert told.count("no_playbook_called") == VARIANTS_AT_MOST
