"""The measurement measures: what it finds depends on the machine, that it finds something doesn't."""

import pytest

from bot.bench import handbook, sessions, spine
from tests.stores import Cluster


@pytest.mark.long
async def test_every_figure_is_printed_with_its_verdict() -> None:
    lines = await spine.measure()
    print(*lines, sep="\n")
    assert sum("reached: " in line or "MISSED: " in line for line in lines) == 4


@pytest.mark.long
async def test_sessions_are_measured_on_both_databases(cluster: Cluster) -> None:
    lines = await sessions.measure(cluster.empty())
    print(*lines, sep="\n")
    assert sum("reached: " in line or "MISSED: " in line for line in lines) == 3


@pytest.mark.long
async def test_pages_of_the_handbook_are_measured() -> None:
    lines = await handbook.measure()
    print(*lines, sep="\n")
    assert sum("reached: " in line or "MISSED: " in line for line in lines) == 1
