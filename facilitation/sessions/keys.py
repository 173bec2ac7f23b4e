"""Under which keys a session's messages are posted, so that they can be found again.

A key ends in `@` and a member where each one gets the message privately.
"""

from collections.abc import Mapping

from facilitation.people import MemberId, new_id

WORDS = frozenset({"said", "result", "notes"})
ABOUT_WORDS = frozenset({"step", "poll", "prompt", "reminder"})
"""Hold somebody's words where their step is about some."""
TO_ONE = frozenset({"prompt", "reminder", "notes"})


def card_key(session_id: str) -> str:
    """The session's card in the community's channel."""
    return f"session/{session_id}/card"


def room_key(session_id: str) -> str:
    """The first message in a private group: what follows hangs under it."""
    return f"session/{session_id}/room"


def line_key(session_id: str) -> str:
    """Something said once, that nothing refers to."""
    return f"session/{session_id}/line/{new_id()}"


def step_key(session_id: str, step: int) -> str:
    return f"session/{session_id}/step/{step}"


def poll_key(session_id: str, step: int, number: int) -> str:
    """`number` counts how often the step had been extended when all were asked."""
    return f"session/{session_id}/poll/{step}/{number}"


def prompt_key(session_id: str, step: int, member: MemberId) -> str:
    return f"session/{session_id}/prompt/{step}/{member}"


def reminder_key(session_id: str, step: int, member: MemberId) -> str:
    return f"session/{session_id}/reminder/{step}/{member}"


def asked_of(session_id: str, step: int) -> tuple[str, ...]:
    """What the keys of all that was asked of anyone privately in a step begin with."""
    return tuple(f"session/{session_id}/{kind}/{step}/" for kind in sorted(TO_ONE))


def said_key(session_id: str, step: int, unit: str) -> str:
    """What a unit gave in an open step, where all see it."""
    return f"session/{session_id}/said/{step}/{unit}"


def talk_key(session_id: str, step: int, words: str) -> str:
    """One thing that was said by form in a conversation."""
    return f"session/{session_id}/said/{step}/{words}"


def notes_key(session_id: str, step: int, member: MemberId) -> str:
    """What somebody wrote for themselves alone."""
    return f"session/{session_id}/notes/{step}/{member}"


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


def may_hold_words(key: str, steps: Mapping[int, bool]) -> bool:
    """Of one of those steps; each with whether it was about somebody's words. What was added later tells no step."""
    _, _, kind, *rest = key.split("/")
    number = rest[0].partition("@")[0] if rest else ""
    if not number.isdecimal() or int(number) not in steps:
        return kind == "added"
    return kind in WORDS or (kind in ABOUT_WORDS and steps[int(number)])


def reader_of(key: str) -> str:
    """The member who alone gets it; else nobody's name."""
    _, _, kind, *rest = key.split("/")
    return rest[-1] if kind in TO_ONE else "/".join(rest).rpartition("@")[2]


def session_of(key: str | None) -> str:
    """The session that a message of that key is about; else what is found nowhere."""
    kind, _, rest = (key or "").partition("/")
    return rest.partition("/")[0] if kind == "session" else ""


def session_of_room(key: str | None) -> str:
    """The same, where it is the first message of a private group."""
    identity = session_of(key)
    return identity if identity and key == room_key(identity) else ""
