"""A file that was cut, changed or made to do harm: it is told with its line, and nothing of it is taken."""

import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.bundles import records
from bot.bundles.refusals import Refused
from storage.importing import Here
from storage.store import Store
from tests.exports.parcels import Lines, bring_in, export, files, resealed
from tests.facilitation.clear_writing import JONAS
from tests.village import Village

Change = Callable[[Lines], Any]


def refused(store: Store, parcel: Path) -> list[str]:
    with pytest.raises(Refused) as why:
        bring_in(store, parcel)
    unit = store.units()
    assert unit.people.communities_of(JONAS.ref) == []
    assert unit.people.account(JONAS.ref) is None
    unit.close()
    return [*why.value.problems]


def of_all(lines: Lines, table: str) -> Lines:
    return [line for line in lines if line.get("table") == table]


def line_of(lines: Lines, table: str) -> int:
    """Where its first record stands in the list; in the file it is one line further."""
    return next(at for at, line in enumerate(lines) if line.get("table") == table)


@pytest.mark.parametrize("at", [0, 1, 70, 200, 800, -2, -60, -200])
def test_a_file_that_was_cut_anywhere_names_the_line(empty: Store, parcel: Path, at: int) -> None:
    file = parcel / records.NAME
    kept = file.read_bytes()[:at]
    file.write_bytes(kept)
    (told,) = refused(empty, parcel)
    lines = kept.count(b"\n")
    assert told.startswith(f"{records.NAME}, line {lines + 1}: the file ends ")
    assert "it was cut" in told


def test_a_file_that_was_cut_between_two_lines_names_the_one_that_is_missing(empty: Store, parcel: Path) -> None:
    file = parcel / records.NAME
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:5]))
    assert refused(empty, parcel)[0].startswith(f"{records.NAME}, line 6: the file ends here")
    file.write_bytes(b"".join([*lines[:5], *lines[6:]]))
    assert f"records are announced, and there are {len(lines) - 3}" in refused(empty, parcel)[0]


def test_a_file_in_which_a_letter_was_changed_is_noticed(empty: Store, parcel: Path) -> None:
    file = parcel / records.NAME
    file.write_bytes(file.read_bytes().replace(b"half of it", b"some of it", 1))
    assert "was changed since it was exported" in refused(empty, parcel)[0]


def test_another_format_is_not_guessed_at(empty: Store, parcel: Path) -> None:
    resealed(parcel, lambda lines: lines[0].update(kring_export=2, kring="7.0"))
    assert refused(empty, parcel) == [
        f"{records.NAME}, line 1: format 2 of Kring 7.0 is not known here. A newer Kring reads it."
    ]


