"""Somebody is to be forgotten: it is as if they took back everything that they ever agreed to be kept."""

from facilitation.events import PersonErased
from facilitation.knowledge.concluding import leave_out
from facilitation.knowledge.model import Say, Stage
from facilitation.knowledge.repository import KnowledgeWork


def on_erased(erased: PersonErased, work: KnowledgeWork) -> None:
    for consent in work.knowledge.consents_of(erased.account):
        keeping = work.knowledge.keeping(consent.keeping_id)
        if keeping and keeping.stage is not Stage.ENDED and consent.say in (Say.GIVEN, Say.WAITING):
            consent.say, consent.said_at = Say.TAKEN_BACK, work.now
            leave_out(consent, keeping, work)
