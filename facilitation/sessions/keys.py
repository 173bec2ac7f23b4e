"""Under which keys a session's messages are posted, so that they can be found again.

A key ends in `@` and a member where each one gets the message privately.
"""

from collections.abc import Sequence

from facilitation.people import MemberId
from facilitation.sessions.course.values import Outcome

WORDS = frozenset({"said", "result"})
ABOUT_A_TOPIC = frozenset({"step", "poll", "prompt", "reminder"})
"""Hold somebody's words where their step is about a topic."""
TO_ONE = frozenset({"prompt", "reminder"})


def card_key(session_id: str) -> str:
    """The session's card in the community's channel."""
    return f"session/{session_id}/card"


def room_key(session_id: str) -> str:
    """The first message in a private group: what follows hangs under it."""
    return f"session/{session_id}/room"


def step_key(session_id: str, step: int) -> str:
    return f"session/{session_id}/step/{step}"


def poll_key(session_id: str, step: int, number: int) -> str:
    """`number` counts how often the step had been extended when all were asked."""
    return f"session/{session_id}/poll/{step}/{number}"


def prompt_key(session_id: str, step: int, member: MemberId) -> str:
    return f"session/{session_id}/prompt/{step}/{member}"


def reminder_key(session_id: str, step: int, member: MemberId) -> str:
    return f"session/{session_id}/reminder/{step}/{member}"


def said_key(session_id: str, step: int, unit: str) -> str:
    """What a unit gave in an open step, where all see it."""
    return f"session/{session_id}/said/{step}/{unit}"


def result_key(session_id: str, step: int, page: int) -> str:
    return f"session/{session_id}/result/{step}/{page}"


def added_key(session_id: str, late_id: str) -> str:
    """What came too late and was added all the same."""
    return f"session/{session_id}/added/{late_id}"


def kept_key(session_id: str, item_id: str) -> str:
    """The line that says what is kept of it."""
    return f"session/{session_id}/kept/{item_id}"


def all_keys(session_id: str) -> str:
    """What all of the above begin with."""
    return f"session/{session_id}/"


def may_hold_words(key: str, steps: Sequence[Outcome]) -> bool:
    """Of one of those steps. What was added later tells no step."""
    _, _, kind, *rest = key.split("/")
    number = rest[0].partition("@")[0] if rest else ""
    step = next((each for each in steps if str(each.step) == number), None)
    if step is None:
        return kind == "added"
    return kind in WORDS or (kind in ABOUT_A_TOPIC and step.topic is not None)


def reader_of(key: str) -> str:
    """The member who alone gets it; else nobody's name."""
    _, _, kind, *rest = key.split("/")
    return rest[-1] if kind in TO_ONE else "/".join(rest).rpartition("@")[2]
