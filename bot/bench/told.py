"""How what was measured is told."""

MILLISECONDS = 1000  # in a second


def verdict(reached: bool, target: str) -> str:
    return f"{'reached' if reached else 'MISSED'}: {target}"
