"""Words of what only some may find: the index holds their digests, under a key of the database's own.

The key rests encrypted among the notes. Whoever has the files alone sees which words return, not which they are.
"""

import hmac

from facilitation.people import CommunityId
from storage.own_keys import made_key, own_keys
from storage.transaction import Transaction

NAME = "search"
LENGTH = 24  # hexadecimal digits; two words of a community that share a digest would be a wonder


def key_in(transaction: Transaction, *, make: bool = False) -> bytes:
    """The database's own, made with the first words that need it; before that, nothing."""
    known = own_keys(transaction, (NAME,)).get(NAME, b"")
    return known or (made_key(transaction, NAME) if make else b"")


def blind(key: bytes, community: CommunityId, stem: str) -> str:
    """One word for the index, of letters and digits."""
    return f"x{hmac.new(key, f'{community}|{stem}'.encode(), 'sha256').hexdigest()[:LENGTH]}"


def blinded_word(transaction: Transaction, word: str, *, make: bool = False) -> str:
    """By which a word of the entered community is looked up; the same in capitals. `make`: whoever writes it down."""
    key, community = key_in(transaction, make=make), transaction.scope.require()
    return blind(key, community, " ".join(word.casefold().split()))
