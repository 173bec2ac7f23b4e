"""How somebody shows that two accounts are theirs: a code that one is given is typed by the other, and said yes to.

A code is short, works once and for ten minutes; of it the database has a digest under a key of its own.
"""

import secrets
from datetime import timedelta
from typing import Protocol

from facilitation.people import AccountRef
from facilitation.ports.memory import UnitOfWork

VALID_FOR = timedelta(minutes=10)
TRIES = 5  # in an hour, by one account: 5 of 2^40
TRIES_WITHIN = timedelta(hours=1)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing in it looks like something else
MEANT = str.maketrans("OIL", "011")
PART = 4  # letters that are read in one go
LENGTH = 8  # letters: 40 bits


def new_code() -> str:
    """Two groups of four."""
    return _grouped("".join(secrets.choice(LETTERS) for _ in range(LENGTH)))


def read(typed: str) -> str:
    """A code as it was given, however it was typed."""
    return _grouped("".join(letter for letter in typed.upper().translate(MEANT) if letter.isalnum()))


def _grouped(letters: str) -> str:
    return " ".join(letters[start : start + PART] for start in range(0, len(letters), PART))


class AccountLinks(Protocol):
    """What is under way between accounts. Each of these is done once, by whichever process comes first."""

    def give(self, code: str, account: AccountRef) -> None:
        """It is this account's from now on, for ten minutes, and any earlier one is not."""
        ...

    def may_try(self, account: AccountRef) -> bool:
        """Count one more try, and say whether it is within what one may."""
        ...

    def take(self, code: str, by: AccountRef) -> AccountRef | None:
        """Whose code that is; it works no more. None where it is nobody's (any more), or `by`'s own: that goes on."""
        ...

    def ask(self, account: AccountRef, other: AccountRef) -> None:
        """Wait ten minutes for this account to say that the other one is theirs as well."""
        ...

    def confirmed(self, account: AccountRef) -> AccountRef | None:
        """It says so: the other one; None when nothing is waited for (any more)."""
        ...


class AccountWork(UnitOfWork, Protocol):
    @property
    def account_links(self) -> AccountLinks: ...
