"""The page that tells what is read is what is read; what is not on it is refused where the emulators record calls."""

import re
from pathlib import Path

import pytest

from tests.emulators.reading import PAGE, ROW, check_slack, check_teams

ADAPTERS = Path(__file__).parents[2] / "adapters"


def test_what_is_not_on_the_page_is_not_asked_for() -> None:
    for method in ("users.list", "conversations.members", "conversations.list", "users.profile.get", "team.info"):
        with pytest.raises(AssertionError):
            check_slack(method)
    for path in ("/v3/conversations/19:x/members", "/v3/teams/19:x/members", "/v1.0/users/1"):
        with pytest.raises(AssertionError):
            check_teams("GET", path)
    check_slack("users.info")
    check_teams("GET", "/connector/v3/conversations/19:x/members/29:y")
    check_teams("POST", "/v3/conversations")


def test_what_is_on_the_page_is_asked_for_somewhere() -> None:
    code = "\n".join(path.read_text("utf-8") for path in ADAPTERS.rglob("*.py"))
    for row in ROW.findall(PAGE.read_text("utf-8")):
        last = re.split(r"\{\w+\}", row.removeprefix("GET "))
        assert row in code or all(part.lstrip("/") in code for part in last if part), row
