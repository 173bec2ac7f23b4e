"""The entered community's circles, as `facilitation.ports.circles.Circles`: told by its rhythms, kept nowhere else."""

from collections.abc import Sequence

from facilitation.ports.circles import Circle
from facilitation.sessions.rhythms.circles import among_itself
from facilitation.sessions.rhythms.model import RhythmWork


class RhythmCircles:
    def __init__(self, work: RhythmWork) -> None:
        self._work = work

    def all(self) -> Sequence[Circle]:
        work = self._work
        circles = ((series, among_itself(series, work)) for series in work.rhythms.all_series())
        return [
            Circle(
                series.id,
                series.subject or work.sessions.edition(series.edition).title.told_in(work.community.language),
                members,
                series.side,
            )
            for series, members in circles
            if members
        ]
