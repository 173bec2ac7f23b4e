"""Sentences that tell a moment: Teams shows it in the zone and language of the reader's device.

`{{DATE()}}` and `{{TIME()}}` do that in a `TextBlock`; in a `TextRun` clients show them raw in channels
(MicrosoftDocs/msteams-docs#8030, microsoft/AdaptiveCards#6194). A TextBlock reads Markdown, so it gets only sentences
in which no character could mean anything; in any other the moment stays as it is told there, with its zone.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from adapters.border import Json
from adapters.markup import Run
from adapters.teams.limits import PIECE

# Letters, digits, spaces and punctuation that is no mark of Markdown's, no link, and no number of a list.
_HARMLESS = re.compile(r"""(?![\d\s#])(?:[^\W_]|[ \u00a0\u202f,;!?()'’"“”«»…–•#]|[.:](?!\w)|(?<=\w)-(?=\w))*""")
_STAND_IN = "0"  # for a moment: a sentence may not begin with it, for a date can look like a number of a list


def told(runs: Sequence[Run], style: Mapping[str, object]) -> Json | None:
    """The sentence as a TextBlock; None when it tells no moment, or can't be one."""
    if not any(run.moment for run in runs) or not all(_can_be_marked(run) for run in runs):
        return None
    words = "".join(_STAND_IN if run.moment else run.text for run in runs)
    if len(words) > PIECE or not _HARMLESS.fullmatch(words):
        return None
    return {"type": "TextBlock", "text": "".join(_marked(run) for run in runs), "wrap": True, **style}


def _can_be_marked(run: Run) -> bool:
    """Bold is the one style that all clients read alike, where it begins and ends with a word."""
    whole_words = run.text[:1].isalnum() and run.text[-1:].isalnum()
    return not (run.italic or run.code or run.link) and (not run.bold or whole_words or run.moment is not None)


def _marked(run: Run) -> str:
    text = _localised(run.moment) if run.moment else run.text
    return f"**{text}**" if run.bold else text


def _localised(moment: datetime) -> str:
    at = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    return f"{{{{DATE({at}, LONG)}}}}, {{{{TIME({at})}}}}"
