"""The domain's own classes, laid over tables. Importing this maps them."""

from sqlalchemy import Table
from sqlalchemy.orm import registry

from facilitation.check_ins.model import Round, Series, Turn, Voice
from facilitation.knowledge.model import Consent, Keeping, KnowledgeItem
from facilitation.people import Account, Community, Member, RoleTerm
from facilitation.questions.model import Question, Reply
from facilitation.sessions import model as sessions_model
from storage.tables import check_ins, knowledge, people, questions, sessions
from storage.tables.metadata import metadata

DIRECTORY: dict[type, Table] = {
    Account: people.accounts,
    Community: people.communities,
    Member: people.members,
    RoleTerm: people.role_terms,
}
"""Readable before a community is entered."""

COMMUNITY_DATA: dict[type, Table] = {
    Series: check_ins.series,
    Round: check_ins.rounds,
    Turn: check_ins.turns,
    Voice: check_ins.voices,
    Question: questions.questions,
    Reply: questions.replies,
    Keeping: knowledge.keepings,
    Consent: knowledge.consents,
    KnowledgeItem: knowledge.items,
    sessions_model.Edition: sessions.editions,
    sessions_model.Session: sessions.sessions,
    sessions_model.Giving: sessions.givings,
    sessions_model.Voice: sessions.voices,
    sessions_model.LogLine: sessions.log,
    sessions_model.Late: sessions.late,
}
"""Readable and writable only within the community they belong to."""

OWNED = frozenset(COMMUNITY_DATA)

ASKED_AT = "_looked_up_at"
"""When an account's platform was last asked who that is: storage's own, so not in the domain's class."""

OWN = {"version": "_version", "looked_up_at": ASKED_AT}

_mappers = registry(metadata=metadata)

for _kind, _table in {**DIRECTORY, **COMMUNITY_DATA}.items():
    _mappers.map_imperatively(
        _kind,
        _table,
        properties={OWN[column.name]: column for column in _table.columns if column.name in OWN},
        version_id_col=_table.c.version,
    )
