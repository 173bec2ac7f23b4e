"""Under which keys messages about what is kept are posted, so that they can be found again."""


def offer_key(keeping_id: str) -> str:
    """The card of whoever would have it kept."""
    return f"knowledge/{keeping_id}/offer"


def line_key(keeping_id: str) -> str:
    """The line in a question's thread that says it is kept."""
    return f"knowledge/{keeping_id}/line"


def consent_key(consent_id: str) -> str:
    return f"knowledge/{consent_id}/consent"
