"""Who may do what is one table, and whatever is not in it nobody can do."""

from pathlib import Path

import pytest

from bot.capabilities import repertoire
from bot.roles import page
from facilitation.capability import Capability, Press
from facilitation.repertoire import Repertoire
from facilitation.rights import Kind, NobodyMay, all_rights, right_to


def test_everything_that_can_be_done_is_in_the_table_and_nothing_else_is() -> None:
    assert sorted((kind, name) for kind, name, _ in all_rights()) == sorted(repertoire().acts())


def test_the_page_in_the_docs_is_the_table() -> None:
    """Else: ./kring roles > docs/roles.md"""
    assert (Path(__file__).parents[2] / "docs/roles.md").read_text("utf-8") == page()


def test_what_has_no_right_keeps_kring_from_starting() -> None:
    with pytest.raises(NobodyMay, match=r"buttons communities\.crown"):
        Repertoire([Capability(name="communities", buttons={"communities.crown": Press(lambda press, work: None)})])


def test_what_is_not_in_the_table_is_denied() -> None:
    with pytest.raises(NobodyMay):
        right_to(Kind.VERB, "crown")
    with pytest.raises(NobodyMay):
        right_to(Kind.BUTTON, "ask")
