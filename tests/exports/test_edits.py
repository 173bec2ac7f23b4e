"""What was edited in a Markdown file is read back where it is certain what was meant; a quote stays as it was said."""

import re
from pathlib import Path

import pytest

from bot.bundles.catalogue import file_of
from bot.bundles.refusals import Refused
from facilitation.knowledge.items import Change, KnowledgeItem
from facilitation.knowledge.passages import Part
from storage.store import Store
from tests.exports.parcels import HOW, QUOTE, WHEN, a_practice, bring_in, export, files, page
from tests.facilitation.clear_writing import JONAS, NOOR
from tests.village import Village


def edit(parcel: Path, was: str, now: str, begins: str = "cut-by-half") -> None:
    file = page(parcel, begins)
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, now), encoding="utf-8")


def refused(store: Store, parcel: Path) -> list[str]:
    """Why it was, and nothing was taken."""
    with pytest.raises(Refused) as why:
        bring_in(store, parcel)
    unit = store.units()
    assert unit.people.communities_of(NOOR.ref) == []
    unit.close()
    return [*why.value.problems]


def brought_in(store: Store, parcel: Path) -> KnowledgeItem:
    bring_in(store, parcel)
    unit = store.units()
    (community,) = unit.people.communities_of(NOOR.ref)
    unit.enter(community, None)
    item = unit.knowledge.item(page(parcel).stem.rpartition("--")[2])
    assert item
    newest = unit.knowledge.version(item.id, item.number)
    assert newest
    assert newest.passages == item.passages
    if item.number > 1:
        assert (newest.change, newest.by) == (Change.EDITED, None)
    unit.close()
    return item


def words(item: KnowledgeItem, part: Part = Part.TEXT) -> list[str]:
    return [passage.text for passage in item.passages if passage.part is part]


def test_a_page_can_be_read(parcel: Path) -> None:
    text = page(parcel).read_text(encoding="utf-8")
    heading, _, body = text.removeprefix("---\n").partition("---\n")
    assert [line for line in heading.splitlines() if line[0].isalpha()][:4] == [
        'title: "Cut by half"',
        'kind: "practice"',
        'assurance: "raw"',
        'audience: "community"',
    ]
    assert 'tags:\n  - "letters"\n' in heading
    assert 'authors:\n  - "Noor"\n  - "Jonas"\n  - "Marta"\n' in heading
    assert f"<!-- 2: text -->\n\n## How it goes\n\n{HOW}\n\n" in body
    assert "> I cut half,\n>\n> and nobody missed it.\n>\n> — Jonas\n" in body
    assert "## Works where…\n\n> letters to tenants\n" in body
    assert "## Not for us, because…\n\n> contracts need every word\n" in body


def test_untouched_it_stays_at_its_version(empty: Store, parcel: Path) -> None:
    assert brought_in(empty, parcel).number == 1


def test_a_paragraph_a_title_and_tags_are_read_back_as_a_version(empty: Store, parcel: Path, tmp_path: Path) -> None:
    edit(parcel, HOW, "First read it aloud.\n\nThen cut two thirds.")
    edit(parcel, 'title: "Cut by half"', 'title: "Cut by two thirds"')
    edit(parcel, '  - "letters"', "  - letters\n  - plain words")
    item = brought_in(empty, parcel)
    assert (item.title, item.titled_by, item.number) == ("Cut by two thirds", None, 2)
    assert words(item) == [WHEN, "First read it aloud.", "Then cut two thirds."]
    assert words(item, Part.TAG) == ["letters", "plain words"]
    assert [each.authors for each in item.passages if each.part is Part.TEXT] == [(NOOR.ref,)] * 3
    assert not item.is_signed  # whoever had the file in hand is not known, so nobody agrees for them
    assert words(item, Part.CONTRIBUTION) == [QUOTE]
    again = export(empty, tmp_path / "again")
    bring_in(empty, again, replace=True)
    assert files(export(empty, tmp_path / "third")) == files(again)


def test_a_paragraph_that_was_taken_out_is_gone(empty: Store, parcel: Path) -> None:
    edit(parcel, f"<!-- 1: text -->\n\n## When to use it\n\n{WHEN}\n\n", "")
    assert words(brought_in(empty, parcel)) == [HOW]


