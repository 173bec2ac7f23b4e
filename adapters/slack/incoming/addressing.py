"""Whether a message is said to Kring, and what it asks."""

import re

# What people put between a name and what they say to its bearer.
_AFTER_A_NAME = " \t\n\u00a0,:;-\u2013\u2014"


def what_is_asked(written: str, bot: str, *, direct: bool) -> str | None:
    """What follows the mention of Kring, else what stands before it; a direct message as a whole; None: not to Kring.

    Still in Slack's own text.
    """
    if bot and f"<@{bot}" in written:
        before, mention, after = _parted(written, bot)
        if mention:
            return after.strip(_AFTER_A_NAME) or before.strip(_AFTER_A_NAME)
    return written if direct else None


def _parted(written: str, bot: str) -> tuple[str, str, str]:
    found = re.search(rf"<@{re.escape(bot)}(\|[^<>]*)?>", written)
    if found is None:
        return written, "", ""
    return written[: found.start()], found.group(0), written[found.end() :]
