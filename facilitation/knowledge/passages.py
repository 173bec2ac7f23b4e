"""Words exactly as they were said, by whom, and in portions that fit a message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from facilitation.people import AccountRef, WorkspaceId

PAGE = 5000  # characters of members' words in one message


class Part(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"
    CONTRIBUTION = "contribution"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words exactly as they would be kept: one person's, or what a small group said together.

    `name` is how they were shown; `together_with` are the others of the group.
    """

    part: Part
    workspace: WorkspaceId
    user: str
    name: str
    text: str
    together_with: tuple[AccountRef, ...] = ()

    @property
    def authors(self) -> tuple[AccountRef, ...]:
        return (AccountRef(self.workspace, self.user), *self.together_with)


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
