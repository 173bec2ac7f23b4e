"""Each pair on one store; crosswise where there is time."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent

ONCE_EACH = {("two workspaces of Slack", "sqlite"), ("Slack and Teams", "postgresql")}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and item.path.parent == HERE and "sides" in item.fixturenames:
            params = item.callspec.params
            if (params["sides"], params["database"]) not in ONCE_EACH:
                item.add_marker(pytest.mark.long)
