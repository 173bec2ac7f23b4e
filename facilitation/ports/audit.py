"""What was changed in a community, by whom: written once, and read by its members."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from facilitation.people import AccountRef, CommunityId, WorkspaceId, new_id


class Change(StrEnum):
    """Each has its sentence in the texts of `log`."""

    FOUNDED = "founded"
    JOINED = "joined"
    GUEST_JOINED = "guest_joined"
    GUEST_OF_WORKSPACE = "guest_of_workspace"
    LEFT = "left"
    LEFT_WITH_LINK = "left_with_link"
    LEVEL = "level"
    INVITED = "invited"
    LET_IN = "let_in"
    FACILITATES = "facilitates"
    FACILITATES_TOO = "facilitates_too"
    FACILITATES_NO_MORE = "facilitates_no_more"
    TERM_OVER = "term_over"
    SPONSOR_PROPOSED = "sponsor_proposed"
    SPONSOR_CONSENT = "sponsor_consent"
    SPONSORS = "sponsors"
    SPONSORS_NO_MORE = "sponsors_no_more"
    SPONSOR_TERM_OVER = "sponsor_term_over"
    SUPPORT_SETTLED = "support_settled"
    AGREED = "agreed"
    AGREEMENT_ENDED = "agreement_ended"
    TENDS = "tends"
    TENDS_NO_MORE = "tends_no_more"
    FINDABLE = "findable"
    NOT_FINDABLE = "not_findable"
    DIGEST_SET = "digest_set"
    DIGEST_STOPPED = "digest_stopped"
    QUESTIONS_SET = "questions_set"
    RHYTHM_SET = "rhythm_set"
    RHYTHM_CHANGED = "rhythm_changed"
    RHYTHM_PAUSED = "rhythm_paused"
    RHYTHM_RESUMED = "rhythm_resumed"
    RHYTHM_STOPPED = "rhythm_stopped"
    CALENDAR_RENEWED = "calendar_renewed"
    PLAYBOOK_OFFERED = "playbook_offered"
    PLAYBOOK_TAKEN_BACK = "playbook_taken_back"
    HIDDEN = "hidden"
    SHOWN_AGAIN = "shown_again"
    PLACE_GONE = "place_gone"
    PLACE_BACK = "place_back"
    PLACE_INVITED = "place_invited"
    PLACE_LINKED = "place_linked"
    PLACE_UNLINKED = "place_unlinked"
    INSTALLED = "installed"
    UNINSTALLED = "uninstalled"
    EXPORTED = "exported"
    BROUGHT_IN = "brought_in"
    ERASED = "erased"


@dataclass(kw_only=True, eq=False)
class Entry:
    """By nobody: by Kring itself, from its command line, or by somebody who was erased since."""

    community_id: CommunityId
    id: str = field(default_factory=new_id)
    at: datetime
    change: Change
    workspace: WorkspaceId | None = None
    user: str | None = None
    about_workspace: WorkspaceId | None = None
    about_user: str | None = None
    named: str = ""
    number: int = 0
    """Counts, for those of one moment."""

    @property
    def by(self) -> AccountRef | None:
        return AccountRef(self.workspace, self.user) if self.workspace and self.user else None

    @property
    def about(self) -> AccountRef | None:
        return AccountRef(self.about_workspace, self.about_user) if self.about_workspace and self.about_user else None


class Audit(Protocol):
    """The entered community's. Nothing is changed or taken out of it, but for the names of whoever is erased."""

    def add(self, entry: Entry) -> None: ...

    def newest(self, skip: int, limit: int) -> Sequence[Entry]: ...
