"""The handbook's catalogue: what lists show of each item, kept in memory and exactly as the database has it.

Titles and words rest encrypted, so that a list of a thousand would take a third of a second to read. Here each request
asks which items there are in which version, and reads those alone that it does not know so.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from sqlalchemy import Text, bindparam, select, type_coerce

from facilitation.knowledge.items import KnowledgeItem
from facilitation.knowledge.passages import Part
from facilitation.knowledge.shelf import Leaf, Source, Voice
from facilitation.people import DIRECTORY_ID, AccountRef, Community, CommunityId
from facilitation.questions.model import Question, Stage
from facilitation.wording import shorten
from storage.tables.knowledge import items
from storage.tables.people import accounts, communities
from storage.tables.questions import questions
from storage.transaction import Transaction

EXCERPT = 320  # characters, as they were written; three lines of a list
COMMUNITIES = 64  # of which catalogues are kept, the latest asked for; a thousand items take some 1.5 MB
ASKED = frozenset({Stage.OPEN, Stage.ANSWERED, Stage.CLOSED})
AT_ONCE = 500  # rows read by one statement

VERSIONS = select(items.c.id, items.c.version, type_coerce(items.c.title, Text).label("sealed")).where(
    items.c.community_id == bindparam("of_community"), items.c.side.is_(None)
)
"""What is of one side is read in the chat alone.

An encrypted title differs each time it is written: an import writes all anew, and its versions begin again."""

FOR_AUDIENCE = select(items.c.id).where(
    items.c.community_id == bindparam("of_community"), items.c.audience == bindparam("audience")
)

Known = dict[str, tuple[tuple[int, str], Leaf]]


class Catalogues:
    """Of the communities asked for lately. One for a whole process; any thread may ask."""

    def __init__(self) -> None:
        self._kept: OrderedDict[CommunityId, Known] = OrderedDict()
        self._lock = Lock()

    def of(self, community: CommunityId) -> Known:
        with self._lock:
            known = self._kept.setdefault(community, {})
            self._kept.move_to_end(community)
            while len(self._kept) > COMMUNITIES:
                self._kept.popitem(last=False)
            return known


class SqlHandbook:
    """The entered community's, within one reading transaction. Raises: NotEntered."""

    def __init__(self, transaction: Transaction, catalogues: Catalogues) -> None:
        self._transaction = transaction
        self._catalogues = catalogues

    def leaves(self) -> Sequence[Leaf]:
        """Of all items that can be read now, for whomever; in no order."""
        community = self._transaction.scope.require()
        known = self._catalogues.of(community)
        versions = {
            row.id: (row.version, row.sealed) for row in self._transaction.rows(VERSIONS, {"of_community": community})
        }
        found = {each: kept[1] for each, kept in list(known.items()) if versions.get(each) == kept[0]}
        for leaf in self._read([each for each in versions if each not in found]):
            found[leaf.id] = leaf
            known[leaf.id] = (versions[leaf.id], leaf)
        for gone in [each for each in list(known) if each not in versions]:
            known.pop(gone, None)
        since = self._transaction.scope.since
        return [leaf for leaf in found.values() if since is None or leaf.kept_at >= since]

    def known_as(self, account: AccountRef) -> AccountRef:
        """The one whom their platform knows by another id and the directory by this one; else the same."""
        named = select(accounts.c.user).where(
            accounts.c.workspace == account.workspace, accounts.c.address[DIRECTORY_ID].as_string() == account.user
        )
        row = self._transaction.row(named)
        return AccountRef(account.workspace, row.user) if row else account

    def communities(self, at_most: int) -> Sequence[Community]:
        """The oldest ones. The only thing here for which none need be entered."""
        oldest = select(Community).order_by(communities.c.created_at, communities.c.id).limit(at_most)
        return self._transaction.session.scalars(oldest).all()

    def has_any_for(self, audience: str) -> bool:
        which = {"of_community": self._transaction.scope.require(), "audience": audience}
        return self._transaction.row(FOR_AUDIENCE.limit(1), which) is not None

    def questions(self, begin: int, at_most: int) -> Sequence[Question]:
        """Those that were asked of all, the latest stirred first; what was put together counts once.

        Of those that a facilitator hid the reason is to be shown, in the place of the words.
        """
        asked = (
            select(Question)
            .where(questions.c.stage.in_(ASKED), questions.c.with_question.is_(None))
            .order_by(questions.c.stirred_at.desc(), questions.c.id)
            .offset(begin)
            .limit(at_most)
        )
        return self._transaction.session.scalars(asked).all()

    def question(self, identity: str) -> Question | None:
        found = self._transaction.get(Question, (self._transaction.scope.require(), identity))
        return found if found and found.stage in ASKED else None

    def _read(self, wanted: Sequence[str]) -> Sequence[Leaf]:
        read: list[Leaf] = []
        for begin in range(0, len(wanted), AT_ONCE):
            some = select(KnowledgeItem).where(items.c.id.in_(wanted[begin : begin + AT_ONCE]))
            read.extend(_leaf(item) for item in self._transaction.session.scalars(some))
        return read


def _leaf(item: KnowledgeItem) -> Leaf:
    said = [passage for passage in item.body if passage.part is not Part.QUESTION]
    return Leaf(
        id=item.id,
        kind=item.kind.partition(".")[2],
        title=item.title,
        excerpt=shorten(item.words.strip(), EXCERPT),
        language=item.language,
        assurance=item.assurance,
        audience=item.audience,
        readers=frozenset(item.readers or ()),
        voices=tuple(dict.fromkeys(Voice(each.name, each.authors[0]) for each in said if each.name and each.authors)),
        tags=item.tags,
        source=Source(item.origin, item.origin_title or "", item.origin_at or item.kept_at),
        kept_at=item.kept_at,
        changed_at=item.changed_at or item.kept_at,
        unattended=item.unattended,
    )
