"""What a button or form is about: what comes back with it."""

from dataclasses import dataclass

from facilitation.people import CommunityId

SAY = "say"
"""The action of a button that repeats a command: its subject's detail is what is said."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a button or form is about. Carried through platforms, so it is never proof of a right."""

    community: CommunityId | None = None
    id: str = ""
    detail: str = ""

    def encode(self) -> str:
        return "|".join((self.community or "", self.id, self.detail))

    @classmethod
    def decode(cls, text: str) -> "Subject":
        """Read what `encode` wrote; anything else gives a subject that is found nowhere."""
        community, _, rest = text.partition("|")
        identity, _, detail = rest.partition("|")
        return cls(CommunityId(community) if community else None, identity, detail)
