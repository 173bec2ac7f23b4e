"""How long things are kept, taken from where that is decided: the pages have no figures of their own."""

from collections.abc import Mapping

from facilitation.handbook.model import OPENS_FOR, READS_FOR
from facilitation.knowledge.wanting import COUNTED_FOR, TOLD_FOR
from facilitation.ports.installations import KEPT_FOR
from facilitation.ports.links import FOLLOWED_FOR
from facilitation.questions.model import DRAFT_GOES
from facilitation.sessions.course.values import ANONYMOUS_AT_LEAST
from facilitation.sessions.model import RAW_KEPT
from storage.retention import FINAL_KEPT

DAYS = {
    "raw": RAW_KEPT,
    "drafts": DRAFT_GOES,
    "wanted": COUNTED_FOR,
    "told": TOLD_FOR,
    "copies": FOLLOWED_FOR,
    "opens": OPENS_FOR,
    "reads": READS_FOR,
    "ids": FINAL_KEPT,
    "gone": KEPT_FOR,
}
FIGURES: Mapping[str, int] = {
    **{name: span.days for name, span in DAYS.items()},
    "fewest": ANONYMOUS_AT_LEAST,
}
