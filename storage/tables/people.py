"""The directory: accounts, communities, members, roles and places. Readable before a community is entered.

`meeting_places` are what a community has beside its own channel.
"""

from datetime import datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Time,
    UniqueConstraint,
)

from facilitation.people import Level, Role, SideId, Standing
from storage.columns import EncryptedAs, Several, UtcDateTime, Words, one_of
from storage.tables.metadata import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("user", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("language", Words),
    Column("zone", Words),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
    Column("paused_until", UtcDateTime),
    Column("unasked_a_week", Integer),
    Column("is_bot", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("standing", one_of(Standing), nullable=False),
    Column("profile_seen", Boolean, nullable=False),
    Column("chose_language", Boolean, nullable=False),
    Column("chose_zone", Boolean, nullable=False),
    Column("address", JSON(none_as_null=True)),
    Column("looked_up_at", UtcDateTime),
    Column("principal_workspace", Words),
    Column("principal_user", Words),
    Column("reached_workspace", Words),
    Column("reached_user", Words),
    Column("version", Integer, nullable=False),
    Index(None, "principal_workspace", "principal_user"),
)

links = Table(
    "account_links",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("user", Words, primary_key=True),
    Column("digest", Words, unique=True),
    Column("code_until", UtcDateTime),
    Column("other_workspace", Words),
    Column("other_user", Words),
    Column("other_until", UtcDateTime),
    Column("tries", Integer, nullable=False),
    Column("tries_since", UtcDateTime),
)
"""What people do to link their accounts, as long as it takes: the code that an account was given, as its digest; the
other one whose code was typed by it, until that is confirmed; and how often it tried one lately.
"""

communities = Table(
    "communities",
    metadata,
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("purpose", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("zone", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("place_gone", Boolean, nullable=False),
    Column("findable", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("workspace", "channel"),
)

members = Table(
    "members",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("workspace", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("level", one_of(Level), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Column("left_place", Boolean, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("affiliation", Words),
    Column("site", Words, nullable=False),
    Column("sides", Several, nullable=False),
    Column("sides_left", EncryptedAs(dict[SideId, datetime])),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
    ForeignKeyConstraint(
        ["workspace", "user"], ["accounts.workspace", "accounts.user"], deferrable=True, initially="DEFERRED"
    ),
    UniqueConstraint("community_id", "workspace", "user"),
    Index(None, "workspace", "user"),
)

role_terms = Table(
    "role_terms",
    metadata,
    Column("community_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("member_id", Words, nullable=False),
    Column("role", one_of(Role), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["community_id", "member_id"],
        ["members.community_id", "members.id"],
        deferrable=True,
        initially="DEFERRED",
    ),
    Index(None, "community_id", "member_id"),
)

meeting_places = Table(
    "meeting_places",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("community_id", Words, nullable=False),
    ForeignKeyConstraint(["community_id"], ["communities.id"], deferrable=True, initially="DEFERRED"),
)

places = Table(
    "places",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("address", JSON(none_as_null=True)),
)