def test_the_line_ends_of_another_system_are_no_edit(empty: Store, parcel: Path) -> None:
    file = page(parcel)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert brought_in(empty, parcel).number == 1


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("> I cut half,", "> I cut it all,"),
        ("> contracts need every word", "> contracts need every word, I think"),
        ('assurance: "raw"', 'assurance: "standing"'),
        ("version: 1", "version: 7"),
        ("<!-- 2: text -->", "<!-- 9: text -->"),
        ("## How it goes", "## How it should go"),
        ("# Cut by half\n", "# Cut by half\n\nHello, all.\n"),
    ],
)
def test_what_is_not_open_is_refused_with_its_line(empty: Store, parcel: Path, was: str, now: str) -> None:
    edit(parcel, was, now)
    changed = now.splitlines()[-1]
    line = page(parcel).read_text(encoding="utf-8").splitlines().index(changed) + 1
    assert refused(empty, parcel)[0].startswith(f"knowledge/practice/{page(parcel).name}, line {line}: ")


def test_a_quote_does_not_become_open_by_taking_out_its_mark(empty: Store, parcel: Path) -> None:
    edit(parcel, "<!-- 3: contribution -->\n", "")
    assert "only who said them can take them out" in refused(empty, parcel)[0]


def test_the_title_can_be_changed_over_the_text_alone(empty: Store, parcel: Path) -> None:
    edit(parcel, "# Cut by half\n", "# Cut by a third\n")
    assert brought_in(empty, parcel).title == "Cut by a third"


def test_the_title_of_an_answer_is_the_question_as_it_was_asked(empty: Store, parcel: Path) -> None:
    edit(parcel, "# How do I start a review?", "# How do we start?", begins="how")
    assert "stays its asker's" in refused(empty, parcel)[0]


def test_two_titles_are_one_too_many(empty: Store, parcel: Path) -> None:
    edit(parcel, "# Cut by half", "# Cut by a third")
    edit(parcel, 'title: "Cut by half"', 'title: "Cut by a quarter"')
    assert "which is meant?" in refused(empty, parcel)[0]


def test_yaml_that_unfolds_is_not_unfolded(empty: Store, parcel: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a]\ntags: *b\n"
    edit(parcel, 'tags:\n  - "letters"\n', bomb)
    assert "line 7: what stands before the text can't be read as YAML" in refused(empty, parcel)[0]


def test_where_words_look_like_kring_s_marks_nothing_is_guessed(village: Village, empty: Store, tmp_path: Path) -> None:
    a_practice(village, title="Marks", how="It said:\n<!-- 1: text -->\nand no more.")
    parcel = export(village.store, tmp_path / "marks")
    edit(parcel, "and no more.", "and that was all.", begins="marks")
    assert "can't be told what was changed" in refused(empty, parcel)[0]
    edit(parcel, "and that was all.", "and no more.", begins="marks")
    assert brought_in(empty, parcel).number == 1


def test_a_page_that_is_missing_or_was_added_is_told(empty: Store, parcel: Path) -> None:
    file = page(parcel)
    file.rename(file.with_name("new-thing.md"))
    told = refused(empty, parcel)
    assert len(told) == 2
    assert "was not exported" in told[1]
    assert "is missing" in told[0]


def test_without_any_page_the_records_are_enough(empty: Store, parcel: Path) -> None:
    for file in parcel.rglob("*.md"):
        file.unlink()
    unit = empty.units()
    bring_in(empty, parcel)
    assert [community.name for community in unit.people.communities_of(JONAS.ref)] == ["Clear writing"]
    unit.close()


@pytest.mark.parametrize(
    ("title", "identity", "name"),
    [
        ("Cut by half", "0f", "knowledge/practice/cut-by-half--0f.md"),
        ("Où, là-bas ? ÉTÉ", "0f", "knowledge/practice/ou-la-bas-ete--0f.md"),
        ("../../etc/passwd", "0f", "knowledge/practice/etc-passwd--0f.md"),
        ("\N{SMILING FACE WITH HEART-SHAPED EYES}", "0f", "knowledge/practice/practice--0f.md"),
        ("x" * 500, "0f", f"knowledge/practice/{'x' * 60}--0f.md"),
    ],
)
def test_a_page_is_named_after_its_title(title: str, identity: str, name: str) -> None:
    assert file_of({"kind": "knowledge.practice", "title": title, "id": identity}) == name


@pytest.mark.parametrize("identity", ["../../x", "a/b", "", "x" * 300, "a\nb", "é"])
def test_an_identity_from_elsewhere_leads_nowhere(identity: str) -> None:
    name = file_of({"kind": "../etc", "title": "x", "id": identity})
    assert re.fullmatch(r"knowledge/etc/x--[0-9a-f]{32}\.md", name)
