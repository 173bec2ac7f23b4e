"""The workspaces that Kring is in, and the tokens it has there.

The token in the settings is an installation that is not stored; whatever somebody installed is. Either is looked up
once, not for each event: what is known here is known until Slack refuses it, or says that it is over.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog

from adapters.slack.errors import AFTER_A_REFUSAL, USED_UP, NotInstalled, PermissionMissing, TokenRefused
from adapters.slack.installations import KeptInstallations
from adapters.slack.oauth import OAuth
from adapters.slack.permissions import reason
from adapters.slack.web_api import WebApi, Wire
from facilitation.events import TokenRunsOut, Uninstalled
from facilitation.people import WorkspaceId
from facilitation.ports.clock import Clock
from facilitation.ports.installations import Installation
from facilitation.ports.platform import Handle, PermissionLacking, PlatformError, TryLater

log = structlog.get_logger()

NOT_TOLD_YET = WorkspaceId("")
EARLY = timedelta(hours=1)  # before a token expires; Slack's last for twelve
RENEWING = timedelta(seconds=30)  # that nobody else tries meanwhile
OTHERS_TAKE = 0.2  # seconds between two looks whether another process has renewed it
LOOKS = 25


@dataclass(slots=True)
class Home:
    """A workspace that Kring is in. `names`: what people are called, by user id, as far as anybody told."""

    bot_user: str = ""
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Installed:
    """What was installed is kept there, and its tokens are renewed with that."""

    kept: KeptInstallations
    oauth: OAuth


class Workspaces:
    """`own`: the token in the settings. `installed`: None where nobody can install Kring."""

    def __init__(self, wire: Wire, handle: Handle, clock: Clock, own: str, installed: Installed | None) -> None:
        self._wire = wire
        self._handle = handle
        self._clock = clock
        self._own = Installation(workspace=NOT_TOLD_YET, token=own) if own else None
        self._installed = installed
        self._known: dict[WorkspaceId, Installation] = {}
        self._homes: defaultdict[WorkspaceId, Home] = defaultdict(Home)

    def serves(self, workspace: WorkspaceId) -> bool:
        """While Slack has not told whose the settings' token is, any that its signature vouches for."""
        if not workspace.startswith("slack:"):
            return False
        return bool(self._installed or (self._own and self._own.workspace in (NOT_TOLD_YET, workspace)))

    def learn(self, workspace: WorkspaceId, bot_user: str) -> None:
        """Whose the settings' token is."""
        if self._own:
            self._own = replace(self._own, workspace=workspace, bot_user=bot_user)
            self.home(workspace).bot_user = bot_user

    def home(self, workspace: WorkspaceId) -> Home:
        return self._homes[workspace]

    def api(self, workspace: WorkspaceId) -> WebApi:
        return WebApi(self._wire, _TokensOf(self, workspace))

    async def enter(self, workspace: WorkspaceId, organisation: WorkspaceId | None) -> Home | None:
        """None: Kring is not installed there."""
        found = await self.installation(workspace, organisation)
        if found is None:
            return None
        home = self.home(workspace)
        home.bot_user = found.bot_user or home.bot_user
        return home

    async def installation(
        self, workspace: WorkspaceId, organisation: WorkspaceId | None = None
    ) -> Installation | None:
        if self._own and self._own.workspace == workspace:
            return self._own
        if workspace in self._known:
            return self._known[workspace]
        found = await self._installed.kept.find(workspace, organisation) if self._installed else None
        if found is not None:
            self._known[workspace] = found
            return found
        return self._own if self._own and self._own.workspace == NOT_TOLD_YET else None

    def forget(self, *workspaces: WorkspaceId) -> None:
        """Something was installed there, or is over: an organisation's is known by each of its workspaces."""
        for known, installation in [*self._known.items()]:
            if known in workspaces or installation.workspace in workspaces:
                del self._known[known]
                self._homes.pop(known, None)

    async def token(self, workspace: WorkspaceId) -> str:
        """Raises: TryLater, NotInstalled."""
        found = await self.installation(workspace)
        if found is None:
            raise NotInstalled("not installed")
        return found.token if not self._is_due(found) else (await self._renewed(workspace)).token

    async def refused(self, workspace: WorkspaceId, token: str, why: PlatformError) -> bool:
        """Whether there is another token to try with."""
        found = await self._installed.kept.find(workspace) if self._installed else None
        if found is None:
            return False
        self._known[workspace] = found
        if found.token != token:
            return True
        if isinstance(why, TokenRefused) and found.refresh_token:
            self._known[workspace] = replace(found, expires_at=self._clock.now())
            return True
        if isinstance(why, NotInstalled):
            await self._over(workspace if str(why) == "team_access_not_granted" else found.workspace, found)
        return False

    def lacks(self, missing: PermissionMissing) -> PlatformError:
        """Whoever installs Kring anew gives it all that it asks for by now; what it doesn't ask for it does without."""
        asked = [scope for scope in self._installed.oauth.scopes if scope in missing.scopes] if self._installed else []
        if not asked or not self._installed:
            return missing
        return PermissionLacking(str(missing), reason(asked[0]), self._installed.oauth.more(asked))

    async def _renewed(self, workspace: WorkspaceId) -> Installation:
        """By whoever of all processes comes first; others have it from the database. Raises: TryLater, NotInstalled."""
        for _ in range(LOOKS):
            known = await self.installation(workspace)
            if known is None:
                raise NotInstalled("not installed")
            if not self._is_due(known) or self._installed is None:
                return known
            if await self._installed.kept.lease(known, RENEWING):
                return await self._renew(workspace, known, self._installed)
            self._known.pop(workspace, None)
            found = await self.installation(workspace)
            if found and not self._is_over(found):
                return found
            await asyncio.sleep(OTHERS_TAKE)
        raise TryLater(RENEWING, "the token is being renewed")

    async def _renew(self, workspace: WorkspaceId, known: Installation, by: Installed) -> Installation:
        """A token that is good for a while yet will do when it can't be renewed now."""
        try:
            renewed = await by.oauth.renew(known, self._clock.now())
        except PlatformError as error:
            log.warning("slack_token_not_renewed", workspace=workspace, reason=str(error))
            if str(error) in USED_UP:
                await self._runs_out(known, str(error), by.oauth)
            if self._is_over(known):
                raise TryLater(AFTER_A_REFUSAL, f"the token could not be renewed: {error}") from error
            return known
        self._known.pop(workspace, None)
        if await by.kept.renew(known, renewed):
            self._known[workspace] = renewed
        return renewed

    async def _runs_out(self, known: Installation, why: str, oauth: OAuth) -> None:
        """Told once of each token: only somebody who installs Kring anew can mend it."""
        await self._handle(
            TokenRunsOut(
                workspace=known.workspace,
                delivery_id=f"runs out:{known.turn}",
                at=self._clock.now(),
                turn=known.turn,
                why=why,
                until=known.expires_at or self._clock.now(),
                where=oauth.anew(known.workspace),
            )
        )

    async def _over(self, where: WorkspaceId, found: Installation) -> None:
        log.warning("slack_installation_over", workspace=where)
        await self._handle(Uninstalled(workspace=where, delivery_id=f"refused:{found.turn}", at=self._clock.now()))
        self.forget(where)

    def _is_due(self, installation: Installation) -> bool:
        return installation.expires_at is not None and self._clock.now() >= installation.expires_at - EARLY

    def _is_over(self, installation: Installation) -> bool:
        return installation.expires_at is not None and self._clock.now() >= installation.expires_at


@dataclass(frozen=True, slots=True)
class _TokensOf:
    """`web_api.Tokens`, of one workspace."""

    workspaces: Workspaces
    workspace: WorkspaceId

    async def current(self) -> str:
        return await self.workspaces.token(self.workspace)

    async def refused(self, token: str, why: PlatformError) -> bool:
        return await self.workspaces.refused(self.workspace, token, why)

    def lacks(self, missing: PermissionMissing) -> PlatformError:
        return self.workspaces.lacks(missing)
