"""What all tests share."""

import pytest
from hypothesis import settings

pytest_plugins = ["tests.not_run", "tests.stores"]

# A slow machine is not a wrong answer; and a failure that was found is found again by everybody.
settings.register_profile("usual", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=1000)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "usual")
