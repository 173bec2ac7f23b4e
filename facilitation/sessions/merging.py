"""Somebody's two memberships become one: in sessions they are heard once, and what was theirs is theirs still."""

from facilitation.events import AccountMoved
from facilitation.sessions import running
from facilitation.sessions.course.happenings import Merged
from facilitation.sessions.model import SessionWork


def on_moved(moved: AccountMoved, work: SessionWork) -> None:
    if moved.merged is None or not work.in_community:
        return
    for session in work.sessions.under_way():
        running.play(session, Merged(moved.merged, moved.member_id), work)
    for own in work.own_playbooks.all():
        if own.author == moved.merged:
            own.author = moved.member_id
