"""What this Kring can do, in the order in which help tells it."""

from facilitation.accounts import ACCOUNTS
from facilitation.agreements import AGREEMENTS
from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.digest import digest
from facilitation.handbook import HANDBOOK
from facilitation.inviting import INVITING
from facilitation.knowledge import KNOWLEDGE
from facilitation.linking import LINKING
from facilitation.log import LOG
from facilitation.questions import QUESTIONS
from facilitation.repertoire import Repertoire
from facilitation.resources import RESOURCES
from facilitation.sessions import SESSIONS
from facilitation.sessions.formats import FORMATS
from facilitation.sessions.rhythms import RHYTHMS
from facilitation.support import SUPPORT
from storage.unit import SqlUnit


def repertoire() -> Repertoire[SqlUnit]:
    telling = [tell for tell in (QUESTIONS.news, KNOWLEDGE.news, SUPPORT.news) if tell]
    asked = (QUESTIONS, KNOWLEDGE, HANDBOOK, RESOURCES, SESSIONS, FORMATS, RHYTHMS)
    belonging = (COMMUNITIES, LINKING, INVITING, SUPPORT, AGREEMENTS, LOG)
    return Repertoire([*asked, digest(telling), *belonging, CONVERSATION, ACCOUNTS])
