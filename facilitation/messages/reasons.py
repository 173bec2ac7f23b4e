"""Why a private message is sent: something is owed to its reader, or Kring speaks unasked."""

from enum import StrEnum


class Owed(StrEnum):
    """Never held back, and it costs nobody's attention budget."""

    ANSWER = "answer"  # to what they did themselves: asked, pinned, proposed, left
    CONSENT = "consent"  # whether their own words may be kept, and what became of that
    TAKEN_ON = "taken_on"  # a session, a turn, an item they follow, a role: they said yes to it
    SECURITY = "security"  # whose accounts are whose


class Unasked(StrEnum):
    """What draws on the attention budget, in the order in which it goes when it waited for room."""

    AGREEMENT = "agreement"  # somebody proposes to them what each brings
    HOST = "host"  # would you host this one?
    LOOK = "look"  # would you look at this question?
    SUPPORT = "support"  # what a community asks of its sponsor
    REMINDER = "reminder"  # a check-in that they did not answer is open still
    FOLLOW_UP = "follow_up"  # what came of the answer?
    REVIEW = "review"  # is it still true?
    TENDING = "tending"  # would you tend it?


Why = Owed | Unasked
