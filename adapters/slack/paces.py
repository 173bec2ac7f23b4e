"""How often Slack may be called. docs.slack.dev, Rate limits; each method's own page names its tier."""

from collections.abc import Mapping
from datetime import timedelta

from facilitation.ports.pacing import Errand, Paces, Rate

MINUTE = timedelta(minutes=1)
# Calls a minute of one method in one workspace. Of posts it says “several hundred”.
POSTS = 300
TIER_3 = 50
TIER_4 = 100
ERRANDS: Mapping[Errand, Rate] = {
    Errand.POST: Rate.within(MINUTE, POSTS, at_once=15),  # chat.postMessage
    Errand.UPDATE: Rate.within(MINUTE, TIER_3, at_once=10),  # chat.update
    Errand.LOOK_UP: Rate.within(MINUTE, TIER_4, at_once=10),  # users.info
    Errand.READ: Rate.within(MINUTE, TIER_3, at_once=10),  # conversations.replies
}
# One message a second in each channel; “short bursts” beyond that are allowed.
A_CHANNEL = Rate(timedelta(seconds=1), at_once=5)
PACES = Paces(errands=ERRANDS, place=(A_CHANNEL,))
