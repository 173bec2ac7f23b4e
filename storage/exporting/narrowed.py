"""Rows as they may be read outside: what was said to some only, or is still being asked, is not in them."""

from dataclasses import replace

from facilitation.knowledge import model as kept
from facilitation.knowledge.passages import Passage
from facilitation.people import AccountRef
from facilitation.sessions.course.values import Course
from facilitation.sessions.model import Room
from storage.exporting.share import Nameless, Values


def session_told(values: Values, _: Nameless) -> Values:
    """How it went, without what was given. Of one that was not held before all, nobody who was in it either."""
    course: Course = values["course"]
    told = Course(setup=course.setup, host=None, stage=course.stage, ending=course.ending, closed_at=course.closed_at)
    if values["room"] is Room.THREAD:
        told = replace(told, host=course.host, participants=course.participants, seats=course.seats, held=course.held)
    return {**values, "course": told}


def out_of_sight(values: Values, _: Nameless) -> Values:
    """The words that a facilitator hid, with a reason for all, are not shown by another way."""
    return values if values["hidden_why"] is None else {**values, "title": "", "detail": ""}


def ended(values: Values, nameless: Nameless) -> Values:
    """An asking that is under way is over, with no words left: nobody has agreed that they be shown.

    Whoever wished it and to stay unnamed is not named as its keeper.
    """
    if AccountRef(values["workspace"], values["user"]) in nameless.get(values["id"], frozenset()):
        values = {**values, "user": ""}
    if values["stage"] is not kept.Stage.ASKED:
        return values
    return {**values, "stage": kept.Stage.ENDED, "title": "", "passages": (), "origin_title": None}


def unnamed(values: Values, nameless: Nameless) -> Values:
    """Of an item or a version of it: who wished to stay unnamed is named by no id either."""
    item = values["id"] if "id" in values else values["item_id"]
    passages = tuple(_signed(each, nameless.get(item, frozenset())) for each in values["passages"])
    of_it = {**values, "passages": passages}
    for workspace, user in (("title_workspace", "title_user"), ("workspace", "user")):
        if user in values and AccountRef(values[workspace], values[user]) in nameless.get(item, frozenset()):
            of_it |= {workspace: None, user: None}
            of_it |= {"name": ""} if user == "user" else {}
    return of_it


def _signed(passage: Passage, nameless: frozenset[AccountRef]) -> Passage:
    """Its text may stay with those who show their names; of who does not, the name goes with the id."""
    shown = AccountRef(passage.workspace, passage.user) not in nameless and passage.name
    others = tuple(other for other in passage.together_with if other not in nameless) if passage.name else ()
    return replace(
        passage,
        user=passage.user if shown else "",
        name=passage.name if shown else "",
        together_with=others if shown else (),
    )
