"""A community in which questions are asked and answers kept: Noor began it, Jonas and Marta joined, Tomas did not."""

from collections.abc import Sequence
from typing import Any

from facilitation.capability import Capability
from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.digest import digest
from facilitation.events import Actor
from facilitation.handbook import HANDBOOK
from facilitation.knowledge import KNOWLEDGE
from facilitation.questions import QUESTIONS
from facilitation.questions.model import OPEN
from tests.carrier import Post
from tests.shown import buttons, opened
from tests.village import Village, someone

NOOR, JONAS, MARTA, TOMAS = someone("Noor"), someone("Jonas"), someone("Marta"), someone("Tomas")
EVERYTHING: Sequence[Capability[Any]] = (COMMUNITIES, QUESTIONS, KNOWLEDGE, HANDBOOK, digest([]), CONVERSATION)

TITLE = "How do I start a review?"
ANSWER = "Start with the purpose, then read it aloud."


def begin(village: Village) -> Village:
    village.found(NOOR)
    village.join(JONAS, MARTA)
    return village


def ask(village: Village, by: Actor = MARTA, title: str = TITLE, detail: str = "") -> Post:
    """Ask through the form, whatever is known already; return the card in the channel."""
    told = village.fill(by, village.command(by, "ask"), title=title, detail=detail)
    if "Ask anyway" in buttons(told):
        village.press(by, told, "Ask anyway")
    return village.channel()[-1]


def answered(village: Village, by: Actor = JONAS, text: str = ANSWER, asker: Actor = MARTA) -> Post:
    """A question by the asker, whose ✅ stands on this reply."""
    card = ask(village, asker)
    village.react(asker, village.say(by, text, thread=card.id))
    return card


def offered(village: Village, to: Actor = MARTA) -> Post:
    return [post for post in village.private(to) if post.key and post.key.endswith("/offer")][-1]


def asked_for_consent(village: Village, of: Actor = JONAS) -> Post:
    return [post for post in village.private(of) if post.key and post.key.endswith("/consent")][-1]


def wanted_kept(village: Village, by: Actor = JONAS, text: str = ANSWER, asker: Actor = MARTA) -> Post:
    """Answered, and the asker filled in what to keep; return the question's card."""
    card = answered(village, by, text, asker)
    offer = offered(village, asker)
    village.fill(asker, opened(village.press(asker, offer, "Keep")))
    return card


def kept(village: Village, by: Actor = JONAS, text: str = ANSWER, asker: Actor = MARTA) -> Post:
    """Everyone agreed as well."""
    card = wanted_kept(village, by, text, asker)
    if by.ref != asker.ref:
        village.press(by, asked_for_consent(village, by), "Yes")
    return card


def found(village: Village, words: str) -> list[str]:
    """The titles that the community's search gives, but for questions that are open."""
    return [hit.title for hit in village.find(words) if hit.kind != OPEN]
