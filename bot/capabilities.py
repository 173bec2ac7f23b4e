"""What this Kring can do, in the order in which help tells it."""

from facilitation.check_ins import CHECK_INS
from facilitation.communities import COMMUNITIES
from facilitation.conversation import CONVERSATION
from facilitation.repertoire import Repertoire
from storage.unit import SqlUnit


def repertoire() -> Repertoire[SqlUnit]:
    return Repertoire([COMMUNITIES, CHECK_INS, CONVERSATION])
