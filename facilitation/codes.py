"""A long code that is passed on by hand: nobody guesses it, it is shown in groups, and read however it is typed."""

import secrets
from base64 import b32encode

from facilitation.texts import Md

BYTES = 15  # 120 bits: as much as nobody guesses, so that its digest needs no key
GROUP = 4  # letters that are read in one go
MEANT = str.maketrans("018", "OIB")  # what is not among its letters, and looks like one of them


def new_code() -> str:
    """24 letters of A–Z and 2–7."""
    return b32encode(secrets.token_bytes(BYTES)).decode("ascii")


def grouped(code: str) -> Md:
    """To be shown as code, in which nothing is escaped."""
    return Md("-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP)))


def read(typed: str) -> str:
    """The bare code, whatever stands between its letters or around it."""
    return "".join(letter for letter in typed.upper().translate(MEANT) if letter.isalnum())
