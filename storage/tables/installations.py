"""Where Kring is installed, and who is on the way to installing it: of all workspaces, readable without a community."""

from sqlalchemy import JSON, Column, Table

from storage.columns import Encrypted, UtcDateTime, Words
from storage.tables.metadata import metadata

installations = Table(
    "installations",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("within", Words, index=True),  # the organisation by whose installation Kring is here
    Column("name", Words, nullable=False),
    Column("app", Words, nullable=False),
    Column("bot_user", Words, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("secrets", Encrypted),  # tokens, as JSON; none once it ended, nor where an organisation has them
    Column("expires_at", UtcDateTime),
    Column("refused", Words),  # why its token can't be renewed
    Column("turn", Words, nullable=False),
    Column("leased_until", UtcDateTime),  # while somebody renews the token
    Column("installed_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, index=True),
)

attempts = Table(
    "install_attempts",
    metadata,
    Column("digest", Words, primary_key=True),
    Column("until", UtcDateTime, nullable=False, index=True),
)
