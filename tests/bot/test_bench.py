"""The measurement measures: what it finds depends on the machine, that it finds something doesn't."""

import pytest

from bot.bench.spine import measure


@pytest.mark.long
async def test_every_figure_is_printed_with_its_verdict() -> None:
    lines = await measure()
    print(*lines, sep="\n")
    assert sum("reached: " in line or "MISSED: " in line for line in lines) == 4
