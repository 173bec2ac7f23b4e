"""The Bot Connector's refusals, turned into ours in one table.

Sources: learn.microsoft.com, Teams "Messages in bot conversations" (status code responses), "Rate limiting".
"""

from datetime import timedelta
from http import HTTPStatus

from facilitation.ports.pacing import Bound
from facilitation.ports.platform import Ambiguous, PlaceGone, PlatformError, TryLater, Unsupported

# "403 MessageWritesBlocked" and its like: blocked, uninstalled, removed, switched off by the tenant.
GONE = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
# Of those: Kring is not in there (any more). The others are of somebody who doesn't want it, or of the tenant.
OUT = frozenset({"BotNotInConversationRoster", "ConversationNotFound"})
CERTAINLY_NOT_DONE = {
    HTTPStatus.TOO_MANY_REQUESTS: timedelta(seconds=5),
    HTTPStatus.PRECONDITION_FAILED: timedelta(seconds=1),  # another operation on this conversation was under way
    HTTPStatus.UNAUTHORIZED: timedelta(seconds=5),  # the token ended, or was revoked
}
# A 403 that is about the message, not the place.
TOO_BIG = frozenset({"MessageSizeTooBig", "RequestEntityTooLarge"})
SOON = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)


def of_status(
    status: int, code: str, retry_after: str | None, *, harmless: bool, bound: Bound = Bound.PLACE
) -> PlatformError:
    """What a status above 299 means. `code`: the connector's own word. `harmless`: doing it twice does no harm.

    `bound`: what a limit that was met is of.
    """
    reason = f"{status} {code}".strip()
    if status in CERTAINLY_NOT_DONE:
        refused = status == HTTPStatus.UNAUTHORIZED
        wait = waiting(retry_after, CERTAINLY_NOT_DONE[HTTPStatus(status)])
        return TryLater(wait, reason, Bound.WORKSPACE if refused else bound)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return TryLater(waiting(retry_after, SOON), reason, Bound.PLACE) if harmless else Ambiguous(reason)
    if status in GONE and code not in TOO_BIG:
        return PlaceGone(reason)
    return Unsupported(reason)


def is_out(refusal: PlaceGone) -> bool:
    """By its code Kring was taken out of there; what else is refused says less."""
    return str(refusal).partition(" ")[2] in OUT


def is_gone(refusal: PlaceGone) -> bool:
    """The place isn't there, or Kring isn't in it: somebody blocks or switches Kring off without its being gone."""
    return is_out(refusal) or str(refusal).partition(" ")[0] == str(HTTPStatus.NOT_FOUND.value)


def of_silence(error: Exception, *, harmless: bool) -> PlatformError:
    """No answer came, though the request may have."""
    reason = type(error).__name__
    return TryLater(SOON, reason, Bound.PLACE) if harmless else Ambiguous(reason)


def waiting(retry_after: str | None, otherwise: timedelta) -> timedelta:
    """`Retry-After` in seconds; never more than an hour, never less than nothing."""
    try:
        wait = timedelta(seconds=float(retry_after or ""))
    except (ValueError, OverflowError):
        return otherwise
    return min(max(wait, timedelta(0)), LONGEST_WAIT)
