"""The channels in which a community can begin to meet: those in which none does yet."""

from facilitation.events import CommandGiven
from facilitation.messages import PlaceInput
from facilitation.people import PlaceKind, PlaceRef, WorkspaceId
from facilitation.ports.memory import UnitOfWork


def free_channel(command: CommandGiven, label: str, hint: str, work: UnitOfWork) -> PlaceInput:
    """One of the workspace in which it was said; that in which it was said is proposed."""
    taken = _taken(command.workspace, work)
    here = command.place.ref.whole
    is_free = command.place.kind is PlaceKind.CHANNEL and here.workspace == command.workspace and here not in taken
    known = tuple((place, name) for place, name in work.people.places(command.workspace) if place not in taken)
    return PlaceInput("channel", label, hint, here if is_free else None, known, taken=taken)


def _taken(workspace: WorkspaceId, work: UnitOfWork) -> frozenset[PlaceRef]:
    meet = [community.place for community in work.people.communities_in(workspace)]
    return frozenset([*meet, *(link.place for link in work.links.in_workspace(workspace))])
