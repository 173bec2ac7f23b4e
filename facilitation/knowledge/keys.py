"""Under which keys messages about what is kept are posted, so that they can be found again."""

from facilitation.people import AccountRef, WorkspaceId

READ = "knowledge/read/"


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


def read_key(person: AccountRef, message_id: str) -> str:
    """Under which a message that somebody pinned is read."""
    return f"{READ}{person.workspace}/{person.user}/{message_id}"


def reader_of(key: str) -> AccountRef | None:
    """Whoever pinned what was read under that key."""
    if not key.startswith(READ):
        return None
    workspace, _, rest = key.removeprefix(READ).partition("/")
    return AccountRef(WorkspaceId(workspace), rest.rpartition("/")[0])


def leaving_key(person: AccountRef) -> str:
    """What whoever leaves is asked once."""
    return f"knowledge/{person.workspace}/{person.user}/leaving"
