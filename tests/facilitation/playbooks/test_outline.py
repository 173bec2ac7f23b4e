"""What editors know of playbooks is what Kring reads, and the page about them shows one that can be used."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from facilitation.playbooks.outline import json_schema
from facilitation.playbooks.pages import open_page
from facilitation.playbooks.reading import read
from facilitation.playbooks.schema import Phase, Playbook
from facilitation.playbooks.shelf import SHELF, names
from facilitation.playbooks.wording import remarks
from tests.facilitation.playbooks.faulty import WHOLE, Mistake
from tests.facilitation.playbooks.mistakes_of_form import TYPES

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "playbooks.md").read_text(encoding="utf-8")
VALIDATOR = Draft202012Validator(json_schema())
BLANKS = "empty"  # a text of blanks only has a length, and the schema has no pattern that says otherwise
RENEW = (
    "import json; from facilitation.playbooks.outline import json_schema; "
    "print(json.dumps(json_schema(), indent=2, ensure_ascii=False))"
)


def shown_to_an_editor(text: str) -> object:
    return json.loads(json.dumps(open_page(text, "any").content))


def example() -> str:
    [found] = re.findall(r"^```yaml\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_schema_for_editors_is_current() -> None:
    written = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    current = (DOCS / "playbook.schema.json").read_text(encoding="utf-8")
    assert current == written, f".venv/bin/python -c '{RENEW}' > docs/playbook.schema.json"


def test_the_schema_for_editors_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", names())
def test_editors_find_nothing_in_a_playbook_that_comes_along(name: str) -> None:
    VALIDATOR.validate(shown_to_an_editor((SHELF / f"{name}.yaml").read_text(encoding="utf-8")))


def test_editors_find_nothing_in_all_that_a_playbook_can_say() -> None:
    VALIDATOR.validate(shown_to_an_editor(WHOLE))


@pytest.mark.parametrize("mistake", [mistake for mistake in TYPES if mistake.key != BLANKS], ids=str)
def test_editors_see_what_the_types_refuse(mistake: Mistake) -> None:
    assert not VALIDATOR.is_valid(shown_to_an_editor(mistake.text))


def test_every_key_of_a_phase_or_playbook_with_a_docstring_is_explained() -> None:
    parts = {"Phase": json_schema()["$defs"]["Phase"], "Playbook": json_schema()}
    explained = {key for part in parts.values() for key, node in part["properties"].items() if node.get("description")}
    assert {"who", "about", "listens", "visibility", "next", "case", "members", "total_each"} <= explained
    assert set(parts["Phase"]["properties"]) == set(Phase.model_fields)
    assert set(parts["Playbook"]["properties"]) == set(Playbook.model_fields)


def test_the_pages_example_can_be_used_and_steers_nobody() -> None:
    assert remarks(read(example(), "two_rounds")) == ()


def test_the_pages_example_begins_with_the_line_for_editors_and_the_schema_is_where_it_says() -> None:
    first = example().splitlines()[0]
    place = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert place
    assert (SHELF / place[1]).resolve() == DOCS / "playbook.schema.json"


def test_the_page_names_every_key_of_a_phase() -> None:
    table = PAGE.partition("## What a phase says")[2]
    assert set(Phase.model_fields) - set(re.findall(r"`(\w+)`", table)) == {"title", "prompt"}
