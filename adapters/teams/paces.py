"""How often Teams may be called. learn.microsoft.com, “Optimize your bot with rate limiting in Teams”."""

from datetime import timedelta

from facilitation.ports.pacing import Paces, Rate

SECOND = timedelta(seconds=1)
# Of one bot in one conversation.
A_CONVERSATION = (
    Rate.within(SECOND, 7, at_once=3),
    Rate.within(30 * SECOND, 60, at_once=20),
    Rate.within(3600 * SECOND, 1800, at_once=60),
)
# All calls in one tenant, half of them kept for what is answered at once.
A_TENANT = Rate.within(SECOND, 25, at_once=5)
PACES = Paces(workspace=A_TENANT, place=A_CONVERSATION)
