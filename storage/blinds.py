"""Words of what only some may find: the index holds their digests, under a key of the database's own.

The key rests encrypted among the notes. Whoever has the files alone sees which words return, not which they are.
"""

import hmac
import json
import secrets

from sqlalchemy import select

from facilitation.people import CommunityId
from storage.tables.traffic import notes
from storage.transaction import Transaction
from storage.upsert import add_if_new

NAME = {"platform": "storage", "key": "search"}
READ = select(notes.c.value).filter_by(**NAME)
MAKE = add_if_new(notes)
LENGTH = 24  # hexadecimal digits; two words of a community that share a digest would be a wonder


def key_in(transaction: Transaction, *, make: bool = False) -> bytes:
    """The database's own, made with the first words that need it; before that, nothing."""
    row = transaction.row(READ)
    if row is None and make:
        transaction.do(MAKE, {**NAME, "value": json.dumps(secrets.token_hex(32))})
        row = transaction.row(READ)
    return bytes.fromhex(json.loads(row.value)) if row else b""


def blind(key: bytes, community: CommunityId, stem: str) -> str:
    """One word for the index, of letters and digits."""
    return f"x{hmac.new(key, f'{community}|{stem}'.encode(), 'sha256').hexdigest()[:LENGTH]}"
