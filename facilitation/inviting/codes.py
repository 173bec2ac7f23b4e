"""The code by which an invitation is taken up: made when it is wanted, kept as its digest alone."""

import secrets
from base64 import b32encode
from datetime import datetime
from hashlib import sha256

from facilitation.inviting.model import GOOD_FOR, Invitation

BYTES = 15  # 120 bits: as much as nobody guesses, so that its digest needs no key


def make(invitation: Invitation, now: datetime) -> str:
    code = b32encode(secrets.token_bytes(BYTES)).decode("ascii")
    invitation.digest, invitation.code_until = digest(code), now + GOOD_FOR
    return code


def digest(said: str) -> str:
    """Also of one that was copied with the marks around it."""
    return sha256(said.strip(" `").upper().encode("utf-8", "replace")).hexdigest()


def is_good(invitation: Invitation, now: datetime) -> bool:
    return invitation.code_until is not None and invitation.code_until > now
