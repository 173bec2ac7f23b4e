"""Words exactly as they were said, by whom, and in portions that fit a message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from facilitation.people import AccountRef, WorkspaceId

PAGE = 5000  # characters of members' words in one message


class Part(StrEnum):
    """What words are in an item. The first three are quotes: verbatim, and their author's."""

    QUESTION = "question"
    ANSWER = "answer"
    CONTRIBUTION = "contribution"
    TEXT = "text"  # a paragraph that members wrote and edit together
    CONTEXT = "context"  # "works where…", each member's own
    DISSENT = "dissent"  # "not for us, because…", each member's own
    TAG = "tag"

    @property
    def is_quote(self) -> bool:
        return self in (Part.QUESTION, Part.ANSWER, Part.CONTRIBUTION)

    @property
    def is_body(self) -> bool:
        """Read as what the item says; the others stand beside it."""
        return self.is_quote or self is Part.TEXT


@dataclass(frozen=True, slots=True)
class Passage:
    """Words exactly as they would be kept: one person's, or what a small group said together.

    `name` is how they are shown, "" for whoever wished to stay unnamed; `together_with` are the others of the group,
    or who worked on a paragraph together. `head`: the field of the kind's own form that it stands under; `message`: the
    one that was picked in the chat, as its platform calls it.
    """

    part: Part
    workspace: WorkspaceId
    user: str
    name: str
    text: str
    together_with: tuple[AccountRef, ...] = ()
    head: str = ""
    message: str = ""

    @property
    def authors(self) -> tuple[AccountRef, ...]:
        """Those that are known: `user` is "" where it was exported, and who wished for no name is not told there."""
        first = (AccountRef(self.workspace, self.user),) if self.user else ()
        return (*first, *self.together_with)

    @property
    def names(self) -> tuple[str, ...]:
        """One by one, as those are shown who worked on a paragraph together."""
        together = self.part is Part.TEXT and self.together_with
        return tuple(self.name.split(", ")) if together and self.name else (self.name,) if self.name else ()


def authors_of(passages: Sequence[Passage]) -> tuple[AccountRef, ...]:
    return tuple(dict.fromkeys(author for passage in passages for author in passage.authors))


def pages(passages: Sequence[Passage]) -> list[tuple[Passage, ...]]:
    """The words in portions that fit one message each; together they are all of them. At least one portion."""
    filled: list[list[Passage]] = [[]]
    room = PAGE
    for passage in passages:
        text = passage.text
        while text:
            if not room:
                filled.append([])
                room = PAGE
            filled[-1].append(replace(passage, text=text[:room]))
            text, room = text[room:], max(room - len(text), 0)
    return [tuple(page) for page in filled]
