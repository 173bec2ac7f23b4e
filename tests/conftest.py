"""What all tests share."""

pytest_plugins = ["tests.not_run", "tests.stores"]
