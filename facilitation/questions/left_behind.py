"""What somebody asked on a side on which they are no more: they see nothing else of it, and can still withdraw it."""

from facilitation.messages import Button, Card, Paragraph, Subject, Whisper
from facilitation.people import CommunityId
from facilitation.questions import cards
from facilitation.questions.model import LeftBehind, QuestionWork
from facilitation.texts import Texts
from facilitation.wording import for_actor


def find(question_id: str, work: QuestionWork) -> LeftBehind | None:
    """If whoever acts asked it."""
    theirs = work.questions.left_behind(work.account.ref, work.sides)
    return next((each for each in theirs if each.id == question_id), None)


def told(question_id: str, work: QuestionWork) -> Whisper | None:
    """To whoever comes by its card, as that still stands where it was asked."""
    left = find(question_id, work)
    return Whisper(_card(left, work.community.id, for_actor(work))) if left else None


def at_home(work: QuestionWork, limit: int) -> list[Card]:
    sides = work.member.sides if work.member else ()
    theirs = work.questions.left_behind(work.account.ref, sides)
    return [_card(each, work.community.id, for_actor(work)) for each in theirs[:limit]]


def _card(left: LeftBehind, community: CommunityId, texts: Texts) -> Card:
    about = Subject(community, left.id)
    return Card(
        left.title,
        (Paragraph(texts("questions.left_behind")),),
        (Button(texts.plain(cards.WITHDRAW), cards.WITHDRAW, about),),
    )
