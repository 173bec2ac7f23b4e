"""What leaves with a community, table by table, and why the rest stays: decision 22 has the reasons.

Each table is in one of the two, and a test says so: whoever adds one decides.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, exists, null, or_, select

from facilitation.agreements.model import Stage as Agreed
from facilitation.knowledge import model as kept
from facilitation.knowledge.kinds import Audience, OriginKind
from facilitation.people import CommunityId, Standing, new_id
from facilitation.ports.audit import Change
from facilitation.questions import model as asked
from facilitation.sessions.course.values import Stage
from facilitation.sessions.model import Room
from storage.exporting.narrowed import ended, out_of_sight, session_told, unnamed
from storage.exporting.share import Share
from storage.tables import (
    agreements,
    audit,
    calendar,
    digests,
    handbook,
    installations,
    inviting,
    knowledge,
    links,
    own_playbooks,
    people,
    questions,
    resources,
    rhythms,
    search,
    sessions,
    support,
    traffic,
)
from storage.tables.metadata import metadata


def _nothing() -> None:
    return None


VERSION: Mapping[str, Callable[[], Any]] = {"version": lambda: 1}
"""How often its row changed is each database's own."""

_question, _keeping, _consent = questions.questions.c, knowledge.keepings.c, knowledge.consents.c
_session, _edition, _series, _meeting, _log = (
    table.c for table in (sessions.sessions, sessions.editions, rhythms.series, rhythms.meetings, sessions.log)
)
_own, _written = own_playbooks.playbooks.c, own_playbooks.versions.c

ASKED = and_(
    _question.stage.in_((asked.Stage.OPEN, asked.Stage.ANSWERED, asked.Stage.CLOSED)), _question.side.is_(None)
)
KEPT_FOR_ALL = knowledge.items.c.audience != Audience.SESSION
SAID_OF_ALL = and_(
    _keeping.stage != kept.Stage.OFFERED,
    _keeping.audience != Audience.SESSION,
    _keeping.origin_kind != OriginKind.ITEM,
    or_(_keeping.origin_kind != OriginKind.SESSION, _keeping.stage == kept.Stage.KEPT),
)
"""Whether to keep it was asked for all to find it. Of a session nobody learns who was asked, but for what is kept.

What was asked of people about an item is nobody's business afterwards: nobody is told who said what.
"""

OVER = and_(_session.stage == Stage.CLOSED, _session.room != Room.REHEARSAL, _session.side.is_(None))
OFFERED = _own.offered.is_not(None)

_its_session = and_(_session.community_id == _log.community_id, _session.id == _log.session_id)
_opened = and_(_session.community_id == _meeting.community_id, _session.id == _meeting.session_id, OVER)
_followed = or_(
    exists().where(_session.community_id == _edition.community_id, _session.edition == _edition.digest, OVER),
    exists()
    .where(_series.community_id == _edition.community_id, _series.edition == _edition.digest)
    .where(_series.side.is_(None)),
)
_its_keeping = and_(_keeping.community_id == _consent.community_id, _keeping.id == _consent.keeping_id)
_agreed = _consent.say == kept.Say.GIVEN
_offered_then = select(_keeping.offered_at).where(_its_keeping).scalar_subquery()


def _asked(of: Table) -> ColumnElement[bool]:
    """Its question leaves."""
    return exists().where(_question.community_id == of.c.community_id, _question.id == of.c.question_id, ASKED)


def _kept(of: Table, which: ColumnElement[str] | None = None) -> ColumnElement[bool]:
    """Its item leaves."""
    item, identity = knowledge.items.c, of.c.item_id if which is None else which
    return exists().where(item.community_id == of.c.community_id, item.id == identity, KEPT_FOR_ALL)


def _member_here(community: CommunityId) -> ColumnElement[bool]:
    member, account = people.members.c, people.accounts.c
    same = and_(member.workspace == account.workspace, member.user == account.user)
    return exists().where(member.community_id == community, same)


def _is_it(community: CommunityId) -> ColumnElement[bool]:
    return people.communities.c.id == community


def _of_its_questions(community: CommunityId) -> ColumnElement[bool]:
    """Cards in its own channel, so that the threads under them go on."""
    here, posted = people.communities.c, traffic.posted.c
    same = and_(here.workspace == posted.workspace, here.channel == posted.channel, here.id == community)
    return and_(posted.community_id == community, posted.key.startswith("question/"), exists().where(same))


