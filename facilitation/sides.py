"""Where a community stands in several places: whether something is for all of it, or for one's own side alone."""

from dataclasses import replace

from facilitation.events import FormSubmitted
from facilitation.messages import ChoiceInput, Form, Option
from facilitation.people import Member, WorkspaceId
from facilitation.ports.links import side_called
from facilitation.ports.memory import UnitOfWork
from facilitation.wording import for_actor

WHOLE = "community"
OUR_SIDE = "side"


def with_sides(form: Form, work: UnitOfWork, side: WorkspaceId | None = None) -> Form:
    """Asked first, and only where there is a choice. `side`: whose it is already."""
    if not work.links.of(work.community.id):
        return form
    texts, ours = for_actor(work), side_called(side or work.acting.workspace, work.community, work.links)
    whole, one = texts.plain("linking.reach.community"), texts.plain("linking.reach.side", side=ours)
    reach = (Option(WHOLE, whole), Option(OUR_SIDE, one))
    asked = ChoiceInput("reach", texts.plain("linking.reach"), reach, initial=(OUR_SIDE if side else WHOLE,))
    return replace(form, inputs=(asked, *form.inputs))


def side_chosen(form: FormSubmitted, work: UnitOfWork) -> WorkspaceId | None:
    """Whose alone it is to be."""
    return form.workspace if form.choice("reach") == OUR_SIDE and work.links.of(work.community.id) else None


def members_of(side: WorkspaceId | None, work: UnitOfWork) -> list[Member]:
    """All members, or those of that side."""
    return [each for each in work.people.members(work.community.id) if side in (None, each.workspace)]
