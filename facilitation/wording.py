"""In whose language and zone something is said: the reader's own, or the community's when shared; and of what shape."""

from functools import cache

from facilitation.people import LANGUAGES, Account, Community
from facilitation.ports.memory import UnitOfWork
from facilitation.texts import FALLBACK, Texts, texts_in

QUESTION_MARKS = "?？؟՞"  # in a few scripts
BEGINNING = 100  # characters of a text that are looked at for how it begins


def shorten(text: str, longest: int) -> str:
    """At most `longest` characters; what was left out shows as "…"."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def is_question(text: str) -> bool:
    """It has a question mark, or begins as a question does in a language of ours."""
    if any(mark in text for mark in QUESTION_MARKS):
        return True
    first = f"{' '.join(text[:BEGINNING].casefold().split())} "
    return first.startswith(_beginnings())


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(f"{words} " for language in LANGUAGES for words in texts_in(language).words("common.questions_begin"))


def for_person(account: Account, community: Community | None = None) -> Texts:
    """What the person chose or their platform told; else what the community uses."""
    language = account.language or (community.language if community else FALLBACK)
    zone = account.zone or (community.zone if community else "UTC")
    return texts_in(language, zone)


def for_all(community: Community) -> Texts:
    """What is read together."""
    return texts_in(community.language, community.zone)


def for_actor(work: UnitOfWork) -> Texts:
    """Whoever acted."""
    return for_person(work.account, work.community if work.in_community else None)
