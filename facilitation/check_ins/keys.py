"""Under what a round's messages are kept, so that they can be updated, withdrawn and threaded under."""

from facilitation.check_ins.model import Round
from facilitation.people import MemberId

ROUND = "check_in/"


def root(round_: Round) -> str:
    return f"{ROUND}{round_.id}/root"


def asked(round_: Round, member: MemberId) -> str:
    return f"{ROUND}{round_.id}/ask/{member}"


def reminded(round_: Round, member: MemberId) -> str:
    return f"{ROUND}{round_.id}/reminder/{member}"


def answered(round_: Round, member: MemberId) -> str:
    return f"{ROUND}{round_.id}/answer/{member}"


def is_a_rounds(key: str) -> bool:
    return key.startswith(ROUND)
