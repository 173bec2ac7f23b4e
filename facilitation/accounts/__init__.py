"""One person with several accounts: linked by a code, done as one, reached where they want, and taken apart again."""

from facilitation.accounts.handlers import ACCOUNTS

__all__ = ["ACCOUNTS"]
