"""Two accounts turn out to be one person's: what they like to be asked about is one list, and finds them."""

from facilitation.events import AccountMoved, AccountMoves
from facilitation.questions import subjects
from facilitation.questions.model import SUBJECTS, QuestionWork


def on_moves(moves: AccountMoves, work: QuestionWork) -> None:
    theirs = work.around.wishes(moves.was) if work.in_community else None
    kept = work.around.wishes(moves.now) if theirs else None
    if theirs and kept:
        both = {each.casefold(): each for each in (*kept.subjects, *theirs.subjects)}
        kept.subjects = tuple(both.values())[: subjects.AT_MOST]
        kept.looks = kept.looks and theirs.looks
        kept.follow_ups = kept.follow_ups and theirs.follow_ups


def on_moved(moved: AccountMoved, work: QuestionWork) -> None:
    if not work.in_community:
        return
    if moved.merged:
        work.search.remove(SUBJECTS, moved.merged)
    member = work.people.member_by_id(moved.community_id, moved.member_id)
    if member and member.left_at is None:
        subjects.make_findable(member, work)
