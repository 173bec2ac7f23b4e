"""The code by which an invitation is taken up: made when it is wanted, kept as its digest alone."""

from datetime import datetime
from hashlib import sha256

from facilitation.codes import grouped, new_code, read
from facilitation.inviting.model import GOOD_FOR, Invitation
from facilitation.texts import Md


def make(invitation: Invitation, now: datetime) -> Md:
    code = new_code()
    invitation.digest, invitation.code_until = digest(code), now + GOOD_FOR
    return grouped(code)


def digest(said: str) -> str:
    return sha256(read(said).encode("utf-8", "replace")).hexdigest()


def is_good(invitation: Invitation, now: datetime) -> bool:
    return invitation.code_until is not None and invitation.code_until > now
