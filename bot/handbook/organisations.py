"""Of which organisation somebody is who signs in: each has registered Kring for itself and is asked by that alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Meant:
    """`by_name`: nothing tells which one is theirs, so they say its name. Which others there are, nobody is told."""

    found: Sequence[Provider]
    by_name: bool = False


class Organisations:
    def __init__(self, given: Sequence[Provider], added: Added, library: Library) -> None:
        self._given, self._added, self._library = given, added, library

    async def meant(self, name: str, organisation: str, called: str, to: str) -> Meant:
        """Of that platform: the one with that id, those where the community of that page meets, or as called."""
        return await self._library.read(partial(self._meant, name, organisation, called, to))

    async def has(self, name: str) -> bool:
        """Whether anybody can sign in with that platform."""
        return bool(await self._library.read(partial(self._all, name)))

    async def of(self, name: str, organisation: str) -> Provider:
        """The one with which somebody set out. Raises: NotSignedIn."""
        found = await self._library.read(partial(self._all, name))
        for each in found:
            if each.tenant == organisation:
                return each
        raise NotSignedIn("of an organisation that is not here any more")

    def _meant(self, name: str, organisation: str, called: str, to: str, unit: SqlReading) -> Meant:
        known = self._all(name, unit)
        if organisation:
            return Meant([each for each in known if each.tenant == organisation])
        if len(known) <= 1:
            return Meant(known)
        workspaces = _meets_in(to, unit)
        theirs = [each for each in known if f"{name}:{each.tenant}" in workspaces]
        return Meant(theirs) if theirs else Meant([each for each in known if _is_called(called, each)], by_name=True)

    def _all(self, name: str, unit: SqlReading) -> Sequence[Provider]:
        """The settings' own comes before one that was added for the same tenant."""
        own = {each.tenant: each for each in self._given if each.name == name}
        added = [each for each in self._added(unit) if each.name == name and each.tenant not in own]
        return [*own.values(), *sorted(added, key=lambda each: each.title.casefold())]


def _is_called(called: str, provider: Provider) -> bool:
    """The settings' own is whoever runs this Kring; it needs no name to be found."""
    return not provider.title or _plainly(called) in (_plainly(provider.title), provider.tenant)


def _plainly(name: str) -> str:
    return " ".join(name.split()).casefold()


def _meets_in(to: str, unit: SqlReading) -> Sequence[str]:
    """The workspaces of the community of which that page is; none where it is of none."""
    identity = to.removeprefix(f"{ROOT}/").partition("/")[0]
    community = unit.people.community(CommunityId(identity))
    if community is None:
        return ()
    unit.enter(community, None)
    return [community.workspace, *(link.workspace for link in unit.links.of(community.id))]
