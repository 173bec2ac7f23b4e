"""How many examples a property is tried on: few in each run, more in a long one."""

from hypothesis import settings

USUAL = settings.default.max_examples if settings.default else 100
"""What the profile says (tests/conftest.py)."""


def some(usual: int, *, long: int) -> int:
    """For properties of which each example is a whole village."""
    return long if USUAL > 100 else usual
