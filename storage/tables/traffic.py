"""What comes in, goes out and is due: upkeep's own tables, of all communities together."""

from sqlalchemy import JSON, BigInteger, Column, Identity, Index, Integer, Table, text

from storage.columns import Encrypted, UtcDateTime, Words
from storage.tables.metadata import metadata

inbox = Table(
    "inbox",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("delivery_id", Words, primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), Identity(always=True), primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("state", Words, nullable=False),
    Column("errand", Words, nullable=False),
    Column("turn", Integer, nullable=False),  # storage.turns.Turn: who goes first within a workspace
    Column("community_id", Words),
    Column("workspace", Words, nullable=False),
    Column("channel", Words),
    Column("thread", Words),
    Column("user", Words),
    Column("side", Words),  # whose alone that is of which it tells a person
    Column("members", JSON(none_as_null=True)),  # the users of a group to be made; wiped when the row is final
    Column("place_key", Words, nullable=False),
    Column("unasked", Words),  # messages.Unasked: of which kind what draws on its reader's attention budget is
    Column("key", Words),
    Column("root", Words),  # the key of the message whose thread this waits for
    Column("body", Encrypted),  # the message as JSON; wiped when the row is final
    Column("not_before", UtcDateTime),  # until then it is not in its place's line
    Column("expires", UtcDateTime),
    Column("due_at", UtcDateTime),  # when it may next be claimed; NULL: behind another, or final
    Column("fence", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("loss", Words),  # known to be lost, and until it is final: yet to be told
    Column("created_at", UtcDateTime, nullable=False),
    Column("final_at", UtcDateTime),
    *(
        Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
        for name, columns, where in (
            ("ix_outbox_workspace_due", ("workspace", "due_at"), "due_at IS NOT NULL"),
            ("ix_outbox_turn_due", ("workspace", "turn", "due_at"), "due_at IS NOT NULL"),
            ("ix_outbox_place_due", ("place_key", "due_at"), "due_at IS NOT NULL"),
            ("ix_outbox_line", ("place_key", "seq"), "final_at IS NULL"),
            ("ix_outbox_sending", ("place_key",), "state = 'sending'"),
            ("ix_outbox_key", ("key",), "final_at IS NULL AND key IS NOT NULL"),
            ("ix_outbox_root", ("root",), "root IS NOT NULL"),
            ("ix_outbox_expires", ("expires",), "final_at IS NULL AND expires IS NOT NULL"),
            ("ix_outbox_lost", ("seq",), "final_at IS NULL AND loss IS NOT NULL"),
            ("ix_outbox_unasked", ("workspace", "user"), "unasked IS NOT NULL"),
            ("ix_outbox_final", ("final_at",), "final_at IS NOT NULL"),
        )
    ),
    sqlite_autoincrement=True,
)

posted = Table(
    "posted",
    metadata,
    Column("key", Words, primary_key=True),
    Column("community_id", Words),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("thread", Words),
    Column("message_id", Words, nullable=False),
    Column("user", Words),  # to whom, when it went to a person
    Column("place_key", Words, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Index("ix_posted_message", "workspace", "channel", "message_id"),
)

direct_conversations = Table(
    "direct_conversations",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("user", Words, primary_key=True),
    Column("channel", Words, nullable=False),
)

holds = Table(
    "holds",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("budget", Words, primary_key=True),  # storage.budgets: what the platform told to wait
    Column("until", UtcDateTime, primary_key=True),  # so that whoever is told adds a row, and waits for nobody
)

budgets = Table(
    "budgets",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("budget", Words, primary_key=True),
    Column("spent_until", UtcDateTime, nullable=False, index=True),  # one more each time adds its rate's `every`
)

timers = Table(
    "timers",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("subject", Words, primary_key=True),
    Column("id", Words, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("offer_at", UtcDateTime, nullable=False, index=True),  # later than due while a process holds it
)

notes = Table(
    "notes",
    metadata,
    Column("platform", Words, primary_key=True),
    Column("key", Words, primary_key=True),
    Column("value", Encrypted, nullable=False),  # JSON
)
