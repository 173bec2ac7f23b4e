"""Which words stay, by what those say who said them."""

from collections.abc import Collection, Sequence

from facilitation.knowledge.model import Keeping
from facilitation.knowledge.passages import Passage
from facilitation.people import AccountRef


def agreed_by(willing: Collection[AccountRef], to: Keeping) -> tuple[Passage, ...]:
    """What may be kept: the words to which everyone agrees who said them."""
    if to.origin_kind.is_whole:
        return to.passages if set(to.authors) <= set(willing) else ()
    return tuple(passage for passage in to.passages if set(passage.authors) <= set(willing))


def still_asked_about(keeping: Keeping, unwilling: Collection[AccountRef]) -> tuple[Passage, ...]:
    """Not what all refuse who said it. To the others of a small group, one's refusal is to look like silence."""
    return tuple(passage for passage in keeping.passages if not set(passage.authors) <= set(unwilling))


def left_without(author: AccountRef, passages: Sequence[Passage], whole: bool = False) -> tuple[Passage, ...]:
    """What stays when somebody's words go, and with them what was said together with others.

    `whole`: all that is quoted goes with theirs, as a question with its answer; what others wrote beside it stays.
    """
    return tuple(
        passage for passage in passages if author not in passage.authors and not (whole and passage.part.is_quote)
    )