def folded(times: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(times):
        found = [found]
    return found


@pytest.mark.parametrize("identity", ["", "\ud800", "../x", 7, None, "x" * 65, "a\x1b[2J"])
def test_a_community_without_a_sound_identity_is_none(empty: Store, parcel: Path, identity: object) -> None:
    resealed(parcel, lambda lines: lines[0].update(community=identity))
    assert refused(empty, parcel) == [f"{records.NAME}, line 1: it does not say which community this is"]


def test_nothing_in_a_file_commands_the_terminal(empty: Store, parcel: Path) -> None:
    (parcel / "knowledge/answer/\x1b[2Jx.md").write_text("x")
    (parcel / "\udcff\x07.txt").write_text("x")
    assert all(told.isprintable() for told in refused(empty, parcel))
    resealed(parcel, lambda lines: lines[0].update(kring_export=9, kring="\x1b]0;\ud800"))
    (parcel / "\udcff\x07.txt").unlink()
    assert all(told.isprintable() for told in refused(empty, parcel))


@pytest.mark.parametrize(
    ("table", "values", "why"),
    [
        ("members", {"community_id": "other"}, "'community_id' is not known here"),
        ("members", {"address": {}}, "'address' is not known here"),
        ("members", {"joined_at": "yesterday"}, "joined_at: must be a moment with its zone"),
        ("members", {"joined_at": "2026-03-02T12:00:00"}, "joined_at: must be a moment with its zone"),
        ("members", {"level": "king"}, "level: must be one of core, full"),
        ("members", {"user": 7}, "user: must be text"),
        ("members", {"user": "a\0b"}, "user: must be text"),
        ("members", {"id": None}, "id: is missing"),
        ("members", {"left_place": "no"}, "left_place: must be true or false"),
        ("members", {"user": "nobody-that-came"}, "refers to accounts that are not there"),
        ("accounts", {"zone": "Mars/Olympus"}, "zone: must be a time zone"),
        ("communities", {"language": "xx"}, "language: must be one of en, nl, fr"),
        ("communities", {"id": "other"}, "'id' is not known here"),
        ("knowledge_items", {"used": 2**40}, "used: must be a whole number"),
        ("knowledge_items", {"used": True}, "used: must be a whole number"),
        ("knowledge_items", {"passages": [{"part": "answer"}]}, "passages: does not fit at 0.workspace"),
        ("knowledge_items", {"passages": folded(900)}, "passages: "),
        ("knowledge_items", {"passages": "all"}, "passages: does not fit"),
        ("knowledge_versions", {"item_id": "zz"}, "refers to knowledge_items that are not there"),
        ("role_terms", {"member_id": "zz"}, "refers to members that are not there"),
        ("questions", {"stage": "draft2"}, "stage: must be one of"),
    ],
)
def test_a_record_that_does_not_fit_is_told_with_its_line(
    empty: Store, parcel: Path, table: str, values: dict[str, Any], why: str
) -> None:
    found: list[int] = []

    def change(lines: Lines) -> None:
        at = max(place for place, line in enumerate(lines) if line.get("table") == table)
        found.append(at + 1)
        lines[at].update(values)

    resealed(parcel, change)
    told = refused(empty, parcel)
    assert told[0].startswith(f"{records.NAME}, line {found[0]}: {table}: {why}"), told


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda lines: lines.insert(3, dict(lines[2])), "is there twice, or out of its order"),
        (lambda lines: lines.insert(1, lines.pop(2)), "is there twice, or out of its order"),
        (lambda lines: lines.append(dict(lines[1])), "stand together, and others came between"),
        (lambda lines: lines.append({"table": "outbox", "body": "x"}), "'outbox' is nothing that a community owns"),
        (lambda lines: of_all(lines, "timers")[-1].update(kind="rm -rf"), "nothing here comes back at 'rm -rf'"),
        (lambda lines: lines.append({"kind": "?"}), "does not say of what it is a record"),
        (lambda lines: lines.append({"table": "x" * (records.LONGEST + 1)}), "the line is longer than 16 MB"),
        (lambda lines: lines.pop(line_of(lines, "communities")), "the community itself is not in it"),
    ],
)  # fmt: skip
def test_records_in_no_order_or_of_no_table_are_refused(empty: Store, parcel: Path, change: Change, why: str) -> None:
    resealed(parcel, change)
    assert why in refused(empty, parcel)[0]


@pytest.mark.parametrize(
    "line", [b"[]", b'{"a":1,"a":2}', b"[" * 100_000, b'{"a":NaN}', b"\xff\xfe", b'{"a":' + b"9" * 5000 + b"}", b'"x"']
)
def test_a_line_that_is_no_record_is_refused(empty: Store, parcel: Path, line: bytes) -> None:
    file = parcel / records.NAME
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:4], line + b"\n", *lines[4:]]))
    assert refused(empty, parcel)[0].startswith(f"{records.NAME}, line 5: the line ")


def test_all_that_is_wrong_is_told_at_once(empty: Store, parcel: Path) -> None:
    def change(lines: Lines) -> None:
        for line in lines:
            if line.get("table") == "accounts":
                line["zone"] = "nowhere"

    resealed(parcel, change)
    assert len(refused(empty, parcel)) == 3


def test_a_link_is_not_followed_and_a_stray_file_is_named(empty: Store, parcel: Path) -> None:
    (parcel / "knowledge/answer/link.md").symlink_to("/etc/passwd")
    (parcel / "note.txt").write_text("hello")
    (parcel / ".DS_Store").write_text("a desktop's own")
    assert refused(empty, parcel) == [
        "knowledge/answer/link.md: it leads elsewhere: links are not followed",
        "note.txt: this file is no part of an export: take it out",
    ]


