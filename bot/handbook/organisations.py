"""Of which organisation somebody is who signs in: each has registered Kring for itself and is asked by that alone."""

from collections.abc import Callable, Sequence
from functools import partial

from bot.handbook.drawing import ROOT
from bot.handbook.library import Library
from bot.handbook.openid import NotSignedIn, Provider
from facilitation.people import CommunityId
from storage.reading import SqlReading

Added = Callable[[SqlReading], Sequence[Provider]]
"""Those that are there now, beside those of the settings."""


def nobody(_: SqlReading) -> Sequence[Provider]:
    return ()


class Organisations:
    def __init__(self, given: Sequence[Provider], added: Added, library: Library) -> None:
        self._given, self._added, self._library = given, added, library

    async def meant(self, name: str, organisation: str = "", to: str = ROOT) -> Sequence[Provider]:
        """Of that platform: the one that is named, those where the community meets to whose pages one goes, or all."""
        return await self._library.read(partial(self._meant, name, organisation, to))

    async def of(self, name: str, organisation: str) -> Provider:
        """The one with which somebody set out. Raises: NotSignedIn."""
        found = await self._library.read(partial(self._all, name))
        for each in found:
            if each.tenant == organisation:
                return each
        raise NotSignedIn("of an organisation that is not here any more")

    def _meant(self, name: str, organisation: str, to: str, unit: SqlReading) -> Sequence[Provider]:
        found = self._all(name, unit)
        if organisation:
            return [each for each in found if each.tenant == organisation]
        workspaces = _meets_in(to, unit) if len(found) > 1 else ()
        return [each for each in found if f"{name}:{each.tenant}" in workspaces] or found

    def _all(self, name: str, unit: SqlReading) -> Sequence[Provider]:
        """The settings' own comes before one that was added for the same tenant."""
        own = {each.tenant: each for each in self._given if each.name == name}
        added = [each for each in self._added(unit) if each.name == name and each.tenant not in own]
        return [*own.values(), *sorted(added, key=lambda each: each.title.casefold())]


def _meets_in(to: str, unit: SqlReading) -> Sequence[str]:
    """The workspaces of the community of which that page is; none where it is of none."""
    identity = to.removeprefix(f"{ROOT}/").partition("/")[0]
    community = unit.people.community(CommunityId(identity))
    if community is None:
        return ()
    unit.enter(community, None)
    return [community.workspace, *(link.workspace for link in unit.links.of(community.id))]
