"""Under which keys messages about what is kept are posted, so that they can be found again."""

from facilitation.people import AccountRef


def offer_key(keeping_id: str) -> str:
    """The card of whoever would have it kept."""
    return f"knowledge/{keeping_id}/offer"


def line_key(keeping_id: str) -> str:
    """The line in a question's thread that says it is kept."""
    return f"knowledge/{keeping_id}/line"


def consent_key(consent_id: str) -> str:
    return f"knowledge/{consent_id}/consent"


def hint_key(person: AccountRef) -> str:
    """What somebody is told once: that a reaction does not tell a message's words."""
    return f"knowledge/{person.workspace}/{person.user}/pin"


def leaving_key(person: AccountRef) -> str:
    """What whoever leaves is asked once."""
    return f"knowledge/{person.workspace}/{person.user}/leaving"