def test_a_folder_that_leads_elsewhere_is_not_entered(empty: Store, parcel: Path) -> None:
    (parcel / "knowledge/tool").symlink_to("/etc", target_is_directory=True)
    assert "links are not followed" in refused(empty, parcel)[0]


def test_what_is_no_file_keeps_nobody_waiting(empty: Store, parcel: Path) -> None:
    (parcel / records.NAME).unlink()
    os.mkfifo(parcel / records.NAME)
    assert refused(empty, parcel) == [f"{records.NAME}: it is no plain file"]


def packed(parcel: Path, *more: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    to = parcel.with_suffix(".zip")
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
        for name, said in [*files(parcel).items(), *more]:
            made.writestr(name, said)
    return to


def a_link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("../../etc/cron.d/x", b"x"), "no part of an export"),
        (("knowledge/../../x.md", b"x"), "no part of an export"),
        (("/etc/passwd", b"x"), "no part of an export"),
        ((a_link("knowledge/answer/x.md"), b"/etc/passwd"), "it is no plain file"),
        (("knowledge/answer/x.md", b"0" * 50_000_000), "it unpacks to far more than it is"),
    ],
)
def test_a_zip_that_means_harm_is_refused(
    empty: Store, parcel: Path, more: tuple[zipfile.ZipInfo | str, bytes], why: str
) -> None:
    assert why in refused(empty, packed(parcel, more))[0]


def test_a_zip_is_read_as_its_folder_is(empty: Store, parcel: Path) -> None:
    assert bring_in(empty, packed(parcel), only_try=True) == bring_in(empty, parcel)


def test_a_zip_that_was_cut_is_refused(empty: Store, parcel: Path) -> None:
    whole = packed(parcel)
    whole.write_bytes(whole.read_bytes()[:-100])
    assert "neither a folder nor a .zip" in refused(empty, whole)[0]


def test_what_is_nowhere_is_told(empty: Store, tmp_path: Path) -> None:
    assert "can't be opened" in refused(empty, tmp_path / "nowhere")[0]


def test_a_community_that_is_here_is_replaced_only_when_that_is_said(village: Village, tmp_path: Path) -> None:
    parcel = export(village.store, tmp_path / "parcel")
    village.say(JONAS, "Something new.")
    village.command(JONAS, "leave")
    with pytest.raises(Here):
        bring_in(village.store, parcel)
    now = files(export(village.store, tmp_path / "now"))
    bring_in(village.store, parcel, replace=True, only_try=True)
    assert files(export(village.store, tmp_path / "still")) == now
    bring_in(village.store, parcel, replace=True)
    assert files(export(village.store, tmp_path / "then")) == files(parcel)


def test_the_channel_of_another_community_is_not_taken(village: Village, empty: Store, parcel: Path) -> None:
    bring_in(empty, parcel)
    resealed(parcel, lambda lines: lines[0].update(community="another"))
    shutil.rmtree(parcel / "knowledge")
    with pytest.raises(Refused, match="another community meets in this one's channel here"):
        bring_in(empty, parcel)


def test_who_belongs_to_others_here_too_is_called_what_they_are_called_here(empty: Store, parcel: Path) -> None:
    bring_in(empty, parcel)

    def change(lines: Lines) -> None:
        lines[0]["community"] = "another"
        lines[line_of(lines, "communities")]["channel"] = "elsewhere"
        lines[:] = [line for line in lines if line.get("table") != "posted"]
        for line in lines:
            line["name"] = "Changed" if line.get("table") == "accounts" else line.get("name")
        lines[:] = [{key: value for key, value in line.items() if value is not None or key != "name"} for line in lines]

    resealed(parcel, change)
    assert bring_in(empty, parcel).kept == 3
    unit = empty.units()
    account = unit.people.account(JONAS.ref)
    assert account
    assert account.name == "Jonas"
    unit.close()
