"""The choices a playbook makes from."""

from enum import StrEnum


class Purpose(StrEnum):
    """What one wants; by this `/kring start` offers playbooks."""

    LEARN_BEFORE_DOING = "learn_before_doing"
    THINK_A_CASE_THROUGH = "think_a_case_through"
    DECIDE_TOGETHER = "decide_together"
    MAKE_SENSE = "make_sense"
    HEAR_EVERYONE = "hear_everyone"
    SECURE_EXPERIENCE = "secure_experience"
    TAKE_A_STEP = "take_a_step"
    ARRIVE = "arrive"


class Visibility(StrEnum):
    """Who sees a contribution: all at once; all at the close, named; all at the close, unnamed; only its author."""

    OPEN = "open"
    SEALED = "sealed"
    ANONYMOUS = "anonymous"
    DIRECT = "direct"


class Audience(StrEnum):
    """How far a captured card may reach at first; it only widens, with consent."""

    SESSION = "session"
    COMMUNITY = "community"
