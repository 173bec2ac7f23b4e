"""The playbooks that Kring brings along can be used, point at each other rightly, and can be kept as they are."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from facilitation.playbooks.faults import Faulty, plain
from facilitation.playbooks.pages import open_page
from facilitation.playbooks.reading import read
from facilitation.playbooks.schema import Playbook
from facilitation.playbooks.shelf import SHELF, built_in, digest, from_json, names, to_json
from facilitation.playbooks.wording import remarks, told
from facilitation.texts import texts_in
from tests.facilitation.playbooks.faulty import WHOLE

AS_THEY_ARE: set[str] = set()
"""Remarks that were weighed: the wording is meant so."""


def text_of(name: str) -> str:
    return (SHELF / f"{name}.yaml").read_text(encoding="utf-8")


def taken(name: str) -> Playbook:
    playbook = built_in(name)
    assert playbook
    return playbook


def offered_instead(name: str) -> Iterator[str]:
    playbook = taken(name)
    for size in (playbook.size, *(variant.size for variant in playbook.variants.values())):
        yield from (other for other in (size.fewer, size.more) if other)


@pytest.mark.parametrize("name", names())
def test_a_playbook_that_comes_along_has_no_mistake(name: str) -> None:
    try:
        read(text_of(name), name)
    except Faulty as faulty:
        pytest.fail("\n".join(plain(fault, texts_in("en")) for fault in faulty.faults))


@pytest.mark.parametrize("name", names())
def test_a_playbook_that_comes_along_steers_nobody(name: str) -> None:
    found = remarks(taken(name), open_page(text_of(name), name))
    assert [
        sentence for sentence in (told(remark, texts_in("en")) for remark in found) if sentence not in AS_THEY_ARE
    ] == []


@pytest.mark.parametrize("name", names())
def test_what_is_offered_instead_is_there(name: str) -> None:
    """A variant of the same playbook, the playbook itself for a variant, or another one."""
    assert set(offered_instead(name)) <= {*names(), *taken(name).variants}


@pytest.mark.parametrize("name", names())
def test_whoever_is_too_few_or_too_many_for_one_fits_the_other(name: str) -> None:
    size = taken(name).size
    if size.fewer in names():
        assert taken(size.fewer).size.least < size.least
    if size.more in names():
        assert (taken(size.more).size.most or 1001) > (size.most or 0)


def test_every_format_of_the_domain_is_there() -> None:
    assert {"check_in", "peer_assist", "troika", "one_two_four_all", "consent", "harvest"} <= set(names())


@pytest.mark.parametrize("name", ["nowhere", "../playbooks/troika", "", "wording/en"])
def test_what_is_not_on_the_shelf_is_not_found(name: str) -> None:
    assert built_in(name) is None


def test_a_playbook_is_read_once() -> None:
    assert built_in("troika") is built_in("troika")


@pytest.mark.parametrize("name", names())
def test_the_version_that_is_kept_is_the_version_that_comes_back(name: str) -> None:
    playbook = taken(name)
    again = from_json(to_json(playbook))
    assert again == playbook
    assert list(again.phases) == list(playbook.phases)
    assert digest(again) == digest(playbook)


def test_all_that_a_playbook_can_say_is_kept() -> None:
    playbook = read(WHOLE, "whole")
    assert from_json(to_json(playbook)) == playbook


def test_what_is_usual_is_kept_too() -> None:
    """So that a session goes on as it began, whatever becomes usual later."""
    phase = json.loads(to_json(taken("check_in")))["phases"]["ask"]
    assert (phase["who"], phase["asks"]["does"]) == ("all", "text")


def test_the_digest_tells_versions_apart_and_the_order_of_phases() -> None:
    other = WHOLE.replace("dots: 3", "dots: 4")
    assert digest(read(WHOLE, "whole")) != digest(read(other, "whole"))
    assert len(digest(read(WHOLE, "whole"))) == 64


def test_the_digest_is_the_same_in_another_process() -> None:
    code = "from facilitation.playbooks.shelf import *; print(*map(digest, map(built_in, names())))"
    command = [sys.executable, "-c", code]
    elsewhere = subprocess.run(command, cwd=SHELF.parents[1], capture_output=True, text=True, check=True).stdout
    assert elsewhere.split() == [digest(taken(name)) for name in names()]


@pytest.mark.parametrize("kept", ["", "{}", "[]", '{"version": 1}', "nonsense"])
def test_what_is_no_playbook_is_not_taken_for_one(kept: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  pydantic's or json's
        from_json(kept)