SHARES: Mapping[Table, Share] = {
    share.table: share
    for share in (
        Share(people.communities, without=VERSION, owned=_is_it, own="id"),
        Share(
            people.accounts,
            owned=_member_here,
            shared=True,
            without={
                **VERSION,
                "address": _nothing,
                "standing": lambda: Standing.MEMBER,  # a file makes nobody an admin: the platform is asked again
                "profile_seen": bool,
                "looked_up_at": _nothing,
                "quiet_from": _nothing,
                "quiet_until": _nothing,
                "unasked_a_week": _nothing,
                "paused_until": _nothing,
                "principal_workspace": _nothing,
                "principal_user": _nothing,
                "reached_workspace": _nothing,
                "reached_user": _nothing,
            },
        ),
        Share(people.members, without={**VERSION, "sides": tuple, "sides_left": _nothing}),
        Share(people.role_terms, without=VERSION),
        Share(questions.questions, ASKED, {**VERSION, "receipt": _nothing}, changed=out_of_sight),
        Share(questions.replies, _asked(questions.replies), {**VERSION, "text": str}),
        Share(questions.adoptions, _asked(questions.adoptions), VERSION),
        Share(questions.wishes, without={**VERSION, "looks": bool, "follow_ups": bool}),
        Share(questions.customs, without=VERSION),
        Share(
            knowledge.keepings, SAID_OF_ALL, {**VERSION, "taking_part": _nothing, "for_side": _nothing}, changed=ended
        ),
        Share(
            knowledge.consents,
            and_(
                exists().where(_its_keeping, SAID_OF_ALL, or_(_keeping.origin_kind != OriginKind.SESSION, _agreed)),
                _consent.unnamed.is_(False),
            ),
            {**VERSION, "unnamed": bool},
            instead={
                "say": case((_agreed, _consent.say), else_=kept.Say.REFUSED.value),
                "said_at": case((_agreed, _consent.said_at), else_=_offered_then),
            },
        ),
        Share(knowledge.items, KEPT_FOR_ALL, {**VERSION, "taking_part": _nothing, "side": _nothing}, changed=unnamed),
        Share(
            knowledge.versions,
            and_(_kept(knowledge.versions), knowledge.versions.c.audience != Audience.SESSION),
            VERSION,
            changed=unnamed,
        ),
        Share(knowledge.acts, _kept(knowledge.acts), VERSION),
        Share(knowledge.followers, _kept(knowledge.followers), VERSION),
        Share(
            knowledge.links, and_(_kept(knowledge.links), _kept(knowledge.links, knowledge.links.c.other_id)), VERSION
        ),
        Share(sessions.editions, _followed, VERSION),
        Share(
            sessions.sessions,
            OVER,
            {**VERSION, "call_link": str, "purged": lambda: True},
            changed=session_told,
        ),
        Share(sessions.log, exists().where(_its_session, OVER, _session.room == Room.THREAD), VERSION),
        Share(rhythms.series, _series.side.is_(None), {**VERSION, "note": str, "voices": dict, "swaps": _nothing}),
        Share(
            rhythms.meetings,
            exists().where(
                _series.community_id == _meeting.community_id, _series.id == _meeting.series_id, _series.side.is_(None)
            ),
            VERSION,
            instead={"session_id": case((exists().where(_opened), _meeting.session_id), else_=null())},
        ),
        Share(digests.digests, without=VERSION),
        Share(resources.resources, without=VERSION),
        Share(support.requests, without=VERSION),
        Share(support.replies, without=VERSION),
        Share(agreements.agreements, agreements.agreements.c.stage == Agreed.STANDS, VERSION),
        Share(audit.audit, audit.audit.c.change.not_in((Change.EXPORTED, Change.BROUGHT_IN)), VERSION),
        Share(own_playbooks.playbooks, OFFERED, {**VERSION, "draft": str}, instead={"newest": _own.offered}),
        Share(
            own_playbooks.versions,
            exists().where(
                _own.community_id == _written.community_id, _own.name == _written.name, _written.number <= _own.offered
            ),
            VERSION,
        ),
        Share(traffic.posted, owned=_of_its_questions),
        Share(traffic.timers, without={"id": new_id, "offer_at": _nothing}),
    )
}

STAYS: Mapping[Table, str] = {
    questions.joiners: "who waits along with a question: nobody sees that",
    questions.looks: "whom Kring asked to look, and who would rather not: told to nobody",
    questions.spotted: "messages that their authors were privately asked about",
    sessions.givings: "words given in a session are for those in it; what they agreed to keep is knowledge",
    sessions.voices: "words given in a session are for those in it; what they agreed to keep is knowledge",
    sessions.late: "words for their author's eyes alone, until they say what becomes of them",
    calendar.links: "whoever has the link reads the calendar: a new one is made where it is asked for",
    handbook.links: "whoever has one reads as its member: new ones are made where they are asked for",
    people.links: "codes by which people link their accounts, for ten minutes",
    people.meeting_places: "private groups that sessions were held in, by their ids on the platform",
    inviting.invitations: "who is invited by a code, and who sponsors: asked again where the community goes",
    links.linked_places: "places of other workspaces: they are linked anew, by invitation",
    links.visits: "where questions were taken to other communities: by places of the platform",
    links.place_invitations: "good for a day, and where they were made",
    links.relays: "copies of words that stand on the platforms, and which is whose",
    people.places: "the platform's channels and their addresses, of all communities: learned again",
    knowledge.tags: "an index of what items hold, under a key of the database's own: made again",
    knowledge.wanted: "what was looked for in vain, counted by marks of the database's own",
    search.documents: "what can be found is found again from what came back",
    search.vectors: "what documents mean is understood again",
    search.stamps: "how far the vectors are that each process holds",
    search.unread: "documents that are yet to be understood",
    installations.installations: "where Kring may speak, and the tokens for it: given anew by whoever installs it",
    installations.attempts: "who is on the way to installing Kring",
    traffic.inbox: "deliveries of all communities, of the last days",
    traffic.outbox: "messages on their way, to people and places",
    traffic.direct_conversations: "where messages to a person go, by the platform's ids: asked for again",
    traffic.holds: "until when platforms told Kring to wait",
    traffic.budgets: "how much was sent where in the last hour, so that platforms are not overrun",
    traffic.notes: "what adapters and storage note for themselves, keys among it",
}

IN_ORDER: tuple[Share, ...] = tuple(SHARES[table] for table in metadata.sorted_tables if table in SHARES)
"""What others refer to comes first."""

BY_NAME: Mapping[str, Share] = {share.table.name: share for share in IN_ORDER}
