"""Kring is let into a workspace, or taken out of it: what that means for the communities there."""

from facilitation.communities import cards
from facilitation.events import ChangedOutside, FallsSilent, Installed, TokenRunsOut, Uninstalled
from facilitation.facilitators import facilitators
from facilitation.messages import Owed, ToPerson
from facilitation.ports.audit import Change
from facilitation.ports.memory import UnitOfWork
from facilitation.wording import for_person


def on_installed(installed: Installed, work: UnitOfWork) -> None:
    """Kring is there from now on; where somebody came back, what they made stays. For themselves alone is no news."""
    work.installations.admit((installed.workspace, *installed.also), installed.organisation)
    if installed.by:
        work.account.standing = installed.by.standing or work.account.standing
    for workspace in () if installed.by and not installed.by.standing else (installed.workspace, *installed.also):
        for community in work.people.communities_in(workspace):
            by = installed.by.ref if installed.by else None
            work.announce(ChangedOutside(community_id=community.id, change=Change.INSTALLED, by=by))


def on_uninstalled(gone: Uninstalled, work: UnitOfWork) -> None:
    """Tokens go at once; communities are silent until Kring is let into their channels again. Nobody can be told."""
    for workspace in work.installations.end((gone.workspace, *gone.also), gone.at):
        for community in work.people.communities_in(workspace):
            community.place_gone = True
            work.announce(ChangedOutside(community_id=community.id, change=Change.UNINSTALLED))


def on_token_runs_out(token: TokenRunsOut, work: UnitOfWork) -> None:
    """Its communities hear of it while Kring can still speak there."""
    for workspace in work.installations.runs_out(token.workspace, token.turn, token.why):
        for community in work.people.communities_in(workspace):
            work.announce(FallsSilent(community_id=community.id, until=token.until, where=token.where))


def on_falls_silent(silent: FallsSilent, work: UnitOfWork) -> None:
    """At once, also in the night: it is an hour at most, and afterwards nobody can be told."""
    for account in facilitators(work):
        card = cards.falls_silent(work.community.name, silent.until, silent.where, for_person(account, work.community))
        work.outbox.post(ToPerson(account.ref, Owed.TAKEN_ON), card, expires=silent.until)
