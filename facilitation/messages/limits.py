"""What every platform shows whole: in characters, unless said otherwise. `tests/platforms` holds them all to it.

What is longer is cut by the adapter ("…"); whoever wants to cut elsewhere, or to say so, counts by these.
A platform that takes less lowers these.
"""

LABEL_AT_MOST = 75  # of an option or a button
TITLE_AT_MOST = 150  # of a card, and of what is asked above an input
HINT_AT_MOST = 2000
INPUT_AT_MOST = 3000  # typed into one input
REFUSAL_AT_MOST = 150  # below an input that was refused
CARRIED_AT_MOST = 1500  # in the subject of a button
DIALOG_AT_MOST = 10_800  # of all inputs of a form together, escaped as JSON: with labels 27 KB in UTF-16, Teams' dialog

NO_CHOICE = "-"
"""The value of an option that chooses none: no platform may be given an empty one."""
