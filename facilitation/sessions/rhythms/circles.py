"""A circle that meets in private: whoever took part last time is in from the start, and it stays among itself."""

from facilitation.people import MemberId
from facilitation.sessions.course.values import Course, Ending, Stage
from facilitation.sessions.rhythms.model import RhythmWork, Series


def of_last_time(series: Series, work: RhythmWork) -> tuple[MemberId, ...]:
    """Who took part, of those who are still members; nobody in what all can look into."""
    last = _last(series, work)
    here = {member.id for member in work.people.members(work.community.id)} if last else ()
    return tuple(who for who in last.participants if who in here) if last else ()


def among_itself(series: Series, work: RhythmWork) -> tuple[MemberId, ...]:
    """The same, once they have met; nobody while there are too few of them to meet again without others."""
    last, circle = _last(series, work), of_last_time(series, work)
    least = min(size.least for size in work.sessions.edition(series.edition).sizes)
    return circle if last and _has_met(last) and len(circle) >= least else ()


def _last(series: Series, work: RhythmWork) -> Course | None:
    """Of its newest session, be it under way."""
    if not work.sessions.edition(series.edition).private:
        return None
    held = work.rhythms.meetings(series.id, series.created_at.date())
    before = [each.session_id for each in held if each.session_id]
    session = work.sessions.get(before[-1]) if before else None
    return session.course if session else None


def _has_met(last: Course) -> bool:
    return last.again or (last.stage is not Stage.GATHERING and last.ending is not Ending.NEVER_BEGAN)
