"""The domain's own classes, laid over tables. Importing this maps them."""

from collections.abc import Mapping

from sqlalchemy import Table
from sqlalchemy.orm import registry

from facilitation.agreements.model import Agreement
from facilitation.digest.model import Weekly
from facilitation.inviting.model import Invitation
from facilitation.knowledge.acts import Act, Follower
from facilitation.knowledge.finds import Link, Tagged, Wanted
from facilitation.knowledge.items import ItemVersion, KnowledgeItem
from facilitation.knowledge.model import Consent, Keeping
from facilitation.people import Account, Community, Member, RoleTerm
from facilitation.ports.audit import Entry
from facilitation.ports.links import LinkedPlace, Relay, Visit
from facilitation.ports.resources import Resource
from facilitation.questions.around import Adoption, Custom, Joiner, Look, Spotted, Wishes
from facilitation.questions.model import Question, Reply
from facilitation.sessions.model import Edition, Giving, Late, LogLine, Session, Voice
from facilitation.sessions.own_playbooks import OwnPlaybook, PlaybookVersion
from facilitation.sessions.rhythms.model import Meeting, Series
from facilitation.support.model import SupportReply, SupportRequest
from storage.tables import (
    agreements,
    audit,
    digests,
    inviting,
    knowledge,
    links,
    own_playbooks,
    people,
    questions,
    resources,
    rhythms,
    sessions,
    support,
)
from storage.tables.metadata import metadata

DIRECTORY: dict[type, Table] = {
    Account: people.accounts,
    Community: people.communities,
    Member: people.members,
    RoleTerm: people.role_terms,
    Invitation: inviting.invitations,
    LinkedPlace: links.linked_places,
    Visit: links.visits,
}
"""Readable before a community is entered."""

COMMUNITY_DATA: dict[type, Table] = {
    Question: questions.questions,
    Reply: questions.replies,
    Joiner: questions.joiners,
    Look: questions.looks,
    Wishes: questions.wishes,
    Adoption: questions.adoptions,
    Spotted: questions.spotted,
    Custom: questions.customs,
    Keeping: knowledge.keepings,
    Consent: knowledge.consents,
    KnowledgeItem: knowledge.items,
    ItemVersion: knowledge.versions,
    Act: knowledge.acts,
    Follower: knowledge.followers,
    Tagged: knowledge.tags,
    Link: knowledge.links,
    Wanted: knowledge.wanted,
    Edition: sessions.editions,
    Session: sessions.sessions,
    Giving: sessions.givings,
    Voice: sessions.voices,
    LogLine: sessions.log,
    Late: sessions.late,
    OwnPlaybook: own_playbooks.playbooks,
    PlaybookVersion: own_playbooks.versions,
    Series: rhythms.series,
    Meeting: rhythms.meetings,
    Weekly: digests.digests,
    Resource: resources.resources,
    Relay: links.relays,
    Entry: audit.audit,
    SupportRequest: support.requests,
    SupportReply: support.replies,
    Agreement: agreements.agreements,
}
"""Readable and writable only within the community they belong to."""

OWNED = frozenset(COMMUNITY_DATA)

SIDED = frozenset(kind for kind, table in COMMUNITY_DATA.items() if "side" in table.c)
"""May be for one side of a community alone: for those of one place in which it stands."""

BEGAN: Mapping[type, str] = {KnowledgeItem: "kept_at", Question: "written_at", SupportRequest: "asked_at"}
"""When it was said to those who were there: a side that was linked later does not find what is older."""

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
