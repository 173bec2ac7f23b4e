"""Whose a question is: the account's that asked it, or, without a name, whoever's who holds its receipt.

A receipt is a code that only its asker is given, once, by an answer that is kept nowhere. Here stands its digest.
"""

import secrets
from base64 import b32encode
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from facilitation.events import ButtonPressed, FormSubmitted
from facilitation.messages import Answer, Notice, Subject, Whisper
from facilitation.questions import left_behind, thread
from facilitation.questions.model import Question, QuestionWork, Stage
from facilitation.wording import for_actor

BYTES = 15  # 120 bits: as much as nobody guesses
PART = 4  # letters that are read in one go

E = TypeVar("E", ButtonPressed, FormSubmitted)


def new_code() -> str:
    """Six groups of four letters and digits."""
    letters = b32encode(secrets.token_bytes(BYTES)).decode("ascii")
    return "-".join(letters[start : start + PART] for start in range(0, len(letters), PART))


def read(typed: str) -> str:
    """A code as it was given, however it was typed: in small letters, with spaces or in one piece."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(letters[start : start + PART] for start in range(0, len(letters), PART))


def code_of(subject: Subject) -> str:
    """What a button or form of a receipt carries; "" on others. What else it carries stands behind a slash."""
    return subject.detail.partition("/")[0]


def is_own(question: Question, code: str, work: QuestionWork) -> bool:
    """Whether whoever acted asked it; `code` as it came with the button or form."""
    if question.asker is None:
        return bool(code) and question.receipt is not None and question.receipt == work.questions.seal(code)
    return question.asker == work.account.ref


def find(subject: Subject, work: QuestionWork) -> Question | None:
    """By the code of its receipt, which outlives its id; else by that."""
    code = code_of(subject)
    return (work.questions.by_receipt(code) if code else None) or work.questions.get(subject.id)


def own(subject: Subject, work: QuestionWork) -> Question | Whisper:
    """The actor's own question, or what to tell them instead."""
    question, texts = find(subject, work), for_actor(work)
    if question is None or question.stage is Stage.WITHDRAWN:
        return left_behind.told(subject.id, work) or Whisper(Notice(texts("questions.gone")))
    if is_own(question, code_of(subject), work):
        return question
    if question.asker is None:
        return Whisper(Notice(texts("questions.only_by_receipt")))
    name = thread.name_of(question.asker, work, texts)
    return Whisper(Notice(texts("questions.only_the_asker", name=name)))


def discreet(handler: Callable[[E, QuestionWork], Answer | None]) -> Callable[[E, QuestionWork], Answer | None]:
    """What is told to somebody who came with a receipt is kept nowhere."""

    def handle(event: E, work: QuestionWork) -> Answer | None:
        answer = handler(event, work)
        return replace(answer, fleeting=True) if code_of(event.subject) and isinstance(answer, Whisper) else answer

    return handle
